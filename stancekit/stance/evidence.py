"""The spans that moved a decision, read back from the features' weights."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from stancekit.features.extractor import Batch
from stancekit.features.tokens import Tokens
from stancekit.records import Evidence

__all__ = ["find", "token_weights"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_MOST = 4  # spans of an utterance
_ROW_SHIFT = 32  # a place in a batch is row << 32 | code point
_SHARE = 0.2  # a token counts as evidence from this share of the utterance's strongest


def token_weights(batch: Batch, gains: npt.NDArray[np.float32], labels: Ints) -> Floats:
    """Return what each token adds to the score of its case's label, against the mean of the other labels.

    Parameters
    ----------
    batch : Batch
    gains : array of shape (n_columns, n_labels)
        What a feature of value 1 adds.
    labels : array of shape (n_cases,)
        The label that was chosen for each case.

    Notes
    -----
    A feature read from several tokens gives half of its weight to its first and half to its last.
    """
    chosen = gains.ravel()[batch.column * np.int64(gains.shape[1]) + labels[batch.row]]
    weight = batch.value * chosen / 2
    somewhere = batch.first >= 0
    tokens = np.concatenate([batch.first[somewhere], batch.last[somewhere]])
    weights: Floats = np.bincount(tokens, np.tile(weight[somewhere], 2), len(batch.tokens)).astype(np.float64)
    return weights


def find(tokens: Tokens, weights: Floats) -> list[tuple[Evidence, ...]]:
    """Return each case's spans of evidence in content and cue, strongest first, none within another."""
    spoken = tokens.spoken[tokens.types["telling"][tokens.type[tokens.spoken]]]
    strength, row = np.abs(weights[spoken]), tokens.row[spoken]
    first = np.flatnonzero(np.diff(row, prepend=-1))
    least = np.zeros(tokens.n_rows)
    least[row[first]] = _SHARE * np.maximum.reduceat(strength, first) if len(first) else 0
    chosen = spoken[(strength > 0) & (strength >= least[row])]
    found: list[tuple[Evidence, ...]] = [()] * tokens.n_rows
    if len(chosen):
        for row, spans in _runs(tokens, weights, chosen):
            found[row] = tuple(spans)
    return found


def _runs(tokens: Tokens, weights: Floats, chosen: Ints) -> Iterator[tuple[int, list[Evidence]]]:
    """Join chosen tokens that follow each other with the same sign; yield each case's strongest, apart."""
    piece, sign = tokens.piece[chosen], weights[chosen] > 0
    joined = (np.diff(chosen) == 1) & (np.diff(piece) == 0) & (sign[1:] == sign[:-1])
    first = np.flatnonzero(np.concatenate([[True], ~joined]))
    last = np.concatenate([first[1:] - 1, [len(chosen) - 1]])
    weight, row = np.add.reduceat(weights[chosen], first), tokens.row[chosen[first]]
    start, end = tokens.start[chosen[first]], tokens.end[chosen[last]]
    order = np.lexsort((first, -np.abs(weight), row))
    order = order[_apart(row, start, end)[order]]
    begin = np.flatnonzero(np.diff(row[order], prepend=-1))
    rank = np.arange(len(order)) - np.repeat(begin, np.diff(begin, append=len(order)))
    order = order[rank < _MOST]
    row = row[order]
    begin = np.flatnonzero(np.diff(row, prepend=-1))
    spans = list(map(Evidence, start[order].tolist(), end[order].tolist(), weight[order].tolist()))
    ends = [*begin[1:].tolist(), len(row)]
    for a, b, number in zip(begin.tolist(), ends, row[begin].tolist(), strict=True):
        yield number, spans[a:b]


def _apart(row: Ints, start: Ints, end: Ints) -> npt.NDArray[np.bool_]:
    """Tell which spans overlap none before them in their case's text, as those of a cue in a content may."""
    order = np.lexsort((end, start, row))
    reach = np.maximum.accumulate((row[order] << _ROW_SHIFT) | end[order])  # rows rise, so the last one rules
    apart = np.ones(len(row), np.bool_)
    apart[order[1:]] = ((row[order[1:]] << _ROW_SHIFT) | start[order[1:]]) >= reach[:-1]
    return apart
