"""Fit the classifier that tells cues from words that only look like one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from stancekit.chain import CodedColumns, Sequences
from stancekit.training.batches import Batch
from stancekit.utterances.candidates import CueClassifier, candidate_keys, surroundings
from stancekit.utterances.columns import TokenColumns
from stancekit.utterances.cues import Roles
from stancekit.utterances.windows import seeds

__all__ = ["fit"]

_C = 0.03  # inverse strength of the L2 penalty
_LEAST_COUNT = 2
_LEAST_WEIGHT = 0.002  # smaller ones are left out of the model


def fit(
    data: Sequence[Batch],
    columns: Sequence[TokenColumns],
    roles: Sequence[Roles],
    layouts: Sequence[tuple[CodedColumns, Sequences]],
    threshold: float,
) -> CueClassifier:
    """Fit on the candidates of all batches; ``roles`` must come from a chain that did not know the batch."""
    found, numbers, right = [], [], []
    for batch, column, role, layout in zip(data, columns, roles, layouts, strict=True):
        candidate = seeds(batch.table, role, threshold)
        cue = {row for gold in batch.gold for row in gold.cue}
        found.append(np.stack(candidate_keys(candidate, layout), axis=1))
        numbers.append(surroundings(batch.table, column, role, candidate))
        right.append(np.fromiter((row in cue for row in candidate.tolist()), bool, len(candidate)))
    return _fit(np.concatenate(found), np.concatenate(numbers), np.concatenate(right))


def _fit(
    keys: npt.NDArray[np.uint32], numbers: npt.NDArray[np.float32], right: npt.NDArray[np.bool_]
) -> CueClassifier:
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    known, index, count = np.unique(keys, return_inverse=True, return_counts=True)
    n, width = keys.shape
    one = np.ones(n * width, np.float32)
    occurs = csr_matrix((one, index.ravel(), np.arange(0, n * width + 1, width)), shape=(n, len(known)))
    kept = np.flatnonzero(count >= _LEAST_COUNT)
    spread = numbers.std(axis=0)
    scale = np.where(spread > 1e-6, spread, np.float32(1)) + np.float32(1e-6)  # some may be all the same
    model = LogisticRegression(C=_C, solver="liblinear", max_iter=300, random_state=0)
    model.fit(hstack([occurs[:, kept], csr_matrix(numbers / scale)]).tocsr(), right)
    weight, context = model.coef_[0, : len(kept)], model.coef_[0, len(kept) :] / scale
    large = np.abs(weight) >= _LEAST_WEIGHT
    return CueClassifier(known[kept][large], weight[large], np.append(context, model.intercept_))
