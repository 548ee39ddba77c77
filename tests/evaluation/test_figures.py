"""Counts add up, and a report shows them."""

import json

import pytest

from stancekit.evaluation.figures import Report, Tally, precision_recall, report, total


def tally(**counts):
    made = Tally()
    for key, value in counts.items():
        made.add(key, value)
    return made


@pytest.mark.parametrize(
    ("counts", "expected"),
    [((0, 0, 0), (0.0, 0.0, 0.0)), ((0, 3, 0), (0.0, 0.0, 0.0)), ((1, 1, 2), (1.0, 0.5, 2 / 3))],
)
def test_precision_recall(counts, expected):
    figure = precision_recall(*counts)
    assert (figure["p"], figure["r"], figure["f"]) == pytest.approx(expected)


def test_tallies_add_up_and_unknown_counts_are_0():
    totals = total([tally(right=1), tally(right=2, all=5)])
    assert (totals["right"], totals["all"], totals["other"]) == (3, 5, 0)


def test_numbers_add_up_in_order_whatever_the_grouping():
    values = [0.1, 0.2, 0.3, 1e16, -1e16]
    grouped = [Tally(), Tally()]
    for n, value in enumerate(values):
        grouped[n // 2 > 0].add("x", value)
    assert total(grouped)["x"] == sum(values)


REPORT = Report(
    {"articles": 2, "found": precision_recall(1, 2, 2), "ece": {"value": 0.25}},
    {"ece": {"value": (0.125, 0.5)}},
)


def test_lines():
    assert str(REPORT).splitlines() == [
        "articles   2",
        "found      p=0.500 r=0.500 f=0.500 tp=1 pred=2 gold=2",
        "ece        value=0.250 [0.125, 0.500]",
    ]


def test_json_carries_intervals_only_where_there_are_any():
    assert json.loads(REPORT.to_json())["intervals"] == {"ece": {"value": [0.125, 0.5]}}
    assert "intervals" not in json.loads(Report({"articles": 0}).to_json())


def test_select():
    assert REPORT.select(["articles"]) == Report({"articles": 2})
    assert REPORT.select(["ece"]).intervals == REPORT.intervals


def test_joined_keeps_both_numbers_of_articles():
    joined = Report({"articles": 3, "content": {"f": 0.5}}).joined(REPORT, name="stance")
    assert list(joined.figures) == ["articles", "content", "stance.articles", "found", "ece"]
    assert joined.intervals == REPORT.intervals


def test_an_empty_evaluation_has_no_intervals():
    assert report([], lambda totals: {"x": {"f": 0.0}}, intervals=True) == Report(
        {"articles": 0, "x": {"f": 0.0}}
    )
