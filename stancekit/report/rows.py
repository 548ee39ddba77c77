"""The records of an analysis as rows of plain values, ids resolved to names.

``ROWS[what](analysis)`` is a list of tuples whose parts ``COLUMNS[what]`` names. Text comes as it stands in
the article; whoever shows it makes it safe.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from stancekit.records import Analysis, Article, Span, Stance

__all__ = ["COLUMNS", "ROWS", "between", "speaker_names", "topic_labels"]

Row = tuple[Any, ...]


def stances(analysis: Analysis) -> list[Row]:
    """Return the speaker × topic table: speaker, topic, stance, its probability, ids of the utterances."""
    speakers, topics = speaker_names(analysis), topic_labels(analysis)
    return [
        (
            _named(cell.speaker, speakers),
            _named(cell.topic, topics),
            *_taken(cell.stance),
            " ".join(cell.utterances),
        )
        for cell in analysis.stances
    ]


def utterances(analysis: Analysis) -> list[Row]:
    """Return the utterances; ``start`` and ``end`` enclose the content, ``text`` is the content alone."""
    speakers, topics, article = speaker_names(analysis), topic_labels(analysis), analysis.article
    return [
        (
            u.id,
            u.kind,
            float(u.confidence),
            _named(u.speaker, speakers),
            _named(u.topic, topics),
            u.target,
            *_taken(u.stance),
            min((span.start for span in u.content), default=None),
            max((span.end for span in u.content), default=None),
            between(article, u.content),
            between(article, u.cue),
            between(article, u.source),
        )
        for u in analysis.utterances
    ]


def speakers(analysis: Analysis) -> list[Row]:
    """Return the speakers with the numbers of their mentions and utterances."""
    said = Counter(u.speaker for u in analysis.utterances)
    return [(s.id, s.name, s.kind, s.role, len(s.mentions), said[s.id]) for s in analysis.speakers]


def topics(analysis: Analysis) -> list[Row]:
    """Return the topics with the number of their utterances."""
    about = Counter(u.topic for u in analysis.utterances)
    return [(t.id, t.label, t.origin, " ".join(t.terms), about[t.id]) for t in analysis.topics]


ROWS: dict[str, Callable[[Analysis], list[Row]]] = {
    "stances": stances,
    "utterances": utterances,
    "speakers": speakers,
    "topics": topics,
}
COLUMNS: dict[str, tuple[str, ...]] = {
    "stances": ("speaker", "topic", "stance", "p", "utterances"),
    "utterances": (
        *("id", "kind", "utterance_confidence", "speaker", "topic", "target"),
        *("stance", "confidence", "start", "end", "text", "cue", "source"),
    ),
    "speakers": ("id", "name", "kind", "role", "mentions", "utterances"),
    "topics": ("id", "label", "origin", "terms", "utterances"),
}


def between(article: Article, spans: Sequence[Span], *, gap: str = " ") -> str:
    """Return the text of ``spans``, joined by ``gap`` where a content is split."""
    return gap.join(article.text[span.start : span.end] for span in spans)


def speaker_names(analysis: Analysis) -> dict[str, str]:
    """Return the name of every speaker by id."""
    return {speaker.id: speaker.name for speaker in analysis.speakers}


def topic_labels(analysis: Analysis) -> dict[str, str]:
    """Return the label of every topic by id."""
    return {topic.id: topic.label for topic in analysis.topics}


def _named(id: str | None, names: dict[str, str]) -> str | None:
    return None if id is None else names.get(id, id)


def _taken(stance: Stance | None) -> tuple[str | None, float | None]:
    """Tell "no stance" (``none``) and "no answer" (``abstained``) from "not classified" (``None``)."""
    return (None, None) if stance is None else (stance.answer, float(stance.confidence))
