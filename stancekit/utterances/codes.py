"""Columns as codes, by what they follow from: a word, a tag, a small number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from stancekit.chain import Coded, Sequences, distinct
from stancekit.chain.columns import Column, Rows
from stancekit.text import TokenTable
from stancekit.text.tagger import TAGS
from stancekit.utterances.columns import TokenColumns

__all__ = ["CUES", "code", "of_tokens", "small"]

# How many codes to expect: these numbers fix what is scored together (see `stancekit.chain.Coded`), not what
# values a column may have.
_TOKENS, _OPENERS, CUES = 1 << 14, 1 << 10, 1 << 9
_SMALL = {"tag": 18, "cue_tag": 18, "quote": 16, "fine": 600, "coarse": 70, "far": 50, "roles": 25}
_SMALL |= {"from_start": 10, "to_end": 10, "left_far": 11, "right_far": 11, "side": 4}
_OTHERS = 6

_WORDLY = ("lower", "shape", "prefix", "suffix", "level", "fine", "coarse", "tag")
_SIDES = (("left_cue", "left_class"), ("right_cue", "right_class"))


def of_tokens(table: TokenTable, columns: TokenColumns, sequences: Sequences) -> tuple[Coded, ...]:
    """Code the columns of a token table, in the layout of ``sequences``."""
    features, word, n = columns.features, table.word, len(table.words)
    alike = word * np.int32(len(TAGS)) + features["tag"].astype(np.int32)  # the same word with the same tag
    first = np.flatnonzero(np.diff(table.sentence, prepend=-1))
    opener = np.repeat(word[first], np.diff(first, append=len(word)))
    sides = [np.where(row >= 0, word[row] + 1, 0) for row in columns.nearest]
    hashes = {"opener", "lower", "shape", "prefix", "suffix", *_SIDES[0], *_SIDES[1]}
    return (
        code(sequences, features, _WORDLY, alike, n * len(TAGS), _TOKENS),
        code(sequences, features, ("opener",), opener, n, _OPENERS),
        *(code(sequences, features, names, at, n + 1, CUES) for names, at in zip(_SIDES, sides, strict=True)),
        *small(sequences, {name: column for name, column in features.items() if name not in hashes}),
    )


def small(
    sequences: Sequences, features: Mapping[str, Column], group: Rows | None = None
) -> tuple[Coded, ...]:
    """Code columns of small numbers; ``group`` as for `code`."""
    return tuple(
        code(
            sequences,
            features,
            (name,),
            column,
            int(column.max(initial=0)) + 1,
            _SMALL.get(name, _OTHERS),
            group,
        )
        for name, column in features.items()
    )


def code(
    sequences: Sequences,
    features: Mapping[str, Column],
    names: Sequence[str],
    number: npt.NDArray[np.integer],
    n: int,
    size: int,
    group: Rows | None = None,
) -> Coded:
    """Code the columns ``names``, whose values follow from a ``number`` below ``n``.

    With ``group``, the columns hold a value a group, and it tells the group of each row of ``sequences``.
    """
    found, index = distinct(number, n)
    row: Rows = np.zeros(len(found), np.int64)
    row[index] = np.arange(len(index))  # one of the rows that have this number
    values = {name: features[name].take(row) for name in names}
    return Coded.lay_out(sequences, index if group is None else index[group], values, size)
