"""How likely two passages of an article are about the same topic: what they share, and how near they stand.

A small network (one hidden layer) reads some twenty figures of every pair of passages. A second network reads
them again, with the first one's answer and what that answer says about the two passages' neighbours: passages
that belong with the same others belong together.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from stancekit.topics.network import Network
from stancekit.topics.passages import Passages, Vocabulary

__all__ = ["FEATURES", "SECOND_FEATURES", "PairScorer", "above_diagonal", "features", "second_features"]

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
SECOND_FEATURES = (
    "first_odds",
    "neighbours",
    "neighbours_centred",
    "common_share",
    "lesser_share",
    "greater_share",
    "lesser_closest",
    "greater_closest",
    "mean_share",
    *FEATURES,
)
_LARGEST_ODDS = 30  # beyond it probabilities are 0 or 1 in single precision


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


def second_features(odds: FloatArray, first: FloatArray, n: int) -> FloatArray:
    """Return the `SECOND_FEATURES` of all pairs of ``n`` passages.

    Parameters
    ----------
    odds : array of shape (n_pairs,)
        Log-odds of a common topic from the first network.
    first : array of shape (n_pairs, n_features)
        The `FEATURES` that it read.
    n : int
    """
    together = _matrix(odds, n)
    share = together.mean(axis=1)
    closest = (together - np.eye(n, dtype=np.float32)).max(axis=1)
    planes = [
        _cosines(together),
        _cosines(together - together.mean(axis=0)),
        together @ together / n,
        np.minimum.outer(share, share),
        np.maximum.outer(share, share),
        np.minimum.outer(closest, closest),
        np.maximum.outer(closest, closest),
        np.full((n, n), share.mean()),
    ]
    rows, columns = above_diagonal(n)
    drawn = np.stack([plane[rows, columns] for plane in planes], axis=1)
    table: FloatArray = np.concatenate([odds[:, None], drawn, first], axis=1).astype(np.float32)
    return table


def _matrix(odds: FloatArray, n: int) -> FloatArray:
    """Return the probabilities of all pairs as a symmetric matrix, 1 on the diagonal."""
    together = np.eye(n, dtype=np.float32)
    above = above_diagonal(n)
    together[above] = 1 / (1 + np.exp(-np.clip(odds, -_LARGEST_ODDS, _LARGEST_ODDS)))
    together.T[above] = together[above]
    return together


def _unit(rows: FloatArray) -> FloatArray:
    unit: FloatArray = rows / np.maximum(np.sqrt((rows * rows).sum(axis=1, keepdims=True)), 1e-6)
    return unit


class PairScorer:
    """Features of a pair in, probability of a common topic out.

    Parameters
    ----------
    network : Network
        Reads `FEATURES`; its score is the log-odds.
    second : Network, optional
        Reads `SECOND_FEATURES`; its score replaces that of the first.
    """

    def __init__(self, network: Network, second: Network | None = None) -> None:
        self.network = network
        self.second = second

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
        if n < 2:
            return np.eye(n, dtype=np.float32)
        first = features(passages, vocabulary)
        odds = self.network(first)
        if self.second is not None:
            odds = self.second(second_features(odds, first, n))
        return _matrix(odds, n)

    def save(self, folder: Path) -> None:
        """Write the weights to ``folder``."""
        self.network.save(folder, "pairs")
        if self.second is not None:
            self.second.save(folder, "pairs_second")
            return
        for layer in ("hidden", "output"):  # a second network saved there before is not this scorer's
            (folder / f"pairs_second_{layer}.npy").unlink(missing_ok=True)

    @classmethod
    def load(cls, folder: Path) -> PairScorer:
        """Read weights that `save` wrote."""
        network = Network.load(folder, "pairs", n_features=len(FEATURES))
        if not (folder / "pairs_second_hidden.npy").is_file():
            return cls(network)
        return cls(network, Network.load(folder, "pairs_second", n_features=len(SECOND_FEATURES)))
