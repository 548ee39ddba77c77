"""Weights of features by their keys: exact lookup among sorted keys, and sums of the rows that are found."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from stancekit.chain.columns import Column
from stancekit.errors import ModelError

__all__ = ["Found", "KeyIndex", "add_rows", "sum_rows"]

_PART = 2048  # places for which rows are added up at a time, so that sums stay in the processor's cache
Found = tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]  # places of keys that are known, and their rows


class KeyIndex:
    """Finds keys among sorted ones: a table tells where keys with the same high bits begin.

    Parameters
    ----------
    key : array of shape (n_keys,), strictly increasing

    Raises
    ------
    ModelError
        If the keys are not in order.
    """

    def __init__(self, key: Column) -> None:
        if (key[1:] <= key[:-1]).any():
            raise ModelError("feature keys must be sorted, each once")
        bits = min(22, max(8, int(np.ceil(np.log2(max(2, len(key))))) + 1))
        self._shift = np.uint32(32 - bits)
        count = np.bincount(np.asarray(key >> self._shift, np.intp), minlength=1 << bits)
        self._filled = count > 0
        self._begin = (np.cumsum(count) - count).astype(np.int32)
        self._key = np.append(key, np.uint32(0xFFFFFFFF))  # nothing is greater: the search ends here

    def find(self, key: Column) -> Found:
        """Return the places at which ``key`` holds a known key, in order, and the rows of these keys."""
        bucket = (key >> self._shift).astype(np.intp)
        place = np.flatnonzero(self._filled.take(bucket))
        wanted = key.take(place)
        row = self._begin.take(bucket.take(place))
        met = self._key.take(row)
        behind = np.flatnonzero(met < wanted)
        while len(behind):
            row[behind] += 1
            met[behind] = self._key.take(row[behind])
            behind = behind[met[behind] < wanted[behind]]
        known = np.flatnonzero((met == wanted) & (row < len(self._key) - 1))
        return place.take(known).astype(np.int32), row.take(known)


def sum_rows(weight: npt.NDArray[np.float32], found: Sequence[Found], n: int) -> npt.NDArray[np.float32]:
    """Add up, for each of ``n`` places, the rows of ``weight`` found there, in the order of ``found``.

    The order of the additions at a place depends on nothing else, so that a sum is the same in any batch.
    """
    from scipy.sparse import csc_matrix, csr_matrix

    if not found:
        return np.zeros((n, weight.shape[1]), np.float32)
    column = np.cumsum([0, *(len(place) for place, _ in found)])
    places, rows = (np.concatenate(parts) for parts in zip(*found, strict=True))
    by_place = csc_matrix((rows, places, column), shape=(n, len(found))).tocsr()
    ones = np.ones(len(rows), np.float32)
    chosen = csr_matrix((ones, by_place.data, by_place.indptr), shape=(n, len(weight)))
    total: npt.NDArray[np.float32] = chosen @ weight
    return total


def add_rows(
    out: npt.NDArray[np.float32], tables: Sequence[tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]]
) -> None:
    """Add to each place of ``out`` one row of every table, in their order; with each comes which row."""
    for a in range(0, len(out), _PART):
        part = out[a : a + _PART]
        for table, row in tables:
            part += table.take(row[a : a + _PART], axis=0)
