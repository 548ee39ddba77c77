"""Feature templates: each names columns and the places to look at, and becomes one 32-bit key a token."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from stancekit.chain.columns import PADDING, Column, Rows, stable_hash
from stancekit.errors import ModelError

__all__ = ["Template", "key_of", "keys", "parse"]

Template = tuple[tuple[str, int], ...]

_PART = re.compile(r"(\w+)([+-]\d)?")
_MULTIPLIER = np.uint32(0x9E3779B1)  # 2**32 / golden ratio, odd: spreads what is close


def parse(text: str) -> tuple[Template, ...]:
    """Read templates such as ``"word word-1|word tag+1"``: a blank between templates, ``|`` within one.

    Raises
    ------
    ModelError
        If an offset is no number or beyond `PADDING`.

    Examples
    --------
    >>> parse("word word-1|tag")
    ((('word', 0),), (('word', -1), ('tag', 0)))
    """
    return tuple(tuple(_part(part) for part in template.split("|")) for template in text.split())


def _part(text: str) -> tuple[str, int]:
    found = _PART.fullmatch(text)
    if not found or abs(int(found[2] or 0)) > PADDING:
        raise ModelError(
            f"template part {text!r} is not a column with an offset within -{PADDING}..+{PADDING}"
        )
    return found[1], int(found[2] or 0)


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
        for name, offset in template:
            if (name, offset) not in shifted:
                shifted[name, offset] = columns[name].take(inside + offset)
        yield key_of(template, shifted)


def key_of(template: Template, parts: Mapping[tuple[str, int], Column]) -> npt.NDArray[np.uint32]:
    """Return the keys of one template, given the column of each of its parts."""
    key = np.full(len(parts[template[0]]), stable_hash(repr(template)), np.uint32)
    for part in template:
        key = (key ^ parts[part]) * _MULTIPLIER
        key ^= key >> np.uint32(15)
    return key
