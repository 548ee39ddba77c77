"""Utterances as bags of words: each with what it says, and with the sentences that stand around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stancekit.records import Span, Utterance
from stancekit.text import Document
from stancekit.topics.background import Background

__all__ = ["LIMIT", "Passages", "Vocabulary", "read", "read_vocabulary"]

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.intp]

_WORD = re.compile(r"[\w.’'-]*\w")
_RARITY_POWER = 0.35  # common words tell nearly as much as rare ones whether two passages belong together
_LEAD = 3  # sentences that tell what the article is about
LIMIT = 400  # passages of an article; where there are more utterances, neighbours share one
_NEAR, _WIDE = 0.7, 2.0  # sentences over which the words around a passage fade to 1/e


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The content words of one article.

    Attributes
    ----------
    column : array of shape (n_tokens,)
        Each token's word, -1 where it is no content word.
    weight : array of shape (n_words,)
        How much a word tells: its rarity in news, raised where few of the article's sentences have it.
    rarity : array of shape (n_words,)
        Rarity in news alone.
    vectors : array of shape (n_words, n_dims)
    in_sentence : array of shape (n_sentences, n_words)
        1 where the sentence has the word.
    in_headline_case : array of shape (n_sentences,)
        Whether the sentence capitalizes nearly every long word.
    in_lead : array of shape (n_words,)
        1 where the title or one of the first sentences has the word.
    """

    column: IntArray
    weight: FloatArray
    rarity: FloatArray
    vectors: FloatArray
    in_sentence: FloatArray
    in_headline_case: npt.NDArray[np.bool_]
    in_lead: FloatArray


@dataclass(frozen=True, slots=True)
class Passages:
    """Places in an article that speak about a topic, in text order; a row a passage.

    Attributes
    ----------
    of_utterance : array of shape (n_utterances,)
        The passage each utterance is in.
    said, paragraph : arrays of shape (n_passages, n_words)
        1 where the content has the word; in how many sentences of its paragraph the word stands.
    near, wide : arrays of shape (n_passages, n_words)
        The words said and those of the sentences around them, fading with distance.
    fade : array of shape (n_passages, n_sentences)
        How much each sentence counts for ``near``.
    first_sentence, last_sentence, first_paragraph, last_paragraph, first_token : arrays (n_passages,)
        Where the passage lies.
    speaker : array of shape (n_passages,)
        A number for each speaker; unknown speakers have one each.
    """

    of_utterance: IntArray
    said: FloatArray
    paragraph: FloatArray
    near: FloatArray
    wide: FloatArray
    fade: FloatArray
    first_sentence: IntArray
    last_sentence: IntArray
    first_paragraph: IntArray
    last_paragraph: IntArray
    first_token: IntArray
    speaker: IntArray

    def __len__(self) -> int:
        return len(self.said)


def read_vocabulary(document: Document, background: Background) -> Vocabulary:
    """Number the content words of an article and weigh them."""
    keys, case = background.look_up(document.words)
    content = np.flatnonzero(keys >= 0)
    distinct, inverse = np.unique(keys[content], return_inverse=True)
    column = np.full(len(keys), -1, np.intp)
    column[content] = inverse
    rows = background.rows(distinct)
    sentences = np.asarray(document.sentences, np.intp)
    n_sentences = int(sentences[-1]) + 1 if len(sentences) else 1
    in_sentence = np.zeros((n_sentences, len(distinct)), np.float32)
    in_sentence[sentences[content], inverse] = 1
    rarity = background.rarity[rows]
    spread = np.log1p(n_sentences / (in_sentence.sum(axis=0) + 1))
    n_long, n_upper = (np.bincount(sentences, which, n_sentences) for which in (case > 0, case == 2))
    headline = (n_upper > 0.75 * n_long) & (n_long > 3)
    weight = rarity**_RARITY_POWER * spread
    lead = np.maximum(in_sentence[:_LEAD].max(axis=0), _in_title(document, distinct, background))
    return Vocabulary(column, weight, rarity, background.vectors[rows], in_sentence, headline, lead)


def _in_title(document: Document, keys: IntArray, background: Background) -> FloatArray:
    """Return 1 for each word that the article's title has."""
    if not document.article.title:
        return np.zeros(len(keys), np.float32)
    title = background.word_keys(_WORD.findall(document.article.title))
    found: FloatArray = np.isin(keys, title).astype(np.float32)
    return found


