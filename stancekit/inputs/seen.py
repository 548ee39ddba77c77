"""What a stream has met: ids and texts as 64-bit hashes, eight bytes each.

Two different texts share a hash with a probability of 2**-64, so that among n articles some two do with about
n² / 2**65: one in 370,000 for ten million, one in 15,000 for fifty million. An article wrongly called a
duplicate, or an id with a suffix that it did not need, is all that would come of it. Who means to write two
texts of one hash needs some 2**32 tries; to meet the hash of somebody else's, 2**64.
"""

from __future__ import annotations

from bisect import bisect_left
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

__all__ = ["Ids", "Seen", "digest"]

_FRESH = 2**16  # hashes that a Python set may hold, at about 80 bytes each …
_FRESH_SHARE = (
    128  # … or one for this many sorted ones, which are what it takes to move to add one, at 1 ns each
)
_MANY = 16  # times that an id is met before its next suffix is remembered instead of looked for


def digest(text: str) -> str:
    """Return a hash of a text, 16 hexadecimal digits, that stays the same everywhere.

    Examples
    --------
    >>> digest("We need Patriots.")
    'd205363b4485571e'
    """
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


class Seen:
    """A set of 64-bit integers that only grows: a sorted array, and a small set that is merged into it.

    Parameters
    ----------
    fresh : int
        Least number of integers at which the set is merged.

    Examples
    --------
    >>> seen = Seen()
    >>> seen.add(7), seen.add(7), 7 in seen
    (True, False, True)
    """

    def __init__(self, fresh: int = _FRESH) -> None:
        self._least = self._most = fresh
        self._fresh: set[int] = set()
        self._sorted: npt.NDArray[np.uint64] = np.empty(0, np.uint64)
        self._view = self._sorted.data  # its items are Python's integers, which compare faster

    def __contains__(self, value: int) -> bool:
        if value in self._fresh:
            return True
        at = bisect_left(self._view, value)
        return at < len(self._view) and self._view[at] == value

    def __len__(self) -> int:
        return len(self._view) + len(self._fresh)

    def add(self, value: int) -> bool:
        """Add an integer; tell whether it is new."""
        if value in self:
            return False
        self._fresh.add(value)
        if len(self._fresh) >= self._most:
            self._merge()
        return True

    def _merge(self) -> None:
        fresh = np.fromiter(self._fresh, np.uint64, len(self._fresh))
        fresh.sort()
        self._fresh.clear()
        self._view.release()
        self._sorted.resize(
            len(self._sorted) + len(fresh), refcheck=False
        )  # in place: nothing else refers to it
        self._sorted[-len(fresh) :] = fresh
        self._sorted.sort(kind="stable")  # which merges two sorted runs in one pass
        self._view = self._sorted.data
        self._most = max(self._least, len(self._view) // _FRESH_SHARE)


class Ids:
    """The ids given so far: one met before gets the next free suffix.

    Examples
    --------
    >>> ids = Ids()
    >>> [ids.unique(id) for id in ("a", "b", "a", "a")]
    ['a', 'b', 'a-2', 'a-3']
    """

    def __init__(self) -> None:
        self._seen = Seen()
        self._counts: dict[str, int] = {}  # of the ids that were met many times alone

    def unique(self, id: str) -> str:
        """Return the id, or the id with a suffix that makes it one of its own."""
        if self._seen.add(_hash(id)):
            return id
        count = self._counts.get(id, 1) + 1
        while not self._seen.add(_hash(f"{id}-{count}")):
            count += 1
        if count > _MANY:
            self._counts[id] = count
        return f"{id}-{count}"


def _hash(text: str) -> int:
    return int(digest(text), 16)
