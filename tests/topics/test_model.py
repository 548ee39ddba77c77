from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancekit.errors import ModelError
from stancekit.records import Article, Span, Topic, Utterance
from stancekit.text import Document, SentenceSplitter, tokenize
from stancekit.topics import TopicModel
from stancekit.topics.background import Background

TEXT = (
    "The council wants a new tram line. “The tram line will cut traffic,” mayor Ines Roth said.\n\n"
    "Shop owners fear the tram line works. “Our street will be closed for the tram,” Paul Lind said.\n\n"
    "The hospital needs nurses, its director said. “Without more nurses the hospital must close wards,” "
    "Dr. Amal Haddad warned. The union called the nurses’ pay shameful."
)
SAID = (
    "The tram line will cut traffic,",
    "the tram line works",
    "Our street will be closed for the tram,",
    "The hospital needs nurses",
    "Without more nurses the hospital must close wards,",
    "the nurses’ pay shameful",
)


def document(text: str, tags: list[str] | None = None) -> Document:
    return tokenize([Article(text)], SentenceSplitter()).document(0, tags or [])


def utterances(text: str, *parts: str) -> list[Utterance]:
    spans = [Span(text.index(part), text.index(part) + len(part)) for part in parts]
    return [Utterance(f"u{i}", "direct", (span,)) for i, span in enumerate(spans, 1)]


def told(text: str, label: str) -> bool:
    return label in " ".join(text.split())


@pytest.fixture
def model() -> TopicModel:
    return TopicModel.untrained()


def test_utterances_about_two_issues(model: TopicModel) -> None:
    topics, found = model.assign(document(TEXT), utterances(TEXT, *SAID))
    assert [u.topic for u in found] == ["t1", "t1", "t1", "t2", "t2", "t2"]
    assert "tram" in topics[0].label
    assert "hospital" in topics[1].label or "nurses" in topics[1].label
    assert all(t.origin == "discovered" for t in topics)


def test_labels_and_terms_are_the_articles_own_words(model: TopicModel) -> None:
    topics, _ = model.assign(document(TEXT), utterances(TEXT, *SAID))
    for topic in topics:
        assert told(TEXT, topic.label)
        assert 3 <= len(topic.terms) <= 8
        assert all(told(TEXT, term) for term in topic.terms)


def test_topics_are_numbered_in_order_of_first_use(model: TopicModel) -> None:
    said = utterances(TEXT, *SAID)[::-1]
    topics, found = model.assign(document(TEXT), said)
    assert [u.id for u in found] == [u.id for u in said]
    assert found[0].topic == "t1"
    assert [t.id for t in topics] == ["t1", "t2"]


def test_nothing_but_the_topic_changes(model: TopicModel) -> None:
    said = [Utterance("u9", "mixed", (Span(4, 11),), (Span(12, 17),), (Span(0, 3),), "s1", target="tram")]
    _, (found,) = model.assign(document(TEXT), said)
    assert found == Utterance(
        "u9", "mixed", (Span(4, 11),), (Span(12, 17),), (Span(0, 3),), "s1", "t1", "tram"
    )


@pytest.mark.parametrize("said", [(), SAID[:1]])
def test_at_most_one_utterance_makes_one_topic(model: TopicModel, said: tuple[str, ...]) -> None:
    topics, found = model.assign(document(TEXT), utterances(TEXT, *said))
    assert [t.id for t in topics] == ["t1"]
    assert [u.topic for u in found] == ["t1"] * len(said)


@pytest.mark.parametrize(
    ("text", "title", "label"),
    [
        ("", "", "article"),
        (" \n", "Budget vote", "Budget vote"),
        ("…", "", "…"),
        ("He said it was so.", "", "He said it was so"),
    ],
)
def test_articles_without_noun_phrases(model: TopicModel, text: str, title: str, label: str) -> None:
    empty = tokenize([Article(text, title=title)], SentenceSplitter()).document(0)
    topics, found = model.assign(empty, [])
    assert topics[0].label == label
    assert found == ()


def test_a_person_names_a_topic_only_where_nothing_else_does(model: TopicModel) -> None:
    text = "Ines Roth met Ines Roth. Ines Roth spoke. A tram came."
    words = document(text).words
    tags = ["PERSON" if w in ("Ines", "Roth") else "NOUN" if w == "tram" else "VERB" for w in words]
    topics, _ = model.assign(document(text, tags), [])
    assert topics[0].label == "tram"
    alone, _ = model.assign(document(text[:40], tags[:8]), [])
    assert alone[0].label == "Ines Roth"


def test_thousands_of_utterances_are_all_assigned(model: TopicModel) -> None:
    text = "\n\n".join([TEXT] * 200)
    spans = [Span(i, i + 20) for i in range(0, 60_000, 20)]
    topics, found = model.assign(
        document(text), [Utterance(f"u{i}", "direct", (span,)) for i, span in enumerate(spans)]
    )
    assert len(found) == 3000
    assert {u.topic for u in found} == {t.id for t in topics}


