import pytest

from stancekit.errors import InputError
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
    # a ratio of sums: articles with 2 of 3 and 0 of 1, residuals 2 - 1.5 and 0 - 0.5
    error = (2 / 1 * (0.5**2 + 0.5**2)) ** 0.5 / 4
    assert (share, low, high) == pytest.approx((0.5, 0.5 - 1.96 * error, 0.5 + 1.96 * error))
    assert times.shares["condemning"] == (1.0, None, None)


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
