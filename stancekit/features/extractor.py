"""From cases to a sparse matrix, and from its columns back to the text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from stancekit.errors import ModelError
from stancekit.features import summary
from stancekit.features.case import Case
from stancekit.features.lexicon import Lexicon
from stancekit.features.lookup import KeyIndex
from stancekit.features.templates import GROUP_SHIFT, occurrences
from stancekit.features.tokens import Tokens, read
from stancekit.features.vectors import WordVectors
from stancekit.features.words import WordTypes, known_words
from stancekit.persistence import read_array, read_config, write_array, write_config
from stancekit.text import TokenTable

__all__ = ["Batch", "FeatureExtractor"]

_GROUPS = 48
_TINY = 1e-9


class Batch(NamedTuple):
    """Features of a batch of cases, one row an occurrence.

    ``row``, ``column`` and ``value`` say where it goes in the matrix (values of the same place add up);
    ``first`` and ``last`` are the tokens it was read from, -1 where there are none.
    """

    tokens: Tokens
    row: npt.NDArray[np.int64]
    column: npt.NDArray[np.int32]
    value: npt.NDArray[np.float32]
    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]


class FeatureExtractor:
    """Turns cases into rows of features; a scikit-learn style transformer.

    Parameters
    ----------
    vectors : WordVectors, optional
        Adds dense columns on the right: pooled word vectors, and counts of lexicon classes.
    min_df : int
        Features in fewer training cases than this are left out.

    Attributes
    ----------
    known_ : frozenset of str
        Words that are no names: those of the training articles, and those with a vector.
    keys_ : array of shape (n_sparse,)
        Key of each sparse column (see `stancekit.features.templates`).
    idf_ : array of shape (n_sparse,)
        Inverse document frequencies. A case's values of one template and part have length 1.
    scale_ : array of shape (n_dense,)
        What dense columns are multiplied by: the columns of a pool share a factor, so that the directions in
        which vectors differ most keep the most weight.
    """

    def __init__(self, *, vectors: WordVectors | None = None, min_df: int = 2) -> None:
        self.vectors = vectors
        self.min_df = min_df

    @property
    def n_sparse(self) -> int:
        """Number of sparse columns; the dense ones follow them."""
        return len(self.keys_)

    @property
    def n_features(self) -> int:
        """Number of all columns."""
        return self.n_sparse + self.n_dense

    @property
    def n_dense(self) -> int:
        """Number of dense columns; none without vectors."""
        return self.vectors.width + summary.WIDTH if self.vectors else 0

    def fit(self, cases: Sequence[Case]) -> FeatureExtractor:
        """Learn which words are names, which features are frequent enough, and their weights."""
        known = known_words(dict.fromkeys(case.text for case in cases))
        self._set(known.union(self.vectors.words if self.vectors else ()), np.empty(0, np.int64), np.empty(0))
        tokens = read(cases, self._types)
        found = occurrences(tokens)
        keys, column = np.unique(found.key, return_inverse=True)
        places = np.unique(column.astype(np.int64) * max(1, len(cases)) + found.row)
        frequency = np.bincount(places // max(1, len(cases)), minlength=len(keys))
        kept = frequency >= self.min_df
        idf = 1 + np.log(len(cases) / (1 + frequency[kept]))
        self._set(self.known_, keys[kept], idf.astype(np.float16))
        if self.vectors:
            self.scale_ = _scale(self.dense(tokens), self.vectors.width, self.vectors.pools)
        return self

    def use(self, lexicon: Lexicon) -> None:
        """Look words up in this lexicon from now on; it is not saved."""
        self._types = WordTypes(self.known_, self.vectors.rows if self.vectors else {}, lexicon)

    def occurrences(self, cases: Sequence[Case], table: TokenTable | None = None) -> Batch:
        """Return each sparse feature with the tokens that it was read from.

        ``table`` holds the tokens of the cases' articles, where they are at hand.
        """
        return self._weigh(read(cases, self._types, table))

    def transform(self, cases: Sequence[Case]) -> Any:
        """Return a ``scipy.sparse.csr_matrix`` of shape (n_cases, n_features), float32."""
        from scipy.sparse import csr_matrix, hstack

        batch = self.occurrences(cases)
        shape = (len(cases), self.n_sparse)
        sparse = csr_matrix((batch.value, (batch.row, batch.column)), shape, dtype=np.float32)
        return hstack([sparse, self.dense(batch.tokens)]).tocsr() if self.vectors else sparse

    def dense(self, tokens: Tokens) -> npt.NDArray[np.float32]:
        """Return the dense columns, of shape (n_cases, n_dense): pooled vectors, and a summary of a case."""
        if not self.vectors:
            return np.zeros((tokens.n_rows, 0), np.float32)
        dense = np.empty((tokens.n_rows, self.n_dense), np.float32)
        dense[:, : self.vectors.width] = self.vectors.pool(tokens)
        dense[:, self.vectors.width :] = summary.read(tokens)
        dense *= self.scale_
        return dense

    def save(self, folder: Path) -> None:
        """Write what was learned to ``folder``."""
        write_config(
            folder, {"known": " ".join(sorted(self.known_)), "vectors": bool(self.vectors)}, "features"
        )
        write_array(folder, "keys", self.keys_)
        write_array(folder, "idf", self.idf_)
        write_array(folder, "scale", self.scale_)
        if self.vectors:
            self.vectors.save(folder)

    @classmethod
    def load(cls, folder: Path) -> FeatureExtractor:
        """Read what `save` wrote; a `ModelError` tells what does not fit."""
        config = read_config(folder, "features")
        if not isinstance(config.get("known"), str):
            raise ModelError(f"model file {folder / 'features.json'} must hold 'known', one text")
        extractor = cls(vectors=WordVectors.load(folder) if config.get("vectors") else None)
        keys, idf = read_array(folder, "keys"), read_array(folder, "idf")
        if keys.dtype != np.int64 or keys.ndim != 1 or keys.shape != idf.shape:
            raise ModelError(
                f"model files keys.npy {keys.shape} and idf.npy {idf.shape} in {folder} do not fit"
            )
        extractor._set(frozenset(config["known"].split()), keys, idf)
        extractor.scale_ = np.asarray(read_array(folder, "scale"))
        if extractor.scale_.shape != (extractor.n_dense,):
            raise ModelError(f"scale.npy {extractor.scale_.shape} in {folder} does not fit the vectors")
        return extractor

    def _set(self, known: frozenset[str], keys: npt.NDArray[Any], idf: npt.NDArray[Any]) -> None:
        self.known_, self.keys_, self.idf_ = known, np.asarray(keys), np.asarray(idf)
        self._types = WordTypes(known, self.vectors.rows if self.vectors else {})
        self._index = KeyIndex(self.keys_)
        self.scale_ = np.ones(self.n_dense, np.float32)
        self._weights = self.idf_.astype(np.float32)
        self._groups = (self.keys_ >> GROUP_SHIFT).astype(np.int64)

    def _weigh(self, tokens: Tokens) -> Batch:
        """Look the features up; within a case, each group's values get length 1."""
        found = occurrences(tokens)
        column = self._index.find(found.key)
        kept = np.flatnonzero(column >= 0)
        row, column = found.row[kept], column[kept]
        value = self._weights[column]
        place = row * _GROUPS + self._groups[column]
        squares = np.bincount(place, value * value, tokens.n_rows * _GROUPS)
        value *= (1 / np.sqrt(np.maximum(squares, _TINY))).astype(np.float32)[place]
        return Batch(tokens, row, column, value, found.first[kept], found.last[kept])


def _scale(dense: npt.NDArray[np.float32], width: int, pools: int) -> npt.NDArray[np.float32]:
    """Return factors that bring columns, and blocks of columns of one pool, to unit variance."""
    variance = dense.var(axis=0, dtype=np.float64)
    blocks = variance[:width].reshape(pools, -1)  # a view: the last column of a block counts its vectors
    blocks[:, :-1] = blocks[:, :-1].mean(axis=1, keepdims=True)
    return np.asarray(1 / np.sqrt(np.where(variance > _TINY, variance, 1)), np.float32)
