"""Attributions that claim the same words."""

import pytest

from stancekit.utterances.attribution import Attribution, settle


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
