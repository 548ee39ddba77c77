"""Feature templates: each names columns and the places to look at, and becomes one 32-bit key a token."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from stancekit.chain.columns import PADDING, Column, Rows, stable_hash

__all__ = ["Template", "keys", "parse"]

Template = tuple[tuple[str, int], ...]

_MULTIPLIER = np.uint32(0x9E3779B1)  # 2**32 / golden ratio, odd: spreads what is close


def parse(text: str) -> tuple[Template, ...]:
    """Read templates such as ``"word word-1|word tag+1"``: a blank between templates, ``|`` within one.

    Examples
    --------
    >>> parse("word word-1|tag")
    ((('word', 0),), (('word', -1), ('tag', 0)))
    """
    return tuple(tuple(_part(part) for part in template.split("|")) for template in text.split())


def _part(text: str) -> tuple[str, int]:
    for sign in "+-":
        name, found, offset = text.partition(sign)
        if found:
            return name, int(sign + offset)
    return text, 0


def keys(
    templates: Sequence[Template], columns: Mapping[str, Column], inside: Rows
) -> Iterator[npt.NDArray[np.uint32]]:
    """Yield for each template its keys at the places ``inside``.

    Parameters
    ----------
    templates : sequence of Template
    columns : mapping of str to array of shape (n_padded,)
        Columns in the layout of `Sequences`.
    inside : array of shape (n_tokens,)
        The places that hold tokens.
    """
    shifted: dict[tuple[str, int], Column] = {}
    for template in templates:
        key = np.full(len(inside), stable_hash(repr(template)), np.uint32)
        for name, offset in template:
            if (name, offset) not in shifted:
                shifted[name, offset] = columns[name][inside + _checked(offset)]
            key = (key ^ shifted[name, offset]) * _MULTIPLIER
            key ^= key >> np.uint32(15)
        yield key


def _checked(offset: int) -> int:
    if abs(offset) > PADDING:
        raise ValueError(f"template offset {offset} is not within -{PADDING}..{PADDING}")
    return offset
