"""Confidence intervals by the bootstrap over articles.

Utterances of one article resemble each other, so articles are what is drawn, with replacement (the percentile
bootstrap over clusters: Efron and Tibshirani 1993, chapters 8 and 13). Counts add up over articles, so a
resample is a weighted sum of them and nothing is matched again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["bootstrap"]

_Bounds = dict[str, dict[str, tuple[float, float]]]


def bootstrap(
    counts: Sequence[Mapping[str, float]],
    figures: Callable[[Mapping[str, float]], Mapping[str, Any]],
    *,
    seed: int = 0,
    resamples: int = 1000,
    level: float = 0.95,
) -> _Bounds:
    """Return the percentile interval of every figure that is a fraction (a float, not a count).

    Parameters
    ----------
    counts : sequence of mappings
        For each article its counts, which add up over articles.
    figures : callable
        Turns added-up counts into ``{figure: {name: number}}``.
    seed : int
        Same seed, same intervals.
    resamples : int
        How many times the articles are drawn.
    level : float
        Share of resamples inside the interval.

    Examples
    --------
    >>> share = lambda n: {"speaker": {"accuracy": n["right"] / n["all"]}}
    >>> bootstrap([{"right": 1, "all": 2}, {"right": 3, "all": 6}], share)
    {'speaker': {'accuracy': (0.5, 0.5)}}
    """
    if not counts:
        return {}
    keys = sorted(set().union(*counts))
    leaves = _leaves(figures(_totals(keys, _table(counts, keys).sum(axis=0))))
    drawn = [
        _leaves(figures(_totals(keys, row))) for row in _resampled(_table(counts, keys), seed, resamples)
    ]
    tail = 50 * (1 - level)
    bounds: _Bounds = {}
    for figure, name in leaves:
        # a figure can be undefined in a resample, as calibration is where no article has probabilities
        values = [one[figure, name] for one in drawn if (figure, name) in one]
        low, high = np.percentile(values, [tail, 100 - tail]) if values else (np.nan, np.nan)
        bounds.setdefault(figure, {})[name] = (float(low), float(high))
    return bounds


def _table(counts: Sequence[Mapping[str, float]], keys: Sequence[str]) -> npt.NDArray[np.float64]:
    return np.array([[row.get(key, 0) for key in keys] for row in counts], dtype=np.float64)


def _resampled(table: npt.NDArray[np.float64], seed: int, resamples: int) -> npt.NDArray[np.float64]:
    n = len(table)
    weights = np.random.default_rng(seed).multinomial(n, np.full(n, 1 / n), size=resamples)
    resampled: npt.NDArray[np.float64] = weights @ table
    return resampled


def _totals(keys: Sequence[str], row: npt.NDArray[np.float64]) -> defaultdict[str, float]:
    return defaultdict(int, zip(keys, row.tolist(), strict=True))


def _leaves(figures: Mapping[str, Any]) -> dict[tuple[str, str], float]:
    return {
        (figure, name): value
        for figure, values in figures.items()
        for name, value in values.items()
        if isinstance(value, float) and name not in ("tp", "pred", "gold", "n")
    }
