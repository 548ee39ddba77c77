import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.features.lookup import KeyIndex

KEYS = st.integers(-(2**63), 2**63 - 1)


@given(st.lists(KEYS, unique=True, max_size=60), st.lists(KEYS, max_size=20))
def test_finds_as_a_dict_does(keys, queries):
    column = {key: i for i, key in enumerate(keys)}
    asked = np.array([*queries, *keys], np.int64)
    expected = [column.get(key, -1) for key in asked.tolist()]
    assert KeyIndex(np.array(keys, np.int64)).find(asked).tolist() == expected


@pytest.mark.parametrize("n", [0, 1, 5000])
def test_sizes(n):
    keys = np.arange(n) * 7919
    index = KeyIndex(keys)
    assert len(index) == n
    assert index.find(keys).tolist() == list(range(n))
    assert index.find(keys + 1).tolist() == [-1] * n
