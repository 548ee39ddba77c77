"""Stance figures of articles small enough to count by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.evaluation import stance
from stancekit.evaluation.figures import precision_recall, report
from stancekit.evaluation.gold import GoldUtterance
from stancekit.records import LABELS, Span

TEXT = "one two three four five six seven eight nine ten"
ONE_TWO, THREE_FOUR, SEVEN, TEN = (0, 7), (8, 18), (28, 33), (45, 48)


def gold(name, span, speaker="Ana Ruiz", label=None, topic="1"):
    return GoldUtterance(name, (Span(*span),), speaker=speaker, stance=label, topic=topic)


def found(name, span, speaker="s1", label=None, topic="t1", **more):
    return {"id": name, "content": [list(span)], "speaker": speaker, "stance": label, "topic": topic, **more}


def analysis(*utterances):
    speakers = [{"id": "s1", "name": "Ruiz"}, {"id": "s2", "name": "Bo Lund"}]
    return {"id": "a", "speakers": speakers, "utterances": list(utterances)}


def measure(utterances, predicted, **options):
    return report([stance.tally(TEXT, utterances, predicted, **options)], stance.figures).figures


GOLD = (
    gold("u1", ONE_TWO, label="condemning"),
    gold("u2", THREE_FOUR, label="supportive", topic="2"),
    gold("u3", SEVEN, "Bo Lund"),
)
FOUND = analysis(
    found("x", ONE_TWO, label="condemning"),
    found("y", THREE_FOUR, "s2", "supportive"),
    found("z", SEVEN, "s2", "cautious", None),
    found("w", TEN, None, None, "t7"),
)


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("articles", 1),
        ("found", precision_recall(3, 4, 3)),
        ("speaker", {"accuracy": 2 / 3, "n": 3}),
        ("triples", precision_recall(1, 3, 2)),
        ("cells", precision_recall(1, 3, 2)),  # Ruiz on the first topic; the second topic has no answer
        (
            "stance",
            {
                "accuracy": 2 / 3,
                "macro4": 0.5,
                "macro3": 2 / 3,
                "condemning": 1.0,
                "cautious": 0.0,
                "supportive": 1.0,
                "none": 0.0,
                "n": 3,
            },
        ),
    ],
)
def test_counts(figure, expected):
    assert measure(GOLD, FOUND)[figure] == expected


def test_topics_are_grouped_as_in_gold():
    figure = measure(GOLD, FOUND)["topic.b3"]  # gold: u1 u3 / u2; found: x y / z
    assert figure["f"] == pytest.approx(2 / 3)


def test_a_topic_that_answers_to_no_gold_topic_makes_no_cell_of_it():
    predicted = analysis(
        found("x", ONE_TWO, label="condemning"), found("w", TEN, label="supportive", topic="2")
    )
    assert measure(GOLD, predicted)["cells"] == precision_recall(1, 2, 2)


@pytest.mark.parametrize(("span", "paired"), [((0, 7), 1), ((0, 3), 1), ((0, 18), 1), ((0, 23), 0)])
def test_half_of_the_words_in_common_make_a_pair(span, paired):
    assert measure(GOLD[:1], analysis(found("x", span)))["found"]["tp"] == paired


def test_one_pair_has_no_grouping():
    assert measure(GOLD[:1], FOUND)["topic.b3"] == {"f": 0.0}


@pytest.mark.parametrize("predicted", [None, {}, analysis()])
def test_no_predictions(predicted):
    figures = measure(GOLD, predicted)
    assert figures["found"] == precision_recall(0, 0, 3)
    assert figures["stance"]["accuracy"] == figures["speaker"]["accuracy"] == 0.0
    assert "brier" not in figures


def test_no_gold():
    figures = measure((), FOUND)
    assert figures["found"] == precision_recall(0, 4, 0)
    assert figures["triples"] == precision_recall(0, 3, 0)


def test_given_spans_are_paired_by_id():
    predicted = analysis({"id": "u2", "stance": "supportive"}, {"id": "u1"}, {"id": "u9"})
    figures = measure(GOLD, predicted, given=True)
    assert figures["found"] == precision_recall(2, 3, 3)
    assert figures["stance"]["accuracy"] == 0.5


def test_calibration():
    predicted = analysis(
        found("x", ONE_TWO, label="condemning", probabilities={"condemning": 0.75, "none": 0.25}),
        found("y", THREE_FOUR, label="none", probabilities={"none": 1.0}),
        found("z", SEVEN, probabilities={}),  # not counted
    )
    figures = measure(GOLD, predicted)
    assert figures["brier"] == {"value": pytest.approx((0.25**2 * 2 + 2) / 2)}
    assert figures["ece"] == {"value": pytest.approx((0.25 + 1) / 2)}


def test_calibration_adds_up_within_a_bin():
    probabilities = {"condemning": 0.5, "supportive": 0.5}  # the top label is the first of equals
    predicted = analysis(
        found("x", ONE_TWO, probabilities=probabilities), found("y", THREE_FOUR, probabilities=probabilities)
    )
    assert measure(GOLD, predicted)["ece"] == {"value": 0.0}


probabilities = st.dictionaries(st.sampled_from(LABELS), st.floats(0, 1), max_size=4)
spans = st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60)), max_size=3)
predicted_utterances = st.lists(
    st.fixed_dictionaries(
        {"content": spans},
        optional={
            "id": st.sampled_from(["u1", "u2", "u3", "u4"]),
            "speaker": st.sampled_from(["s1", "s2", "s3", None]),
            "topic": st.sampled_from(["t1", "t2", "", None]),
            "stance": st.sampled_from([*LABELS, None]),
            "probabilities": probabilities,
        },
    ),
    max_size=6,
)


@given(predicted_utterances, st.booleans())
def test_any_prediction_gives_figures_in_their_range(utterances, by_id):
    for name, values in measure(GOLD, analysis(*utterances), given=by_id).items():
        fractions = [v for v in values.values() if isinstance(v, float)] if isinstance(values, dict) else []
        assert all(0 <= value <= (4 if name == "brier" else 1 + 1e-12) for value in fractions)


labels = st.sampled_from([*LABELS[:3], None])


@given(
    st.lists(st.tuples(labels, st.sampled_from(["Ana Ruiz", "Bo Lund"]), st.sampled_from("12")), min_size=2)
)
def test_gold_against_itself_is_perfect(rows):
    ids = {"Ana Ruiz": "s1", "Bo Lund": "s2"}
    utterances = [gold(f"u{n}", (0, 7), who, label, topic) for n, (label, who, topic) in enumerate(rows)]
    same = [found(f"u{n}", (0, 7), ids[who], label, topic) for n, (label, who, topic) in enumerate(rows)]
    figures = measure(utterances, analysis(*same), given=True)
    assert figures["found"]["f"] == figures["speaker"]["accuracy"] == figures["stance"]["accuracy"] == 1.0
    assert figures["topic.b3"]["f"] == pytest.approx(1.0)
    for name in ("triples", "cells"):
        assert figures[name]["f"] == (1.0 if figures[name]["gold"] else 0.0)
