"""Attributions that claim the same words."""

import pytest

from stancekit.utterances.attribution import Attribution, settle, share_sources


def claim(content, confidence, cue=()):
    return Attribution(tuple(content), cue, (), confidence)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], []),
        ([claim([1, 2], 0.5)], [claim([1, 2], 0.5)]),
        ([claim([1, 2], 0.4), claim([3], 0.9)], [claim([1, 2], 0.4), claim([3], 0.9)]),
        ([claim([1, 2, 3], 0.4), claim([3, 4], 0.9)], [claim([1, 2], 0.4), claim([3, 4], 0.9)]),
        ([claim([2, 3], 0.4), claim([3, 4], 0.9)], [claim([3, 4], 0.9)]),
        ([claim([1, 2], 0.9), claim([1, 2], 0.9)], [claim([1, 2], 0.9)]),
        ([claim([1, 2, 3], 0.5), claim([1], 0.7), claim([2], 0.9)], [claim([1], 0.7), claim([2], 0.9)]),
    ],
)
def test_settle(found, expected):
    assert settle(found) == expected


def test_no_word_is_kept_twice():
    found = settle([claim(range(i, i + 5), (i * 7 % 10) / 10) for i in range(20)])
    rows = [row for a in found for row in a.content]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("Anna smiled and said yes", True),
        ("Anna smiled , said yes", True),
        ("Anna smiled he said yes", False),
        ("Anna smiled. And said yes", False),
    ],
)
def test_a_joined_cue_shares_the_source(make, text, shared):
    table = make[0](text)
    words = [table.words[w] for w in table.word]
    said = words.index("said")
    first = Attribution((1,), (1,), (0,), 0.9)
    second = Attribution((said + 1,), (said,), (), 0.9)
    out = share_sources(table, [first, second])
    assert out == [first, second._replace(source=(0,) if shared else ())]
