"""Probabilities that can be trusted, and the rule that makes a label of them.

A temperature makes held-out probabilities fit how often they come true. Labels are for macro-F1, in which the
rare stance counts as much as the frequent: the label is the one with the largest probability × label weight.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from stancekit.errors import InputError, ModelError
from stancekit.records import LABELS
from stancekit.stance.abstention import Abstention
from stancekit.stance.scorer import softmax

__all__ = [
    "Calibration",
    "calibration_error",
    "class_f1",
    "fit_label_weights",
    "fit_temperature",
    "sharpen",
]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_TINY = 1e-9
_TEMPERATURES = np.exp(np.linspace(-0.7, 0.7, 57))
_WEIGHTS = np.exp(np.linspace(-0.9, 0.9, 37))
_N_STANCES = 3  # the last class of a row is "none"


@dataclass(frozen=True)
class Calibration:
    """What held-out cases tell about a classifier's probabilities.

    Parameters
    ----------
    temperature : float
        Of the probabilities.
    label_weights : array of shape (4,)
        The label of a case is the one with the largest probability × label weight.
    abstention : Abstention, optional
        How often held-out answers were right, by their confidence.
    """

    temperature: float
    label_weights: Floats
    abstention: Abstention | None = None

    @classmethod
    def none(cls) -> Calibration:
        """Return one that leaves probabilities, and labels, as they are."""
        return cls(1.0, np.ones(len(LABELS)))

    @classmethod
    def fit(cls, raw: Floats, truth: Ints, articles: Sequence[Hashable]) -> Calibration:
        """Fit temperature and label weights, and count right answers.

        Parameters
        ----------
        raw : array of shape (n_cases, 4)
            Probabilities by a classifier that has not seen the cases.
        truth : array of shape (n_cases,)
            Positions in `LABELS`.
        articles : sequence of hashable
            The article of each case. Answers are counted in one half of them with what was fitted on the
            other, so that a guarantee does not rest on cases that were fitted on.
        """
        probabilities, labels = cls.crosswise(raw, truth, articles)
        sure = probabilities[np.arange(len(labels)), labels]
        whole = cls._of(raw, truth)
        return cls(whole.temperature, whole.label_weights, Abstention.fit(sure, labels == truth))

    @classmethod
    def crosswise(cls, raw: Floats, truth: Ints, articles: Sequence[Hashable]) -> tuple[Floats, Ints]:
        """Return probabilities and labels of each half of the articles, calibrated on the other half."""
        number = {article: i for i, article in enumerate(dict.fromkeys(articles))}
        half = np.array([number[article] % 2 for article in articles])
        probabilities, labels = np.zeros(raw.shape), np.zeros(len(truth), np.int64)
        for side in set(half.tolist()):
            here = half == side
            other = cls._of(raw[~here], truth[~here]) if not here.all() else cls.none()
            probabilities[here] = other.probabilities(raw[here])
            labels[here] = other.decide(probabilities[here])
        return probabilities, labels

    @classmethod
    def _of(cls, raw: Floats, truth: Ints) -> Calibration:
        temperature = fit_temperature(raw, truth)
        return cls(temperature, fit_label_weights(sharpen(raw, temperature)))

    def probabilities(self, raw: Floats) -> Floats:
        """Return calibrated probabilities."""
        return sharpen(raw, self.temperature)

    def decide(self, probabilities: Floats) -> Ints:
        """Return the position in `LABELS` that each row of calibrated probabilities comes to."""
        decided: Ints = (probabilities * self.label_weights).argmax(axis=1)
        return decided

    def threshold(self, precision: float) -> float:
        """Return the confidence from which answers are right at least that often: see `Abstention`.

        Raises
        ------
        InputError
            If ``precision`` is no proportion, or out of reach.
        """
        if self.abstention is None:
            raise InputError(f"target_precision={precision!r} needs a model that has been calibrated")
        return self.abstention.threshold(precision)

    def to_config(self) -> dict[str, Any]:
        """Return plain values, as a model's configuration holds them."""
        return {
            "temperature": float(self.temperature),
            "label_weights": [float(w) for w in self.label_weights],
            "answers": self.abstention.to_config() if self.abstention else None,
        }

    @classmethod
    def of_config(cls, config: Mapping[str, Any]) -> Calibration:
        """Read what `to_config` returned; a `ModelError` tells what is missing or broken."""
        try:
            weights = np.array(config["label_weights"], np.float64)
            if weights.shape != (len(LABELS),):
                raise ValueError(f"label_weights must be {len(LABELS)} numbers")
            answers = config.get("answers")
            abstention = Abstention.of_config(answers) if answers else None
            return cls(float(config["temperature"]), weights, abstention)
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(f"a stance model's calibration is broken: {error!r}") from error


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


def fit_label_weights(probabilities: Floats) -> Floats:
    """Return the weight of each label that gives the best macro-F1 that calibrated probabilities let expect.

    The expected F1 of a label divides the probabilities of the cases that get it by half of their number and
    of all its probabilities. It varies less from sample to sample than the F1 of known labels, and so do the
    weights. Three rounds of a search along one weight at a time; the third stance's weight stays 1.

    References
    ----------
    D. D. Lewis, "Evaluating and optimizing autonomous text classification systems", SIGIR 1995.
    """
    weights = np.ones(probabilities.shape[1])
    best = _expected_f1(probabilities, weights)
    for _ in range(3):
        for which in (1, 3, 0):
            for value in _WEIGHTS:
                tried = weights.copy()
                tried[which] = value
                score = _expected_f1(probabilities, tried)
                if score > best:
                    best, weights = score, tried
    return weights


def _expected_f1(probabilities: Floats, weights: Floats) -> float:
    """Return the mean over the three stances."""
    labels = (probabilities * weights).argmax(axis=1)
    right = probabilities[np.arange(len(labels)), labels]
    n = len(weights)
    either = np.bincount(labels, minlength=n) + probabilities.sum(axis=0)
    f1 = 2 * np.bincount(labels, right, n) / np.maximum(either, _TINY)
    return float(f1[:_N_STANCES].mean())


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
