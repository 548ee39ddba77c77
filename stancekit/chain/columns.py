"""Columns that features are made of: attributes of words, and sequences laid out with room between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from struct import Struct
from zlib import crc32

import numpy as np
import numpy.typing as npt

__all__ = ["EMPTY", "PADDING", "Sequences", "WordColumns", "stable_hash", "word_columns"]

Column = npt.NDArray[np.uint32]
Rows = npt.NDArray[np.int64]

PADDING = 3  # empty rows between sequences: no template may look further than this
EMPTY = 0xFFFFFFFF  # value of every column where there is no token
_DIGIT = re.compile(r"\d")
_RUN = re.compile(r"(.)\1+", re.DOTALL)
_QUOTES = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'"})


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
    if len(_met) > _MOST_WORDS:
        _met.clear()
    packed = b"".join(map(_met.__getitem__, words))
    table = np.frombuffer(packed, np.uint32).reshape(-1, 5)
    return WordColumns(*(np.ascontiguousarray(column) for column in table.T))


class _Attributes(dict[str, bytes]):
    """Attributes of words met before: five 32-bit hashes, packed, in the order of `WordColumns`."""

    def __missing__(self, word: str) -> bytes:
        packed = _attributes(word)
        if len(word) <= _LONGEST_WORD:
            self[word] = packed
        return packed


_MOST_WORDS, _LONGEST_WORD = 200_000, 40  # what is remembered is bounded in number and in size
_met = _Attributes()
_pack = Struct("=5I").pack


def _normal(word: str) -> str:
    if word.isalpha():
        return word.lower()
    return _DIGIT.sub("0", word.lower().translate(_QUOTES))


def _attributes(word: str) -> bytes:
    normal = _normal(word)
    if normal.isascii():  # a byte a character: one encoding serves for all parts
        text = normal.encode()
        parts = crc32(text[:3]), crc32(text[-3:]), crc32(text[-2:])
        return _pack(crc32(text), _shape_hash(_shape(word)), *parts)
    return _pack(*map(stable_hash, (normal, _shape(word), normal[:3], normal[-3:], normal[-2:])))


_shape_hash = lru_cache(4096)(stable_hash)  # there are few shapes


def _shape(word: str) -> str:
    """Return "Xx" for "Blinken", "X" for "NATO", "x-x" for "long-term", "d" for "1999"."""
    if word.isalpha():
        if word.islower():
            return "x"
        if word[1:].islower() and word[0].isupper():
            return "Xx"
    return _RUN.sub(r"\1", "".join(map(_kind, word[:24])))


def _kind(c: str) -> str:
    return "X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c


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

    def take(self, column: npt.NDArray[np.integer], empty: int = EMPTY) -> Column:
        """Return a token column at every place, ``empty`` where there is no token."""
        extended = np.append(column.astype(np.uint32), np.uint32(empty))
        return extended[self.rows]


def _exclusive_sum(values: Rows) -> Rows:
    total: Rows = np.cumsum(values) - values
    return total
