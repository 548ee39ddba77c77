"""Columns for finding attributions: words, tags, quotation state, where the nearest cue-like words are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from stancekit.chain import word_columns
from stancekit.chain.columns import Column, Rows, stable_hash
from stancekit.persistence import read_array, write_array
from stancekit.text import TokenTable

__all__ = ["Lexicon", "TokenColumns", "WordTable", "bucket", "token_columns"]

IntColumn = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

_MARKS = {**dict.fromkeys("“«„‘‹", 1), **dict.fromkeys("”»’›", 2), **dict.fromkeys("\"'", 3)}


class WordTable:
    """A number for every known word: how readily it is a cue, or which class of words it belongs to.

    Parameters
    ----------
    key : array of shape (n_words,), sorted
        Hashes of normalised words.
    value : array of shape (n_words,), of unsigned integers
    """

    def __init__(self, key: Column, value: npt.NDArray[np.unsignedinteger]) -> None:
        self.key, self.value = np.asarray(key), np.asarray(value)

    def look_up(self, word: Column) -> Column:
        """Return the number of each hash in ``word``, 0 for words that are not in the table."""
        if not len(self.key):
            return np.zeros(len(word), np.uint32)
        at = np.minimum(np.searchsorted(self.key, word), len(self.key) - 1)
        return np.where(self.key[at] == word, self.value[at], 0).astype(np.uint32)

    def save(self, folder: Path, name: str) -> None:
        """Write the table to ``folder``, as ``name_key.npy`` and ``name_value.npy``."""
        write_array(folder, f"{name}_key", self.key)
        write_array(folder, f"{name}_value", self.value)

    @classmethod
    def load(cls, folder: Path, name: str) -> WordTable:
        """Read what `save` wrote."""
        return cls(read_array(folder, f"{name}_key"), read_array(folder, f"{name}_value"))


class Lexicon(NamedTuple):
    """What is known of words: ``level``, 0 (never a cue) to 4 (mostly), and fine and coarse word classes."""

    level: WordTable
    fine: WordTable
    coarse: WordTable

    def save(self, folder: Path) -> None:
        """Write the three tables to ``folder``."""
        for name, table in self._asdict().items():
            table.save(folder, name)

    @classmethod
    def load(cls, folder: Path) -> Lexicon:
        """Read what `save` wrote."""
        return cls(*(WordTable.load(folder, name) for name in cls._fields))


class TokenColumns(NamedTuple):
    """Columns of a token table, each of shape (n_tokens,).

    ``features`` are what templates name. ``level`` is the cue level of the word, ``likely`` whether it
    looks like a cue, ``quote`` the state of quotation, ``verb`` and ``comma`` flags for counting,
    ``nearest`` the rows of the nearest cue-like words to the left and right in the sentence, -1 for none.
    """

    features: Mapping[str, Column]
    level: Column
    likely: Flags
    quote: Column
    verb: Flags
    comma: Flags
    nearest: tuple[Rows, Rows]


def token_columns(
    table: TokenTable, tags: npt.NDArray[np.int8], verb_tag: int, lexicon: Lexicon
) -> TokenColumns:
    """Compute the columns of a batch; ``tags`` are indices of tags, ``verb_tag`` the one of verbs."""
    words = word_columns(table.words)
    level = lexicon.level.look_up(words.lower)[table.word]
    fine = lexicon.fine.look_up(words.lower)[table.word]
    lower = words.lower[table.word]
    quote = _quote_state(table)
    verb = tags == verb_tag
    likely = (level >= 3) | ((level == 2) & verb)
    comma = lower == stable_hash(",")
    nearest = _nearest(table.sentence, likely)
    features = {
        "lower": lower,
        "shape": words.shape[table.word],
        "prefix": words.prefix[table.word],
        "suffix": words.suffix[table.word],
        "tag": tags.astype(np.uint32),
        "quote": quote,
        "level": level,
        "fine": fine,
        "coarse": lexicon.coarse.look_up(words.lower)[table.word],
        **_places(table, lower, comma),
        **_sides(nearest, lower, fine),
    }
    return TokenColumns(features, level, likely, quote, verb, comma, nearest)


def bucket(distance: npt.NDArray[np.integer]) -> Column:
    """Map distances to 0, 1, 2, 3, 4–5, 6–8, 9–14, 15–24, 25 and more."""
    out: Column = _BUCKETS.take(np.minimum(np.abs(distance), len(_BUCKETS) - 1))
    return out


_BUCKETS = np.repeat(np.arange(9, dtype=np.uint32), [1, 1, 1, 1, 2, 3, 6, 10, 1])


def _quote_state(table: TokenTable) -> Column:
    """Depth 0, 1 or 2, and whether the token is a mark that opens or closes."""
    kinds = np.fromiter((_MARKS.get(w, 0) for w in table.words), np.uint32, len(table.words))[table.word]
    depth = np.minimum(table.quote, 2).astype(np.uint32)
    before = np.zeros_like(depth)
    before[1:] = np.minimum(table.quote, 2)[:-1]
    before[table.first[:-1][np.diff(table.first) > 0]] = 0  # an article does not see the one before it
    opens = (kinds == 3) & (depth > before)
    kinds = np.where(kinds == 3, np.where(opens, np.uint32(1), np.uint32(2)), kinds)
    state: Column = depth * np.uint32(4) + kinds
    return state


def _places(table: TokenTable, lower: Column, comma: Flags) -> dict[str, Column]:
    """Return where in its sentence, clause and paragraph a token stands, and what opens its sentence."""
    first, last = _bounds(table.sentence)
    row = np.arange(len(table))
    commas = np.cumsum(comma)
    paragraph_first, _ = _bounds(table.paragraph)
    quoted_start = (
        np.minimum(table.quote[first], 1).astype(np.uint32) if len(table) else np.empty(0, np.uint32)
    )
    return {
        "from_start": bucket(row - first),
        "to_end": bucket(last - row),
        "commas": np.minimum(commas - commas[first], 3).astype(np.uint32) if len(table) else quoted_start,
        "opener": lower[first] if len(table) else quoted_start,
        "quoted_start": quoted_start,
        "in_paragraph": np.minimum(first - paragraph_first, 1).astype(np.uint32),
    }


def _bounds(group: IntColumn) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return for every token the first and the last row of its group (runs of equal numbers)."""
    begin = np.flatnonzero(np.diff(group, prepend=-1))
    length = np.diff(np.append(begin, len(group)))
    return np.repeat(begin, length), np.repeat(begin + length - 1, length)


def _nearest(sentence: IntColumn, likely: Flags) -> tuple[Rows, Rows]:
    """Return the row of the nearest cue-like word of the sentence on either side, -1 for none."""
    n = len(sentence)
    row = np.arange(n)
    left = np.maximum.accumulate(np.where(likely, row, -1)) if n else row
    left = np.where((left >= 0) & (sentence[left] == sentence), left, -1)
    right = np.minimum.accumulate(np.where(likely, row, n)[::-1])[::-1] if n else row
    right = np.where((right < n) & (sentence[np.minimum(right, n - 1)] == sentence), right, -1)
    return left, right


def _sides(nearest: tuple[Rows, Rows], lower: Column, fine: Column) -> dict[str, Column]:
    """Return the nearest cue-like word on either side, its class, and how far it is."""
    none, row = np.uint32(99), np.arange(len(lower))
    out: dict[str, Column] = {}
    for side, at in zip(("left", "right"), nearest, strict=True):
        out[f"{side}_cue"] = np.where(at >= 0, lower[at], none)
        out[f"{side}_class"] = np.where(at >= 0, fine[at], none)
        out[f"{side}_far"] = np.where(at >= 0, bucket(row - at), none)
    return out
