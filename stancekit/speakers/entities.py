"""Entities: whoever or whatever an article speaks of, with all that is known of each."""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field
from typing import NamedTuple

from stancekit.records import SpeakerKind
from stancekit.speakers.lexicon import Gender

__all__ = ["AUTHOR", "CRITICS", "NEW", "NOBODY", "OBSERVERS", "PART", "Cast", "Entity", "Mention", "Option"]

NEW, AUTHOR, NOBODY, OBSERVERS, CRITICS = -1, -2, -3, -4, -5  # options that are no entity of the cast yet
PART = -10  # and from here down phrases that are yet to be read


class Option(NamedTuple):
    """Somebody a source may mean: an entity's number, or `NEW`, `AUTHOR` or `NOBODY`; and the clues.

    ``rows`` are the token rows of a phrase that is yet to be read (`PART` and below).
    """

    entity: int
    clues: list[str]
    rows: tuple[int, ...] = ()


class Mention(NamedTuple):
    """Token rows ``[first, last]`` that mean entity ``entity``; ``source`` tells that it is a source."""

    first: int
    last: int
    entity: int
    source: bool = False


@dataclass(slots=True)
class Entity:
    """Someone or something that may speak.

    ``forms`` counts the names met (tuples of words). ``roles`` holds the words of titles and appositions in
    lower case, ``known`` role words that the name is known for beyond this article. ``head`` is the head
    noun of a description ("official"), ``owner`` the entity that a description names ("Trump" in "Trump's
    lawyers", "the Trump campaign"); ``plural`` tells a group.
    """

    kind: SpeakerKind
    name: str
    gender: Gender = ""
    plural: bool = False
    is_place: bool = False
    head: str = ""
    owner: int | None = None
    role: str = ""
    roles: set[str] = field(default_factory=set)
    known: frozenset[str] = frozenset()
    forms: dict[tuple[str, ...], int] = field(default_factory=dict)
    n_mentions: int = 0
    n_spoken: int = 0
    _words: frozenset[str] | None = None

    def words(self) -> frozenset[str]:
        """Return the words of the name and of all forms, in lower case; call it once all forms are met."""
        if self._words is None:
            named = [self.name, *(" ".join(form) for form in self.forms)]
            self._words = frozenset(" ".join(named).lower().split())
        return self._words


class Cast:
    """The entities of an article and the trail of their mentions, in the order of the text."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self.trail: list[Mention] = []
        self.ending: dict[int, Mention] = {}  # mention by its last token

    def add(self, entity: Entity) -> int:
        """Take in an entity and return its number."""
        self.entities.append(entity)
        return len(self.entities) - 1

    def mention(self, mention: Mention) -> None:
        """Take note of a mention."""
        insort(self.trail, mention)
        self.ending.setdefault(mention.last, mention)
        self.entities[mention.entity].n_mentions += 1
