"""Labels as numbers, and what is common to all who fit on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from stancekit.errors import InputError
from stancekit.features import Case
from stancekit.records import LABELS

__all__ = ["Soft", "folds", "numbers", "ordered"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class Soft(NamedTuple):
    """Cases whose label is known as probabilities alone.

    Parameters
    ----------
    cases : sequence of Case
    probabilities : array of shape (n_cases, 4)
        In the order of `LABELS`.
    weight : float
        Of such a case beside one that was annotated.
    """

    cases: Sequence[Case]
    probabilities: Floats
    weight: float = 1.0


def numbers(cases: Sequence[Case], labels: Sequence[str | None]) -> Ints:
    """Return positions in `LABELS`; an `InputError` tells what is wrong with the labels."""
    if len(cases) != len(labels):
        raise InputError(f"{len(cases)} cases do not fit {len(labels)} labels")
    names = ["none" if label is None else label for label in labels]
    if unknown := sorted(set(names) - set(LABELS)):
        raise InputError(f"unknown stance {unknown[0]!r}; allowed are {', '.join(LABELS)} and None")
    if len(set(names)) < 2:
        raise InputError(f"training needs cases of at least two labels, not only {sorted(set(names))}")
    return np.array([LABELS.index(name) for name in names], np.int64)


def folds(articles: Sequence[str], n: int) -> Ints:
    """Return a fold for each case; those of one article share it."""
    order = {text: i for i, text in enumerate(dict.fromkeys(articles))}
    return np.array([order[text] % n for text in articles], np.int64)


def ordered(classes: Any, probabilities: Floats) -> Floats:
    """Put a classifier's columns in the order of `LABELS`; a label it never saw gets 0."""
    ordered = np.zeros((len(probabilities), len(LABELS)))
    ordered[:, np.asarray(classes, np.int64)] = probabilities
    return ordered
