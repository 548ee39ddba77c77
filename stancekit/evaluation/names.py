"""Whether two names mean the same speaker: all name words of one are within the other."""

from __future__ import annotations

import re

__all__ = ["same_speaker"]

_WORD = re.compile(r"\w+")
# words that stand before a name without being part of it, and what is left of a possessive
_TITLES = frozenset(
    _WORD.findall("a an dr gov governor minister mr mrs ms of president rep s secretary sen senator sir the")
)


def same_speaker(gold: str | None, predicted: str | None) -> bool:
    """Return whether the name words of one are all among the other's, case and titles aside.

    Examples
    --------
    >>> same_speaker("Angela Merkel", "Mrs Merkel"), same_speaker("Angela Merkel", "Angela Smith")
    (True, False)
    """
    a, b = _name_words(gold), _name_words(predicted)
    return bool(a and b) and (a <= b or b <= a)


def _name_words(name: str | None) -> set[str]:
    words = set(_WORD.findall((name or "").lower()))
    return words - _TITLES or words
