"""When to give no answer: a threshold on the confidence, for a precision that holds with a guarantee."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from stancekit.errors import InputError, ModelError

__all__ = ["Abstention"]

_GRID = np.round(np.arange(0.25, 1.0, 0.01), 2)
_RISK = 0.05  # chance that the guarantee does not hold
_POWER = (
    1e-5  # the first test is one that a faultless set of answers passes at this level: it must not be luck
)


class Abstention:
    """How precise held-out answers were from each confidence upward.

    Parameters
    ----------
    thresholds : array of shape (n,)
        Confidences, rising.
    kept, right : arrays of shape (n,)
        Held-out answers with at least that confidence, and how many of them were right.

    References
    ----------
    A. N. Angelopoulos, S. Bates, E. J. Candès, M. I. Jordan and L. Lei, "Learn then test: calibrating
    predictive algorithms to achieve risk control", Annals of Applied Statistics 2025 (in fixed sequence).

    Examples
    --------
    >>> sure = np.linspace(0.3, 0.99, 2000)
    >>> right = np.arange(2000) % 20 < 20 * sure  # right as often as it is sure
    >>> threshold = Abstention.fit(sure, right).threshold(0.9)
    >>> bool(0.8 <= threshold <= 0.9), bool(right[sure >= threshold].mean() > 0.9)
    (True, True)
    """

    def __init__(self, thresholds: Any, kept: Any, right: Any) -> None:
        self.thresholds = np.asarray(thresholds, np.float64)
        self.kept, self.right = np.asarray(kept, np.int64), np.asarray(right, np.int64)
        if not self.thresholds.shape == self.kept.shape == self.right.shape:
            raise ModelError("thresholds, kept and right of a stance model must be as many")

    @classmethod
    def fit(cls, confidence: npt.NDArray[Any], right: npt.NDArray[Any]) -> Abstention:
        """Count held-out answers by their confidence.

        Parameters
        ----------
        confidence : array of shape (n_answers,)
            Probability of the label that was chosen.
        right : array of bool, shape (n_answers,)
        """
        above = [confidence >= threshold for threshold in _GRID]
        return cls(_GRID, [int(a.sum()) for a in above], [int(right[a].sum()) for a in above])

    def threshold(self, precision: float) -> float:
        """Return the lowest confidence from which answers are right at least that often.

        Thresholds are tested from the highest down, each for the hypothesis that precision is too low, until
        one cannot be rejected: on articles like the held-out ones, the precision holds with probability 0.95.

        Raises
        ------
        InputError
            If ``precision`` is no proportion, or the model reaches it at no threshold.
        """
        if not 0 < precision < 1:
            raise InputError(f"target_precision={precision!r} must be between 0 and 1")
        from scipy.special import bdtr

        wrong = self.kept - self.right
        chance = np.where(self.kept > 0, bdtr(wrong, np.maximum(self.kept, 1), 1 - precision), 1.0)
        tested = np.flatnonzero(self.kept > 0)[::-1]
        # of very few answers one wrong one would end the sequence: it begins where there are some more
        able = tested[(precision ** self.kept[tested]) <= _POWER]
        passed = able[np.cumprod(chance[able] <= _RISK).astype(bool)] if len(able) else able
        if not len(passed):
            best = max((p for p in np.arange(0.99, 0.0, -0.01) if self._reaches(float(p))), default=0.0)
            raise InputError(
                f"target_precision={precision!r} is out of this model's reach; the highest it can promise is"
                f" {best:.2f}"
            )
        return float(self.thresholds[passed[-1]])

    def _reaches(self, precision: float) -> bool:
        from scipy.special import bdtr

        able = np.flatnonzero(precision**self.kept <= _POWER)
        if not len(able):
            return False
        top = able[-1]
        return bool(bdtr(self.kept[top] - self.right[top], self.kept[top], 1 - precision) <= _RISK)

    def to_config(self) -> dict[str, list[float]]:
        """Return plain lists, as a model's configuration holds them."""
        return {
            "thresholds": self.thresholds.tolist(),
            "kept": self.kept.tolist(),
            "right": self.right.tolist(),
        }

    @classmethod
    def of_config(cls, config: Mapping[str, Any]) -> Abstention:
        """Read what `to_config` returned; a `ModelError` tells that something is missing."""
        try:
            return cls(config["thresholds"], config["kept"], config["right"])
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(f"a stance model's counts of held-out answers are broken: {error!r}") from error
