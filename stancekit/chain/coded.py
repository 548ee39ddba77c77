"""Columns that take few values, kept once for each value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stancekit.chain.columns import EMPTY, Column, Rows, Sequences

__all__ = ["Coded", "CodedColumns", "distinct"]


def distinct(number: npt.NDArray[np.integer], n: int) -> tuple[Rows, Rows]:
    """Return the numbers below ``n`` that occur, in order, and for each of ``number`` the index into them.

    Examples
    --------
    >>> distinct(np.array([7, 2, 7]), 10)
    (array([2, 7]), array([1, 0, 1]))
    """
    if n > 8 * len(number) + 4096:
        found, index = np.unique(number, return_inverse=True)
        return found.astype(np.int64), index.astype(np.int64)
    occurs = np.bincount(number, minlength=n) > 0
    return np.flatnonzero(occurs), (np.cumsum(occurs) - 1).take(number)


@dataclass(frozen=True, slots=True)
class Coded:
    """Columns whose values at a place follow from one number, the code, there.

    Attributes
    ----------
    code : array of shape (n_padded,)
        The greatest code stands where there is no token.
    values : mapping of str to array of shape (n_codes,)
        The columns' values, `EMPTY` at the end.
    size : int
        How many codes to expect; what is worth joining is decided by this, not by what a batch holds, so that
        sums are taken in the same order in any batch.
    """

    code: npt.NDArray[np.int32]
    values: Mapping[str, Column]
    size: int

    @classmethod
    def lay_out(cls, sequences: Sequences, code: Rows, values: Mapping[str, Column], size: int) -> Coded:
        """Bring a code for each row of a token table, and the values of the codes, into the layout."""
        n = len(next(iter(values.values())))
        extended = {
            name: np.append(value, np.uint32(EMPTY)).astype(np.uint32) for name, value in values.items()
        }
        return cls(np.append(code, n).astype(np.int32).take(sequences.rows), extended, size)

    @property
    def n(self) -> int:
        """Number of codes, with the one for no token."""
        return len(next(iter(self.values.values())))


@dataclass(frozen=True)
class CodedColumns(Mapping[str, Column]):
    """Columns at every place, of which some are coded.

    What templates say of few values together is computed once for each combination of codes that occurs: of
    a batch of 40,000 tokens, some 7,000 are distinct words.

    Attributes
    ----------
    coded : tuple of Coded
        A column may be in several.
    others : mapping of str to array of shape (n_padded,)
        Columns that are read as they are.
    """

    coded: tuple[Coded, ...]
    others: Mapping[str, Column]

    def __getitem__(self, name: str) -> Column:
        if name in self.others:
            return self.others[name]
        for part in self.coded:
            if name in part.values:
                return part.values[name].take(part.code)
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        yield from dict.fromkeys([*self.others, *(name for part in self.coded for name in part.values)])

    def __len__(self) -> int:
        return len(list(iter(self)))

    @property
    def kinds(self) -> tuple[tuple[frozenset[str], int], ...]:
        """Names and size of each of ``coded``."""
        return tuple((frozenset(part.values), part.size) for part in self.coded)
