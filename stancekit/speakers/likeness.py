"""Likeness: how far a description fits what an article, and the world, tell of somebody."""

from __future__ import annotations

from collections.abc import Iterable

from stancekit.speakers.entities import Entity
from stancekit.speakers.lexicon import related
from stancekit.speakers.sources import Source

__all__ = ["compare"]


def compare(entity: Entity, source: Source) -> list[str]:
    """Return clues on a description's head noun, its further words and the names in it.

    The first clue is how the head noun fits: ``"head"`` (told of the entity), ``"same-head"`` (both are
    descriptions), ``"related"``, ``"other-roles"`` or ``"no-roles"``.
    """
    head = _head(entity, source.head)
    clues = [head, *_known(entity, source), *_words(entity, source, head)]
    named = entity.words()
    if not named.isdisjoint(source.modifiers):
        clues.append(f"own-{entity.kind}")
    told = _told(entity)
    if any(name not in told and name not in named for name in source.names):
        clues += ["other-names", f"other-names-{entity.kind}"]
    elif head in ("head", "same-head"):
        clues.append(f"fits{told.issuperset(source.modifiers)}-{source.determiner}")
    return clues


def _head(entity: Entity, head: str) -> str:
    if head in entity.roles:
        return "head"
    if head == entity.head:
        return "same-head"
    if _is_related(head, (*entity.roles, entity.head)):
        return "related"
    return "other-roles" if entity.roles else "no-roles"


def _is_related(head: str, nouns: Iterable[str]) -> bool:
    groups = related(head)
    return bool(groups) and any(not groups.isdisjoint(related(noun)) for noun in nouns)


def _known(entity: Entity, source: Source) -> list[str]:
    """Compare with what the entity is known for beyond the article."""
    known = entity.known
    if not known:
        return []
    fits = source.head in known or _is_related(source.head, known)
    shared = sum(word in known for word in source.modifiers)
    return [f"known{fits}", f"known{fits}-{min(shared, 2)}-of{min(len(source.modifiers), 3)}"]


def _words(entity: Entity, source: Source, head: str) -> list[str]:
    """Compare all words: with what is told of an entity, and with another description."""
    n = len(source.modifiers)
    told = _told(entity)
    shared = sum(word in told for word in source.modifiers)
    clues = [f"shared{min(shared, 2)}-of{min(n, 3)}" if n else "head-alone"]
    if entity.head:
        relation = _relation(set(source.words), entity.words())
        clues += [f"words-{relation}", f"words-{relation}-{source.determiner}", f"words-{relation}-{head}"]
    return clues


def _told(entity: Entity) -> set[str] | frozenset[str]:
    return entity.roles | entity.words() if entity.head else entity.roles


def _relation(mine: set[str], theirs: frozenset[str]) -> str:
    if mine == theirs:
        return "equal"
    return "part" if mine < theirs else "more" if mine > theirs else "other"
