"""Marks that may open or close a quotation: their kind, their form, and how they stand in the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["DOUBLE", "KIND", "SINGLE", "Mark", "is_mark", "look", "surplus"]

IntColumn = npt.NDArray[np.int32]

DOUBLE, SINGLE, _ANGLE, _SINGLE_ANGLE = range(4)
KIND = {
    **dict.fromkeys(("“", "”", "„", '"', "″", "``", "''", "‘‘", "’’", "\x93", "\x94"), DOUBLE),
    **dict.fromkeys("‘’'‚", SINGLE),
    **dict.fromkeys("«»", _ANGLE),
    **dict.fromkeys("‹›", _SINGLE_ANGLE),
}
# What a mark's form says: 1 opens, -1 closes, 0 either. A mark's surroundings can say otherwise: „so“, »so«.
_FORM = {
    **dict.fromkeys(("“", "„", "``", "‘‘", "\x93", "«", "‹", "‘", "‚"), 1),
    **dict.fromkeys(("”", "’’", "\x94", "»", "›", "’"), -1),
    **dict.fromkeys(('"', "″", "''", "'"), 0),  # some outlets open with '' too
}
_BEFORE_OPENING = frozenset("([{<=-–—/\u200b\u200e\u200f\u202a\u2066\ufeff")


def is_mark(word: str) -> bool:
    """Tell whether a token can be a quotation mark; an apostrophe can."""
    return word in KIND


class Mark(NamedTuple):
    """A mark as it stands.

    Attributes
    ----------
    row, paragraph : int
        Its token and that token's paragraph.
    kind : int
        `DOUBLE`, `SINGLE`, or one of the angle marks: only marks of one kind pair.
    form, looks : int
        What its form and its surroundings say: 1 opens, -1 closes, 0 either.
    weak : bool
        After an "s" or "in": a closing single mark may be an apostrophe there (the dogs’ bark, goin’ home).
    """

    row: int
    paragraph: int
    kind: int
    form: int
    looks: int
    weak: bool


def look(
    words: Sequence[str],
    start: Sequence[int] | IntColumn,
    end: Sequence[int] | IntColumn,
    paragraph: IntColumn,
    rows: Sequence[int],
) -> Iterator[Mark]:
    """Look at the marks' surroundings; white space counts as no neighbour."""
    at = np.asarray(rows, np.int64)
    glued = np.zeros(len(words) + 1, np.bool_)  # to the token before
    glued[1:-1] = np.asarray(start)[1:] == np.asarray(end)[:-1]
    columns = zip(rows, glued[at].tolist(), glued[at + 1].tolist(), paragraph[at].tolist(), strict=True)
    for row, after_word, before_word, number in columns:
        mark = words[row]
        before = words[row - 1] if after_word else ""
        after = words[row + 1][0] if before_word else ""
        looks = _opens(before[-1:], after) - _closes(before[-1:], after)
        yield Mark(row, number, KIND[mark], _FORM[mark], looks, before.endswith(("s", "S", "in")))


def _opens(before: str, after: str) -> bool:
    if not after:
        return False
    return not before or before in _BEFORE_OPENING or _FORM.get(before, -1) >= (0 if after.isalnum() else 1)


def _closes(before: str, after: str) -> bool:
    return before != "" and before not in _BEFORE_OPENING and _FORM.get(before, 0) < 1 and not after.isalnum()


def surplus(marks: Sequence[Mark]) -> list[int]:
    """Return for each double mark how many more of the marks from it on close than open."""
    surplus, total = [], 0
    for mark in reversed(marks):
        if mark.kind == DOUBLE:
            total -= mark.form or mark.looks
        surplus.append(total)
    return surplus[::-1]
