"""From feature keys to columns: an open-addressing hash table over whole arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["KeyIndex"]

Ints = npt.NDArray[np.int64]

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # Fibonacci hashing: 2**64 / golden ratio
_SLOTS_PER_KEY = 4


class KeyIndex:
    """Finds the column of a key.

    Parameters
    ----------
    keys : array of int64, shape (n_columns,)
        Distinct keys; the column of a key is its position.

    Examples
    --------
    >>> KeyIndex(np.array([50, 7, 9])).find(np.array([9, 8, 50]))
    array([ 2, -1,  0], dtype=int32)
    """

    def __init__(self, keys: npt.NDArray[Any]) -> None:
        self.keys: Ints = np.array(keys, np.int64)
        bits = max(4, int(len(keys) * _SLOTS_PER_KEY).bit_length())
        self._shift = np.uint64(64 - bits)
        self._mask = (1 << bits) - 1
        self._table = np.full(1 << bits, -1, np.int32)
        self._place()

    def __len__(self) -> int:
        return len(self.keys)

    def find(self, keys: Ints) -> npt.NDArray[np.int32]:
        """Return the column of each of ``keys``, -1 where it has none."""
        slots = self._slots(keys)
        found = self._table[slots]
        if not len(self.keys):
            return found
        wrong = np.flatnonzero((found >= 0) & (self.keys[found] != keys))
        while len(wrong):
            slots[wrong] = (slots[wrong] + 1) & self._mask
            found[wrong] = self._table[slots[wrong]]
            wrong = wrong[(found[wrong] >= 0) & (self.keys[found[wrong]] != keys[wrong])]
        return found

    def _slots(self, keys: Ints) -> Ints:
        mixed = keys.view(np.uint64) * _MULTIPLIER
        slots: Ints = (mixed >> self._shift).view(np.int64)
        return slots

    def _place(self) -> None:
        slots, waiting = self._slots(self.keys), np.arange(len(self.keys), dtype=np.int32)
        while len(waiting):
            free = self._table[slots[waiting]] < 0
            self._table[slots[waiting[free]]] = waiting[free]
            waiting = waiting[self._table[slots[waiting]] != waiting]
            slots[waiting] = (slots[waiting] + 1) & self._mask
