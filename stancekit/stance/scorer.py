"""The default classifier's arithmetic: what remains of it after training, as plain arrays."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from stancekit.errors import ModelError
from stancekit.persistence import read_array, read_config, write_array, write_config

__all__ = ["Scorer", "product", "softmax"]

Floats = npt.NDArray[np.float32]

_TINY = 1e-6
_BLOCK = 4  # rows multiplied at a time: too few for the library to split the work over threads
_ARRAYS = ("classes", "columns", "intercept")


@dataclass(frozen=True)
class Scorer:
    """A linear model of sparse columns, blended with a network of one hidden layer on dense ones.

    Parameters
    ----------
    classes : array of shape (n_classes,)
    columns : array of shape (n_sparse, n_classes)
        What a sparse feature of value 1 adds to each class's score.
    intercept : array of shape (n_classes,)
    layers : tuple of (weights, biases)
        Two pairs, or none for a linear model alone.
    share : float
        Weight of the network in the blend of log-probabilities.
    """

    classes: npt.NDArray[Any]
    columns: npt.NDArray[Any]
    intercept: npt.NDArray[Any]
    layers: tuple[tuple[Floats, Floats], ...] = ()
    share: float = 0.0

    def probabilities(self, sparse: Any, dense: Any) -> npt.NDArray[np.float64]:
        """Return an array of shape (n_cases, n_classes)."""
        scores = np.asarray(sparse @ self.columns)
        if not self.layers:
            return self.blend(scores, None)
        weights, bias = self.layers[0]
        return self.blend(scores, product(np.asarray(dense), weights) + bias)

    def linear(self, row: npt.NDArray[Any], column: npt.NDArray[Any], value: Floats, n_cases: int) -> Floats:
        """Return the linear scores, of shape (n_cases, n_classes), of a sparse matrix's entries."""
        from scipy.sparse import coo_matrix

        scores: Floats = coo_matrix((value, (row, column)), (n_cases, len(self.columns))) @ self.columns
        return scores

    def blend(self, scores: npt.NDArray[Any], hidden: npt.NDArray[Any] | None) -> npt.NDArray[np.float64]:
        """Return probabilities from linear scores and, with a network, its hidden units' inputs."""
        linear = softmax(scores + self.intercept)
        if hidden is None:
            return linear
        weights, bias = self.layers[1]
        network = softmax(product(np.maximum(hidden, 0), weights) + bias)
        logs = (1 - self.share) * np.log(linear + _TINY) + self.share * np.log(network + _TINY)
        return softmax(logs)

    def save(self, folder: Path) -> None:
        """Write plain arrays: the same bytes for the same weights."""
        write_config(folder, {"share": self.share, "layers": len(self.layers)}, "scorer")
        for name in _ARRAYS:
            write_array(folder, name, getattr(self, name))
        for i, (weights, biases) in enumerate(self.layers):
            write_array(folder, f"layer{i}", np.vstack([weights, biases]))

    @classmethod
    def load(cls, folder: Path) -> Scorer:
        """Read what `save` wrote; a `ModelError` tells what is missing or does not fit."""
        config = read_config(folder, "scorer")
        classes, columns, intercept = (np.asarray(read_array(folder, name)) for name in _ARRAYS)
        if columns.ndim != 2 or not len(classes) == len(intercept) == columns.shape[1]:
            raise ModelError(
                f"columns.npy {columns.shape} does not fit classes.npy {classes.shape} in {folder}"
            )
        layers = [read_array(folder, f"layer{i}") for i in range(int(config.get("layers", 0)))]
        pairs = tuple((layer[:-1], layer[-1]) for layer in layers)
        return cls(classes, columns, intercept, pairs, float(config.get("share", 0.0)))


def product(rows: npt.NDArray[Any], weights: Floats) -> npt.NDArray[Any]:
    """Multiply in blocks of one shape, so that a row's result is the same bits in any batch.

    The linear algebra library picks its order of summation by the shape of what it is given and the number
    of threads that large products are split over, which is another one in worker processes.
    """
    n = len(rows)
    padded = np.zeros((-(-n // _BLOCK) * _BLOCK, rows.shape[1]), rows.dtype)
    padded[:n] = rows
    blocks = [padded[a : a + _BLOCK] @ weights for a in range(0, len(padded), _BLOCK)]
    return np.concatenate(blocks)[:n] if blocks else np.zeros((0, weights.shape[1]), rows.dtype)


def softmax(scores: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """Return probabilities from scores, row by row.

    Examples
    --------
    >>> softmax(np.array([[0.0, 0.0], [1000.0, 0.0]])).tolist()
    [[0.5, 0.5], [1.0, 0.0]]
    """
    powers = np.exp(scores.astype(np.float64) - scores.max(axis=1, keepdims=True))
    result: npt.NDArray[np.float64] = powers / powers.sum(axis=1, keepdims=True)
    return result
