"""The spans that moved a decision, read back from the features' weights."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from stancekit.features.case import Part
from stancekit.features.extractor import Batch
from stancekit.features.tokens import Tokens
from stancekit.records import Evidence

__all__ = ["find", "token_weights"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_MOST = 4  # spans of an utterance
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
    spoken = (tokens.part == Part.CONTENT) | (tokens.part == Part.CUE)
    strength = np.where(spoken & tokens.types["telling"][tokens.type], np.abs(weights), 0.0)
    strongest = np.zeros(tokens.n_rows)
    np.maximum.at(strongest, tokens.row, strength)
    chosen = np.flatnonzero((strength > 0) & (strength >= _SHARE * strongest[tokens.row]))
    found: list[list[Evidence]] = [[] for _ in range(tokens.n_rows)]
    if len(chosen):
        for row, evidence in _runs(tokens, weights, chosen):
            spans = found[row]
            if len(spans) < _MOST and not any(
                e.start < evidence.end and evidence.start < e.end for e in spans
            ):
                spans.append(evidence)
    return [tuple(spans) for spans in found]


def _runs(tokens: Tokens, weights: Floats, chosen: Ints) -> list[tuple[int, Evidence]]:
    """Join chosen tokens that follow each other with the same sign; strongest first."""
    piece, sign = tokens.piece[chosen], weights[chosen] > 0
    joined = (np.diff(chosen) == 1) & (np.diff(piece) == 0) & (sign[1:] == sign[:-1])
    first = np.flatnonzero(np.concatenate([[True], ~joined]))
    last = np.concatenate([first[1:] - 1, [len(chosen) - 1]])
    weight = np.add.reduceat(weights[chosen], first)
    order = np.lexsort((first, -np.abs(weight)))
    rows = tokens.row[chosen[first]][order].tolist()
    starts, ends = tokens.start[chosen[first]][order].tolist(), tokens.end[chosen[last]][order].tolist()
    return list(zip(rows, map(Evidence, starts, ends, weight[order].tolist()), strict=True))
