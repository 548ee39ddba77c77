"""A surname that several people of an article bear: "Clinton" where Hillary and Bill Clinton are named."""

from __future__ import annotations

from stancekit.speakers.entities import Entity
from stancekit.speakers.names import Name
from stancekit.text import Document

__all__ = ["of_surname"]

_PRONOUNS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
}


def of_surname(document: Document, name: Name, entity: Entity, places: list[int], again: bool) -> list[str]:
    """Return the clues that a bare surname means an entity whose full name stands at rows ``places``."""
    before = [p for p in places if p < name.first]
    clues = ["again"] if again else []
    if not before:
        clues.append("unnamed-yet")
    else:
        gap = document.sentences[name.first] - document.sentences[before[-1]]
        clues.append(f"near{gap if gap < 3 else 3 if gap < 8 else 4}")
        if document.paragraphs[before[-1]] == document.paragraphs[name.first]:
            clues.append("paragraph")
    n = len(places)
    clues.append(f"full{n if n < 4 else 4 if n < 8 else 8}")
    clues.append("titled" if name.gender else "bare")
    pronoun = _next_pronoun(document, name.last)
    if pronoun and entity.gender:
        clues.append("pronoun" if pronoun == entity.gender else "other-pronoun")
    return clues


def _next_pronoun(document: Document, row: int) -> str:
    """Return the gender of the first "he" or "she" after a name, at most thirty tokens on."""
    for word in document.words[row + 1 : row + 30]:
        gender = _PRONOUNS.get(word.lower())
        if gender:
            return gender
    return ""
