"""Word vectors: what words have in common by the company they keep, pooled over the parts of an utterance."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from stancekit.errors import InputError, ModelError
from stancekit.features.case import Part
from stancekit.features.tokens import Tokens
from stancekit.features.words import known_words
from stancekit.persistence import read_array, read_config, write_array, write_config

__all__ = ["WordVectors"]

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
        counting = np.ones((len(matrix), 1), np.float32)
        self._pooled: Floats = np.hstack([matrix.astype(np.float32) * scale, counting])

    @property
    def width(self) -> int:
        """Number of columns that `pool` makes."""
        return self.pools * int(self._pooled.shape[1])

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
        known = known_words(texts)
        documents = [_WORD.findall(text.replace("’", "'").lower()) for text in texts]
        counts = Counter(word for document in documents for word in document)
        frequent = sorted((w for w, n in counts.items() if n >= min_count), key=lambda w: (-counts[w], w))
        words = frequent[:size]
        if not words:
            raise InputError(f"no word occurs {min_count} times in the texts to learn vectors from")
        factors = _factorise(_together(documents, words), dimensions, seed)
        frequency = np.array([counts[w] for w in words], np.float64) / max(1, sum(counts.values()))
        factors *= np.sqrt(_RARE / (_RARE + frequency))[:, None]
        kept = [i for i, word in enumerate(words) if word in known or not word[0].isalpha()]
        return cls([words[i] for i in kept], np.round(factors[kept] * 127).astype(np.int8))

    def pool(self, tokens: Tokens) -> Floats:
        """Return an array of shape (n_cases, width): weighted sums of vectors, damped by their number.

        One block each for content, cue, negated content, opening of the content, source, before and after.
        """
        from scipy.sparse import csr_matrix

        vector = tokens.types["vector"][tokens.type]
        part = tokens.part
        content = part == Part.CONTENT
        pool = _POOL_OF_PART[part]
        rows, columns = [], []
        for number, chosen in (
            (pool, vector >= 0),
            (_NEGATED, content & tokens.negated & (vector >= 0)),
            (_HEAD, content & (tokens.position < _OPENING) & (vector >= 0)),
        ):
            at = np.flatnonzero(chosen)
            rows.append(
                tokens.row[at] * self.pools + (number[at] if isinstance(number, np.ndarray) else number)
            )
            columns.append(vector[at])
        row, column = np.concatenate(rows), np.concatenate(columns)
        shape = (tokens.n_rows * self.pools, len(self.words))
        sums = np.asarray(csr_matrix((np.ones(len(row), np.float32), (row, column)), shape) @ self._pooled)
        sums[:, :-1] /= np.sqrt(sums[:, -1:] + 1)
        np.log1p(sums[:, -1], out=sums[:, -1])
        return sums.reshape(tokens.n_rows, self.width)

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


def _together(documents: list[list[str]], words: list[str]) -> Any:
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
    factors /= np.linalg.norm(factors, axis=1, keepdims=True) + 1e-9
    return factors
