"""Who a speaker is to a study of debates: a person, an organization, or a person who speaks for one."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from stancekit.records import Speaker, SpeakerKind
from stancekit.speakers.lexicon import (
    BODIES,
    DOCUMENTS,
    ORGANIZATION_WORDS,
    PEOPLE,
    demonyms,
    is_plural,
    places,
    singular,
)
from stancekit.speakers.nouns import kind_of

__all__ = ["Actor", "actor", "kind_of_name"]

_VOICE = r"(?:spokes(?:man|woman|person|people)|press (?:officer|secretary)|representative)s?"
_FOR = re.compile(rf"\b{_VOICE} (?:for|of|at) (?:the |a |an )?(.+)", re.IGNORECASE)
_OF = re.compile(rf"^(?:the |a |an )?(.+?)(?:['’]s?)? {_VOICE}\b", re.IGNORECASE)
_PLACE = re.compile(r"\b(?:of|for|at|with|from) (?:the |a |an )?(.+)", re.IGNORECASE)
_END = re.compile(r"[,;:(]| who\b| which\b| that\b| and\b| on\b| in\b")
_ARTICLE = re.compile(r"^(?:the|a|an) ", re.IGNORECASE)


class Actor(NamedTuple):
    """The person and the organization behind an utterance; empty where there is none."""

    person: str
    organization: str

    @property
    def name(self) -> str:
        """The person, or else the organization."""
        return self.person or self.organization


def actor(speaker: Speaker, organizations: Collection[str] = ()) -> Actor:
    """Return the actor that a speaker is.

    Somebody who speaks for an organization, by role or, where unnamed, by description, is a person with that
    organization: "a spokesman for X", "X's press officer", and whoever is told to be of, for or at one of
    ``organizations``. Groups and documents count as organizations, the article's author as a person.

    Parameters
    ----------
    speaker : Speaker
    organizations : collection of str
        Names of the organizations known in the article.

    Examples
    --------
    >>> actor(Speaker("s1", "Ann Lee", "person", "spokeswoman for the Port Authority"))
    Actor(person='Ann Lee', organization='Port Authority')
    >>> actor(Speaker("s2", "Harbour Watch", "organization"))
    Actor(person='', organization='Harbour Watch')
    """
    if speaker.kind in ("organization", "group", "document"):
        return Actor("", speaker.name)
    told = (speaker.role,) if speaker.kind == "person" else (speaker.role, speaker.name)
    found = (_spoken_for(text, organizations) for text in told if text)
    return Actor(speaker.name, next(filter(None, found), ""))


def _spoken_for(text: str, organizations: Collection[str]) -> str:
    if voice := _FOR.search(text):
        return _cut(voice[1])
    if (voice := _OF.search(text)) and _is_body(voice[1]):
        return voice[1]
    known = {_ARTICLE.sub("", name).lower(): name for name in organizations}
    place = _PLACE.search(text)
    return known.get(_cut(place[1]).lower(), "") if place else ""


def _cut(text: str) -> str:
    return _END.split(text, maxsplit=1)[0].strip()


def _is_body(text: str) -> bool:
    """Tell whether words before "spokesman" name an organization: "Foreign Ministry", "police"."""
    *_, last = text.split()
    return (last[0].isupper() and last.lower() not in demonyms()) or singular(last) in BODIES


def kind_of_name(name: str) -> SpeakerKind:
    """Guess the kind of a speaker of whom only the name is known.

    Examples
    --------
    >>> [kind_of_name(name) for name in ("Ana Ruiz", "World Bank", "two officials", "Egypt", "the report")]
    ['person', 'organization', 'group', 'organization', 'document']
    """
    words = _ARTICLE.sub("", name.strip()).split()
    if not words:
        return "unnamed"
    cut = next((i for i, word in enumerate(words) if i and word in ("of", "for", "in", "at")), len(words))
    head = words[cut - 1]
    noun = singular(head)
    if head.islower() or noun in PEOPLE:
        known = is_plural(head) or noun in BODIES or noun in DOCUMENTS
        return kind_of(noun, is_plural(head)) if known else "unnamed"
    if name in places() or not ORGANIZATION_WORDS.isdisjoint(words) or _is_acronym(head):
        return "organization"
    return "person"


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()
