"""The topics stage: groups an article's utterances by issue and names the groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from stancekit.records import Span, Topic, Utterance
from stancekit.text import Document
from stancekit.topics import given as given_topics
from stancekit.topics import labels, passages
from stancekit.topics.background import Background
from stancekit.topics.grouping import group
from stancekit.topics.naming import name_groups
from stancekit.topics.network import Network
from stancekit.topics.pairs import PairScorer

__all__ = ["TopicModel"]

IntArray = npt.NDArray[np.intp]


class TopicModel:
    """Finds the topics of an article's utterances, or files the utterances under topics that are given.

    Parameters
    ----------
    background : Background
        Rarity and vectors of words.
    scorer : PairScorer
        Says how likely two passages share a topic.
    judge : Network
        Says how well a phrase names a group; reads `labels.FEATURES`.
    filer : Filer
        Files utterances under given topics.

    Examples
    --------
    >>> from stancekit.records import Article, Span, Utterance
    >>> from stancekit.text import SentenceSplitter, tokenize
    >>> text = "Missile defense is urgent, Kuleba said."
    >>> document = tokenize([Article(text)], SentenceSplitter()).document(0)
    >>> said = [Utterance("u1", "indirect", (Span(0, 25),))]
    >>> topics, utterances = TopicModel.untrained().assign(document, said)
    >>> topics[0].label, utterances[0].topic
    ('Missile defense', 't1')
    """

    def __init__(
        self, background: Background, scorer: PairScorer, judge: Network, filer: given_topics.Filer
    ) -> None:
        self.background = background
        self.scorer = scorer
        self.judge = judge
        self.filer = filer

    @classmethod
    def untrained(cls) -> TopicModel:
        """Return a model without tables, its weights set by hand."""
        filer = given_topics.Filer(given_topics.untrained())
        return cls(Background.empty(), PairScorer.untrained(), labels.untrained(), filer)

    # Everything here is finite; the linear algebra library can set the flag for what lies beside a short row.
    @np.errstate(invalid="ignore")
    def assign(
        self, document: Document, utterances: Sequence[Utterance], *, given: Sequence[Topic] | None = None
    ) -> tuple[tuple[Topic, ...], tuple[Utterance, ...]]:
        """Return the article's topics and the same utterances, order kept, each with its topic.

        Parameters
        ----------
        document : Document
        utterances : sequence of Utterance
            Their speakers help where they are known.
        given : sequence of Topic, optional
            Topics to file the utterances under; without them topics are discovered.

        Returns
        -------
        topics : tuple of Topic
            Two to six, numbered in order of first use; one where there is at most one utterance, and then
            it is what the whole article is about. With ``given``: those topics, unchanged.
        utterances : tuple of Utterance
            With ``topic`` set; ``None`` only with ``given``, where no topic fits.
        """
        if given is not None:
            return tuple(given), self.filer.file(document, utterances, given, self.background)
        if not len(document):
            only = Topic("t1", document.article.title.strip() or "article")
            return (only,), tuple(replace(u, topic=only.id) for u in utterances)
        vocabulary = passages.read_vocabulary(document, self.background)
        read = utterances or [_whole(document)]
        found = passages.read(document, read, vocabulary)
        groups = _by_first_use(group(self.scorer(found, vocabulary)), found)
        named = name_groups(document, found, vocabulary, groups, read, self.judge)
        return named, _with_topics(utterances, named, groups[found.of_utterance])

    def save(self, folder: Path) -> None:
        """Write the tables and weights to ``folder``."""
        self.background.save(folder)
        self.scorer.save(folder)
        self.judge.save(folder, "labels")
        self.filer.save(folder)

    @classmethod
    def load(cls, folder: Path) -> TopicModel:
        """Read a model that `save` wrote."""
        judge = Network.load(folder, "labels", n_features=len(labels.FEATURES))
        filer = given_topics.Filer.load(folder)
        return cls(Background.load(folder), PairScorer.load(folder), judge, filer)


def _whole(document: Document) -> Utterance:
    """Return the article's text as if it were one utterance."""
    return Utterance("", "mixed", (Span(document.starts[0], document.ends[-1]),))


def _by_first_use(groups: IntArray, found: passages.Passages) -> IntArray:
    """Number groups in the order of the utterances, which need not be the text's."""
    order = dict.fromkeys(groups[found.of_utterance].tolist())
    number = {g: i for i, g in enumerate(order)}
    return np.array([number[g] for g in groups.tolist()], np.intp)


def _with_topics(
    utterances: Sequence[Utterance], topics: Sequence[Topic], groups: IntArray
) -> tuple[Utterance, ...]:
    numbers = groups.tolist()
    return tuple(replace(u, topic=topics[numbers[i]].id) for i, u in enumerate(utterances))
