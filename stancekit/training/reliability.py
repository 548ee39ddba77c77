"""Whether the probability of an answer means what it says, and what abstaining buys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from stancekit.exchange import gold
from stancekit.exchange.files import text_of
from stancekit.records import Article, Utterance

if TYPE_CHECKING:
    from stancekit.analyzer import Analyzer

__all__ = ["Answers", "answers", "coverage", "diagram"]

_BINS = 10
_SHARES = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1)


class Answers(NamedTuple):
    """Probability of the label that was chosen for each utterance, and whether it was the annotated one."""

    confidence: npt.NDArray[np.float64]
    right: npt.NDArray[np.bool_]


def answers(kit: Analyzer, path: Path, texts: Path) -> Answers:
    """Classify the annotated utterances of gold JSONL."""
    confidence, right = [], []
    for row in gold.read(path):
        said = [Utterance(u.id, "indirect", u.content, u.cue, u.source) for u in row.utterances]
        article = Article(text_of(texts, row.id), id=row.id)
        for u, stance in zip(row.utterances, kit.classify(article, said), strict=True):
            confidence.append(stance.confidence)
            right.append(stance.label == u.stance)
    return Answers(np.array(confidence), np.array(right, np.bool_))


def diagram(told: Answers) -> Iterator[tuple[str, int, float, float]]:
    """Yield each tenth of confidence: its name, number of answers, their mean confidence and accuracy."""
    where = np.minimum((told.confidence * _BINS).astype(int), _BINS - 1)
    for i in range(_BINS):
        here = where == i
        if here.any():
            name = f"{i / _BINS:.1f}–{(i + 1) / _BINS:.1f}"
            yield name, int(here.sum()), float(told.confidence[here].mean()), float(told.right[here].mean())


def coverage(told: Answers) -> Iterator[tuple[float, float, float]]:
    """Yield shares of utterances that are answered, the confidence from which they are, and the accuracy."""
    order = np.argsort(-told.confidence, kind="stable")
    for share in _SHARES:
        kept = order[: max(1, round(share * len(order)))]
        yield share, float(told.confidence[kept[-1]]), float(told.right[kept].mean())
