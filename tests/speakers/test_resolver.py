"""Who speaks: one table an ability. ``<…>`` marks a content and ``[…]`` its source, in the same order."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stancekit.errors import ModelError
from stancekit.records import Article, Span, Speaker, Utterance
from stancekit.speakers import SpeakerResolver, resolve
from stancekit.speakers.lexicon import pronoun_form
from stancekit.text import Document, SentenceSplitter, tokenize

MARKUP = re.compile(r"[\[\]<>]")


def read(marked: str, tags: dict[str, str] | None = None) -> tuple[Document, list[Utterance]]:
    """Return the document of a marked text and its utterances; ``tags`` are by word, "X" for the others."""
    pieces, opened, spans, at, end = [], [], {"[": [], "<": []}, 0, 0
    for mark in MARKUP.finditer(marked):
        pieces.append(marked[end : mark.start()])
        at += mark.start() - end
        end = mark.end()
        if mark.group() in "[<":
            opened.append((mark.group(), at))
        else:
            kind, start = opened.pop()
            spans[kind].append(Span(start, at))
    text = "".join(pieces) + marked[end:]
    utterances = [
        Utterance(f"u{i}", "indirect", (content,), source=(source,) if source.end > source.start else ())
        for i, (content, source) in enumerate(zip(spans["<"], spans["["], strict=True))
    ]
    table = tokenize([Article(text)], SentenceSplitter())
    words = [table.words[i] for i in table.word]
    return table.document(0, [tags.get(w, "X") for w in words] if tags else ()), utterances


def names(marked: str, tags: dict[str, str] | None = None) -> list[str | None]:
    speakers, utterances = resolve(*read(marked, tags))
    by_id = {s.id: s.name for s in speakers}
    return [by_id[u.speaker] if u.speaker else None for u in utterances]


def first_speaker(marked: str, tags: dict[str, str] | None = None) -> Speaker:
    return resolve(*read(marked, tags))[0][0]


@pytest.mark.parametrize(
    ("marked", "name", "role"),
    [
        ("[NATO Secretary General Jens Holt] said <it would>.", "Jens Holt", "NATO Secretary General"),
        ("[Rep. Tom Lewis (D-Ga.)] said <no>.", "Tom Lewis", "Rep."),
        ("[Jane Doe, the mayor of Exeter,] said <yes>.", "Jane Doe", "the mayor of Exeter"),
        (
            "[Brenda Marsh, a spokeswoman for Acme,] declined <to say>.",
            "Brenda Marsh",
            "a spokeswoman for Acme",
        ),
        ("[former Obama adviser David Rowe] doubts <that>.", "David Rowe", "former Obama adviser"),
        ("[Italian Foreign Minister Antonio Verdi] said <so>.", "Antonio Verdi", "Italian Foreign Minister"),
    ],
)
def test_title_and_role_are_told_apart_from_the_name(marked: str, name: str, role: str) -> None:
    speaker = first_speaker(marked)
    assert (speaker.name, speaker.role, speaker.kind) == (name, role, "person")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[Smith] said <no>. Later [John Smith] said <yes>.", ["John Smith"] * 2),
        ("[US Secretary of State Ann Holt] said <a>. [Secretary of Defense Ann Holt] did <b>. [Holt] <led>.",
         ["Ann Holt"] * 3),
        ("[Bill Marsh] said <a>. [William Marsh] said <b>.", ["William Marsh"] * 2),
        ("[John F. Rowe] said <a>. [Mr. Rowe] said <b>.", ["John F. Rowe"] * 2),
        ("[Ann Lee] said <a>. [Tom Lee] said <b>. [Mr. Lee] said <c>. [Ms. Lee] said <d>.",
         ["Ann Lee", "Tom Lee", "Tom Lee", "Ann Lee"]),
        ("[Secretary of State Ann Holt] said <a>. [The US Secretary of State] added <b>.", ["Ann Holt"] * 2),
        ("[Ann Lee] said <a>. [Tom Rowe] said <b>.", ["Ann Lee", "Tom Rowe"]),
    ],
)  # fmt: skip
def test_aliases_are_one_speaker(marked: str, expected: list[str]) -> None:
    assert names(marked) == expected
    assert len(resolve(*read(marked))[0]) == len(set(expected))


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[Ann Lee] met Tom Rowe. [She] said <yes>. <No>, [he] said.".replace("[Ann Lee]", "Ann Lee"),
         ["Ann Lee", "Tom Rowe"]),
        ("The Justice Department wrote to Tom Rowe. [It] denied <that>.", ["Justice Department"]),
        ("Tom Rowe left the Justice Department. [He] denied <that>.", ["Tom Rowe"]),
        ("Mr. Aoki met Mrs. Baum. [He] said <a>; [she] said <b>.", ["Aoki", "Baum"]),
        ("Tom Rowe met the lawmakers. [They] said <a>.", ["lawmakers"]),
        ("Jane Doe, [who] said <a>, left.", ["Jane Doe"]),
        ("Two aides, [who] said <a>, left.", ["Two aides"]),
        ("[He] said <a>.", [None]),
    ],
)  # fmt: skip
def test_pronouns_agree(marked: str, expected: list[str | None]) -> None:
    assert names(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[Ann Lee] said: “<[I] know <it is over>>.”", ["Ann Lee", "Ann Lee"]),
        ("TOM ROWE: Well, [I] think <so>.", ["TOM ROWE"]),
        ("[I] doubt <it>.", ["AUTHOR"]),
        ("[We] doubt <it>.", ["AUTHOR"]),
        ("If [you] ask <why>, nobody knows.", [None]),
    ],
)
def test_first_person_is_who_is_speaking(marked: str, expected: list[str | None]) -> None:
    document, utterances = read(marked)
    if len(utterances) == 2:  # the brackets close inside out
        utterances = [
            Utterance("u0", "direct", utterances[1].content, source=utterances[0].source),
            Utterance("u1", "direct", utterances[0].content, source=utterances[1].source),
        ]
    speakers, resolved = resolve(document, utterances)
    by_id = {s.id: s.name for s in speakers}
    assert [by_id.get(u.speaker or "") for u in resolved] == expected


def test_author_is_a_kind_of_its_own() -> None:
    assert first_speaker("[I] doubt <it>.").kind == "author"


@pytest.mark.parametrize(
    ("marked", "name", "kind"),
    [
        ("[NATO] warned <of that>.", "NATO", "organization"),
        ("[the State Department] warned <of that>.", "State Department", "organization"),
        ("[Berlin] said <no>.", "Berlin", "organization"),
        ("[voters in Ohio] want <that>.", "voters in Ohio", "group"),
        ("[A new poll] shows <that>.", "new poll", "document"),
        ("[the report] found <that>.", "report", "document"),
        ("[a senior official] said <that>.", "senior official", "unnamed"),
        ("[the German side] said <that>.", "German side", "organization"),
        ("[critics] say <that>.", "critics", "group"),
    ],
)
def test_kinds(marked: str, name: str, kind: str) -> None:
    speaker = first_speaker(marked)
    assert (speaker.name, speaker.kind) == (name, kind)


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("The Organization for Security and Cooperation (OSC) met. [The OSC] said <a>.",
         ["Organization for Security and Cooperation"]),
        ("The Daily Journal asked. [The Journal] wrote <a>.", ["Daily Journal"]),
        ("[The U.S.] said <a>.", ["United States"]),
    ],
)  # fmt: skip
def test_short_forms_of_organizations(marked: str, expected: list[str]) -> None:
    tags = dict.fromkeys(
        ["Organization", "Security", "Cooperation", "OSC", "Daily", "Journal", "U.S."], "ORG"
    )
    assert names(marked, tags) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Ann Lee spoke. [Lee’s] claim <that> stands.", "Ann Lee"),
        ("Tom Rowe spoke. [his] claim <that> stands.", "Tom Rowe"),
        ("[Tom Rowe and his aides] said <a>.", "Tom Rowe"),
        ("Tom Rowe and Ann Lee met. [Rowe’s lawyers] said <a>.", "Tom Rowe’s lawyers"),
        ("Tom Rowe left. [His lawyers] said <a>.", "Tom Rowe’s lawyers"),
        ("[A spokesman for Acme, Tom Rowe,] said <a>.", "Tom Rowe"),
        ("Bo Rowe came. [His wife, Jane,] said <a>.", "Jane"),
        ("[Several senators, including Ann Lee,] said <a>.", "Several senators"),
    ],
)
def test_possessors_groups_and_appositions(marked: str, expected: str) -> None:
    assert names(marked, TAGS) == [expected]


TAGS = {
    **dict.fromkeys(["Ann", "Lee", "Tom", "Rowe", "Bo", "Jane"], "PERSON"),
    **dict.fromkeys(["spokesman", "wife", "lawyers", "senators", "aides", "claim"], "NOUN"),
    **dict.fromkeys(["said", "left", "spoke", "met", "came", "stands"], "VERB"),
    **dict.fromkeys(["A", "The", "His", "his", "Several"], "DET"),
    **dict.fromkeys(["for", "and", "including"], "ADP"),
    **dict.fromkeys([",", "."], "PUNCT"),
    "Acme": "ORG",
}


def test_unnamed_officials_stay_apart() -> None:
    marked = "[A senior official] said <a>. [A senior official] said <b>. [The official] added <c>."
    weights = {"description": {"new-indefinite": 1.0, "same-head": 0.5}}
    speakers, utterances = SpeakerResolver(weights).resolve(*read(marked))
    assert [u.speaker for u in utterances] == ["s1", "s2", "s2"]
    assert [s.kind for s in speakers] == ["unnamed", "unnamed"]


def test_a_continued_quotation_keeps_its_speaker() -> None:
    assert names("[Ann Lee] said: “<We won>.” “<It was hard>.[]”") == ["Ann Lee", "Ann Lee"]


def test_without_anybody_there_is_no_speaker() -> None:
    weights = {"implicit": {"nobody-any": 1.0}}
    document, utterances = read("<It was cold>[].")
    assert SpeakerResolver(weights).resolve(document, utterances) == ((), tuple(utterances))


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("Acme, a company [that] makes <claims>, left.", "Acme"),
        ("Bo Rowe (R-Ohio), a senator [who] wants <that>, left.", "Bo Rowe"),
        ("[The two candidates] want <that>.", "two candidates"),
        ("Q: Why?\n\n[A]: <It was Ann Lee>.", "Ann Lee"),
        ("[We Democrats] want <that>.", "We Democrats"),
    ],
)
def test_heads_of_clauses_and_turns(marked: str, expected: str) -> None:
    assert names(marked, {**TAGS, "company": "NOUN", "senator": "NOUN", "candidates": "NOUN"}) == [expected]


def test_others_are_part_of_a_group_met_before() -> None:
    assert names("Some protesters sang. [Others] said <a>.") == ["other protesters"]


def test_some_may_be_nobody_met_before() -> None:
    weights = {"some": {"new": 1.0}}
    speakers, _ = SpeakerResolver(weights).resolve(*read("Two protesters sang. [Some] said <a>."))
    assert (speakers[0].name, speakers[0].kind) == ("some", "group")


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[Hillary Marsh] said <a>. [Hilary Marsh] said <b>.", ["Hillary Marsh"] * 2),
        ("[John Kramer] said <a>. [Karmer] said <b>.", ["John Kramer"] * 2),
        ("[John Kramer] said <a>. [Keller] said <b>.", ["John Kramer", "Keller"]),
        ("[John Marshall] said <a>. [John Marsden] said <b>.", ["John Marshall", "John Marsden"]),
    ],
)
def test_a_misspelt_name_is_the_same_speaker(marked: str, expected: list[str]) -> None:
    assert names(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("The host [Ann] Lee said <a>.", "Ann Lee"),
        ("The host Ann [Lee] said <a>.", "Ann Lee"),
        ("[Ann] <Lee wins>.", "Ann"),
    ],
)
def test_a_name_that_the_span_cuts_is_read_in_full(marked: str, expected: str) -> None:
    assert names(marked, TAGS | {"Ann": "PERSON", "Lee": "PERSON"}) == [expected]


def test_those_who_are_named_by_what_they_do() -> None:
    marked = "They left it to those [who] fear <a loss>."
    assert names(marked, {**TAGS, "who": "PRON"}) == ["those who fear"]


def test_a_headline_announces_who_is_named_below() -> None:
    marked = "[Judge] says <no>. District Judge Ann Lee spoke."
    weights = {"description": {"head": 1.0}}
    speakers, _ = SpeakerResolver(weights).resolve(*read(marked))
    assert speakers[0].name == "Ann Lee"


def test_utterances_that_enclose_one_another_end() -> None:
    document = read("It was so.")[0]
    around = (Span(0, 10),)
    utterances = [Utterance(f"u{i}", "direct", around, source=(Span(0, 2),)) for i in range(3)]
    assert [u.speaker for u in resolve(document, utterances)[1]] == [None] * 3


def test_weights_decide() -> None:
    marked = "Tom Rowe met Al Baum. [He] said <a>."
    document, utterances = read(marked)
    for rank, name in (("r0", "Al Baum"), ("r1", "Tom Rowe")):
        speakers, _ = SpeakerResolver({"person": {rank: 1.0}}).resolve(document, utterances)
        assert speakers[0].name == name


def test_what_is_known_of_people_gives_gender() -> None:
    document, utterances = read("Shi Ozu met Zu Pax. [He] said <a>.")
    speakers, _ = SpeakerResolver(known={"Shi Ozu": ["m"], "Zu Pax": ["f"]}).resolve(document, utterances)
    assert speakers[0].name == "Shi Ozu"


def test_mentions_hold_sources_and_names() -> None:
    marked = "Ann Lee came. [She] said <a>. They saw Lee go."
    document, utterances = read(marked)
    speaker = resolve(document, utterances)[0][0]
    assert [document.article.text[a:b] for a, b in speaker.mentions] == ["Ann Lee", "She", "Lee"]


def test_one_source_of_two_utterances_is_one_speaker() -> None:
    document, (said, added) = read("[An official] said <a> and added <b>[].")
    speakers, utterances = resolve(document, [said, replace(added, source=said.source)])
    assert len(speakers) == 1
    assert utterances[0].speaker == utterances[1].speaker


def test_saved_and_loaded_is_the_same(tmp_path: Path) -> None:
    resolver = SpeakerResolver({"person": {"r1": 1.5}}, {"Ann Lee": ["f", "mayor"]})
    resolver.save(tmp_path)
    loaded = SpeakerResolver.load(tmp_path)
    assert (loaded.weights, loaded.known) == (resolver.weights, resolver.known)


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="weights"):
        SpeakerResolver.load(tmp_path)


WORDS = [
    "he",
    "she",
    "they",
    "who",
    "I",
    "we",
    "his",
    "which",
    "that",
    "the",
    "a",
    "senator",
    "official",
    "Mr.",
    "Ann",
    "Lee",
    "Tom",
    "Rowe",
    "NATO",
    "(OSCE)",
    "U.S.",
    "and",
    "of",
    ",",
    ".",
    ":",
    "“",
    "”",
    '"',
    "’s",
    "said",
    "Reuters",
    "poll",
    "critics",
    "é",
    "ß",
    "𝔘",
    "\u200b",
    "İ",
    "A",
    "Q",
    "including",
    "whose",
    "Jr.",
    "“Buck”",
    "'s",
    "\n\n",
]
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
TAG_LISTS = st.sampled_from(
    ["NOUN", "VERB", "PRON", "DET", "ADP", "PUNCT", "X", "PERSON", "ORG", "PLACE", "MISC", "ADJ", "CONJ"]
)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Document, list[Utterance]]:
    text = draw(TEXTS)
    table = tokenize([Article(text)], SentenceSplitter())
    pattern = draw(st.lists(TAG_LISTS, max_size=6))  # repeated over the text; none: untagged
    tags = [pattern[i % len(pattern)] for i in range(len(table))] if pattern else ()
    point = st.integers(0, len(text))
    span = st.tuples(point, point).map(lambda p: Span(min(p), max(p)))
    spans = st.lists(span, max_size=2).map(tuple)
    count = draw(st.integers(0, 4))
    return table.document(0, tags), [
        Utterance(f"u{i}", "mixed", draw(spans), draw(spans), draw(spans)) for i in range(count)
    ]


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(cases())
def test_invariants(case: tuple[Document, list[Utterance]]) -> None:
    document, utterances = case
    speakers, resolved = resolve(document, utterances)
    assert resolve(document, utterances) == (speakers, resolved)
    ids = [s.id for s in speakers]
    assert ids == [f"s{i + 1}" for i in range(len(ids))]
    assert [u.id for u in resolved] == [u.id for u in utterances]
    assert [u.content for u in resolved] == [u.content for u in utterances]
    met = list(dict.fromkeys(u.speaker for u in resolved if u.speaker))
    assert met == ids
    for speaker in speakers:
        assert speaker.name
        assert not pronoun_form(speaker.name)
        assert all(0 <= a < b <= len(document.article.text) for a, b in speaker.mentions)
        assert list(speaker.mentions) == sorted(set(speaker.mentions))
