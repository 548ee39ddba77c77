import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.topics.grouping import MAX_GROUPS, expected_f1, group


def blocks(*sizes: int, inside: float = 0.9, outside: float = 0.1) -> np.ndarray:
    owner = np.repeat(np.arange(len(sizes)), sizes)
    together = np.where(owner[:, None] == owner, inside, outside)
    np.fill_diagonal(together, 1)
    return together


@pytest.mark.parametrize(
    ("together", "expected"),
    [
        (np.ones((1, 1)), [0]),
        (blocks(2, 3), [0, 0, 1, 1, 1]),
        (blocks(1, 4, 2), [0, 1, 1, 1, 1, 2, 2]),
        (blocks(5, inside=0.99), [0, 1, 1, 1, 1]),  # at least two groups
    ],
)
def test_group(together: np.ndarray, expected: list[int]) -> None:
    assert sorted(np.bincount(group(together))) == sorted(np.bincount(expected))


def test_groups_are_numbered_by_first_use() -> None:
    together = blocks(2, 2)[np.ix_([2, 0, 3, 1], [2, 0, 3, 1])]
    assert group(together).tolist() == [0, 1, 0, 1]


def test_a_misplaced_passage_is_moved() -> None:
    together = blocks(3, 3)
    together[0, 1:3] = together[1:3, 0] = 0.3
    together[0, 3:] = together[3:, 0] = 0.6
    labels = group(together)
    assert labels[0] == labels[3]


def test_expected_f1_is_b_cubed_where_all_is_certain() -> None:
    truth = blocks(2, 2, inside=1, outside=0)
    assert expected_f1(truth, np.array([0, 0, 1, 1])) == pytest.approx(1)
    assert expected_f1(truth, np.array([0, 0, 0, 0])) == pytest.approx(2 * 0.5 / 1.5)


@given(st.integers(1, 30), st.integers(0, 2**32 - 1))
def test_any_matrix_gives_one_to_six_groups(n: int, seed: int) -> None:
    draw = np.random.default_rng(seed).random((n, n))
    together = np.maximum((draw + draw.T) / 2, np.eye(n))
    labels = group(together)
    assert labels.shape == (n,)
    assert set(labels.tolist()) == set(range(labels.max() + 1))
    assert min(n, 2) <= labels.max() + 1 <= min(n, MAX_GROUPS)
