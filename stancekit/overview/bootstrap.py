"""Intervals by the bootstrap over articles: utterances of one article resemble each other.

Articles with the same counts are the same to a share, so a resample draws how often each *pattern* of counts
comes up, which is as exact as drawing the articles and does not grow with their number.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

__all__ = ["difference_interval", "share_intervals"]

Floats = npt.NDArray[np.float64]
_RESAMPLES = 1000
_NUMBERS = 1_000_000  # drawn at once, so that memory does not grow with the articles
_BOUNDS = (2.5, 97.5)


def share_intervals(
    patterns: Sequence[Sequence[float]] | npt.NDArray[np.generic],
    times: Sequence[int] | npt.NDArray[np.generic] | None = None,
    *,
    seed: int = 0,
    resamples: int = _RESAMPLES,
) -> list[tuple[float, float]]:
    """Return the 95 % percentile interval of each column's share of all counts.

    Parameters
    ----------
    patterns : array of shape (patterns, columns)
        Counts of an article.
    times : array of shape (patterns,), optional
        How many articles have these counts; one each by default.
    seed : int
        Same seed, same intervals.
    resamples : int
        How often the articles are drawn.

    Examples
    --------
    >>> share_intervals([[1, 1], [2, 2]])
    [(0.5, 0.5), (0.5, 0.5)]
    """
    counts = np.asarray(patterns, dtype=np.float64)
    if not counts.size or not counts.sum():
        return []
    totals = _drawn(counts, times, seed, resamples)
    totals = totals[totals.sum(axis=1) > 0]
    shares = totals / totals.sum(axis=1, keepdims=True)
    low, high = np.percentile(shares, _BOUNDS, axis=0)
    return list(zip(low.tolist(), high.tolist(), strict=True))


def difference_interval(
    before: npt.NDArray[np.generic],
    after: npt.NDArray[np.generic],
    *,
    seed: int = 0,
    resamples: int = _RESAMPLES,
) -> tuple[float, float]:
    """Return the 95 % percentile interval of how much a mean differs between two groups of articles.

    Parameters
    ----------
    before, after : array of shape (articles, 2)
        Number of utterances and sum of their values, for each article.

    Examples
    --------
    >>> difference_interval(np.array([[1, -1], [2, -2]]), np.array([[1, 1], [1, 1]]))
    (2.0, 2.0)
    """
    sides = enumerate((before, after))  # whose draws must not be the same ones
    sums = [_drawn(np.asarray(side, np.float64), None, [seed, place], resamples) for place, side in sides]
    means = [side[:, 1] / side[:, 0] for side in sums]
    low, high = np.percentile(means[1] - means[0], _BOUNDS)
    return float(low), float(high)


def _drawn(
    counts: Floats,
    times: Sequence[int] | npt.NDArray[np.generic] | None,
    seed: int | Sequence[int],
    resamples: int,
) -> Floats:
    """Return the summed counts of every resample."""
    weights = np.ones(len(counts)) if times is None else np.asarray(times, dtype=np.float64)
    n, shares = int(weights.sum()), weights / weights.sum()
    rng, at_once = np.random.default_rng(seed), max(1, _NUMBERS // len(counts))
    parts = [min(at_once, resamples - done) for done in range(0, resamples, at_once)]
    return np.concatenate([rng.multinomial(n, shares, size=part) @ counts for part in parts])
