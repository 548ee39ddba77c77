"""Bootstrap intervals over articles."""

import pytest

from stancekit.evaluation.intervals import bootstrap

COUNTS = [{"right": right, "all": 10} for right in range(11)]


def share(totals):
    return {"share": {"p": totals["right"] / totals["all"], "tp": totals["right"]}}


def test_the_interval_holds_the_figure_and_agrees_with_the_normal_approximation():
    low, high = bootstrap(COUNTS, share, resamples=10_000)["share"]["p"]
    spread = 1.96 * (0.1 / 11) ** 0.5  # the articles' shares have variance 0.1
    assert low == pytest.approx(0.5 - spread, abs=0.01)
    assert high == pytest.approx(0.5 + spread, abs=0.01)


def test_same_seed_same_intervals():
    assert bootstrap(COUNTS, share, seed=3) == bootstrap(COUNTS, share, seed=3)
    assert bootstrap(COUNTS, share, seed=3) != bootstrap(COUNTS, share, seed=4)


def test_a_wider_level_gives_a_wider_interval():
    narrow, wide = (bootstrap(COUNTS, share, level=level)["share"]["p"] for level in (0.5, 0.99))
    assert wide[0] < narrow[0] < narrow[1] < wide[1]


def test_counts_have_no_interval():
    assert list(bootstrap(COUNTS, share)["share"]) == ["p"]


def test_no_articles_no_intervals():
    assert bootstrap([], share) == {}


def test_a_figure_that_some_resamples_lack_is_drawn_from_the_others():
    counts = [{"all": 1, "p": 0.5, "n": 1}, {"all": 1}]

    def sometimes(totals):
        return {"ece": {"value": totals["p"] / totals["n"]}} if totals["n"] else {}

    assert bootstrap(counts, sometimes) == {"ece": {"value": (0.5, 0.5)}}
