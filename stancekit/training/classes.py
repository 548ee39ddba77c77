"""Word classes from unlabelled news: words that stand between the same neighbours fall into one class.

References
----------
Schütze (1995), Distributional part-of-speech tagging. EACL. Levy, Goldberg and Dagan (2015), Improving
distributional similarity with lessons learned from word embeddings. TACL 3 (the smoothed association).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from stancekit.chain import word_columns
from stancekit.records import Article
from stancekit.text import SentenceSplitter, tokenize
from stancekit.training.news import read_news
from stancekit.utterances.columns import WordTable

__all__ = ["fit"]

_BATCH = 200
_LEAST_COUNT = 8
_MOST_WORDS = 30_000
_NEIGHBOURS = 4_000  # the most frequent words, whose company is counted
_DIMENSIONS = 80
_FINE, _COARSE = 512, 64


def fit(data: Path, splitter: SentenceSplitter, *, seed: int = 0) -> tuple[WordTable, WordTable]:
    """Return a fine and a coarse class for each frequent word of ``data/news``; 0 is for the rest."""
    keys, word = _read(data, splitter)
    count = np.bincount(word)
    order = np.argsort(-count, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    n_words = min(int((count >= _LEAST_COUNT).sum()), _MOST_WORDS)
    vectors = _vectors(rank[word], n_words, seed)
    chosen = keys[order[:n_words]]
    by_key = np.argsort(chosen)
    fine, coarse = (WordTable(chosen[by_key], _cluster(vectors, n, seed)[by_key]) for n in (_FINE, _COARSE))
    return fine, coarse


def _read(data: Path, splitter: SentenceSplitter) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
    """Return the hashes of the distinct normalised words and the running text as indices into them."""
    number: dict[int, int] = {}
    text: list[npt.NDArray[np.int64]] = []
    for batch in _batches(data):
        table = tokenize(batch, splitter)
        lower = word_columns(table.words).lower.tolist()
        index = np.array([number.setdefault(key, len(number)) for key in lower], np.int64)
        text.append(index[table.word])
    return np.array(list(number), np.uint32), np.concatenate(text)


def _batches(data: Path) -> Iterator[list[Article]]:
    texts = read_news(data)
    while batch := [Article(text) for text in islice(texts, _BATCH)]:
        yield batch


def _vectors(word: npt.NDArray[np.int64], n_words: int, seed: int) -> npt.NDArray[np.floating]:
    """Embed the first ``n_words`` by their neighbours at distance one and two, each side apart."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.utils.extmath import randomized_svd

    counts = csr_matrix(
        hstack([c for distance in (1, 2) for c in _company(word[:-distance], word[distance:], n_words)])
    )
    counts.sum_duplicates()
    left, values, _ = randomized_svd(_association(counts), _DIMENSIONS, n_iter=3, random_state=seed)
    scaled: npt.NDArray[np.floating] = left * np.sqrt(values)
    scaled /= np.linalg.norm(scaled, axis=1, keepdims=True) + 1e-9
    return scaled


def _company(before: npt.NDArray[np.int64], after: npt.NDArray[np.int64], n_words: int) -> Iterator[Any]:
    from scipy.sparse import coo_matrix

    for words, company in ((before, after), (after, before)):
        known = (words < n_words) & (company < _NEIGHBOURS)
        one = np.ones(int(known.sum()), np.float32)
        yield coo_matrix((one, (words[known], company[known])), shape=(n_words, _NEIGHBOURS))


def _association(counts: Any) -> Any:
    """Return positive pointwise mutual information, neighbours' frequencies smoothed by a power of 0.75."""
    from scipy.sparse import csr_matrix

    row_total = np.asarray(counts.sum(axis=1)).ravel()
    column_total = np.asarray(counts.sum(axis=0)).ravel() ** 0.75
    pairs = counts.tocoo()
    value = np.log(pairs.data / row_total[pairs.row] / (column_total / column_total.sum())[pairs.col])
    kept = value > 0
    return csr_matrix((value[kept], (pairs.row[kept], pairs.col[kept])), shape=counts.shape)


def _cluster(vectors: npt.NDArray[np.floating], n: int, seed: int) -> npt.NDArray[np.uint16]:
    from sklearn.cluster import MiniBatchKMeans

    model = MiniBatchKMeans(min(n, len(vectors)), random_state=seed, batch_size=4096, n_init=3)
    label: npt.NDArray[np.intp] = model.fit_predict(vectors)
    return (label + 1).astype(np.uint16)
