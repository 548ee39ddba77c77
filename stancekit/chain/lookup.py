"""Weights of features by their keys: exact lookup among sorted keys, and sums of what is found."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from stancekit.chain.columns import Column
from stancekit.errors import ModelError

__all__ = ["FeatureWeights"]

Rows = npt.NDArray[np.int32]
Weights = npt.NDArray[np.float32]

_WIDTHS = (1, 2, 4, 8)  # NumPy gathers rows of so many floats several times faster than others
_MOST_BITS = 22


class FeatureWeights:
    """Finds the weights of features: a table tells where keys with the same high bits begin.

    Parameters
    ----------
    key : array of shape (n_features,), strictly increasing
    weight : array of shape (n_features, n_labels)

    Attributes
    ----------
    width : int
        Number of columns of what `take` returns: at least ``n_labels``, zeros behind these.

    Raises
    ------
    ModelError
        If the keys are not in order.

    Examples
    --------
    >>> weights = FeatureWeights(np.array([3, 9], np.uint32), np.array([[0.5], [2.0]]))
    >>> weights.take(weights.find(np.array([9, 4, 3], np.uint32))).tolist()
    [[2.0], [0.0], [0.5]]
    """

    def __init__(self, key: Column, weight: npt.NDArray[np.floating]) -> None:
        if (key[1:] <= key[:-1]).any():
            raise ModelError("feature keys must be sorted, each once")
        n, n_labels = weight.shape
        bits = min(_MOST_BITS, max(8, int(np.ceil(np.log2(max(2, n)))) + 2))
        self._shift = np.uint32(32 - bits)
        count = np.bincount(np.asarray(key >> self._shift, np.intp), minlength=1 << bits)
        self._begin = (np.cumsum(count) - count).astype(np.int32)
        self._key = np.append(key, np.uint32(0xFFFFFFFF))  # nothing is greater: the search ends here
        self.width = min((w for w in _WIDTHS if w >= n_labels), default=n_labels)
        self._weight = np.zeros((n + 2, self.width), np.float32)  # unknown keys have the zeros at either end
        self._weight[1:-1, :n_labels] = weight

    def find(self, key: Column) -> Rows:
        """Return a row for each key, for `take`; 0 for unknown keys."""
        row: Rows = self._begin.take(key >> self._shift)
        met = self._key.take(row)
        behind = np.flatnonzero(met < key)
        while len(behind):
            following = row.take(behind) + 1
            row[behind] = following
            found = self._key.take(following)
            met[behind] = found
            behind = behind[found < key.take(behind)]
        row += 1
        row *= met == key
        return row

    def take(self, row: Rows) -> Weights:
        """Return the weights of rows, shape (n_rows, `width`)."""
        return self._weight.take(row, axis=0)

    def sum(self, row: Rows) -> Weights:
        """Add up rows, shape (n_keys, n_places), over the keys, in their order: shape (n_places, `width`).

        The order of the additions at a place depends on nothing else, so that a sum is the same in any batch.
        """
        total = np.zeros((row.shape[1], self.width), np.float32)
        for one in row:
            total += self.take(one)
        return total
