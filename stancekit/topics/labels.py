"""Names for groups of utterances, chosen from the article's own noun phrases.

Every phrase is described by how it stands in the group (its words' share, where it occurs), in the article
and in the language (rarity, shape); a small network trained on the phrases that annotators gave their topics
says how well it would name the group.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stancekit.records import Utterance
from stancekit.text import Document
from stancekit.topics import candidates
from stancekit.topics.candidates import Candidates
from stancekit.topics.network import Network
from stancekit.topics.passages import Passages, Vocabulary

__all__ = ["FEATURES", "Groups", "features", "top_words", "untrained"]

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.intp]

FEATURES = (
    "near_group",
    "group_share",
    "occurrences",
    "said_in_group",
    "word_mass",
    "word_mass_least",
    "word_share",
    "word_share_least",
    "word_said",
    "word_said_least",
    "head_mass",
    "likeness",
    "likeness_gain",
    "rarity",
    "rarity_least",
    "one_word",
    "two_words",
    "three_words",
    "four_words",
    *candidates.SHAPE,
)
_TOP_WORDS = 9  # of a group; phrases without any of them are not considered


@dataclass(frozen=True, slots=True)
class Groups:
    """Groups of passages, a row a group.

    Attributes
    ----------
    member : array of shape (n_groups, n_passages)
        1 where the passage is in the group.
    owner : array of shape (n_tokens,)
        Group in whose contents a token stands, -1 in none.
    mass : array of shape (n_groups, n_words)
        How much of a word, weighed by its rarity, a passage of the group has in and around it.
    share : array of shape (n_groups, n_words)
        The group's part of a word's occurrences in and around all passages.
    said : array of shape (n_groups, n_words)
        Part of the group's passages whose contents have the word.
    """

    member: FloatArray
    owner: IntArray
    mass: FloatArray
    share: FloatArray
    said: FloatArray

    @classmethod
    def read(
        cls,
        document: Document,
        utterances: Sequence[Utterance],
        passages: Passages,
        vocabulary: Vocabulary,
        groups: IntArray,
    ) -> Groups:
        """Read groups from the group number of each passage."""
        member = (np.arange(int(groups.max()) + 1)[:, None] == groups).astype(np.float32)
        counts = member @ (passages.near + passages.said)
        share = counts / np.maximum(counts.sum(axis=0), 1e-6)
        size = np.maximum(member.sum(axis=1, keepdims=True), 1)
        mass = counts * vocabulary.rarity / size
        owner = _owners(document, utterances, groups[passages.of_utterance])
        return cls(member, owner, mass, share, member @ passages.said / size)


def _owners(document: Document, utterances: Sequence[Utterance], groups: IntArray) -> IntArray:
    owner = np.full(len(document), -1, np.intp)
    spans = np.array([span for u in utterances for span in u.content], np.int64).reshape(-1, 2)
    of_span = [g for u, g in zip(utterances, groups.tolist(), strict=True) for _ in u.content]
    for g, (a, b) in zip(of_span, np.searchsorted(document.starts, spans).tolist(), strict=True):
        owner[a:b] = g
    return owner


def top_words(mass: FloatArray) -> IntArray:
    """Return the columns of the heaviest words of any group."""
    k = min(_TOP_WORDS, mass.shape[1])
    top = np.argpartition(-mass, k - 1, axis=1)[:, :k] if k else np.empty((0, 0), np.intp)
    columns: IntArray = np.unique(top)
    return columns


def features(
    found: Candidates,
    document: Document,
    passages: Passages,
    vocabulary: Vocabulary,
    groups: Groups,
) -> FloatArray:
    """Return the `FEATURES` of every phrase for every group, shape (n_groups, n_phrases, n_features)."""
    n_groups, words = len(groups.member), found.words
    length = (words < len(vocabulary.weight)).sum(axis=1)
    rarity = np.append(vocabulary.rarity, 0)[words]
    least = np.append(vocabulary.rarity, np.inf)[words].min(axis=1)
    alone = [rarity.sum(axis=1) / length, least, *(length == k for k in (1, 2, 3, 4))]
    fixed = np.concatenate([np.stack(alone, axis=1), found.shape], axis=1)
    head = words[np.arange(len(words)), length - 1]
    planes = [
        *_occurrence_planes(found, document, passages, groups),
        *_word_planes(groups.mass, words, length),
        *_word_planes(groups.share, words, length),
        *_word_planes(groups.said, words, length),
        groups.mass[:, head],
        *_vector_planes(groups.mass, vocabulary, words),
    ]
    varying = np.stack(planes, axis=2)
    table = np.concatenate([varying, np.broadcast_to(fixed, (n_groups, *fixed.shape))], axis=2)
    return table.astype(np.float32)


def _occurrence_planes(
    c: Candidates, document: Document, passages: Passages, groups: Groups
) -> list[npt.NDArray[np.floating]]:
    """Return how much a phrase occurs around a group, what share of it, how often at all, and in contents."""
    n_groups, n = len(groups.member), len(c)
    sentence = np.asarray(document.sentences, np.intp)[c.at]
    around = (groups.member @ passages.fade)[:, sentence]
    near = np.stack([np.bincount(c.occurrence, row, n) for row in around])
    owner = groups.owner[c.at]
    said = np.stack([np.bincount(c.occurrence, owner == g, n) for g in range(n_groups)])
    often = np.broadcast_to(np.log1p(np.bincount(c.occurrence, minlength=n)), near.shape)
    return [np.log1p(near), near / np.maximum(near.sum(axis=0), 1e-6), often, np.log1p(said)]


def _word_planes(values: FloatArray, words: IntArray, length: IntArray) -> list[FloatArray]:
    """Return mean and least value of a phrase's words for each group."""
    padding = np.zeros((len(values), 1), np.float32)
    mean = np.concatenate([values, padding], axis=1)[:, words].sum(axis=2) / length
    return [mean, np.concatenate([values, padding + np.inf], axis=1)[:, words].min(axis=2)]


def _vector_planes(mass: FloatArray, vocabulary: Vocabulary, words: IntArray) -> list[FloatArray]:
    """Return how like the group a phrase's words are, and how much more so than like the whole article."""
    weighed = np.zeros((len(vocabulary.weight) + 1, vocabulary.vectors.shape[1]), np.float32)
    weighed[:-1] = vocabulary.vectors * vocabulary.rarity[:, None]
    phrase = _unit(weighed[words].sum(axis=1))
    group = mass @ vocabulary.vectors
    like = _unit(group) @ phrase.T
    return [like, like - phrase @ _unit(group.sum(axis=0, keepdims=True))[0]]


def _unit(rows: FloatArray) -> FloatArray:
    unit: FloatArray = rows / np.maximum(np.sqrt((rows * rows).sum(axis=1, keepdims=True)), 1e-6)
    return unit


def untrained() -> Network:
    """Return a judge of labels that prefers two or three words that are frequent in the group alone."""
    hidden = np.zeros((len(FEATURES) + 1, 1), np.float32)
    weights = {"near_group": 1.0, "group_share": 1.0, "word_mass": 0.2, "two_words": 1.0, "three_words": 0.8,
               "ends_in_noun": 0.5, "has_joiner": -0.5, "only_person": -2.0}  # fmt: skip
    for name, weight in weights.items():
        hidden[FEATURES.index(name), 0] = weight
    hidden[-1] = 5
    return Network(hidden, np.array([1, 0], np.float32))
