"""Analyses as rows of the results tables.

``ROWS[table](analysis)`` is a list of tuples in the order of ``TABLES[table]``. The tables ``articles`` and
``failures`` know more than an analysis does: `article_row` and `failure_row` take that too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from stancekit.records import LABELS, Analysis, Article, Failure, Span, Stance, Utterance

__all__ = ["ROWS", "Row", "article_row", "failure_row"]

Row = tuple[Any, ...]
_GAP = " … "


def utterances(analysis: Analysis) -> list[Row]:
    """Return a row for every utterance."""
    speakers, topics, text = _names(analysis), _labels(analysis), analysis.article.text
    return [
        (
            analysis.article.id,
            u.id,
            u.kind,
            u.confidence,
            u.speaker,
            speakers.get(u.speaker),
            u.topic,
            topics.get(u.topic),
            u.target,
            *_taken(u.stance),
            *(_words(text, spans) for spans in (u.content, u.cue, u.source)),
            *(_pairs(spans) for spans in (u.content, u.cue, u.source)),
            _weights(u),
        )
        for u in analysis.utterances
    ]


def stances(analysis: Analysis) -> list[Row]:
    """Return a row for every cell of the article's speaker × topic table."""
    speakers, topics = _names(analysis), _labels(analysis)
    return [
        (
            analysis.article.id,
            cell.speaker,
            speakers.get(cell.speaker),
            cell.topic,
            topics.get(cell.topic),
            *_taken(cell.stance),
            cell.n,
            list(cell.utterances),
        )
        for cell in analysis.stances
    ]


def speakers(analysis: Analysis) -> list[Row]:
    """Return a row for every speaker."""
    said = Counter(u.speaker for u in analysis.utterances)
    id = analysis.article.id
    return [(id, s.id, s.name, s.kind, s.role, _pairs(s.mentions), said[s.id]) for s in analysis.speakers]


def topics(analysis: Analysis) -> list[Row]:
    """Return a row for every topic."""
    about = Counter(u.topic for u in analysis.utterances)
    id = analysis.article.id
    return [(id, t.id, t.label, list(t.terms), t.origin, about[t.id]) for t in analysis.topics]


ROWS: dict[str, Callable[[Analysis], list[Row]]] = {
    "utterances": utterances,
    "stances": stances,
    "speakers": speakers,
    "topics": topics,
}


def article_row(
    article: Article,
    status: str,
    analysis: Analysis | None = None,
    *,
    input: str = "",
    digest: str = "",
    duplicate: bool = False,
    language: str = "",
    seconds: float = 0.0,
) -> Row:
    """Return the row of an article, whatever became of it."""
    counts = (len(getattr(analysis, name, ())) for name in ("utterances", "stances", "speakers", "topics"))
    return (
        article.id,
        article.title,
        article.date,
        article.source,
        input,
        status,
        digest,
        duplicate,
        language,
        len(article.text),
        len(article.text.split()),
        *counts,
        seconds,
    )


def failure_row(failure: Failure, *, input: str = "") -> Row:
    """Return the row of an article that could not be read or analysed."""
    return (failure.id, input, failure.stage, failure.error)


def _names(analysis: Analysis) -> dict[str | None, str]:
    return {speaker.id: speaker.name for speaker in analysis.speakers}


def _labels(analysis: Analysis) -> dict[str | None, str]:
    return {topic.id: topic.label for topic in analysis.topics}


def _taken(
    stance: Stance | None,
) -> tuple[str | None, float | None, float | None, float | None, float | None]:
    if stance is None:
        return (None,) * 5
    condemning, cautious, supportive, none = (stance.probabilities.get(label) for label in LABELS)
    return stance.answer, condemning, cautious, supportive, none


def _words(text: str, spans: Iterable[Span]) -> str:
    return _GAP.join(text[span.start : span.end] for span in spans)


def _pairs(spans: Iterable[Span]) -> list[dict[str, int]]:
    return [{"start": span.start, "end": span.end} for span in spans]


def _weights(utterance: Utterance) -> list[dict[str, float]]:
    evidence = utterance.stance.evidence if utterance.stance else ()
    return [{"start": e.start, "end": e.end, "weight": e.weight} for e in evidence]
