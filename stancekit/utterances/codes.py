"""Columns as codes, by what they follow from: a word, a tag, a small number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from stancekit.chain import Coded, Sequences, distinct
from stancekit.chain.columns import Column, Rows
from stancekit.text import TokenTable
from stancekit.text.tagger import TAGS
from stancekit.utterances.columns import TokenColumns

__all__ = ["CUES", "WINDOWS", "Codes", "code", "of_tokens", "small"]

# How many codes to expect: these numbers fix what is scored together (see `stancekit.chain.Coded`), not what
# values a column may have.
_TOKENS, _OPENERS, WINDOWS, CUES = 1 << 14, 1 << 10, 1 << 10, 1 << 9
_SMALL = {"tag": 18, "cue_tag": 18, "quote": 16, "fine": 600, "coarse": 70, "far": 50, "roles": 25}
_SMALL |= {"from_start": 10, "to_end": 10, "left_far": 11, "right_far": 11, "side": 4}
_OTHERS = 6

_WORDLY = ("lower", "shape", "prefix", "suffix", "level", "fine", "coarse", "tag")
_SIDES = (("left_cue", "left_class"), ("right_cue", "right_class"))


class Codes(NamedTuple):
    """Columns whose values follow from one number, the code, before they are laid out in sequences.

    Attributes
    ----------
    code : array
        The code of each row of what the columns belong to.
    values : mapping of str to array of shape (n_codes,)
    size : int
        How many codes to expect (see `stancekit.chain.Coded`).
    """

    code: Rows
    values: Mapping[str, Column]
    size: int

    def lay_out(self, sequences: Sequences, group: Rows | None = None) -> Coded:
        """Bring the columns into a layout.

        Parameters
        ----------
        sequences : Sequences
        group : array, optional
            For columns that hold a value a group: the group of each row of ``sequences``.
        """
        code = self.code if group is None else self.code[group]
        return Coded.lay_out(sequences, code, self.values, self.size)


def of_tokens(table: TokenTable, columns: TokenColumns) -> tuple[Codes, ...]:
    """Code the columns of a token table."""
    features, word, n = columns.features, table.word, len(table.words)
    alike = word * np.int32(len(TAGS)) + features["tag"].astype(np.int32)  # the same word with the same tag
    first = np.flatnonzero(np.diff(table.sentence, prepend=-1))
    opener = np.repeat(word[first], np.diff(first, append=len(word)))
    sides = [np.where(row >= 0, word[row] + 1, 0) for row in columns.nearest]
    hashes = {"opener", "lower", "shape", "prefix", "suffix", *_SIDES[0], *_SIDES[1]}
    return (
        code(features, _WORDLY, alike, n * len(TAGS), _TOKENS),
        code(features, ("opener",), opener, n, _OPENERS),
        *(code(features, names, at, n + 1, CUES) for names, at in zip(_SIDES, sides, strict=True)),
        *small({name: column for name, column in features.items() if name not in hashes}),
    )


def small(features: Mapping[str, Column]) -> tuple[Codes, ...]:
    """Code columns of small numbers, each by itself."""
    return tuple(
        code(features, (name,), column, int(column.max(initial=0)) + 1, _SMALL.get(name, _OTHERS))
        for name, column in features.items()
    )


def code(
    features: Mapping[str, Column],
    names: Sequence[str],
    number: npt.NDArray[np.integer],
    n: int,
    size: int,
) -> Codes:
    """Code the columns ``names``, whose values follow from a ``number`` below ``n``."""
    found, index = distinct(number, n)
    row: Rows = np.zeros(len(found), np.int64)
    row[index] = np.arange(len(index))  # one of the rows that have this number
    return Codes(index, {name: features[name].take(row) for name in names}, size)
