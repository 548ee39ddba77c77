from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancekit.errors import InputError, ModelError
from stancekit.stance.abstention import Abstention


def answers(n, seed):
    """Return confidences, and answers that are right as often as they are sure."""
    random = np.random.default_rng(seed)
    sure = random.uniform(0.3, 1.0, n)
    return sure, random.random(n) < sure


@pytest.mark.parametrize("precision", [0.7, 0.8, 0.9])
def test_promise_is_kept_nineteen_times_in_twenty(precision):
    truth, _ = answers(200_000, 999)
    thresholds = []
    for seed in range(100):
        with suppress(InputError):  # bad luck with the surest answers
            thresholds.append(Abstention.fit(*answers(1500, seed)).threshold(precision))
    assert len(thresholds) >= 90
    broken = [truth[truth >= t].mean() < precision for t in thresholds]  # as many are right as they are sure
    assert sum(broken) <= 10
    assert np.mean(thresholds) < precision  # and it is no empty promise: the unsure ones are answered too


def test_higher_precision_higher_threshold():
    abstention = Abstention.fit(*answers(3000, 0))
    thresholds = [abstention.threshold(p) for p in (0.6, 0.7, 0.8, 0.9)]
    assert thresholds == sorted(thresholds)


@pytest.mark.parametrize("precision", [0, 1, -0.5, 1.5, float("nan")])
def test_precision_is_between_0_and_1(precision):
    with pytest.raises(InputError, match="between 0 and 1"):
        Abstention.fit(*answers(500, 0)).threshold(precision)


def test_out_of_reach_names_what_is_in_reach():
    sure = np.linspace(0.3, 1, 400)
    with pytest.raises(InputError, match=r"highest it can promise is 0\.[1-5]"):
        Abstention.fit(sure, np.arange(400) % 2 == 0).threshold(0.9)


def test_no_answers():
    with pytest.raises(InputError, match=r"promise is 0\.00"):
        Abstention.fit(np.empty(0), np.empty(0, bool)).threshold(0.5)


def test_travels_as_plain_lists():
    abstention = Abstention.fit(*answers(500, 1))
    again = Abstention.of_config(abstention.to_config())
    assert again.threshold(0.8) == abstention.threshold(0.8)


@pytest.mark.parametrize(
    "config", [{}, {"thresholds": [0.5], "kept": [1, 2], "right": [1]}, {"thresholds": 1}]
)
def test_broken_counts(config):
    with pytest.raises(ModelError):
        Abstention.of_config(config)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.floats(0.25, 1), st.booleans()), max_size=200), st.floats(0.05, 0.95))
def test_any_answers_give_a_threshold_or_an_error(rows, precision):
    sure, right = np.array([s for s, _ in rows]), np.array([r for _, r in rows], bool)
    try:
        threshold = Abstention.fit(sure, right).threshold(precision)
    except InputError:
        return
    assert right[sure >= threshold].mean() >= precision
