"""Whether probabilities mean what they say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from stancekit.errors import InputError
from stancekit.overview.palette import COLORS
from stancekit.plot.figures import axes, quiet
from stancekit.records import LABELS

__all__ = ["reliability_diagram"]

_Z = 1.959964  # of a 95 % interval


def reliability_diagram(
    probabilities: npt.ArrayLike, labels: Sequence[Any], *, bins: int = 10, ax: Any | None = None
) -> Any:
    """Draw how often answers are right against how probable they were said to be.

    Parameters
    ----------
    probabilities : array of shape (answers, classes) or (answers,)
        Of each class; four columns are condemning, cautious, supportive and none, in this order. With
        one dimension, the probability of each answer that was given.
    labels : sequence
        The right classes, as names of stances or numbers of columns; with one dimension, whether each answer
        was right.
    bins : int
        Number of bins of equal width.
    ax : matplotlib.axes.Axes, optional
        Where to draw; on a new figure by default.

    Returns
    -------
    matplotlib.figure.Figure
        Dots on the diagonal are probabilities that hold; their bars are 95 % intervals (Wilson's), their
        numbers those of the answers. ECE is the mean distance from the diagonal, weighted by these.

    Raises
    ------
    InputError
        If the shapes or labels do not fit, a probability is not within 0 and 1, or there are no answers.
    MissingExtraError
        If Matplotlib is not installed.

    Examples
    --------
    >>> figure = reliability_diagram([0.9, 0.8, 0.6], [True, True, False])
    >>> figure.axes[0].get_title(loc="left")
    '3 answers, ECE 0.300'
    """
    if isinstance(bins, bool) or not isinstance(bins, int) or not 1 <= bins <= 100:
        raise InputError(f"bins={bins!r} is not a whole number from 1 to 100")
    sure, right = _answers(np.asarray(probabilities, dtype=np.float64), labels)
    where = np.minimum((sure * bins).astype(np.int64), bins - 1)
    n = np.bincount(where, minlength=bins)
    there = n > 0
    said = np.bincount(where, sure, bins)[there] / n[there]
    held = np.bincount(where, right, bins)[there] / n[there]
    error = float((n[there] * np.abs(said - held)).sum() / n.sum())
    ax = axes(ax, (4.2, 4.2))
    _draw(ax, said, held, n[there])
    ax.set_title(f"{len(sure):,} answers, ECE {error:.3f}", loc="left", fontsize="medium")
    return ax.figure


def _answers(
    probabilities: npt.NDArray[np.float64], labels: Sequence[Any]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Return the probability of each answer and whether it was right."""
    if probabilities.ndim not in (1, 2) or not probabilities.size or len(probabilities) != len(labels):
        raise InputError(
            f"probabilities of shape {probabilities.shape} do not fit {len(labels)} labels; allowed is "
            "(answers,) or (answers, classes), and not none"
        )
    if not ((probabilities >= 0) & (probabilities <= 1)).all():
        raise InputError("probabilities are not all within 0 and 1")
    if probabilities.ndim == 1:
        return probabilities, np.asarray([_flag(label) for label in labels])
    classes = probabilities.shape[1]
    truth = np.array([_number(label, classes) for label in labels])
    return probabilities.max(axis=1), probabilities.argmax(axis=1) == truth


def _flag(label: Any) -> bool:
    if label in (True, False):
        return bool(label)
    raise InputError(f"label {label!r} is not one of True, False")


def _number(label: Any, classes: int) -> int:
    if classes == len(LABELS) and (label is None or isinstance(label, str)):
        if (label or "none") in LABELS:
            return LABELS.index(label or "none")
    elif not isinstance(label, str) and label in range(classes):
        return int(label)
    allowed = f"{', '.join(LABELS)} or 0 to 3" if classes == len(LABELS) else f"0 to {classes - 1}"
    raise InputError(f"label {label!r} is not one of {allowed}")


def _draw(
    ax: Any, said: npt.NDArray[np.float64], held: npt.NDArray[np.float64], n: npt.NDArray[np.int64]
) -> None:
    low, high = _wilson(held, n)
    errors = np.maximum([held - low, high - held], 0)
    ax.plot([0, 1], [0, 1], color="#8a8a8a", linestyle="--", linewidth=1)
    ax.errorbar(said, held, errors, fmt="o", color=COLORS["supportive"], ms=5, capsize=2, linewidth=1.2)
    for x, y, count in zip(said, high, n, strict=True):
        ax.annotate(f"{count:,}", (x, y), (0, 3), textcoords="offset points", ha="center", fontsize="x-small")
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1.06)
    ax.set_aspect("equal")
    ax.set_xlabel("probability of the answer")
    ax.set_ylabel("share of right answers")
    quiet(ax)


def _wilson(
    share: npt.NDArray[np.float64], n: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return Wilson's score interval (1927)."""
    middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * np.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    return middle - half, middle + half