def test_save_and_load(model: TopicModel, tmp_path: Path) -> None:
    model.background = Background(
        np.array([5, 9]), np.array([1.5, 2.5]), np.array([[127, 0], [3, -4]], np.int8), unseen=6
    )
    model.save(tmp_path)
    again = TopicModel.load(tmp_path)
    assert again.background.rarity.tolist() == [1.5, 2.5, 6]
    assert again.background.vectors.tolist() == model.background.vectors.tolist()
    said = utterances(TEXT, *SAID)
    assert again.assign(document(TEXT), said) == model.assign(document(TEXT), said)


def test_a_model_for_other_features_is_refused(model: TopicModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    model.judge.save(tmp_path, "pairs")
    with pytest.raises(ModelError, match="features"):
        TopicModel.load(tmp_path)
    with pytest.raises(ModelError, match="cannot read"):
        TopicModel.load(tmp_path / "nowhere")


@st.composite
def quoted(draw: st.DrawFn) -> tuple[str, list[Utterance]]:
    text = draw(st.text(max_size=200) | st.lists(st.sampled_from(TEXT.split(" ")), max_size=60).map(" ".join))
    n = len(text)
    cuts = draw(st.lists(st.tuples(st.integers(0, n), st.integers(0, n)), max_size=12))
    speakers = st.sampled_from([None, "s1", "s2"])
    said = [
        Utterance(f"u{i}", "direct", (Span(min(cut), max(cut)),), speaker=draw(speakers))
        for i, cut in enumerate(cuts)
    ]
    return text, said


@settings(max_examples=80, deadline=None)
@given(quoted(), st.booleans())
def test_any_text_has_one_to_six_topics_from_its_own_words(
    case: tuple[str, list[Utterance]], tagged: bool
) -> None:
    text, said = case
    read = document(text)
    read = document(text, ["NOUN"] * len(read)) if tagged else read
    topics, found = TopicModel.untrained().assign(read, said)
    assert 1 <= len(topics) <= 6
    assert [u.id for u in found] == [u.id for u in said]
    assert {u.topic for u in found} <= {t.id for t in topics}
    assert not said or {u.topic for u in found} == {t.id for t in topics}
    assert all(t.label for t in topics)
    assert not len(read) or all(told(text, t.label) for t in topics)
    assert len({t.id for t in topics}) == len(topics)


GIVEN = (
    Topic("tram", "tram line", ("tramway",), "given"),
    Topic("care", "hospital staffing", ("nurses", "close wards"), "given"),
)


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        (TEXT, SAID[0], "tram"),
        (TEXT, SAID[4], "care"),
        (TEXT, SAID[5], "care"),
        ("“The TRAM LINE is late,” she said.", "The TRAM LINE is late", "tram"),
        ("“The trâm lines are late,” she said.", "The trâm lines are late", "tram"),
        ("“The tram-line is late,” she said.", "The tram-line is late", "tram"),
        ("“Nurses left,” he said.", "Nurses left", "care"),
        ("“It rained all week,” he said.", "It rained all week", None),
        ("“Their line is clear,” he said.", "Their line is clear", None),
    ],
)
def test_given_topics(model: TopicModel, text: str, said: str, expected: str | None) -> None:
    topics, (found,) = model.assign(document(text), utterances(text, said), given=GIVEN)
    assert topics == GIVEN
    assert found.topic == expected


@pytest.mark.parametrize("target", [None, "the tram line"])
def test_a_target_counts_for_a_given_topic(model: TopicModel, target: str | None) -> None:
    text = "“It will ruin us,” he said."
    said = [Utterance("u1", "direct", (Span(1, 16),), target=target)]
    _, (found,) = model.assign(document(text), said, given=GIVEN)
    assert found.topic == ("tram" if target else None)


@pytest.mark.parametrize("given_topics", [(), GIVEN, (Topic("x", "?!"),)])
@pytest.mark.parametrize("text", ["", "…", "So it is."])
def test_given_topics_that_fit_nothing(model: TopicModel, text: str, given_topics: tuple[Topic, ...]) -> None:
    said = [Utterance("u1", "direct", (Span(0, len(text)),), topic="old")]
    topics, (found,) = model.assign(document(text), said, given=given_topics)
    assert topics == given_topics
    assert found.topic is None


def test_utterances_out_of_order_keep_their_given_topics(model: TopicModel) -> None:
    said = utterances(TEXT, *SAID)[::-1]
    _, found = model.assign(document(TEXT), said, given=GIVEN)
    assert [u.topic for u in found] == ["care", "care", "care", "tram", "tram", "tram"]
