"""Exact lookup of keys, and sums of the rows that were found."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.chain.lookup import FeatureWeights
from stancekit.errors import ModelError

TOP = 0xFFFFFFFF
# keys that crowd together, at both ends and anywhere
some_keys = st.one_of(st.integers(0, 40), st.integers(TOP - 40, TOP), st.integers(0, TOP))


def weights_found(known, asked):
    """Look keys up whose weights are their places, counted from 1."""
    place = np.arange(1, len(known) + 1, dtype=np.float32)[:, None]
    weights = FeatureWeights(np.array(known, np.uint32), place)
    return weights.take(weights.find(np.array(asked, np.uint32)))[:, 0].tolist()


@given(st.sets(some_keys, max_size=60), st.lists(some_keys, max_size=60))
def test_find_is_exact(known, others):
    known = sorted(known)
    place = {key: i for i, key in enumerate(known, 1)}
    asked = [*others, *known]
    assert weights_found(known, asked) == [place.get(key, 0) for key in asked]


@pytest.mark.parametrize("n", [1, 1000, 100_000])
def test_find_among_many(n):
    random = np.random.default_rng(n)
    known = np.unique(np.append(random.integers(0, TOP, n, np.uint32), np.array([0, TOP], np.uint32)))
    asked = np.concatenate(
        [random.permutation(known), known + np.uint32(1), random.integers(0, TOP, n, np.uint32)]
    )
    place = np.searchsorted(known, asked)
    expected = np.where(np.isin(asked, known), place + 1, 0)
    assert weights_found(known, asked) == expected.tolist()


@pytest.mark.parametrize("known", [[], [0], [TOP], [0, TOP]])
def test_find_at_the_ends(known):
    asked = [0, 1, TOP - 1, TOP]
    assert weights_found(known, asked) == [known.index(k) + 1 if k in known else 0 for k in asked]


@pytest.mark.parametrize("keys", [[2, 1], [1, 1], [0, 5, 5]])
def test_keys_must_be_in_order(keys):
    with pytest.raises(ModelError, match="sorted"):
        FeatureWeights(np.array(keys, np.uint32), np.ones((len(keys), 2), np.float32))


def test_sums_are_taken_in_the_order_of_the_keys():
    big, one = np.float32(1e8), np.float32(1)
    weights = FeatureWeights(np.array([1, 2, 3], np.uint32), np.array([[1e8, 0], [1, 2], [-1e8, 0]]))
    row = weights.find(np.array([1, 9, 1, 2, 9, 9, 3, 9, 9], np.uint32)).reshape(3, 3)
    assert weights.sum(row).tolist() == [[(big + one) - big, 2.0], [0.0, 0.0], [big, 0.0]]


@pytest.mark.parametrize(("n_labels", "width"), [(1, 1), (2, 2), (3, 4), (5, 8), (8, 8), (17, 17)])
def test_rows_are_as_wide_as_pays(n_labels, width):
    weights = FeatureWeights(np.array([7], np.uint32), np.ones((1, n_labels)))
    assert weights.take(weights.find(np.array([7, 8], np.uint32))).tolist() == [
        [1.0] * n_labels + [0.0] * (width - n_labels),
        [0.0] * width,
    ]


@pytest.mark.parametrize("shape", [(0, 4), (3, 0)])
def test_sum_of_nothing(shape):
    weights = FeatureWeights(np.array([7], np.uint32), np.ones((1, 2)))
    assert weights.sum(np.zeros(shape, np.int32)).tolist() == [[0.0, 0.0]] * shape[1]
