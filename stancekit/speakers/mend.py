"""Mend a tagger's slips about names with what the article itself shows.

A capitalised word after "Mr." is a person's name, as is one after a first name; a word that is a person's
surname in one place is hardly a noun in another; titles and weekdays name nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from stancekit.records import Utterance
from stancekit.speakers.lexicon import (
    BODIES,
    DOCUMENTS,
    ORGANIZATION_WORDS,
    PEOPLE,
    PRONOUNS,
    TITLES,
    demonyms,
    first_name_gender,
    singular,
    word_set,
)
from stancekit.speakers.sources import rows_of
from stancekit.text import Document

__all__ = ["mend"]

_HONORIFICS = word_set("Mr Mrs Ms Miss Dr Sen Rep Gov Sens Reps Govs Prof Rev")
_NAMES = frozenset(("PERSON", "ORG", "PLACE", "MISC"))
_OFFICES = frozenset(("minister", "secretary", "commissioner"))
_OPEN = frozenset(("NOUN", "ADJ", "VERB", "MISC", "X", "ADV"))
_CALENDAR = word_set(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May "
    "June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sept Sep "
    "Oct Nov Dec"
)


def mend(document: Document, utterances: Sequence[Utterance]) -> list[str]:
    """Return the tags of a document with slips about names mended."""
    words, tags = document.words, list(document.tags)
    _mend_sources(document, tags, utterances)
    capitals = [i for i, w in enumerate(words) if w[0].isupper()]
    for row in capitals:
        if words[row].lower() in TITLES:
            _mend_around_title(document, tags, row)
    names = _Names(document, tags, _surnames(words, tags))
    for row in capitals:
        word, tag = words[row], tags[row]
        if word in _CALENDAR and tag in ("MISC", "PERSON", "PLACE", "ORG"):
            tags[row] = "NOUN"
        elif word.lower() in TITLES and tag in ("PERSON", "MISC") and _leads(words, row):
            tags[row] = "MISC" if tag == "MISC" else "NOUN"
        elif tag != "PERSON" and names.is_person(row):
            tags[row] = "PERSON"
            if (
                row and words[row - 1].lower() in TITLES and tags[row - 1] == "ORG"
            ):  # "Secretary of State Doe"
                tags[row - 1] = "MISC"
            if tag == "ORG" and tags[row + 1 : row + 2] == ["ORG"]:  # "Nebraska Republican Deb Fischer"
                tags[row + 1] = "PERSON"
    return tags


def _mend_around_title(document: Document, tags: list[str], row: int) -> None:
    """Part a title from the name behind it and from the office before it."""
    words, sentences = document.words, document.sentences
    before = row - 1 if row and sentences[row - 1] == sentences[row] else None
    office = words[row].lower() in _OFFICES
    if office and before is not None and tags[before] == "PERSON" and not first_name_gender(words[before]):
        tags[before] = "NOUN"  # "Transport Minister Doe"
    run = [r for r in range(row, min(row + 4, len(words))) if tags[r] == "ORG" and words[r][0].isupper()]
    alone = before is None or tags[before] != "ORG"
    if alone and run == [row, row + 1, row + 2] and ORGANIZATION_WORDS.isdisjoint(words[r] for r in run):
        tags[row : row + 3] = "NOUN", "PERSON", "PERSON"  # "Economist Ana Doe"


def _mend_sources(document: Document, tags: list[str], utterances: Sequence[Utterance]) -> None:
    """Take a capitalised word in a source for a name where it is no known noun nor met in lower case."""
    words, sentences = document.words, document.sentences
    sources = [rows_of(document, u.source) for u in utterances]
    for only in (s[0] for s in sources if len(s) == 1 and words[s[0]][0] == "@"):
        tags[only] = "PERSON"
    rows = [row for source in sources for row in source]
    odd = [
        r
        for r in rows
        if words[r][0].isupper() and tags[r] in ("NOUN", "ADJ", "VERB", "ADV", "X") and len(words[r]) > 2
    ]
    if not odd:
        return
    times = Counter(words)
    for row in odd:
        word = words[row].lower()
        opens = row == 0 or sentences[row - 1] != sentences[row] or not words[row - 1][0].isalnum()
        known = (
            word in times
            or singular(word) in _NOUNS
            or word in PRONOUNS
            or word in demonyms()
            or word.endswith("s")
        )
        if not known and word not in TITLES and not (opens and times[words[row]] < 2):
            tags[row] = "PERSON"


_NOUNS = PEOPLE | BODIES | DOCUMENTS


def _leads(words: list[str], row: int) -> bool:
    """Tell whether a title stands before a name or alone, rather than being a surname ("Steve King")."""
    return row == 0 or not first_name_gender(words[row - 1])


def _surnames(words: list[str], tags: list[str]) -> frozenset[str]:
    """Return the words that are mostly tagged ``PERSON``."""
    as_person = Counter(w for w, t in zip(words, tags, strict=True) if t == "PERSON" and len(w) > 2)
    times = Counter(words)
    return frozenset(w for w, n in as_person.items() if n * 2 >= times[w] and w.lower() not in TITLES)


class _Names:
    """Tells for a capitalised word whether it is a person's name, whatever its tag."""

    def __init__(self, document: Document, tags: list[str], people: frozenset[str]) -> None:
        self.words, self.sentences, self.document = document.words, document.sentences, document
        self.tags, self.people = tags, people

    def is_person(self, row: int) -> bool:
        word, tag = self.words[row], self.tags[row]
        if tag not in _OPEN and tag not in _NAMES:
            return False
        if self._follows_honorific(row) or self._begins_full_name(row):
            return True
        if tag in ("ORG", "PLACE") or word in ORGANIZATION_WORDS or word.lower() in TITLES:
            titled = (
                row > 0 and self.words[row - 1].lower() in TITLES and self.tags[row + 1 : row + 2] != [tag]
            )
            return word in self.people and (titled or not _beside(self.tags, row, tag))
        return word in self.people or self._continues_name(row)

    def _follows_honorific(self, row: int) -> bool:
        return row > 1 and self.words[row - 1] == "." and self.words[row - 2] in _HONORIFICS

    def _continues_name(self, row: int) -> bool:
        """Tell whether a word goes on a person's name: "Duffy" after "Sean"."""
        word, before = self.words[row], self.words[row - 1] if row else ""
        return (
            row > 0
            and self.tags[row - 1] == "PERSON"
            and self.tags[row] in _OPEN
            and before[0].isalnum()
            and self.document.starts[row] == self.document.ends[row - 1] + 1
            and word.lower() not in demonyms()
            and (not word.endswith("s") or bool(first_name_gender(before)))
        )

    def _begins_full_name(self, row: int) -> bool:
        """Tell whether a first name begins a full one, even within what is tagged as an organization."""
        if not first_name_gender(self.words[row]) or row + 1 >= len(self.words):
            return False
        after = self.words[row + 1]
        if not after[0].isupper() or len(after) < 2 or after in ORGANIZATION_WORDS:
            return False
        if self.sentences[row + 1] != self.sentences[row]:
            return False
        if self.tags[row] not in ("ORG", "PLACE"):
            return self.tags[row + 1] in (*_OPEN, "PERSON")
        before = self.words[row - 1].lower() if row else ""
        begins = (
            before in TITLES
            or before in PEOPLE
            or self.tags[row - 1 if row else 0] != self.tags[row]
            or not row
        )
        ends = self.tags[row + 2 : row + 3] != [self.tags[row]]
        return self.tags[row] == "ORG" and begins and ends


def _beside(tags: list[str], row: int, tag: str) -> bool:
    return tag in (tags[row - 1] if row else "", tags[row + 1] if row + 1 < len(tags) else "")
