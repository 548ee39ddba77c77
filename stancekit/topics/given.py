"""Utterances filed under topics that the user gives.

A topic's name, keywords and phrases are looked for, whole and in part, in what is said and in the sentences
around it; a small network weighs what is found. A keyword or phrase said in full always counts as a fit.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from stancekit.persistence import read_config, write_config
from stancekit.records import Topic, Utterance
from stancekit.text import Document
from stancekit.topics import passages
from stancekit.topics.background import Background
from stancekit.topics.network import Network
from stancekit.topics.passages import Passages, Vocabulary
from stancekit.topics.words import fold, is_content, key

__all__ = ["FEATURES", "Filer", "features", "untrained"]

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.intp]

FEATURES = (
    "phrase_said",
    "phrase_near",
    "share_target",
    "share_said",
    "share_near",
    "share_wide",
    "share_paragraph",
    "mass_said",
    "mass_near",
    "likeness_said",
    "likeness_near",
    "likeness_wide",
    "lead_share_near",
    "lead_share_wide",
    "lead_likeness_near",
    "lead_likeness_wide",
)
_SAID_IN_FULL = 0.9  # least probability of a topic whose keyword or phrase is said
_FOLD_CACHE = 50_000
_BREAK = re.compile(r"[\s,-]+")

_folded = lru_cache(_FOLD_CACHE)(fold)


class Filer:
    """Files utterances under given topics.

    Parameters
    ----------
    network : Network
        Reads `FEATURES`; its score is the log-odds that a topic fits.
    threshold : float
        Probability from which a topic fits.
    """

    def __init__(self, network: Network, threshold: float = 0.3) -> None:
        self.network = network
        self.threshold = threshold

    def file(
        self,
        document: Document,
        utterances: Sequence[Utterance],
        topics: Sequence[Topic],
        background: Background,
    ) -> tuple[Utterance, ...]:
        """Return the utterances with the topic that fits each best, ``None`` where none fits."""
        if not (len(document) and utterances and topics):
            return tuple(replace(u, topic=None) for u in utterances)
        fit = self.probabilities(document, utterances, topics, background)
        best = fit.argmax(axis=1)
        fits = fit[np.arange(len(fit)), best] >= self.threshold
        return tuple(
            replace(u, topic=topics[t].id if ok else None)
            for u, t, ok in zip(utterances, best.tolist(), fits.tolist(), strict=True)
        )

    def probabilities(
        self,
        document: Document,
        utterances: Sequence[Utterance],
        topics: Sequence[Topic],
        background: Background,
    ) -> FloatArray:
        """Return the probability (n_utterances, n_topics) that a topic fits an utterance."""
        table = features(document, utterances, topics, background)
        odds = self.network(table)
        fit = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
        raised: FloatArray = np.where(table[:, :, 0] > 0, _SAID_IN_FULL + fit / 10, fit)
        return raised

    def save(self, folder: Path) -> None:
        """Write the weights and the threshold to ``folder``."""
        self.network.save(folder, "given")
        write_config(folder, {"threshold": self.threshold}, "given")

    @classmethod
    def load(cls, folder: Path) -> Filer:
        """Read what `save` wrote."""
        network = Network.load(folder, "given", n_features=len(FEATURES))
        return cls(network, float(read_config(folder, "given")["threshold"]))


def features(
    document: Document, utterances: Sequence[Utterance], topics: Sequence[Topic], background: Background
) -> FloatArray:
    """Return the `FEATURES`, shape (n_utterances, n_topics, n_features), of every utterance and topic."""
    vocabulary = passages.read_vocabulary(document, background)
    found = passages.read(document, utterances, vocabulary)
    keys = background.word_keys(document.words).tolist()
    columns = dict(zip(keys, vocabulary.column.tolist(), strict=True))
    terms = [[k for text in _texts(t) if (k := _keys(text, columns))] for t in topics]
    shares = _shares(found, vocabulary, terms, columns, background)
    likeness = _likenesses(found, vocabulary, terms, background)
    around = [*shares, *likeness, _lead(shares[1]), _lead(shares[2]), _lead(likeness[1]), _lead(likeness[2])]
    said, near = _phrase_hits(document, utterances, found, topics)
    target = _target_shares(utterances, terms, background)
    planes = [said, near, target, *(plane[found.of_utterance] for plane in around)]
    return np.stack(planes, axis=2).astype(np.float32)


def _texts(topic: Topic) -> tuple[str, ...]:
    return tuple(dict.fromkeys((topic.label, *topic.terms)))


def _keys(text: str, known: Container[int]) -> tuple[int, ...]:
    """Return the keys of a term's content words, each once; compounds the article lacks are taken apart."""
    words: list[str] = []
    for word in text.replace(",", " ").split():
        words += [word] if key(fold(word)) in known else word.replace("-", " ").split()
    return tuple(dict.fromkeys(key(fold(w)) for w in words if is_content(w)))


