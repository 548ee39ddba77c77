"""Offsets in UTF-16 code units, as JavaScript and Java count, and in code points, as this library does."""

from __future__ import annotations

import re
from bisect import bisect_left

__all__ = ["Units"]

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Units:
    """The offsets of one text, converted both ways.

    Parameters
    ----------
    text : str
        A character beyond U+FFFF, as most emoji are, counts two units; a lone surrogate counts one.

    Examples
    --------
    >>> units = Units("👋 hello")
    >>> units.of(2), units.point(3)
    (3, 2)
    """

    def __init__(self, text: str) -> None:
        self._pairs = [match.start() for match in _ASTRAL.finditer(text)]  # code points that count twice
        self._starts = [point + n for n, point in enumerate(self._pairs)]  # the units at which they start
        self.size = len(text) + len(self._pairs)

    def of(self, point: int) -> int:
        """Return the unit at which code point ``point`` starts."""
        return point + bisect_left(self._pairs, point)

    def point(self, unit: int) -> int | None:
        """Return the code point that starts at ``unit``; None within one, or beyond the text."""
        if not 0 <= unit <= self.size:
            return None
        before = bisect_left(self._starts, unit)
        if before and self._starts[before - 1] + 1 == unit:
            return None
        return unit - before
