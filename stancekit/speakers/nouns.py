"""What a description says: its head noun, number, kind and gender, and who is named in it."""

from __future__ import annotations

from stancekit.records import SpeakerKind
from stancekit.speakers.entities import Cast
from stancekit.speakers.lexicon import (
    BODIES,
    CLITICS,
    COLLECTIVES,
    DOCUMENTS,
    MEN,
    PEOPLE,
    PRONOUNS,
    TITLES,
    WOMEN,
    Gender,
    is_plural,
    singular,
    word_set,
)
from stancekit.speakers.sources import Source
from stancekit.text import Document

__all__ = ["describe", "gender_of", "kind_of"]

_ENDS = frozenset(",;:()[]—–-…!?") | word_set("who whom whose which that including")
_DROPPED = word_set("the this that these those a an")
_POSSESSIVES = word_set("his her their its whose")
_PAIR = word_set("both neither two three either")
_AGENT_ENDINGS = ("ist", "ian", "man", "woman", "eer", "one", "body", "-old", "person")
_DETERMINERS = {
    **dict.fromkeys(word_set("the this that these those"), "definite"),
    **dict.fromkeys(word_set("a an one another"), "indefinite"),
    **dict.fromkeys(word_set("some many most several all both other few two three four no any"), "counted"),
    **dict.fromkeys(word_set("his her their its our my whose"), "possessive"),
}


def describe(document: Document, cast: Cast, first: int, last: int, head_row: int) -> Source:
    """Read rows ``[first, last]`` as a description whose head noun stands at ``head_row``."""
    words, noun = document.words, document.words[head_row]
    opening = words[first].lower() if first < head_row else ""
    begin = first + 1 if opening in _DROPPED else first
    end = _end(words, begin, last)
    told = tuple(w.lower() for w in words[begin : end + 1] if w[0].isalnum())
    head = singular(noun)
    source = Source(
        "description",
        first,
        last,
        head=head,
        plural=is_plural(noun),
        determiner=_DETERMINERS.get(opening, "bare"),
        pair=is_plural(noun) and not _PAIR.isdisjoint(w.lower() for w in words[first:head_row][:2]),
        possessive=PRONOUNS[opening] if opening in _POSSESSIVES else "",
        words=told,
        modifiers=tuple(w for w in told if w != head),
        names=_names(words, max(begin, first + 1), end, head_row),
        phrase=(begin, end),
        gender=gender_of(head),
        kind=kind_of(head, is_plural(noun)),
        chunk_last=head_row,
    )
    _find_owner(words, cast, source)
    return source


def _end(words: list[str], first: int, last: int) -> int:
    """Return where a description ends: before a relative clause or a comma."""
    for row in range(first + 1, last + 1):
        if words[row].lower() in _ENDS:
            last = row - 1
            break
    while last > first and not words[last][0].isalnum() and words[last] != ".":
        last -= 1
    return last


def _names(words: list[str], first: int, last: int, head_row: int) -> tuple[str, ...]:
    rows = range(first, last + 1)
    return tuple(words[row].lower() for row in rows if row != head_row and words[row][0].isupper())


def _find_owner(words: list[str], cast: Cast, source: Source) -> None:
    """Note who is named before the head noun, as a possessor or a person: "Trump's" or "Trump" lawyers."""
    for row in range(source.phrase[0], source.chunk_last):
        mention = cast.ending.get(row)
        if mention is not None and (
            words[row + 1] in CLITICS or cast.entities[mention.entity].kind == "person"
        ):
            source.mention, source.owner = mention, mention.entity
            return


def gender_of(head: str) -> Gender:
    """Return the gender that a head noun shows: "actress", "spokesman"."""
    return "m" if head in MEN else "f" if head in WOMEN else ""


def kind_of(head: str, plural: bool) -> SpeakerKind:
    """Return the kind of speaker that a head noun means."""
    if plural or head in COLLECTIVES:
        return "document" if head in DOCUMENTS and head not in PEOPLE else "group"
    if head in PEOPLE or head in TITLES or head.endswith(_AGENT_ENDINGS):
        return "unnamed"
    return "organization" if head in BODIES else "document"
