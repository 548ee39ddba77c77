"""Columns that features are made of: attributes of words, and sequences laid out with room between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
import numpy.typing as npt

__all__ = ["PADDING", "Sequences", "WordColumns", "stable_hash", "word_columns"]

Column = npt.NDArray[np.uint32]
Rows = npt.NDArray[np.int64]

PADDING = 3  # empty rows between sequences: no template may look further than this
_DIGIT = re.compile(r"\d")
_SHAPES = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'"})


def stable_hash(text: str) -> int:
    """Return a 32-bit hash that is the same in every process, for any string (lone surrogates included)."""
    return crc32(text.encode("utf8", "surrogatepass"))


@dataclass(frozen=True, slots=True)
class WordColumns:
    """Attributes of each distinct word of a batch, as hashes of shape (n_words,).

    ``lower`` is the word in lower case with digits made equal, ``shape`` its pattern of upper case, lower
    case and digits with runs shortened, ``prefix`` and ``suffix`` its first and last three characters.
    """

    lower: Column
    shape: Column
    prefix: Column
    suffix: Column
    suffix2: Column


def word_columns(words: Sequence[str]) -> WordColumns:
    """Compute the attributes of distinct words.

    Examples
    --------
    >>> columns = word_columns(["Blinken", "Baerbock", "1999", "2016"])
    >>> bool(columns.shape[0] == columns.shape[1]), bool(columns.lower[2] == columns.lower[3])
    (True, True)
    """
    normal = [_DIGIT.sub("0", w.lower().translate(_SHAPES)) for w in words]
    return WordColumns(
        lower=_hashes(normal),
        shape=_hashes([_shape(w) for w in words]),
        prefix=_hashes([w[:3] for w in normal]),
        suffix=_hashes([w[-3:] for w in normal]),
        suffix2=_hashes([w[-2:] for w in normal]),
    )


def _hashes(texts: Sequence[str]) -> Column:
    return np.fromiter(map(stable_hash, texts), np.uint32, len(texts))


def _shape(word: str) -> str:
    """Return "Xx" for "Blinken", "X" for "NATO", "x-x" for "long-term", "d" for "1999"."""
    out = ""
    for c in word[:24]:
        kind = "X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c
        if not out.endswith(kind):
            out += kind
    return out


@dataclass(frozen=True, slots=True)
class Sequences:
    """Token rows grouped into sequences, laid out one after another with `PADDING` empty rows around each.

    Attributes
    ----------
    rows : array of shape (n_padded,)
        Row of the token table at each place, -1 where empty.
    first : array of shape (n_sequences,)
        Place at which each sequence begins.
    length : array of shape (n_sequences,)
        Number of tokens of each; at least 1.
    """

    rows: Rows
    first: Rows
    length: Rows

    @classmethod
    def ranges(cls, begin: Rows, end: Rows) -> Sequences:
        """Lay out the half-open ranges of token rows ``[begin, end)``; empty ranges are not allowed."""
        length = (end - begin).astype(np.int64)
        first = PADDING + np.cumsum(length + PADDING) - (length + PADDING)
        rows = np.full(PADDING + int((length + PADDING).sum()), -1, np.int64)
        inside = np.repeat(first - _exclusive_sum(length), length) + np.arange(int(length.sum()))
        rows[inside] = np.repeat(begin - _exclusive_sum(length), length) + np.arange(int(length.sum()))
        return cls(rows, first, length)

    @classmethod
    def runs(cls, group: npt.NDArray[np.int32], longest: int) -> Sequences:
        """Lay out runs of equal values of ``group``, cut where one is longer than ``longest`` tokens."""
        if not len(group):
            return cls(np.full(PADDING, -1, np.int64), np.empty(0, np.int64), np.empty(0, np.int64))
        begin = np.flatnonzero(np.diff(group, prepend=group[0] - 1)).astype(np.int64)
        end = np.append(begin[1:], len(group))
        pieces = -(-(end - begin) // longest)
        if (pieces > 1).any():
            index = np.arange(int(pieces.sum())) - np.repeat(_exclusive_sum(pieces), pieces)
            begin = np.repeat(begin, pieces) + index * longest
            end = np.append(begin[1:], len(group))
        return cls.ranges(begin, end)

    @property
    def inside(self) -> Rows:
        """Places that hold a token, in order; they are the tokens of all sequences end to end."""
        return np.flatnonzero(self.rows >= 0)

    def take(self, column: npt.NDArray[np.integer], empty: int = 0xFFFFFFFF) -> Column:
        """Return a token column at every place, ``empty`` where there is no token."""
        extended = np.append(column.astype(np.uint32), np.uint32(empty))
        return extended[self.rows]


def _exclusive_sum(values: Rows) -> Rows:
    total: Rows = np.cumsum(values) - values
    return total
