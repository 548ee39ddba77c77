"""Whether an utterance is direct, indirect or mixed, by its quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from stancekit.records import Kind

__all__ = ["kind"]

_MARK = re.compile(r"([“«”»\"])")
_OPENING, _CLOSING, _STRAIGHT = {"“", "«"}, {"”", "»"}, '"'


def kind(text: str, content: Iterable[Sequence[int]]) -> Kind:
    """Return whether ``content`` is direct, mixed or indirect, by how much of it stands in quotation marks.

    Direct is nine tenths of its letters and digits or more, indirect is none.

    Examples
    --------
    >>> kind('He said “we agree”.', [(9, 17)]), kind('He said he would “agree”.', [(8, 24)])
    ('direct', 'mixed')
    """
    quoted = letters = 0
    for start, end in content:
        inside = text[start - 1 : start] in _OPENING  # quoted from its first character on
        for piece in _MARK.split(text[start:end]):
            if piece in _CLOSING or (piece == _STRAIGHT and inside):
                inside = False
            elif piece in _OPENING or piece == _STRAIGHT:
                inside = True
            else:
                n = sum(map(str.isalnum, piece))
                letters += n
                quoted += n * inside
    if not quoted:
        return "indirect"
    return "direct" if quoted >= 0.9 * letters else "mixed"
