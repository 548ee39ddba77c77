"""Paragraphs: blank lines, single line breaks where an outlet uses those, never the breaks of hard wrapping."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

__all__ = ["breaks", "number"]

_NEWLINE = re.compile(r"[ \t\u00a0]*(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])\s*")
_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_TERMINAL = frozenset(".!?…:;\"”’'»)]*|—")
_WRAP_WIDTHS = range(40, 101)  # where line breaks of mail and wire services fall


def breaks(text: str) -> list[int]:
    """Return the offsets at which a new paragraph begins, the first one (0) left out.

    Examples
    --------
    >>> breaks("One.\\n\\nTwo.\\nThree.")
    [6, 11]
    """
    found = [(m.start(), m.end(), len(_LINE_END.findall(m.group())) > 1) for m in _NEWLINE.finditer(text)]
    if _is_wrapped(text, found):
        found = [f for f in found if f[2]]
    return [end for start, end, _ in found if start and end < len(text)]


def number(text: str, starts: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Return for each token start the number of its paragraph, counted from 0 without gaps."""
    raw = np.searchsorted(np.array(breaks(text), np.int64), starts, side="right")
    steps = np.zeros(len(starts), np.int32)
    steps[1:] = raw[1:] != raw[:-1]
    numbers: npt.NDArray[np.int32] = np.cumsum(steps, dtype=np.int32)
    return numbers


def _is_wrapped(text: str, found: list[tuple[int, int, bool]]) -> bool:
    """Tell whether single breaks are hard wrapping: most lines stop mid-sentence at a column's width."""
    single = [(start, end) for start, end, blank in found if not blank]
    if len(single) < 3:
        return False
    line_starts = [0, *(end for _, end, _ in found)]
    lengths = {end: start - begin for begin, (start, end, _) in zip(line_starts, found, strict=False)}
    wrapped = sum(
        lengths[end] in _WRAP_WIDTHS and text[start - 1 : start] not in _TERMINAL for start, end in single
    )
    return wrapped > 0.6 * len(single)
