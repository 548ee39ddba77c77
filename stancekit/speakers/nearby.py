"""Descriptions that are not sources themselves but may be what a pronoun means: "two aides … They said"."""

from __future__ import annotations

from bisect import bisect_left

from stancekit.speakers.entities import Cast, Entity, Mention
from stancekit.speakers.lexicon import (
    BODIES,
    COLLECTIVES,
    DOCUMENTS,
    PEOPLE,
    is_plural,
    singular,
    word_set,
)
from stancekit.speakers.nouns import gender_of, kind_of
from stancekit.speakers.scene import Scene
from stancekit.text import Document

__all__ = ["is_head", "start", "take_in"]

_HEADS = frozenset(("NOUN", "X", "MISC"))
_REACH = 90  # tokens
_SPEAKERS = PEOPLE | BODIES | DOCUMENTS | COLLECTIVES
_INNER = frozenset(("ADJ", "NOUN", "NUM", "MISC", "ORG", "PLACE", "PERSON"))
_OPENING = word_set("the a an this that these those some many several most all both other two three no")
_DROPPED = word_set("the a an this that these those")


def take_in(scene: Scene, row: int) -> None:
    """Make entities of the descriptions in up to three sentences before ``row`` that are none yet."""
    document, classes = scene.document, scene.classes
    words, ending, taken = document.words, scene.cast.ending, scene.taken
    first = max(bisect_left(document.sentences, document.sentences[row] - 2), row - _REACH + 1, 0)
    for i in range(row - 1, first - 1, -1):
        if i not in taken:
            taken.add(i)
            if classes[i] in _HEADS and i not in ending and is_head(words, classes, i):
                _describe(document, classes, scene.cast, i)


def is_head(words: list[str], classes: list[str], row: int) -> bool:
    """Tell whether a token is a noun for someone who can speak, and the last one of its phrase."""
    if classes[row] not in _HEADS:
        return False
    known = singular(words[row]) in _SPEAKERS or (classes[row] == "NOUN" and is_plural(words[row]))
    if not known or row + 1 >= len(words):
        return known
    return classes[row + 1] not in ("NOUN", "PERSON", "ORG") and words[row + 1] not in ("'s", "’s")


def start(document: Document, classes: list[str], row: int) -> int:
    """Return the first token of the noun phrase that ends at ``row``."""
    words, first = document.words, row
    while (
        first > 0
        and row - first < 8
        and document.sentences[first - 1] == document.sentences[row]
        and (classes[first - 1] in _INNER or words[first - 1] in ("'s", "’s"))
    ):
        first -= 1
    while first < row and not words[first][0].isalnum():
        first += 1
    return first - 1 if first > 0 and words[first - 1].lower() in _OPENING else first


def _describe(document: Document, classes: list[str], cast: Cast, row: int) -> None:
    """Make an entity of the noun phrase that ends at ``row``."""
    words, first = document.words, start(document, classes, row)
    named = first + 1 if first < row and words[first].lower() in _DROPPED else first
    name = " ".join(document.article.text[document.starts[named] : document.ends[row]].split())
    noun, plural = singular(words[row]), is_plural(words[row])
    entity = Entity(kind_of(noun, plural), name, gender_of(noun), plural, head=noun)
    for inner in range(first, row):
        mention = cast.ending.get(inner)
        if mention is not None and cast.entities[mention.entity].kind == "person":
            entity.owner = mention.entity
    cast.mention(Mention(first, row, cast.add(entity)))
