"""Word tokens of spans, their overlaps and the pairing, against the definitions written out with sets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.evaluation import matching

TEXT = "“We won’t yield,” said Ana, who has led the port since May."
STARTS = matching.word_starts(TEXT)

ranges = st.lists(
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(0, 8)).map(lambda r: (r[0], r[0] + r[1])), max_size=4
    ).map(lambda found: matching.union([found])),
    max_size=6,
)


def tokens(found):
    return {token for first, last in found for token in range(first, last)}


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], []),
        (None, []),
        ([(1, 3)], [(0, 1)]),  # We
        ([(2, 3)], []),  # a word counts where it starts
        ([(1, 9)], [(0, 3)]),  # We, won, t
        ([(18, 22), (1, 3)], [(0, 1), (4, 5)]),  # split, out of order
        ([(1, 9), (4, 15)], [(0, 4)]),  # overlapping parts count once
        ([(-10, 3), (9, 4), (500, 900)], [(0, 1)]),  # outside of the text, reversed
        ([(0, 10**9)], [(0, len(STARTS))]),
    ],
)
def test_spans_become_ranges_of_word_tokens(spans, expected):
    assert matching.token_ranges(spans, STARTS) == expected


@given(ranges, ranges)
def test_overlaps_are_those_of_sets(gold, predicted):
    expected = {
        (i, j): len(tokens(g) & tokens(p))
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if tokens(g) & tokens(p)
    }
    assert dict(matching.overlaps(gold, predicted)) == expected


@given(ranges, ranges, st.sampled_from([0.1, 0.5, 1.0]))
def test_pairs_are_one_to_one_and_none_that_is_left_would_fit(gold, predicted, threshold):
    scored = matching.score(gold, predicted)
    pairs = matching.pair(scored, threshold)
    used_gold, used_predicted = {i for i, _ in pairs}, {j for _, j in pairs}
    assert len(used_gold) == len(used_predicted) == len(pairs)
    assert all(i in used_gold or j in used_predicted for score, i, j in scored if score >= threshold)


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        ([], [], []),
        ([[(0, 4)]], [], []),
        ([[]], [[]], []),  # spans without a word match nothing
        ([[(0, 4)]], [[(0, 2)]], [(0, 0)]),  # exactly one half
        ([[(0, 5)]], [[(0, 2)]], []),
        ([[(0, 4)]], [[(0, 3)], [(0, 4)]], [(0, 1)]),  # the best, not the first
        ([[(0, 4)], [(4, 8)]], [[(0, 4)], [(0, 4)]], [(0, 0)]),  # a tie goes to the first predicted
        ([[(0, 4)], [(0, 4)]], [[(0, 4)]], [(0, 0)]),  # a tie goes to the first gold
        ([[(0, 2), (6, 8)]], [[(0, 8)]], [(0, 0)]),  # split content
    ],
)
def test_pairing(gold, predicted, expected):
    assert matching.pair(matching.score(gold, predicted), 0.5) == expected
