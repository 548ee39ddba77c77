"""What unlabelled news tells about words: how rare each is, and which keep company (a vector each).

Vectors are positive pointwise mutual information between words that stand near each other, reduced by a
truncated singular value decomposition (Levy and Goldberg 2014, Neural word embedding as implicit matrix
factorization); they are kept as int8 with one scale a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from stancekit.errors import ModelError
from stancekit.persistence import read_array, write_array
from stancekit.topics.words import fold, is_content, key

__all__ = ["Background"]

FloatArray = npt.NDArray[np.float32]
KeyArray = npt.NDArray[np.int64]

_CACHE_LIMIT = 200_000  # distinct words remembered before the memory starts anew


class Background:
    """Rarity and vectors of words, found by the words' keys.

    Parameters
    ----------
    keys : array of shape (n_words,), sorted
        `words.key` of every word of the vocabulary.
    rarity : array of shape (n_words,)
        Logarithm of the inverse share of background articles that have the word.
    vectors : array of shape (n_words, n_dims), int8
        Directions of the words; a row of zeros where there is none.
    unseen : float
        Rarity of a word outside the vocabulary.
    """

    def __init__(
        self,
        keys: KeyArray,
        rarity: npt.NDArray[np.floating],
        vectors: npt.NDArray[np.int8],
        *,
        unseen: float,
    ) -> None:
        if not len(keys) == len(rarity) == len(vectors):
            raise ModelError(f"tables of unequal length: {len(keys)}, {len(rarity)}, {len(vectors)}")
        self.keys = np.asarray(keys, np.int64)
        self.rarity = np.append(np.maximum(np.asarray(rarity, np.float32), 0), np.float32(unseen))
        self.vectors = np.vstack([_unit(vectors), np.zeros((1, vectors.shape[1]), np.float32)])
        self._packed = np.asarray(vectors, np.int8)
        self._codes: dict[str, int] = {}

    @classmethod
    def empty(cls) -> Background:
        """Return a background that knows no word: every word is as rare as the next, no vectors."""
        return cls(np.empty(0, np.int64), np.empty(0, np.float32), np.empty((0, 1), np.int8), unseen=5.0)

    def word_keys(self, words: Sequence[str]) -> KeyArray:
        """Return the key of each token, -1 where it is no content word."""
        return self.look_up(words)[0]

    def look_up(self, words: Sequence[str]) -> tuple[KeyArray, npt.NDArray[np.int64]]:
        """Return the key of each token and its case.

        Returns
        -------
        keys : array of shape (n_tokens,)
            -1 where the token is no content word.
        case : array of shape (n_tokens,)
            2 for a long word that begins in upper case, 1 for one in lower case, 0 for others.
        """
        known = self._codes
        if len(known) > _CACHE_LIMIT:
            known.clear()
        try:
            codes = np.array([known[w] for w in words], np.int64)
        except KeyError:
            known.update((w, _code(w)) for w in set(words) - known.keys())
            codes = np.array([known[w] for w in words], np.int64)
        return (codes >> 2) - 1, codes & 3

    def rows(self, keys: KeyArray) -> npt.NDArray[np.intp]:
        """Return the row of each key in ``rarity`` and ``vectors``: the last row where it is unknown."""
        at = np.searchsorted(self.keys, keys)
        if not len(self.keys):
            return at
        found = self.keys[np.minimum(at, len(self.keys) - 1)] == keys
        return np.where(found, at, len(self.keys))

    def save(self, folder: Path) -> None:
        """Write the tables to ``folder``."""
        write_array(folder, "keys", self.keys.astype(np.uint32))
        write_array(folder, "rarity", self.rarity.astype(np.float16))
        write_array(folder, "vectors", self._packed)

    @classmethod
    def load(cls, folder: Path) -> Background:
        """Read tables that `save` wrote."""
        rarity = np.asarray(read_array(folder, "rarity"), np.float32)
        keys = np.asarray(read_array(folder, "keys"), np.int64)
        vectors = np.asarray(read_array(folder, "vectors"))
        if not len(rarity):
            raise ModelError(f"model file {folder / 'rarity.npy'} is empty")
        return cls(keys, rarity[:-1], vectors, unseen=float(rarity[-1]))


def _code(word: str) -> int:
    """Return key and case of a word as one number."""
    case = 0 if len(word) < 4 or not word[0].isalpha() else 1 + word[0].isupper()
    return (key(fold(word)) + 1 if is_content(word) else 0) * 4 + case


def _unit(vectors: npt.NDArray[np.int8]) -> FloatArray:
    floats = vectors.astype(np.float32)
    lengths = np.sqrt((floats * floats).sum(axis=1, keepdims=True))
    unit: FloatArray = floats / np.maximum(lengths, 1e-6)
    return unit
