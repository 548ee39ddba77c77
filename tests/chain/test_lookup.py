"""Exact lookup of keys, and sums of the rows that were found."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.chain.lookup import KeyIndex, add_rows, sum_rows
from stancekit.errors import ModelError

TOP = 0xFFFFFFFF
# keys that crowd together, at both ends and anywhere
some_keys = st.one_of(st.integers(0, 40), st.integers(TOP - 40, TOP), st.integers(0, TOP))


def found_in(known, asked):
    place, row = KeyIndex(np.array(known, np.uint32)).find(np.array(asked, np.uint32))
    return dict(zip(place.tolist(), row.tolist(), strict=True))


@given(st.sets(some_keys, max_size=60), st.lists(some_keys, max_size=60))
def test_find_is_exact(known, others):
    known = sorted(known)
    asked = [*others, *known]
    row = {key: i for i, key in enumerate(known)}
    assert found_in(known, asked) == {i: row[key] for i, key in enumerate(asked) if key in row}


@pytest.mark.parametrize("n", [1, 1000, 100_000])
def test_find_among_many(n):
    random = np.random.default_rng(n)
    known = np.unique(np.append(random.integers(0, TOP, n, np.uint32), np.array([0, TOP], np.uint32)))
    asked = np.concatenate(
        [random.permutation(known), known + np.uint32(1), random.integers(0, TOP, n, np.uint32)]
    )
    place, row = KeyIndex(known).find(asked)
    assert (known[row] == asked[place]).all()
    assert (np.diff(place) > 0).all()
    assert place.tolist() == np.flatnonzero(np.isin(asked, known)).tolist()


@pytest.mark.parametrize("known", [[], [0], [TOP], [0, TOP]])
def test_find_at_the_ends(known):
    assert found_in(known, [0, 1, TOP - 1, TOP]) == {
        place: known.index(key) for place, key in ((0, 0), (3, TOP)) if key in known
    }


@pytest.mark.parametrize("keys", [[2, 1], [1, 1], [0, 5, 5]])
def test_keys_must_be_in_order(keys):
    with pytest.raises(ModelError, match="sorted"):
        KeyIndex(np.array(keys, np.uint32))


def test_sum_rows_adds_in_the_order_of_what_was_found():
    weight = np.array([[1e8, 0.0], [1.0, 2.0], [-1e8, 0.0]], np.float32)
    found = [([0, 2], [0, 1]), ([0], [1]), ([0], [2])]
    found = [(np.array(place, np.int32), np.array(row, np.int32)) for place, row in found]
    one, big = np.float32(1), np.float32(1e8)
    assert sum_rows(weight, found, 3).tolist() == [[(big + one) - big, 2.0], [0.0, 0.0], [1.0, 2.0]]


def test_sum_rows_of_nothing():
    weight = np.ones((4, 3), np.float32)
    nothing = (np.empty(0, np.int32), np.empty(0, np.int32))
    assert sum_rows(weight, [], 2).tolist() == [[0.0] * 3] * 2
    assert sum_rows(weight, [nothing, nothing], 0).shape == (0, 3)
    assert sum_rows(weight[:0], [nothing], 2).tolist() == [[0.0] * 3] * 2


def test_add_rows_adds_one_row_of_every_table():
    out = np.ones((5000, 2), np.float32)
    index = np.arange(5000) % 3
    table = np.array([[0, 1], [2, 3], [4, 5]], np.float32)
    add_rows(out, [(table, index), (table * 10, index[::-1].copy())])
    assert out.tolist() == (1 + table[index] + 10 * table[index[::-1]]).tolist()
