"""Paragraphs: blank lines, single line breaks where an outlet uses those, never those of hard wrapping."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["breaks", "number"]

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_NEWLINE = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]\s*")
_TERMINAL = frozenset(".!?…:;\"”’'»)]*|—")
_MIN_WRAPPED = 3  # line breaks inside sentences that hard wrapping takes
_MIN_WRAPPED_SHARE = 0.4


class _Break(NamedTuple):
    """A run of white space with line ends: where the next line begins, and what it looks like."""

    at: int
    blank: bool  # a blank line, or the indent of a first line after a finished sentence
    inside: bool  # a single break in the middle of a sentence


def breaks(text: str) -> list[int]:
    """Return the offsets at which a new paragraph begins, the first one (0) left out.

    Single line breaks separate paragraphs too, unless they are hard wrapping: the line before stops without
    punctuation and the next goes on in lower case.

    Examples
    --------
    >>> breaks("One.\\n\\nTwo.\\nThree.")
    [6, 11]
    >>> breaks("It went\\non and\\non and\\non.\\n\\nThen\\nit ended.")
    [27]
    """
    found = [
        _read(text, match)
        for match in _NEWLINE.finditer(text)
        if match.start() > 0 and match.end() < len(text)
    ]
    wrapped = _is_wrapped(found)
    return [f.at for f in found if f.blank or not (f.inside or wrapped)]


def number(text: str, starts: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Return for each token start the number of its paragraph, counted from 0 without gaps."""
    raw = np.searchsorted(np.array(breaks(text), np.int64), starts, side="right")
    steps = np.zeros(len(starts), np.int32)
    steps[1:] = raw[1:] != raw[:-1]
    numbers: npt.NDArray[np.int32] = np.cumsum(steps, dtype=np.int32)
    return numbers


def _read(text: str, match: re.Match[str]) -> _Break:
    white, end = match.group(), match.end()
    if white == "\n\n" or len(_LINE_END.findall(white)) > 1:
        return _Break(end, True, False)
    before = text[max(0, match.start() - 20) : match.start()].rstrip()[-1:]
    if before in _TERMINAL:
        return _Break(end, white.endswith(("  ", "\t")), False)
    return _Break(end, False, text[end : end + 1].islower() or text[end : end + 1] in ",;")


def _is_wrapped(found: list[_Break]) -> bool:
    """Tell whether single breaks are hard wrapping: many stand in the middle of a sentence."""
    inside = sum(f.inside for f in found)
    single = sum(not f.blank for f in found)
    return inside >= _MIN_WRAPPED and inside >= _MIN_WRAPPED_SHARE * single
