"""Names, their titles and roles; slips of tags mended; guesses without tags."""

from __future__ import annotations

import pytest

from stancekit.records import Article, Span, Utterance
from stancekit.speakers import guess
from stancekit.speakers.lexicon import first_name_gender, is_plural, nickname_group, pronoun_form, singular
from stancekit.speakers.mend import mend
from stancekit.speakers.names import Name, spot
from stancekit.text import Document, SentenceSplitter, tokenize


def document(text: str, tags: str = "") -> Document:
    return tokenize([Article(text)], SentenceSplitter()).document(0, tags.split())


def spotted(text: str) -> list[Name]:
    article = document(text)
    return spot(article, guess.classes(article))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rep. Ann Lee left.", [("person", "Ann Lee")]),
        ("In Ohio, John F. Rowe Jr. left.", [("person", "Ohio"), ("person", "John F Rowe Jr")]),
        ("The Justice Department wrote.", [("organization", "Justice Department")]),
        ("They met in Warsaw.", [("place", "Warsaw")]),
        ("The Germans left.", [("other", "Germans")]),
        (
            "Senate Majority Leader Mitch Rowe left.",
            [("organization", "Senate Majority"), ("person", "Mitch Rowe")],
        ),
        ("Voters said so, and voters left.", []),
        ("Later John Rowe left.", [("person", "John Rowe")]),
        ("NASA and WHO agreed.", [("organization", "NASA"), ("organization", "WHO")]),
    ],
)
def test_names_without_tags(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(name.kind, " ".join(name.words)) for name in spotted(text)] == expected


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Mrs. Rowe left.", "f"),
        ("Mr. Rowe left.", "m"),
        ("Ann Rowe left.", "f"),
        ("Shi Rowe, a spokesman for Acme, left.", "m"),
        ("Shi Rowe left.", ""),
    ],
)
def test_gender_by_title_first_name_or_role(text: str, gender: str) -> None:
    assert spotted(text)[0].gender == gender


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Sen. Ann Lee left.", {"senator"}),
        ("Ann Lee (R-Ohio) left.", {"republican", "ohio"}),
        ("Ann Lee, the mayor of Exeter, left.", {"the", "mayor", "of", "exeter"}),
        ("The mayor of Exeter, Ann Lee, left.", {"the", "mayor", "of", "exeter"}),
        ("Ann Lee, 40, left.", set()),
    ],
)
def test_roles(text: str, roles: set[str]) -> None:
    assert next(name for name in spotted(text) if name.words[0] == "Ann").roles == roles


@pytest.mark.parametrize(
    ("text", "tags", "expected"),
    [
        ("Ms. Epstein left.", "MISC PUNCT NOUN VERB PUNCT", ["Epstein"]),
        ("Then Sean Duffy left.", "ADV PERSON NOUN VERB PUNCT", ["Sean Duffy"]),
        ("Then Tad Devine left.", "ADV MISC ADJ VERB PUNCT", ["Tad Devine"]),
        ("Then Carlo Allegri left.", "ADV ORG ORG VERB PUNCT", ["Carlo Allegri"]),
        ("On Monday Lee left.", "ADP PERSON PERSON VERB PUNCT", ["Lee"]),
        ("The Kennedy Center closed.", "DET ORG ORG VERB PUNCT", []),
        ("Then HE left.", "ADV PERSON VERB PUNCT", []),
    ],
)
def test_tags_are_mended(text: str, tags: str, expected: list[str]) -> None:
    tagged = document(text, tags)
    names = spot(tagged, mend(tagged, ()))
    assert [" ".join(name.words) for name in names if name.kind == "person"] == expected


def test_an_odd_capitalised_word_in_a_source_is_a_name() -> None:
    tagged = document("But Devinov said no.", "CONJ NOUN VERB DET PUNCT")
    said = Utterance("u1", "indirect", (Span(17, 19),), source=(Span(4, 11),))
    assert mend(tagged, [said])[1] == "PERSON"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("aides", "aide"),
        ("women", "woman"),
        ("agencies", "agency"),
        ("Congress", "congress"),
        ("boxes", "box"),
    ],
)
def test_singular(word: str, expected: str) -> None:
    assert singular(word) == expected


def test_words() -> None:
    assert (first_name_gender("Ann"), first_name_gender("Tom"), first_name_gender("Acme")) == ("f", "m", "")
    assert nickname_group("Bill") == nickname_group("William") != nickname_group("Bob")
    assert [is_plural(w) for w in ("voters", "press", "people", "news")] == [True, False, True, False]
    assert [pronoun_form(w) for w in ("He", "US", "WHO", "Lee")] == ["he", "", "", ""]
