"""Multinomial logistic regression whose targets may be probabilities and whose prior may be another model."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from stancekit.stance.scorer import softmax

__all__ = ["solve"]

Floats = npt.NDArray[Any]

_TINY = 1e-12
_CHANGE = 1e-6  # of the loss, below which the solver stops


def solve(
    X: Any, targets: Floats, weight: Floats, *, strength: float, rounds: int, offset: Floats | None = None
) -> tuple[Floats, Floats]:
    """Return weights of shape (n_features, n_classes), and an intercept, that fit the targets best.

    Parameters
    ----------
    X : array or csr_matrix of shape (n_cases, n_features)
    targets : array of shape (n_cases, n_classes)
        Probabilities; a known class is 1.
    weight : array of shape (n_cases,)
    strength : float
        Variance of a weight around 0: the inverse of the L2 penalty, as ``C`` in scikit-learn.
    rounds : int
        Most iterations of L-BFGS.
    offset : array of shape (n_cases, n_classes), optional
        Scores that are there before: what is found is added to them.
    """
    from scipy.optimize import minimize

    shape = (1 + X.shape[1], targets.shape[1])
    columns = X.T.tocsr() if hasattr(X, "tocsr") else X.T
    weighted = weight[:, None] * targets

    def loss(flat: Floats) -> tuple[float, Floats]:
        found = flat.reshape(shape)
        scores = X @ found[1:].astype(X.dtype, copy=False) + found[0]
        p = softmax(scores if offset is None else scores + offset)
        value = -(weighted * np.log(p + _TINY)).sum() + (found[1:] ** 2).sum() / (2 * strength)
        slope = weight[:, None] * p - weighted
        gradient = np.vstack([slope.sum(axis=0), columns @ slope.astype(X.dtype, copy=False)])
        gradient[1:] += found[1:] / strength
        return value, gradient.ravel()

    limits = {"maxiter": rounds, "ftol": _CHANGE}
    result = minimize(loss, np.zeros(shape).ravel(), jac=True, method="L-BFGS-B", options=limits)
    found = result.x.reshape(shape)
    return found[1:], found[0]
