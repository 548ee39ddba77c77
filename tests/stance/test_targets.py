import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancekit.records import Span, Utterance
from stancekit.stance.targets import TargetFinder


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Ana Poe left early. {s The mayor} {q denounced} {c Poe for her silence}.", "Ana Poe"),
        ("{s He} {q rejected} {c the budget proposal}.", "budget proposal"),
        ("{s She} {q vowed} {c to repeal it}.", "repeal"),
        ("{s A union leader} {q voiced criticism of the merger}.", "merger"),
        ("“{c It is},” {s she} {q said}.", None),
        ("{c They must}", None),
        ("{s He} {q said} {c S}", None),  # no word is left of it
        ("", None),
    ],
)
def test_target(case, marked, expected):
    example = case(marked)
    assert TargetFinder(example.text).find(example.utterance) == expected


def test_name_from_before_when_the_utterance_says_he(case):
    example = case("Rex Kahn came late. “{c He did it again},” {s she} {q said}. Kahn smiled.")
    assert TargetFinder(example.text).find(example.utterance) == "Rex Kahn"


@pytest.mark.parametrize("word", ["he", "She", "it", "THEM", "this", "you’ll", "I'm"])
def test_never_a_pronoun(word):
    assert TargetFinder(word).find(Utterance("u", "direct", (Span(0, len(word)),))) is None


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_text_and_spans(data):
    text = data.draw(st.text(st.characters(), max_size=60))
    bound = st.integers(0, len(text) + 2)
    spans = st.lists(st.tuples(bound, bound).map(lambda p: Span(min(p), max(p))), max_size=2).map(tuple)
    target = TargetFinder(text).find(
        Utterance("u", "direct", data.draw(spans), data.draw(spans), data.draw(spans))
    )
    assert target is None or target.strip()


def test_huge_text():
    text = "Rex Kahn said no. " * 60_000
    assert TargetFinder(text).find(Utterance("u", "direct", (Span(0, len(text)),))) is not None
