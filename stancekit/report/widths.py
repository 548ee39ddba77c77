"""How many columns of a terminal a text takes, and text made to fit a number of them.

Wide and full-width characters (Unicode annex 11) take two columns; combining marks, joiners and the vowel
and final parts of a decomposed Hangul syllable take none.
"""

from __future__ import annotations

import unicodedata

__all__ = ["fit", "pad", "width"]

_JOINER = "\u200d"


def width(text: str) -> int:
    """Return the columns that ``text``, free of control characters, takes.

    Examples
    --------
    >>> width("mayor"), width("市長"), width("e\u0301")
    (5, 4, 1)
    """
    return len(text) if text.isascii() else sum(map(_width, text))


def fit(text: str, columns: int) -> str:
    """Return ``text`` cut to at most ``columns`` columns, an ellipsis last where it was cut.

    Examples
    --------
    >>> fit("a long name", 6), fit("市長選挙", 6)
    ('a lon…', '市長…')
    """
    head = text[: 4 * columns + 4]  # nothing is read past this; it also bounds a pile of combining marks
    if len(head) == len(text) and width(text) <= columns:
        return text
    return _head(head, columns - 1).rstrip(" " + _JOINER) + "…" if columns > 0 else ""


def pad(text: str, columns: int, *, right: bool = False) -> str:
    """Return ``text`` cut or filled with spaces to exactly ``columns`` columns, at the left if ``right``."""
    shown = fit(text, columns)
    space = " " * (columns - width(shown))
    return space + shown if right else shown + space


def _head(text: str, columns: int) -> str:
    taken = 0
    for i, character in enumerate(text):
        taken += _width(character)
        if taken > columns:
            return text[:i]
    return text


def _width(character: str) -> int:
    if character < "\u0300":
        return 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf") or "\u1160" <= character <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
