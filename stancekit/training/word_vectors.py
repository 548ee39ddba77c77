"""Learn the background tables of the topics stage from unlabelled news: word rarity and word vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from stancekit.records import Article
from stancekit.text import SentenceSplitter, tokenize
from stancekit.topics.background import Background
from stancekit.topics.words import fold, is_content, key

__all__ = ["fit_background"]

IntArray = npt.NDArray[np.intp]

_N_WORDS = 12_000  # of the vocabulary that has vectors
_N_DIMS = 96
_BATCH = 200  # articles cut into tokens at a time
_WINDOW = 12  # content words to either side that keep a word company
_LEAST_ARTICLES = 4


def fit_background(texts: Sequence[str], *, seed: int = 0) -> Background:
    """Learn rarity and vectors of words from unlabelled articles, title and paragraphs a line each."""
    lines, owner, folded = _index(texts)
    n_articles = len(texts)
    in_articles = _article_counts(lines, owner, len(folded), n_articles)
    chosen = np.argsort(-in_articles, kind="stable")[:_N_WORDS]
    chosen = chosen[in_articles[chosen] >= _LEAST_ARTICLES]
    keys = np.array([key(folded[i]) for i in chosen.tolist()], np.int64)
    vectors = _vectors(_company(lines, chosen, len(folded)), seed)
    counts = np.append(in_articles[chosen], 1) + 0.5  # the last is that of a word never met
    rarity = np.log((n_articles + 1) / counts).astype(np.float16)  # rounded as it is kept
    order = np.argsort(keys)
    return Background(keys[order], rarity[:-1][order], vectors[order], unseen=float(rarity[-1]))


def _index(texts: Sequence[str]) -> tuple[IntArray, IntArray, list[str]]:
    """Return all content words as numbers (-1 ends a paragraph), their articles, and the folded words."""
    number_of: dict[str, int] = {}
    streams: list[IntArray] = []
    owners: list[IntArray] = []
    for i in range(0, len(texts), _BATCH):
        table = tokenize([Article(text) for text in texts[i : i + _BATCH]], SentenceSplitter())
        numbers = [
            number_of.setdefault(fold(w), len(number_of)) if is_content(w) else -2 for w in table.words
        ]
        stream = np.array(numbers, np.intp)[table.word]
        breaks = np.flatnonzero(np.diff(table.paragraph)) + 1
        owner = np.repeat(np.arange(len(table.articles)), np.diff(table.first)) + i
        streams.append(np.insert(stream, breaks, -1))
        owners.append(np.insert(owner, breaks, owner[breaks]))
    stream, owner = np.concatenate(streams), np.concatenate(owners)
    return stream[stream > -2], owner[stream > -2], list(number_of)


def _article_counts(lines: IntArray, owner: IntArray, n_words: int, n_articles: int) -> IntArray:
    """Return in how many articles each word occurs."""
    words = lines >= 0
    distinct = np.unique(lines[words] * n_articles + owner[words])
    return np.bincount(distinct // n_articles, minlength=n_words)


def _company(lines: IntArray, chosen: IntArray, n_words: int) -> Any:
    """Return how often chosen words stand near each other: a sparse symmetric matrix."""
    from scipy.sparse import csr_matrix

    n = len(chosen)
    number = np.full(n_words + 1, -2, np.intp)
    number[chosen] = np.arange(n)
    number[-1] = -1
    stream = number[lines]
    stream = stream[stream != -2]
    line = np.cumsum(stream == -1)
    counts = csr_matrix((n, n), dtype=np.float32)
    for gap in range(1, _WINDOW + 1):
        a, b = stream[:-gap], stream[gap:]
        near = (a >= 0) & (b >= 0) & (line[gap:] == line[:-gap])
        pair, count = np.unique(a[near] * n + b[near], return_counts=True)
        counts = counts + csr_matrix((count.astype(np.float32), (pair // n, pair % n)), shape=(n, n))
    return counts + counts.T


def _vectors(counts: Any, seed: int) -> npt.NDArray[np.int8]:
    """Return int8 directions of the words: positive PMI, context counts smoothed by the power 0.75."""
    from scipy.sparse import csr_matrix
    from sklearn.utils.extmath import randomized_svd

    total = np.maximum(np.asarray(counts.sum(axis=1)).ravel(), 1)
    context = total**0.75 / (total**0.75).sum()
    cells = counts.tocoo()
    pmi = np.log(cells.data / (total[cells.row] * context[cells.col]))
    kept = (pmi > 0) & (cells.data >= 2)
    matrix = csr_matrix((pmi[kept], (cells.row[kept], cells.col[kept])), shape=counts.shape)
    left, strength, _ = randomized_svd(matrix, min(_N_DIMS, counts.shape[0]), n_iter=3, random_state=seed)
    rows = left * np.sqrt(strength)
    rows /= np.maximum(np.abs(rows).max(axis=1, keepdims=True), 1e-9)
    packed: npt.NDArray[np.int8] = np.rint(rows * 127).astype(np.int8)
    return packed
