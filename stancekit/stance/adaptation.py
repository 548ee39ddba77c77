"""A few hundred labels of one's own: the shipped weights, moved as far as the labels ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from stancekit.stance.labels import folds, ordered
from stancekit.stance.logistic import solve
from stancekit.stance.scorer import Scorer

__all__ = ["Adaptation"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_TINY = 1e-9
_ROUNDS = 100
_FOLDS = 5
_STRENGTHS = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0)


class Adaptation:
    """The scorer that is most probable given new cases, if its old weights are what is expected.

    Parameters
    ----------
    scorer : Scorer
        What is there; its classes are positions in `LABELS`.
    sparse : csr_matrix of shape (n_cases, n_sparse)
    dense : csr_matrix of shape (n_cases, n_dense)
        Features of the new cases.
    truth : array of shape (n_cases,)
        Positions in `LABELS`.

    Notes
    -----
    The network stays as it is. In the blend of log-probabilities a linear score counts ``1 - share``, so the
    weights that are found are divided by that.

    References
    ----------
    C. Chelba and A. Acero, "Adaptation of maximum entropy capitalizer: little data can help a lot", Computer
    Speech & Language 2006 (maximum a posteriori, the prior centred on the old weights).
    """

    def __init__(self, scorer: Scorer, sparse: Any, dense: Any, truth: Ints) -> None:
        self._scorer, self._sparse, self._dense = scorer, sparse, dense.toarray()
        self._truth, self._labels = np.searchsorted(scorer.classes, truth), truth
        self._before = scorer.probabilities(sparse, self._dense)

    def solve(self, strength: float) -> Scorer:
        """Return the scorer; ``strength`` is the variance of a weight around its old value."""
        return self._solve(np.ones(len(self._truth), np.bool_), strength)

    def best_strength(self, articles: Sequence[str]) -> float:
        """Return the strength of some under which left-out articles are most probable."""

        def loss(strength: float) -> float:
            p = self.cross_validated(articles, strength)[np.arange(len(self._labels)), self._labels]
            return float(-np.log(p + _TINY).mean())

        return min(_STRENGTHS, key=loss)

    def cross_validated(self, articles: Sequence[str], strength: float) -> Floats:
        """Return probabilities, in the order of `LABELS`, of each case by a scorer without its article."""
        fold = folds(articles, _FOLDS)
        parts = np.zeros(self._before.shape)
        for out in (fold == k for k in range(_FOLDS)):
            parts[out] = self._solve(~out, strength).probabilities(self._sparse[out], self._dense[out])
        return ordered(self._scorer.classes, parts)

    def _solve(self, chosen: npt.NDArray[np.bool_], strength: float) -> Scorer:
        sparse, truth = self._sparse[chosen], self._truth[chosen]
        used = np.flatnonzero(np.bincount(sparse.indices, minlength=sparse.shape[1]))
        before = np.log(self._before[chosen] + _TINY)
        moved, shift = solve(
            sparse[:, used],
            np.eye(before.shape[1])[truth],
            np.ones(len(truth)),
            strength=strength,
            rounds=_ROUNDS,
            offset=before,
        )
        columns, counts = np.array(self._scorer.columns), 1 - self._scorer.share
        columns[used] += (moved / counts).astype(columns.dtype)
        shift = (shift / counts).astype(columns.dtype)
        return replace(self._scorer, columns=columns, intercept=self._scorer.intercept + shift)
