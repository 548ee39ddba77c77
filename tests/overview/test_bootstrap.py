import numpy as np
import pytest

from stancekit.overview.bootstrap import difference_interval, share_intervals


def test_patterns_are_articles_counted():
    rng = np.random.default_rng(1)
    articles = rng.integers(0, 3, (400, 3))
    patterns, times = np.unique(articles, axis=0, return_counts=True)
    one_by_one = share_intervals(articles, seed=3, resamples=4000)
    together = share_intervals(patterns, times, seed=3, resamples=4000)
    np.testing.assert_allclose(one_by_one, together, atol=0.004)


def test_intervals_hold_what_they_promise():
    rng = np.random.default_rng(2)
    held = 0
    for seed in range(200):
        articles = rng.multinomial(5, [0.5, 0.3, 0.2], size=60)
        low, high = share_intervals(articles, seed=seed, resamples=300)[0]
        held += low <= 0.5 <= high
    assert 0.88 <= held / 200 <= 0.99


def test_same_seed_same_intervals():
    table = np.random.default_rng(1).integers(0, 5, (40, 2))
    assert share_intervals(table, seed=5) == share_intervals(table, seed=5)
    assert share_intervals(table, seed=5) != share_intervals(table, seed=6)


@pytest.mark.parametrize("table", [[], [[0, 0]]])
def test_nothing_has_no_interval(table):
    assert share_intervals(table) == []


def test_a_resample_without_any_count_is_passed_over():
    assert share_intervals([[1, 0], [0, 0]]) == [(1.0, 1.0), (0.0, 0.0)]


def test_no_difference_holds_zero():
    side = np.array([[2, 1.0], [1, -1.0], [3, 0.5]])
    low, high = difference_interval(side, side)
    assert low < 0 < high


def test_draws_are_the_same_in_one_piece_and_in_several(monkeypatch):
    table = np.random.default_rng(1).integers(0, 5, (40, 2))
    expected = share_intervals(table)
    monkeypatch.setattr("stancekit.overview.bootstrap._NUMBERS", 400)
    assert share_intervals(table) == expected
