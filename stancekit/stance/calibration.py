"""Probabilities that can be trusted, and the rule that makes a label of them.

A temperature makes held-out probabilities fit how often they come true. Labels are for macro-F1, in which the
rare stance counts as much as the frequent: the label is the one with the largest probability × label weight.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from stancekit.stance.scorer import softmax

__all__ = ["calibration_error", "class_f1", "fit_label_weights", "fit_temperature", "sharpen"]

Floats = npt.NDArray[np.float64]

_TINY = 1e-9
_TEMPERATURES = np.exp(np.linspace(-0.7, 0.7, 57))
_WEIGHTS = np.exp(np.linspace(-0.9, 0.9, 37))
_N_STANCES = 3  # the last class of a row is "none"


def sharpen(probabilities: Floats, temperature: float) -> Floats:
    """Return the probabilities at another temperature: below 1 surer, above 1 less sure.

    Examples
    --------
    >>> sharpen(np.array([[0.8, 0.2]]), 0.5).round(2).tolist()
    [[0.94, 0.06]]
    """
    return softmax(np.log(probabilities + _TINY) / temperature)


def fit_temperature(probabilities: Floats, truth: npt.NDArray[np.int64]) -> float:
    """Return the temperature at which the true labels are most likely.

    References
    ----------
    C. Guo et al., "On calibration of modern neural networks", ICML 2017.
    """
    here = np.arange(len(truth))
    losses = [-np.log(sharpen(probabilities, t)[here, truth] + _TINY).mean() for t in _TEMPERATURES]
    return float(_TEMPERATURES[int(np.argmin(losses))])


def fit_label_weights(probabilities: Floats, truth: npt.NDArray[np.int64]) -> Floats:
    """Return the weight of each label that gives the best macro-F1 over the three stances.

    Two rounds of a search along one weight at a time; the third stance's weight stays 1.
    """
    weights = np.ones(probabilities.shape[1])
    best = class_f1(truth, probabilities.argmax(axis=1))[:_N_STANCES].mean()
    for _ in range(2):
        for which in (1, 3, 0):
            for value in _WEIGHTS:
                tried = weights.copy()
                tried[which] = value
                score = class_f1(truth, (probabilities * tried).argmax(axis=1))[:_N_STANCES].mean()
                if score > best:
                    best, weights = score, tried
    return weights


def class_f1(truth: npt.NDArray[np.int64], labels: npt.NDArray[Any], n: int = 4) -> Floats:
    """Return the F1 of each of the classes 0 to n - 1.

    Examples
    --------
    >>> class_f1(np.array([0, 1, 1]), np.array([0, 1, 0]), 2).round(3).tolist()
    [0.667, 0.667]
    """
    right = np.bincount(truth[truth == labels], minlength=n)
    either = np.bincount(truth, minlength=n) + np.bincount(labels, minlength=n)
    f1: Floats = 2 * right / np.maximum(either, 1)
    return f1


def calibration_error(probabilities: Floats, truth: npt.NDArray[np.int64], bins: int = 10) -> float:
    """Return the expected calibration error of the most probable label, over bins of equal width."""
    sure = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == truth
    where = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = np.bincount(where, sure - right, bins)
    return float(np.abs(gaps).sum() / max(1, len(truth)))
