"""A network of one hidden layer: scores for the rows of a table, in three array operations."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from stancekit.errors import ModelError
from stancekit.persistence import read_array, write_array

__all__ = ["Network"]

FloatArray = npt.NDArray[np.float32]


class Network:
    """Weights of the network; hidden units count negative sums as 0.

    Parameters
    ----------
    hidden : array of shape (n_features + 1, n_hidden)
        Weights of the hidden layer, the constant last.
    output : array of shape (n_hidden + 1,)
        Weights of the score, the constant last.

    Examples
    --------
    >>> import numpy as np
    >>> Network(np.array([[2.0], [-1.0]]), np.array([1.0, 0.5]))(np.array([[1.0], [0.0]])).tolist()
    [1.5, 0.5]
    """

    def __init__(self, hidden: npt.NDArray[np.floating], output: npt.NDArray[np.floating]) -> None:
        if hidden.ndim != 2 or output.shape != (hidden.shape[1] + 1,):
            raise ModelError(f"weights of shapes {hidden.shape} and {output.shape} do not make a network")
        self.hidden = np.asarray(hidden, np.float32)
        self.output = np.asarray(output, np.float32)

    @property
    def n_features(self) -> int:
        """Number of columns that a table must have."""
        return len(self.hidden) - 1

    def __call__(self, table: npt.NDArray[np.floating]) -> FloatArray:
        """Return a score for each row of ``table``, shape (n_rows, n_features)."""
        inner = np.maximum(table @ self.hidden[:-1] + self.hidden[-1], 0)
        scores: FloatArray = inner @ self.output[:-1] + self.output[-1]
        return scores

    def save(self, folder: Path, name: str) -> None:
        """Write the weights to ``folder``."""
        write_array(folder, f"{name}_hidden", self.hidden)
        write_array(folder, f"{name}_output", self.output)

    @classmethod
    def load(cls, folder: Path, name: str, *, n_features: int) -> Network:
        """Read weights that `save` wrote; a `ModelError` if they are for another number of features."""
        network = cls(read_array(folder, f"{name}_hidden"), read_array(folder, f"{name}_output"))
        if network.n_features != n_features:
            raise ModelError(
                f"network {name!r} in {folder} reads {network.n_features} features, not {n_features}"
            )
        return network
