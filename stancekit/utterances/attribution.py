"""An attribution over token rows, and what happens where two claim the same words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

__all__ = ["Attribution", "settle"]


class Attribution(NamedTuple):
    """Token rows of one attribution's parts, and the probability that it is one.

    ``verbatim`` says that the content is speech word for word although no marks enclose it.
    """

    content: tuple[int, ...]
    cue: tuple[int, ...]
    source: tuple[int, ...]
    confidence: float
    verbatim: bool = False


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
