"""The network's first layer, worked out for every word beforehand: a case costs a sum over its words."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from stancekit.features import summary
from stancekit.features.extractor import FeatureExtractor
from stancekit.features.tokens import Tokens
from stancekit.stance.scorer import Scorer, product

__all__ = ["Projection"]

Floats = npt.NDArray[np.float32]


class Projection:
    """What `FeatureExtractor.dense` and a scorer's first layer come to, without the dense columns.

    A layer on pooled word vectors is a sum over words: each adds its vector times the layer's weights, the
    same in every case.

    Parameters
    ----------
    extractor : FeatureExtractor
        With vectors.
    scorer : Scorer
        With layers.
    """

    def __init__(self, extractor: FeatureExtractor, scorer: Scorer) -> None:
        vectors = extractor.vectors
        if vectors is None or not scorer.layers:
            raise ValueError("a projection needs vectors and layers")
        (weights, bias), _ = scorer.layers
        scaled = np.asarray(weights, np.float32) * extractor.scale_[:, None]
        self._vectors = vectors
        self._words, self._lengths = vectors.project(scaled[: vectors.width])
        self._summary, self._bias = scaled[vectors.width :], bias

    def __call__(self, tokens: Tokens) -> npt.NDArray[Any]:
        """Return the hidden units' inputs, of shape (n_cases, n_units)."""
        bags, counts = self._vectors.bags(tokens)
        around = np.hstack([np.log1p(counts), summary.read(tokens)])
        weights = np.vstack([self._lengths, self._summary])
        hidden: Floats = np.asarray(bags @ self._words) + product(around, weights) + self._bias
        return hidden
