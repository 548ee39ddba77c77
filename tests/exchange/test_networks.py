"""Networks, worked out by hand."""

from math import isclose

import pytest

from stancekit.errors import InputError
from stancekit.exchange.networks import networks
from stancekit.exchange.statements import Statement


def said(who, about, stance, date="", organization=""):
    return Statement("a", "u", stance, who, organization, about, f"the {about}", date=date)


DEBATE = [
    said("Ana", "port", "supportive"),
    said("Ana", "port", "supportive"),
    said("Ana", "tax", "condemning"),
    said("Bo", "port", "supportive"),
    said("Bo", "tax", "supportive"),
    said("Cy", "port", "cautious"),
    said("Di", "dam", "supportive"),
    said("", "port", "supportive"),
    said("Ed", "", "supportive"),
    said("Ed", "port", "none"),
    said("Ed", "port", "abstained"),
    said("Ed", "port", None),
]


def ties(statements=DEBATE, **options):
    (one,) = networks(statements, **options)
    return {(tie.start, tie.end): tie.weight for tie in one.ties}


def test_affiliation():
    (one,) = networks(DEBATE)
    assert one.actors == {"Ana": 3, "Bo": 2, "Cy": 1, "Di": 1}
    assert one.concepts == {"dam": 1, "port": 4, "tax": 2}
    assert {(t.start, t.end): (t.weight, dict(t.counts)) for t in one.ties if t.start == "Ana"} == {
        ("Ana", "port"): (2, {"supportive": 2, "cautious": 0, "condemning": 0}),
        ("Ana", "tax"): (1, {"supportive": 0, "cautious": 0, "condemning": 1}),
    }


def test_affiliation_by_activity():
    found = ties(normalization="activity")
    assert isclose(found["Ana", "port"], 2 / 3)
    assert isclose(found["Bo", "tax"], 1 / 2)


# Ana and Bo agree on the port and are opposed on the tax; Cy is half way on the port.
@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"network": "congruence"}, {"Ana Bo": 1, "Ana Cy": 0.5, "Bo Cy": 0.5}),
        ({"network": "conflict"}, {"Ana Bo": 1, "Ana Cy": 0.5, "Bo Cy": 0.5}),
        ({"network": "congruence", "agreement": "binary"}, {"Ana Bo": 1}),
        ({"network": "conflict", "agreement": "binary"}, {"Ana Bo": 1}),
        # Ana and Bo take two pairs of concept and stance each, Cy one
        (
            {"network": "congruence", "normalization": "average"},
            {"Ana Bo": 1 / 2, "Ana Cy": 0.5 / 1.5, "Bo Cy": 0.5 / 1.5},
        ),
        # three pairs are taken by Ana or Bo, and by Ana or Cy, and by Bo or Cy
        (
            {"network": "congruence", "normalization": "jaccard"},
            {"Ana Bo": 1 / 3, "Ana Cy": 0.5 / 3, "Bo Cy": 0.5 / 3},
        ),
        ({"network": "conflict", "normalization": "jaccard", "agreement": "binary"}, {"Ana Bo": 1 / 3}),
    ],
)
def test_actors_by_actors(options, expected):
    found = {" ".join(ends): weight for ends, weight in ties(**options).items()}
    assert found == pytest.approx(expected)


def test_weights_before_normalization_and_numbers_of_concepts_are_kept():
    (one,) = networks(DEBATE, network="congruence", normalization="average")
    assert [(t.raw, t.counts["concepts"]) for t in one.ties] == [(1, 1), (0.5, 1), (0.5, 1)]
    assert one.concepts == {}
    assert "Di" in one.actors


def test_who_took_both_sides_agrees_and_disagrees():
    both = [
        said("Ana", "port", "supportive"),
        said("Ana", "port", "condemning"),
        said("Bo", "port", "supportive"),
    ]
    assert ties(both, network="congruence") == ties(both, network="conflict") == {("Ana", "Bo"): 1}


def test_congruence_is_symmetric_and_nobody_agrees_with_themselves():
    assert ties(network="congruence") == ties(DEBATE[::-1], network="congruence")
    assert all(a < b for a, b in ties(network="conflict"))


@pytest.mark.parametrize(
    ("window", "names"),
    [
        ("whole", ["whole"]),
        ("day", ["2025-12-28", "2025-12-29", "2026-01-01", "undated"]),
        ("week", ["2025-W52", "2026-W01", "undated"]),
        ("month", ["2025-12", "2026-01", "undated"]),
    ],
)
def test_windows(window, names):
    dates = ["2026-01-01T10:00:00", "2025-12-28", "yesterday", "2025-12-29"]
    found = networks([said("Ana", "port", "supportive", date) for date in dates], window=window)
    assert [one.window for one in found] == names
    assert sum(one.actors["Ana"] for one in found) == 4


@pytest.mark.parametrize(
    ("actors", "names"),
    [("speakers", ["Ana", "Port"]), ("persons", ["Ana"]), ("organizations", ["Bank", "Port"])],
)
def test_who_is_an_actor(actors, names):
    statements = [
        said("Ana", "port", "supportive", organization="Bank"),
        said("", "port", "cautious", organization="Port"),
    ]
    (one,) = networks(statements, actors=actors)
    assert list(one.actors) == names


def test_concepts_can_be_targets():
    (one,) = networks(DEBATE, concepts="targets")
    assert "the port" in one.concepts


def test_no_statements_make_no_network():
    assert networks([]) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"network": "friendship"}, "network='friendship' is not one of affiliation, congruence, conflict"),
        ({"normalization": "average"}, "normalization='average' is not one of none, activity of affiliation"),
        (
            {"network": "conflict", "normalization": "activity"},
            "is not one of none, average, jaccard of conflict",
        ),
        ({"window": "year"}, "window='year' is not one of whole, day, week, month"),
        ({"actors": "parties"}, "actors='parties' is not one of"),
        ({"agreement": "ternary"}, "agreement='ternary'"),
        ({"concepts": "words"}, "concepts='words'"),
    ],
)
def test_options_are_checked(options, message):
    with pytest.raises(InputError, match=message):
        networks(DEBATE, **options)