def read(document: Document, utterances: Sequence[Utterance], vocabulary: Vocabulary) -> Passages:
    """Read the passages of at least one utterance from an article of at least one token."""
    order = sorted(range(len(utterances)), key=lambda i: _first_offset(utterances[i]))
    of_utterance = np.empty(len(order), np.intp)
    n = min(len(order), LIMIT)
    of_utterance[order] = np.arange(len(order)) * n // len(order)
    first, last, said = _contents(document, utterances, of_utterance, n, vocabulary)
    sentences = np.asarray(document.sentences, np.intp)
    paragraphs = np.asarray(document.paragraphs, np.intp)
    by_paragraph = _sum_by(paragraphs, sentences, vocabulary.in_sentence)
    distance = _distances(sentences[first], sentences[last], len(vocabulary.in_sentence))
    near, wide = np.exp(distance / -_NEAR), np.exp(distance / -_WIDE)
    return Passages(
        of_utterance,
        said,
        _sum_ranges(by_paragraph, paragraphs[first], paragraphs[last]),
        said + near @ vocabulary.in_sentence,
        said + wide @ vocabulary.in_sentence,
        near,
        sentences[first],
        sentences[last],
        paragraphs[first],
        paragraphs[last],
        first,
        _speakers(utterances, of_utterance, n),
    )


def _first_offset(utterance: Utterance) -> int:
    return utterance.content[0].start if utterance.content else 0


def _contents(
    document: Document,
    utterances: Sequence[Utterance],
    of_utterance: IntArray,
    n: int,
    vocabulary: Vocabulary,
) -> tuple[IntArray, IntArray, FloatArray]:
    """Return each passage's first and last token and the words of its contents."""
    spans = [u.content or u.cue or u.source or (Span(0, 0),) for u in utterances]
    owner = [p for parts, p in zip(spans, of_utterance.tolist(), strict=True) for _ in parts]
    offsets = np.array([span for parts in spans for span in parts], np.int64)
    rows = np.minimum(np.searchsorted(document.starts, offsets), len(document) - 1 + np.array([0, 1]))
    passage = np.array(owner, np.intp)
    begin = np.full(n, len(document) - 1, np.intp)
    end = np.zeros(n, np.intp)
    np.minimum.at(begin, passage, rows[:, 0])
    np.maximum.at(end, passage, rows[:, 1] - 1)
    length = np.maximum(rows[:, 1] - rows[:, 0], 0)
    within = np.arange(int(length.sum())) - np.repeat(np.cumsum(length) - length, length)
    column = vocabulary.column[np.repeat(rows[:, 0], length) + within]
    said = np.zeros((n, len(vocabulary.weight)), np.float32)
    said[np.repeat(passage, length)[column >= 0], column[column >= 0]] = 1
    return begin, np.maximum(begin, end), said


def _sum_by(paragraphs: IntArray, sentences: IntArray, in_sentence: FloatArray) -> FloatArray:
    """Add up the sentences of each paragraph; a sentence belongs to the paragraph that it begins in."""
    firsts = np.flatnonzero(np.diff(sentences, prepend=-1))
    starts = np.flatnonzero(np.diff(paragraphs[firsts], prepend=-1))
    sums: FloatArray = np.add.reduceat(in_sentence, starts, axis=0)
    return sums


def _sum_ranges(rows: FloatArray, first: IntArray, last: IntArray) -> FloatArray:
    """Return for each range of rows their sum."""
    total = np.zeros((len(rows) + 1, rows.shape[1]), np.float32)
    np.cumsum(rows, axis=0, out=total[1:])
    sums: FloatArray = total[last + 1] - total[first]
    return sums


def _distances(first: IntArray, last: IntArray, n_sentences: int) -> FloatArray:
    """Return how many sentences each sentence stands from each passage."""
    sentence = np.arange(n_sentences)
    outside = np.maximum(first[:, None] - sentence, sentence - last[:, None])
    distance: FloatArray = np.maximum(outside, 0).astype(np.float32)
    return distance


def _speakers(utterances: Sequence[Utterance], of_utterance: IntArray, n: int) -> IntArray:
    numbers: dict[str, int] = {}
    speaker = -1 - np.arange(n)
    for u, passage in zip(utterances, of_utterance.tolist(), strict=True):
        if u.speaker is not None:
            speaker[passage] = numbers.setdefault(u.speaker, len(numbers))
    return speaker
