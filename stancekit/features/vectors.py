"""Word vectors: what words have in common by the company they keep, pooled over the parts of an utterance."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from stancekit.errors import InputError, ModelError
from stancekit.features.case import Part
from stancekit.features.tokens import Tokens
from stancekit.features.words import known_words
from stancekit.persistence import read_array, read_config, write_array, write_config

__all__ = ["WordVectors", "frequent_words"]

Floats = npt.NDArray[np.float32]

_WORD = re.compile(r"[a-z]+(?:[-'][a-z]+)*|[.?!,]")
_WINDOW = 4
_SMOOTHING = 0.75  # of the context distribution, as in word2vec
_RARE = 1e-3  # smooth inverse frequency: words more frequent than this count less
_OPENING = 4
_POOL_OF_PART = np.array([0, 1, 4, 5, 6, 5, 6])  # by `Part`; text far off is pooled with what is near
_NEGATED, _HEAD = 2, 3  # further pools of the content
_GAP = _WINDOW + 1


class WordVectors:
    """Vectors of words, most frequent first.

    Parameters
    ----------
    words : sequence of str
        In lower case.
    matrix : array of shape (n_words, n_dimensions)
        Their vectors, weighted for pooling; int8 with a scale of 1/127, or any float.

    References
    ----------
    O. Levy, Y. Goldberg and I. Dagan, "Improving distributional similarity with lessons learned from word
    embeddings", TACL 2015 (positive pointwise mutual information, factorised). S. Arora, Y. Liang and T. Ma,
    "A simple but tough-to-beat baseline for sentence embeddings", ICLR 2017 (the weights).
    """

    pools = 7

    def __init__(self, words: Sequence[str], matrix: npt.NDArray[Any]) -> None:
        if len(words) != len(matrix):
            raise ModelError(f"{len(words)} words do not fit {len(matrix)} vectors")
        self.words = tuple(words)
        self.matrix = matrix
        self.rows = {word: i for i, word in enumerate(self.words)}
        scale = np.float32(1 / 127 if matrix.dtype == np.int8 else 1)
        self._vectors: Floats = matrix.astype(np.float32) * scale

    @property
    def width(self) -> int:
        """Number of columns that `pool` makes."""
        return self.pools * (int(self._vectors.shape[1]) + 1)

    @classmethod
    def learn(
        cls,
        texts: Iterable[str],
        *,
        dimensions: int = 150,
        size: int = 20_000,
        min_count: int = 15,
        seed: int = 0,
    ) -> WordVectors:
        """Learn vectors from running text; names get none.

        Parameters
        ----------
        texts : iterable of str
        dimensions, size : int
            Length of a vector, and most words kept.
        min_count : int
            Words rarer than this get none.
        seed : int
            Of the randomised factorisation.

        Raises
        ------
        InputError
            If no word occurs often enough.
        """
        texts = list(texts)
        words, share = frequent_words(texts, size=size, min_count=min_count)
        factors = _factorise(_together(map(_words, texts), words), dimensions, seed)
        return cls.of(words, factors, share)

    @classmethod
    def of(cls, words: Sequence[str], factors: npt.NDArray[Any], share: npt.NDArray[Any]) -> WordVectors:
        """Return vectors as int8, the longer the rarer a word is.

        Parameters
        ----------
        words : sequence of str
        factors : array of shape (n_words, n_dimensions)
            Their directions tell words apart.
        share : array of shape (n_words,)
            Of each word in running text.
        """
        vectors = factors / (np.linalg.norm(factors, axis=1, keepdims=True) + 1e-9)
        vectors *= np.sqrt(_RARE / (_RARE + share))[:, None]
        return cls(words, np.round(vectors / np.abs(vectors).max() * 127).astype(np.int8))

    def bags(self, tokens: Tokens) -> tuple[Any, Floats]:
        """Return the words of each pool, and how many they are.

        Returns
        -------
        bags : csr_matrix of shape (n_cases, pools * n_words)
            A word's column in its pool counts it, damped by the number of words in the pool.
        counts : array of shape (n_cases, pools)
            Words with a vector.
        """
        from scipy.sparse import csr_matrix

        vector = tokens.types["vector"][tokens.type]
        known = np.flatnonzero(vector >= 0)
        content = known[tokens.part[known] == Part.CONTENT]
        negated, opening = content[tokens.negated[content]], content[tokens.position[content] < _OPENING]
        at = np.concatenate([known, negated, opening])
        pool = np.concatenate(
            [_POOL_OF_PART[tokens.part[known]], np.repeat([_NEGATED, _HEAD], [len(negated), len(opening)])]
        )
        place = tokens.row[at] * self.pools + pool
        counts = np.bincount(place, minlength=tokens.n_rows * self.pools).astype(np.float32)
        damped = (1 / np.sqrt(counts + 1))[place]
        order = np.argsort(tokens.row[at], kind="stable")
        columns = (pool * len(self.words) + vector[at])[order]
        ends = np.cumsum(np.bincount(tokens.row[at], minlength=tokens.n_rows))
        shape = (tokens.n_rows, self.pools * len(self.words))
        bags = csr_matrix((damped[order], columns, np.concatenate([[0], ends])), shape)
        return bags, counts.reshape(tokens.n_rows, self.pools)

    def pool(self, tokens: Tokens) -> Floats:
        """Return an array of shape (n_cases, width): weighted sums of vectors, damped by their number.

        One block each for content, cue, negated content, opening of the content, source, before and after;
        the last column of a block is the logarithm of its number of words.
        """
        bags, counts = self.bags(tokens)
        n, size = len(self.words), self._vectors.shape[1]
        pooled = np.empty((tokens.n_rows, self.pools, size + 1), np.float32)
        for i in range(self.pools):
            pooled[:, i, :-1] = bags[:, i * n : (i + 1) * n] @ self._vectors
        pooled[:, :, -1] = np.log1p(counts)
        return pooled.reshape(tokens.n_rows, self.width)

    def project(self, weights: Floats) -> tuple[Floats, Floats]:
        """Return what each word of each pool adds to a layer on `pool`, and each pool's logarithm.

        Parameters
        ----------
        weights : array of shape (width, n_units)
            First weights of a network.

        Returns
        -------
        words : array of shape (pools * n_words, n_units)
        lengths : array of shape (pools, n_units)
        """
        blocks = weights.reshape(self.pools, -1, weights.shape[1])
        words = np.concatenate([self._vectors @ block[:-1] for block in blocks])
        return words, np.ascontiguousarray(blocks[:, -1])

    def save(self, folder: Path) -> None:
        """Write the words and their vectors to ``folder``."""
        write_config(folder, {"words": " ".join(self.words)}, "vectors")
        write_array(folder, "vectors", self.matrix)

    @classmethod
    def load(cls, folder: Path) -> WordVectors:
        """Read what `save` wrote."""
        words = read_config(folder, "vectors").get("words")
        if not isinstance(words, str):
            raise ModelError(f"model file {folder / 'vectors.json'} must hold 'words', one text")
        return cls(words.split(), read_array(folder, "vectors"))


def frequent_words(
    texts: Sequence[str], *, size: int = 20_000, min_count: int = 15
) -> tuple[list[str], npt.NDArray[np.float64]]:
    """Return the most frequent words of texts that are no names, and the share of each in the running text.

    Raises
    ------
    InputError
        If no word occurs ``min_count`` times.
    """
    counts = Counter(chain.from_iterable(map(_words, texts)))
    ranked = sorted((w for w, n in counts.items() if n >= min_count), key=lambda w: (-counts[w], w))[:size]
    if not ranked:
        raise InputError(f"no word occurs {min_count} times in the texts to learn vectors from")
    known = known_words(texts)
    words = [word for word in ranked if word in known or not word[0].isalpha()]
    return words, np.array([counts[w] for w in words], np.float64) / max(1, sum(counts.values()))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.replace("’", "'").lower())


def _together(documents: Iterable[list[str]], words: list[str]) -> Any:
    """Return how often words stand within a window of each other, nearer counting more."""
    from scipy.sparse import csr_matrix

    number = {word: i for i, word in enumerate(words)}
    gap = [-1] * _GAP
    column = np.concatenate([[number.get(w, -1) for w in d] + gap for d in documents] or [gap]).astype(
        np.int32
    )
    shape = (len(words), len(words))
    total = csr_matrix(shape, dtype=np.float32)
    for step in range(1, _WINDOW + 1):
        left, right = column[:-step], column[step:]
        both = (left >= 0) & (right >= 0)
        weight = np.full(int(both.sum()), 1 / step, np.float32)
        total = total + csr_matrix((weight, (left[both], right[both])), shape)
    return (total + total.T).tocoo()


def _factorise(together: Any, dimensions: int, seed: int) -> npt.NDArray[np.float64]:
    from scipy.sparse import csr_matrix
    from sklearn.utils.extmath import randomized_svd

    total = np.asarray(together.sum(axis=1)).ravel()
    context = total**_SMOOTHING
    context /= context.sum()
    information = np.log(together.data / total[together.row] / context[together.col])
    kept = information > 0
    positions = (together.row[kept], together.col[kept])
    positive = csr_matrix((information[kept], positions), together.shape)
    left, values, _ = randomized_svd(positive, dimensions, n_iter=3, random_state=seed)
    factors: npt.NDArray[np.float64] = left * np.sqrt(values)
    return factors
