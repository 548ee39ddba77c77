"""Fit a linear-chain model with CRFsuite and turn it into arrays."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from stancekit.chain import ChainModel, Sequences, keys
from stancekit.chain.columns import Column
from stancekit.chain.features import parse
from stancekit.errors import MissingExtraError

__all__ = ["ChainTrainer"]


class ChainTrainer:
    """Collects batches of labelled sequences, then fits a `ChainModel`.

    Parameters
    ----------
    labels : sequence of str
    templates : str
        In the notation of `stancekit.chain.features.parse`.
    c1, c2 : float
        Weights of the L1 and L2 penalties; L1 makes the model small.
    max_iterations : int
    min_count : int
        A feature met less often in training is left out.
    """

    def __init__(
        self,
        labels: Sequence[str],
        templates: str,
        *,
        c1: float = 0.1,
        c2: float = 0.01,
        max_iterations: int = 100,
        min_count: int = 2,
    ) -> None:
        try:
            import pycrfsuite
        except ImportError:
            raise MissingExtraError("python-crfsuite", extra="train", purpose="training") from None
        self.labels, self.templates = tuple(labels), templates
        self._trainer = pycrfsuite.Trainer(
            algorithm="lbfgs",
            params={
                "c1": c1,
                "c2": c2,
                "max_iterations": max_iterations,
                "feature.minfreq": min_count,
                "feature.possible_transitions": True,
            },
            verbose=False,
        )

    def add(
        self,
        columns: Mapping[str, Column],
        sequences: Sequences,
        label: npt.NDArray[np.integer],
        group: int = 0,
    ) -> None:
        """Add a batch; ``label`` of shape (n_tokens,) indexes the labels, tokens in the order of `scores`."""
        inside = sequences.inside
        names = [row.tolist() for row in np.stack(list(keys(parse(self.templates), columns, inside)), axis=1)]
        answers = [self.labels[i] for i in label.tolist()]
        end = np.cumsum(sequences.length).tolist()
        for a, b in zip([0, *end], end, strict=False):
            self._trainer.append([list(map(str, row)) for row in names[a:b]], answers[a:b], group)

    def fit(self) -> ChainModel:
        """Run L-BFGS to its end and return the weights as a `ChainModel`."""
        import pycrfsuite

        with tempfile.TemporaryDirectory() as folder:
            path = str(Path(folder) / "model.crfsuite")
            self._trainer.train(path)
            tagger = pycrfsuite.Tagger()
            tagger.open(path)
            info = tagger.info()
            tagger.close()
        return _to_arrays(self.labels, self.templates, info)


def _to_arrays(labels: Sequence[str], templates: str, info: Any) -> ChainModel:
    column = {label: i for i, label in enumerate(labels)}
    key = np.array(sorted({int(name) for name, _ in info.state_features}), np.uint32)
    row = {int(k): i for i, k in enumerate(key)}
    weight = np.zeros((len(key), len(labels)), np.float32)
    for (name, label), value in info.state_features.items():
        weight[row[int(name)], column[label]] = value
    transition = np.zeros((len(labels), len(labels)), np.float32)
    for (before, after), value in info.transitions.items():
        transition[column[before], column[after]] = value
    return ChainModel(labels, templates, key, weight, transition)