def _phrase_hits(
    document: Document, utterances: Sequence[Utterance], found: Passages, topics: Sequence[Topic]
) -> tuple[FloatArray, FloatArray]:
    """Return whether a term stands in full in each utterance's content, and how near it stands."""
    words = [_folded(w).replace("-", " ") for w in document.words]
    text = f" {' '.join(words)} "
    starts = np.cumsum([1, *(len(w) + 1 for w in words)])
    hits = np.zeros((len(topics), len(document) + 1), np.float32)
    for t, topic in enumerate(topics):
        for at in _places(text, _texts(topic)):
            hits[t, int(np.searchsorted(starts, at + 1, "right"))] += 1
    before = np.cumsum(hits, axis=1)
    said = np.zeros((len(utterances), len(topics)), np.float32)
    for i, u in enumerate(utterances):
        for a, b in np.searchsorted(document.starts, np.array(u.content).reshape(-1, 2)).tolist():
            said[i] += before[:, b] - before[:, a]
    sentences = np.asarray(document.sentences, np.intp)
    by_sentence = np.stack([np.bincount(sentences, row[1:], found.fade.shape[1]) for row in hits])
    near = (found.fade[:, None, :] * (by_sentence > 0)).max(axis=2)
    return np.minimum(said, 1), near[found.of_utterance]


def _places(text: str, terms: Sequence[str]) -> list[int]:
    """Return where terms stand in a text of folded words, each between two spaces."""
    places: list[int] = []
    for term in terms:
        needle = f" {' '.join(map(_folded, _BREAK.split(term.strip())))} "
        at = text.find(needle) if needle.strip() else -1
        while at >= 0:
            places.append(at)
            at = text.find(needle, at + 1)
    return places


def _shares(
    found: Passages,
    vocabulary: Vocabulary,
    terms: Sequence[Sequence[tuple[int, ...]]],
    columns: Mapping[int, int],
    background: Background,
) -> list[FloatArray]:
    """Return what share of a topic's best term (rare words count more) stands in and around each passage.

    The last two planes are how much weight of all its words there is.
    """
    bags = [np.minimum(bag, 1) for bag in (found.said, found.near, found.wide, found.paragraph)]
    shares = [np.zeros((len(found), len(terms)), np.float32) for _ in range(6)]
    for t, of_topic in enumerate(terms):
        for term in of_topic:
            weight = _weights(term, columns, vocabulary, background)
            at = [(i, columns[k]) for i, k in enumerate(term) if k in columns]
            for share, bag in zip(shares, bags, strict=False):
                matched = bag[:, [c for _, c in at]] @ weight[[i for i, _ in at]]
                np.maximum(share[:, t], matched / weight.sum(), out=share[:, t])
        every = [k for k in dict.fromkeys(k for term in of_topic for k in term) if k in columns]
        weight = vocabulary.weight[[columns[k] for k in every]]
        for share, bag in zip(shares[4:], bags, strict=False):
            share[:, t] = np.log1p(bag[:, [columns[k] for k in every]] @ weight)
    return shares


def _weights(
    term: tuple[int, ...], columns: Mapping[int, int], vocabulary: Vocabulary, background: Background
) -> FloatArray:
    """Return how much each word of a term tells in this article: little where every sentence has it."""
    weight = background.rarity[background.rows(np.array(term, np.int64))]
    weight *= np.log1p(len(vocabulary.in_sentence))
    for i, k in enumerate(term):
        if k in columns:
            weight[i] = vocabulary.weight[columns[k]]
    return weight


def _target_shares(
    utterances: Sequence[Utterance], terms: Sequence[Sequence[tuple[int, ...]]], background: Background
) -> FloatArray:
    """Return what share of a topic's best term stands in each utterance's target."""
    shares = np.zeros((len(utterances), len(terms)), np.float32)
    for i, u in enumerate(utterances):
        target = set(_keys(u.target, ())) if u.target else set()
        for t, of_topic in enumerate(terms if target else ()):
            for term in of_topic:
                weight = background.rarity[background.rows(np.array(term, np.int64))]
                shares[i, t] = max(shares[i, t], weight[[k in target for k in term]].sum() / weight.sum())
    return shares


def _likenesses(
    found: Passages,
    vocabulary: Vocabulary,
    terms: Sequence[Sequence[tuple[int, ...]]],
    background: Background,
) -> list[FloatArray]:
    """Return how like the words of each topic those said in and around each passage are (cosine)."""
    rows = [background.rows(np.array([k for term in of_topic for k in term], np.int64)) for of_topic in terms]
    topics: FloatArray = np.stack([background.rarity[r] @ background.vectors[r] for r in rows])
    vectors: FloatArray = vocabulary.weight[:, None] * vocabulary.vectors
    return [_unit(bag @ vectors) @ _unit(topics).T for bag in (found.said, found.near, found.wide)]


def _lead(plane: FloatArray) -> FloatArray:
    """Return how far each topic is ahead of the best other one."""
    if plane.shape[1] < 2:
        return plane
    top = np.sort(plane, axis=1)[:, -2:]
    lead: FloatArray = plane - np.where(plane == top[:, 1:], top[:, :1], top[:, 1:])
    return lead


def _unit(rows: FloatArray) -> FloatArray:
    unit: FloatArray = rows / np.maximum(np.sqrt((rows * rows).sum(axis=1, keepdims=True)), 1e-6)
    return unit


def untrained() -> Network:
    """Return a network that goes by the share of a term in the content and near it."""
    hidden = np.zeros((len(FEATURES) + 1, 1), np.float32)
    for name, weight in {"share_said": 6, "share_near": 3, "share_target": 6, "phrase_near": 2}.items():
        hidden[FEATURES.index(name), 0] = weight
    return Network(hidden, np.array([1, -3.5], np.float32))
