"""From probabilities and weights to stances with their evidence."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from stancekit.features.extractor import Batch
from stancekit.records import LABELS, Stance, StanceLabel
from stancekit.stance import evidence
from stancekit.stance.scorer import Scorer

__all__ = ["answer", "gains"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def gains(scorer: Scorer) -> npt.NDArray[np.float32]:
    """Return what a feature adds to each label's score, less the mean of what it adds to the other labels."""
    coef = np.zeros((len(scorer.columns), len(LABELS)), np.float32)
    coef[:, scorer.classes] = scorer.columns
    others = (coef.sum(axis=1, keepdims=True) - coef) / (len(LABELS) - 1)
    return np.asarray(coef - others, np.float32)


def answer(
    batch: Batch,
    probabilities: Floats,
    decided: Ints,
    gains: npt.NDArray[np.float32],
    min_confidence: float,
) -> Iterator[Stance]:
    """Yield the stance of each case of a batch.

    Parameters
    ----------
    batch : Batch
    probabilities : array of shape (n_cases, 4)
        In the order of `LABELS`.
    decided : array of shape (n_cases,)
        Position in `LABELS` that each row of probabilities comes to.
    gains : array of shape (n_sparse, 4)
        What a feature adds to a label.
    min_confidence : float
        There is no answer where the label that was decided on is less probable than this.
    """
    weights = evidence.token_weights(batch, gains, decided)
    spans = evidence.find(batch.tokens, weights)
    for number, row, shown in zip(decided.tolist(), probabilities.tolist(), spans, strict=True):
        abstained = row[number] < min_confidence
        name = "none" if abstained else LABELS[number]
        label: StanceLabel | None = None if name == "none" else name  # type: ignore[assignment]
        yield Stance(label, dict(zip(LABELS, row, strict=True)), shown, abstained)
