"""An attribution over token rows, and what happens where two claim the same words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from stancekit.text import TokenTable

__all__ = ["Attribution", "settle", "share_sources"]

_JOINERS = frozenset(("and", "but", "or", "then", "also", ","))


class Attribution(NamedTuple):
    """Token rows of one attribution's parts, and the probability that it is one."""

    content: tuple[int, ...]
    cue: tuple[int, ...]
    source: tuple[int, ...]
    confidence: float


def settle(found: Sequence[Attribution]) -> list[Attribution]:
    """Give words that several attributions claim as content to the most confident one.

    One that would lose half of its content is dropped.
    """
    taken: set[int] = set()
    kept: list[tuple[int, Attribution]] = []
    for i in sorted(range(len(found)), key=lambda i: -found[i].confidence):
        a = found[i]
        if not taken.isdisjoint(a.content):
            content = tuple(r for r in a.content if r not in taken)
            if 2 * len(content) <= len(a.content):
                continue
            a = a._replace(content=content)
        taken.update(a.content)
        kept.append((i, a))
    return [a for _, a in sorted(kept)]


def share_sources(table: TokenTable, found: Sequence[Attribution]) -> list[Attribution]:
    """Give a cue without a source that of the cue before it where the two are joined: "she smiled and said".

    Both must stand in one sentence, and the second right after a conjunction or comma.
    """
    out: list[Attribution] = []
    for a in sorted(found, key=lambda a: (a.cue or a.content)[0]):
        before = out[-1].source if out else ()
        if before and a.cue and not a.source and _is_joined(table, before[0], a.cue[0]):
            a = a._replace(source=before)
        out.append(a)
    return out


def _is_joined(table: TokenTable, source: int, cue: int) -> bool:
    same = cue > 0 and table.sentence[source] == table.sentence[cue]
    return bool(same) and table.words[table.word[cue - 1]].lower() in _JOINERS
