"""The records and their JSON form."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import stancekit
from stancekit import (
    Analysis,
    Article,
    Evidence,
    InputError,
    Span,
    Speaker,
    SpeakerStance,
    Stance,
    Topic,
    Utterance,
)
from stancekit.records import LABELS, SCHEMA, STANCES

TEXT = "“We welcome the deal,” said Jane Roe."


def _analysis() -> Analysis:
    stance = Stance("supportive", {"supportive": 0.9, "none": 0.1}, (Evidence(4, 11, 1.25),))
    utterance = Utterance(
        "u1", "direct", (Span(0, 22),), (Span(23, 27),), (Span(28, 36),), "s1", "t1", "the deal", stance, 0.9
    )
    return Analysis(
        Article(TEXT, id="a1", title="Deal", date="2025-03-14", source="The Paper"),
        (Speaker("s1", "Jane Roe", "person", "mayor", (Span(28, 36),)),),
        (Topic("t1", "the deal", ("deal",)),),
        (utterance,),
        (SpeakerStance("s1", "t1", stance, ("u1",)),),
        "fast-0.1.0",
    )


def test_public_names_are_pinned():
    assert stancekit.__all__ == sorted(stancekit.__all__)
    assert all(hasattr(stancekit, name) for name in stancekit.__all__)
    assert {"load", "score", "Article", "Analysis"} <= set(dir(stancekit))


def test_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nothing"):
        stancekit.nothing  # noqa: B018 # the access is what is tested


def test_labels_are_the_stances_and_none():
    assert (*STANCES, "none") == LABELS


def test_json_form_has_every_field():
    form = _analysis().to_dict()
    assert list(form) == [
        "schema", "id", "title", "date", "source", "model", "speakers", "topics", "utterances", "stances",
    ]  # fmt: skip
    assert form["schema"] == SCHEMA
    assert form["utterances"] == [
        {
            "id": "u1",
            "kind": "direct",
            "confidence": 0.9,
            "content": [[0, 22]],
            "cue": [[23, 27]],
            "source": [[28, 36]],
            "speaker": "s1",
            "topic": "t1",
            "target": "the deal",
            "stance": "supportive",
            "probabilities": {"supportive": 0.9, "none": 0.1},
            "evidence": [[4, 11, 1.25]],
        }
    ]
    assert form["stances"][0]["utterances"] == ["u1"]
    assert form["speakers"][0]["mentions"] == [[28, 36]]
    assert form["topics"][0] == {"id": "t1", "label": "the deal", "terms": ["deal"], "origin": "discovered"}


def test_json_text_is_the_json_form():
    analysis = _analysis()
    assert json.loads(analysis.to_json()) == analysis.to_dict()


@given(st.text(alphabet=st.characters(), max_size=30))
def test_json_text_encodes_whatever_the_title(title):
    analysis = Analysis(Article("Text.", title=title))
    assert json.loads(analysis.to_json().encode("utf8"))["title"] == title


def test_utterance_without_stance_is_written_as_null():
    utterance = Utterance("u1", "indirect", (Span(0, 3),))
    form = Analysis(Article("One."), utterances=(utterance,)).to_dict()["utterances"][0]
    assert (form["stance"], form["probabilities"], form["evidence"]) == (None, {}, [])


@pytest.mark.parametrize("text", [None, b"bytes", 3])
def test_article_text_must_be_a_text(text):
    with pytest.raises(InputError, match=type(text).__name__):
        Article(text)


def test_records_are_frozen():
    with pytest.raises(AttributeError):
        _analysis().article.text = "other"


@pytest.mark.parametrize(
    ("what", "rows"), [("stances", 1), ("utterances", 1), ("speakers", 1), ("topics", 1)]
)
def test_frames(what, rows):
    pytest.importorskip("pandas")
    frame = _analysis().to_frame(what)
    assert len(frame) == rows


def test_frame_of_something_else_is_refused():
    with pytest.raises(InputError, match="'cells' is not one of"):
        _analysis().to_frame("cells")


def test_notebooks_get_the_page_in_a_frame():
    shown = _analysis()._repr_html_()
    assert shown.startswith("<iframe srcdoc=")
    assert "We welcome the deal" in shown


def test_confidence_is_the_probability_of_the_label():
    assert Stance(None, {"none": 0.7, "cautious": 0.3}).confidence == pytest.approx(0.7)
    assert Stance("cautious").confidence == 0.0
