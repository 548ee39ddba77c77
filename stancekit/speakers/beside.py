"""Phrases beside a cue: names, pronouns and descriptions that may be the source nobody has marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from stancekit.speakers import nearby
from stancekit.speakers.lexicon import PRONOUNS
from stancekit.speakers.scene import Scene

__all__ = ["Phrase", "find"]

_MOST = 3  # phrases on each side
_REACH = 40  # tokens
_PERSONAL = frozenset(("m", "f", "p", "n", "1", "1p", "who"))


class Phrase(NamedTuple):
    """Token rows of a phrase that stands ``"before"`` or ``"after"`` the cue.

    ``rank`` counts the phrases on that side from the cue on, ``gap`` the tokens in between.
    """

    rows: tuple[int, ...]
    side: str
    rank: int
    gap: int


def find(scene: Scene, i: int) -> list[Phrase]:
    """Return the phrases in the sentence of utterance ``i``'s cue, those nearest to it.

    Without a cue they are those around the content, the sentences before and after it included.
    """
    anchor = scene.cues[i] or scene.contents[i]
    reach = 0 if scene.cues[i] else 1
    first, last = anchor[0], anchor[-1]
    taken = frozenset(anchor)
    return [
        *_side(scene, "before", range(first - 1, max(-1, first - _REACH), -1), first, reach, taken),
        *_side(scene, "after", range(last + 1, min(len(scene.document), last + _REACH)), last, reach, taken),
    ]


def _side(
    scene: Scene, side: str, rows: Iterable[int], cue: int, reach: int, taken: frozenset[int]
) -> Iterator[Phrase]:
    sentences, paragraphs = scene.document.sentences, scene.document.paragraphs
    rank, edge = 0, len(sentences)
    for row in rows:
        if rank == _MOST or abs(sentences[row] - sentences[cue]) > reach:
            return
        if side == "after" and paragraphs[row] != paragraphs[cue]:
            return
        start = None if row in taken or (side == "before" and row >= edge) else _start(scene, row)
        if start is None or (side == "after" and start <= cue):
            continue
        yield Phrase(
            tuple(range(start, row + 1)), side, rank, cue - row - 1 if side == "before" else start - cue - 1
        )
        rank, edge = rank + 1, start


def _start(scene: Scene, row: int) -> int | None:
    """Return where the name, pronoun or description that ends at ``row`` begins; None where none ends."""
    mention = scene.cast.ending.get(row)
    if mention is not None and not mention.source:
        return mention.first
    words = scene.document.words
    if PRONOUNS.get(words[row].lower(), "") in _PERSONAL:
        return row
    if nearby.is_head(words, scene.classes, row):
        return nearby.start(scene.document, scene.classes, row)
    return None
