import numpy as np
import pytest

from stancekit.errors import InputError
from stancekit.results import summary
from stancekit.results.summary import summarize
from tests.results.conftest import analysis

pytest.importorskip("duckdb")


@pytest.fixture
def folder(results):
    return results(
        analysis(
            "a1",
            [
                ("Ann Roe", "supportive"),
                ("Ann Roe", "supportive"),
                ("Ann Roe", "none"),
                ("Bo Lee", "cautious"),
            ],
            date="2024-05-01",
            source="Post",
        ),
        analysis("a2", [("Ann Roe", "condemning"), ("Bo Lee", "none")], date="2024-05-09", source="Post"),
        analysis("a3", [("Bo Lee", "condemning")], date="", source="Times", topic="tunnel"),
    )


def test_cells_are_over_all_articles(folder):
    found = {(c.speaker, c.topic): c for c in summarize(folder).cells}
    assert set(found) == {("Ann Roe", "bridge"), ("Bo Lee", "bridge"), ("Bo Lee", "tunnel")}
    ann = found["Ann Roe", "bridge"]
    assert (ann.stance, ann.n, ann.articles) == ("supportive", 4, 2)
    assert ann.votes == pytest.approx({"condemning": 0.7, "cautious": 0, "supportive": 1.6})


def test_periods_are_those_with_a_date(folder):
    weeks = summarize(folder).periods
    assert [(w.begin, w.articles, w.utterances) for w in weeks] == [
        ("2024-04-29", 1, 4),
        ("2024-05-06", 1, 2),
    ]
    assert weeks[0].stances == {"condemning": 0, "cautious": 1, "supportive": 2}
    assert [p.begin for p in summarize(folder, by="year").periods] == ["2024-01-01"]


def test_outlets_with_intervals_over_articles(folder):
    post, times = summarize(folder).outlets
    assert (post.outlet, post.articles, post.taken) == ("Post", 2, 4)
    share, low, high = post.shares["supportive"]
    # two articles tell no more than one stance: Wilson's interval with n = 1
    half = 1.96 / (1 + 1.96**2) * (0.25 + 1.96**2 / 4) ** 0.5
    assert (share, low, high) == pytest.approx((0.5, 0.5 - half, 0.5 + half))
    assert times.shares["condemning"] == (1.0, None, None)


@pytest.mark.parametrize(
    ("share", "error", "articles", "taken", "low", "high"),
    [
        (0.0, 0.0, 10, 80, 0.0, 0.338),  # none met in ten articles is no proof that there are none
        (1.0, 0.0, 10, 80, 0.662, 1.0),
        (0.5, 0.1, 1000, 5000, 0.3173, 0.6827),  # as 25 independent stances
        (0.5, 0.1, 5, 5000, 0.2573, 0.7427),  # a variance from five articles is itself unsure: as 12.5
        (0.3, 0.001, 50, 60, 0.1990, 0.4251),  # never more than the stances that there are
        (0.3, None, 1, 9, None, None),
    ],
)
def test_intervals(share, error, articles, taken, low, high):
    found = summary._interval(share, error, articles, taken)
    assert found == (pytest.approx(low, abs=6e-4), pytest.approx(high, abs=6e-4))


@pytest.mark.slow
def test_intervals_keep_their_promise():
    """Articles that lean to one side: an interval over stances alone would miss far more often than 5 %."""
    random = np.random.default_rng(0)
    missed = {}
    for articles in (5, 30):
        for share in (0.1, 0.5):
            drawn = [_drawn(random, articles, share) for _ in range(1000)]
            found = [summary._interval(*one) for one in drawn]
            missed[articles, share] = np.mean([not low <= share <= high for low, high in found])
    assert max(missed.values()) < 0.12, missed


def _drawn(random, articles, share):
    """Return the share, error and counts of an outlet; a third of the variance is between its articles."""
    n = random.geometric(1 / 8, articles)
    taken = random.binomial(n, random.beta(2 * share, 2 * (1 - share), articles))
    found = taken.sum() / n.sum()
    error = np.sqrt(((taken - found * n) ** 2).sum() * articles / (articles - 1)) / n.sum()
    return found, error, articles, int(n.sum())


@pytest.mark.parametrize(
    ("asked", "cells"),
    [
        ({"speaker": "ANN"}, {("Ann Roe", "bridge")}),
        ({"topic": "tunn"}, {("Bo Lee", "tunnel")}),
        ({"outlet": "post", "speaker": "lee"}, {("Bo Lee", "bridge")}),
        ({"speaker": "' or 1=1 --"}, set()),
        ({"top": 1}, {("Ann Roe", "bridge")}),
    ],
)
def test_what_is_asked_for(folder, asked, cells):
    assert {(c.speaker, c.topic) for c in summarize(folder, **asked).cells} == cells


def test_counts(folder):
    found = summarize(folder)
    assert found.counts == {"articles": 3, "utterances": 7}
    assert (found.languages, found.failures) == ({"en": 3}, {})
    assert found.to_dict()["cells"][0]["speaker"] == "Ann Roe"


@pytest.mark.parametrize(
    ("options", "reason"), [({"by": "hour"}, "by='hour' is not one of day"), ({"top": 0}, "top=0 must be")]
)
def test_what_is_not_allowed(folder, options, reason):
    with pytest.raises(InputError, match=reason):
        summarize(folder, **options)
