"""How likely two passages of an article are about the same topic: what they share, and how near they stand.

A small network (one hidden layer) reads a dozen figures of every pair of passages.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from stancekit.topics.network import Network
from stancekit.topics.passages import Passages, Vocabulary

__all__ = ["FEATURES", "PairScorer", "above_diagonal", "features"]

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.intp]

FEATURES = (
    "order_gap",
    "order_gap_relative",
    "adjacent",
    "paragraph_gap",
    "same_paragraph",
    "sentence_gap",
    "same_sentence",
    "token_gap_relative",
    "position",
    "same_speaker",
    "n_passages",
    "shorter",
    "longer",
    "said_words",
    "paragraph_words",
    "near_words",
    "wide_words",
    "said_vectors",
    "said_vectors_centred",
    "near_vectors_centred",
    "wide_vectors_centred",
    "paragraph_vectors_centred",
)


@lru_cache(64)
def above_diagonal(n: int) -> tuple[IntArray, IntArray]:
    """Return the row and column numbers of the pairs ``i < j`` among ``n``, row by row."""
    return np.triu_indices(n, 1)


def features(passages: Passages, vocabulary: Vocabulary) -> FloatArray:
    """Return the `FEATURES` of all pairs ``i < j`` in the order of `above_diagonal`.

    Returns
    -------
    array of shape (n_pairs, n_features)
    """
    above = above_diagonal(len(passages))
    planes = [*_places(passages, vocabulary), *_likenesses(passages, vocabulary)]
    table: FloatArray = np.stack([np.asarray(plane, np.float32)[above] for plane in planes], axis=1)
    return table


def _places(p: Passages, vocabulary: Vocabulary) -> list[npt.NDArray[np.generic]]:
    """Return the planes (n_passages, n_passages) that tell how far apart two passages stand."""
    n = len(p)
    order = _differences(np.arange(n))
    paragraphs = _gaps(p.first_paragraph, p.last_paragraph)
    sentences = _gaps(p.first_sentence, p.last_sentence)
    n_tokens = len(vocabulary.column)
    n_said = np.log1p(p.said.sum(axis=1))
    return [
        np.log1p(order),
        order / n,
        order == 1,
        np.log1p(paragraphs),
        paragraphs == 0,
        np.log1p(sentences),
        sentences == 0,
        _differences(p.first_token) / n_tokens,
        np.minimum.outer(p.first_token, p.first_token) / n_tokens,
        np.equal.outer(p.speaker, p.speaker),
        np.full((n, n), np.log(n)),
        np.minimum.outer(n_said, n_said),
        np.maximum.outer(n_said, n_said),
    ]


def _likenesses(p: Passages, vocabulary: Vocabulary) -> list[FloatArray]:
    """Return the planes that tell how alike the words of two passages, and around them, are."""
    bags = (p.said, np.log1p(p.paragraph), p.near, p.wide)
    words = [bag * vocabulary.weight for bag in bags]
    n = len(p)
    vectors = np.concatenate(words) @ vocabulary.vectors
    parts = [_unit(vectors[i * n : (i + 1) * n]) for i in range(len(bags))]
    said, beside, near, wide = (part - part.sum(axis=0) / n for part in parts)
    return [*map(_cosines, words), parts[0] @ parts[0].T, *map(_cosines, (said, near, wide, beside))]


def _differences(x: IntArray) -> IntArray:
    differences: IntArray = np.abs(np.subtract.outer(x, x))
    return differences


def _gaps(first: IntArray, last: IntArray) -> IntArray:
    """Return how many steps lie between ranges, 0 where they touch or overlap."""
    gaps: IntArray = np.maximum(0, np.maximum.outer(first, first) - np.minimum.outer(last, last))
    return gaps


def _cosines(rows: FloatArray) -> FloatArray:
    """Return the cosines of all pairs of rows, 0 where a row is empty."""
    products = rows @ rows.T
    length = np.sqrt(np.maximum(products.diagonal(), 1e-12))
    cosines: FloatArray = products / length / length[:, None]
    return cosines


def _unit(rows: FloatArray) -> FloatArray:
    unit: FloatArray = rows / np.maximum(np.sqrt((rows * rows).sum(axis=1, keepdims=True)), 1e-6)
    return unit


class PairScorer:
    """Features of a pair in, probability of a common topic out.

    Parameters
    ----------
    network : Network
        Reads `FEATURES`; its score is the log-odds.
    """

    def __init__(self, network: Network) -> None:
        self.network = network

    @classmethod
    def untrained(cls) -> PairScorer:
        """Return a scorer that goes by shared words and nearness, with weights set by hand."""
        hidden = np.zeros((len(FEATURES) + 1, 2), np.float32)
        hidden[FEATURES.index("near_words"), 0] = 1
        hidden[FEATURES.index("paragraph_gap"), 1] = 1
        return cls(Network(hidden, np.array([6.0, -1.5, -0.5], np.float32)))

    def __call__(self, passages: Passages, vocabulary: Vocabulary) -> FloatArray:
        """Return probabilities of shape (n_passages, n_passages), symmetric, 1 on the diagonal."""
        n = len(passages)
        together = np.eye(n, dtype=np.float32)
        if n > 1:
            above = above_diagonal(n)
            odds = self.network(features(passages, vocabulary))
            together[above] = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
            together.T[above] = together[above]
        return together

    def save(self, folder: Path) -> None:
        """Write the weights to ``folder``."""
        self.network.save(folder, "pairs")

    @classmethod
    def load(cls, folder: Path) -> PairScorer:
        """Read weights that `save` wrote."""
        return cls(Network.load(folder, "pairs", n_features=len(FEATURES)))
