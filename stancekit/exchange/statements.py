"""Statements: an utterance with all that is known of it, in words, as tables and networks take it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from stancekit.exchange.actors import Actor, actor
from stancekit.records import Analysis, Article, Span, Speaker, Utterance

__all__ = ["GAP", "Statement", "of", "of_analysis", "statement"]

GAP = " … "  # between the parts of a split quotation


@dataclass(frozen=True, slots=True)
class Statement:
    """Who takes which stance on what, where and when; empty strings where something is unknown.

    ``stance`` is condemning, cautious, supportive, none or abstained, or None where nothing was classified,
    and ``p`` its probability, if there is one. ``person`` and ``organization`` are what
    `stancekit.exchange.actors` makes of the speaker. The spans count code points of the article's text.
    """

    article: str
    id: str
    stance: str | None = None
    person: str = ""
    organization: str = ""
    topic: str = ""
    target: str = ""
    content: tuple[Span, ...] = ()
    text: str = ""
    date: str = ""
    title: str = ""
    outlet: str = ""
    author: str = ""
    section: str = ""
    type: str = ""
    speaker: str = ""
    speaker_kind: str = ""
    speaker_role: str = ""
    kind: str = ""
    confidence: float = 1.0
    p: float | None = None
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    cue_text: str = ""
    source_text: str = ""


def of(analyses: Iterable[Analysis]) -> Iterator[Statement]:
    """Yield the statements of analyses, in order."""
    for analysis in analyses:
        yield from of_analysis(analysis)


def of_analysis(analysis: Analysis) -> Iterator[Statement]:
    """Yield the statements of one analysis.

    Examples
    --------
    >>> from stancekit.records import Stance
    >>> said = Utterance("u1", "direct", (Span(0, 11),), speaker="s1", stance=Stance("supportive"))
    >>> cast = (Speaker("s1", "Harbour Watch", "organization"),)
    >>> (one,) = of_analysis(Analysis(Article("“Build it,” it said.", "a"), cast, utterances=(said,)))
    >>> one.organization, one.stance, one.text
    ('Harbour Watch', 'supportive', '“Build it,”')
    """
    text = analysis.article.text
    speakers = {speaker.id: speaker for speaker in analysis.speakers}
    labels = {topic.id: topic.label for topic in analysis.topics}
    organizations = [s.name for s in analysis.speakers if s.kind == "organization"]
    for u in analysis.utterances:
        words = [_words(text, spans) for spans in (u.content, u.cue, u.source)]
        speaker = speakers.get(u.speaker or "")
        yield statement(analysis.article, u, speaker, labels.get(u.topic or "", ""), words, organizations)


def statement(
    article: Article,
    u: Utterance,
    speaker: Speaker | None,
    topic: str,
    words: Sequence[str],
    organizations: Collection[str] = (),
) -> Statement:
    """Return the statement that an utterance is.

    Parameters
    ----------
    article : Article
        Its text is not looked at.
    u : Utterance
    speaker : Speaker or None
    topic : str
        The topic's label.
    words : sequence of str
        Those of content, cue and source.
    organizations : collection of str
        Names of the organizations known in the article.
    """
    who = actor(speaker, organizations) if speaker else Actor("", "")
    text, cue, source = words
    taken = u.stance
    return Statement(
        article=article.id,
        id=u.id,
        stance=taken.answer if taken else None,
        person=who.person,
        organization=who.organization,
        topic=topic,
        target=u.target or "",
        content=u.content,
        text=text,
        date=article.date,
        title=article.title,
        outlet=article.source,
        author=_meta(article, "author"),
        section=_meta(article, "section"),
        type=_meta(article, "type"),
        speaker=speaker.name if speaker else "",
        speaker_kind=speaker.kind if speaker else "",
        speaker_role=speaker.role if speaker else "",
        kind=u.kind,
        confidence=u.confidence,
        p=taken.confidence if taken and taken.probabilities else None,
        cue=u.cue,
        source=u.source,
        cue_text=cue,
        source_text=source,
    )


def _words(text: str, spans: Iterable[Span]) -> str:
    return GAP.join(text[span.start : span.end] for span in spans)


def _meta(article: Article, key: str) -> str:
    value: Any = article.meta.get(key)
    return value if isinstance(value, str) else ""
