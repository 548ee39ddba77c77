"""Attributions that claim the same words, and cues that share a source."""

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
        # one that is dropped holds on to nothing
        (
            [claim([1, 2], 0.9), claim([2, 3], 0.8), claim([3, 4, 5], 0.7)],
            [claim([1, 2], 0.9), claim([3, 4, 5], 0.7)],
        ),
        # the more confident one may stand inside the other
        ([claim([1, 2, 3, 4, 5], 0.5), claim([3], 0.9)], [claim([1, 2, 4, 5], 0.5), claim([3], 0.9)]),
    ],
)
def test_settle(found, expected):
    assert settle(found) == expected


def test_settling_keeps_cues_and_sources():
    found = [Attribution((1, 2, 3), (5,), (4,), 0.5), Attribution((3,), (4,), (5,), 0.9)]
    assert settle(found) == [Attribution((1, 2), (5,), (4,), 0.5), found[1]]


def test_no_word_is_kept_twice():
    found = settle([claim(range(i, i + 5), (i * 7 % 10) / 10) for i in range(20)])
    rows = [row for a in found for row in a.content]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("Anna smiled and said yes", True),
        ("Anna smiled , said yes", True),
        ("Anna smiled, then said yes", True),
        ("Anna smiled BUT said yes", True),
        ("Anna smiled he said yes", False),
        ("Anna smiled. And said yes", False),
        ("Anna smiled\n\nand said yes", False),
    ],
)
def test_a_joined_cue_shares_the_source(make, text, shared):
    table = make[0](text)
    said = [table.words[w] for w in table.word].index("said")
    first = Attribution((1,), (1,), (0,), 0.9)
    second = Attribution((said + 1,), (said,), (), 0.9)
    out = share_sources(table, [first, second])
    assert out == [first, second._replace(source=(0,) if shared else ())]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Attribution((1,), (1,), (), 0.9), Attribution((4,), (3,), (), 0.9)),  # no source to share
        (Attribution((1,), (1,), (0,), 0.9), Attribution((4,), (3,), (4,), 0.9)),  # one of its own
        (Attribution((1,), (1,), (0,), 0.9), Attribution((4,), (), (), 0.9)),  # no cue to join
    ],
)
def test_what_shares_no_source(make, first, second):
    assert share_sources(make[0]("Anna smiled and said yes"), [first, second]) == [first, second]


def test_a_source_is_handed_on_along_a_row_of_cues(make):
    table = make[0]("Anna smiled , nodded and said yes")
    found = [Attribution((6,), (5,), (), 0.9), Attribution((2,), (3,), (), 0.9)]
    found.append(Attribution((2,), (1,), (0,), 0.9))
    assert [(a.cue, a.source) for a in share_sources(table, found)] == [((i,), (0,)) for i in (1, 3, 5)]


def test_an_article_shares_nothing_with_the_one_before(make):
    table = make[0]("Anna smiled and", "said yes")
    found = [Attribution((1,), (1,), (0,), 0.9), Attribution((4,), (3,), (), 0.9)]
    assert share_sources(table, found) == found


def test_nothing_to_share(make):
    assert share_sources(make[0](""), []) == []
