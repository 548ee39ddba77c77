"""Annotations as analyses, as gold and as given utterances."""

import pytest

import stancekit
from stancekit import exchange
from stancekit.errors import InputError
from stancekit.exchange.marked import Marked, build, gold_of, second_of
from stancekit.records import Analysis, Article, Span, Speaker, Stance, Topic, Utterance


def test_names_become_records_and_ids_are_unique():
    marked = [
        Marked("u1", (Span(0, 1),), speaker="Ana", topic="port", answer="Cautious "),
        Marked("u1", (Span(0, 1),), speaker="World Bank", topic="tax"),
        Marked("u1-2", speaker="Ana", kind="mixed"),
    ]
    known = [Speaker("s2", "Ana", "person", "mayor")]
    found = build(Article("ab", "x"), marked, "here", speakers=known, topics=[Topic("2", "tax")])
    assert [u.id for u in found.utterances] == ["u1", "u1-2", "u1-2-2"]
    assert [(s.id, s.name, s.kind) for s in found.speakers] == [
        ("s2", "Ana", "person"),
        ("s3", "World Bank", "organization"),
    ]
    assert [u.speaker for u in found.utterances] == ["s2", "s3", "s2"]
    assert [u.topic for u in found.utterances] == ["t2", "2", None]
    assert found.utterances[0].stance == Stance("cautious")


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        (Marked("u1", (Span(0, 3),)), r"here, utterance u1: \[0, 3\) is not within the text \[0, 2\)"),
        (Marked("u1", source=(Span(2, 1),)), "is not within"),
        (Marked("u1", answer="angry"), "stance 'angry' is not one of condemning, cautious, supportive, none"),
        (Marked("u1", kind="loud"), "kind 'loud' is not one of direct, indirect, mixed"),
    ],
)
def test_what_is_wrong_is_named(marked, message):
    with pytest.raises(InputError, match=message):
        build(Article("ab"), [marked], "here")


def test_gold_of_what_a_model_abstained_from_is_not_labelled():
    said = Utterance("u1", "direct", (Span(0, 1),), stance=Stance(None, abstained=True))
    (u,) = gold_of(Analysis(Article("ab"), utterances=(said,))).utterances
    assert (u.labelled, u.stance) == (False, None)


@pytest.mark.parametrize("second", [None, [], {"u1": 3}, {"u1": {"stance": "angry", "target": 3}}])
def test_a_second_position_that_is_malformed_is_none(second):
    assert second_of(Article("", meta={"second": second}), "u1") == (None, None)


def test_given_utterances_can_be_classified(analysis):
    kit = stancekit.load()
    stances = kit.classify(analysis.article, exchange.given(analysis))
    assert len(stances) == 3
    assert all(s.label in ("condemning", "cautious", "supportive", None) for s in stances)
