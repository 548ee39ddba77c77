"""Annotations as analyses: what every reader of a format hands on, and the way from and to gold records."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from stancekit.errors import InputError
from stancekit.exchange import files
from stancekit.exchange.actors import kind_of_name
from stancekit.exchange.gold import GoldArticle, GoldUtterance
from stancekit.exchange.kinds import kind
from stancekit.records import LABELS, STANCES, Analysis, Article, Span, Speaker, Stance, Topic, Utterance

__all__ = [
    "ANSWERS",
    "SECOND",
    "Marked",
    "analysis_of",
    "answer_of",
    "build",
    "given",
    "gold_of",
    "plain_data",
    "second_of",
    "stance_of",
]

ANSWERS = (*LABELS, "abstained")
SECOND = (
    "second"  # key of Article.meta: {utterance id: {"stance", "target"}}, second positions of equal weight
)
_OWN = ("title", "date", "source")  # fields of a gold line that an article has of its own

Record = TypeVar("Record", Speaker, Topic)


@dataclass(frozen=True, slots=True)
class Marked:
    """An utterance as a format holds it: names and phrases in place of ids.

    ``answer`` is one of `ANSWERS`, or None where nobody annotated a stance.
    """

    id: str
    content: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    kind: str | None = None
    speaker: str | None = None
    topic: str | None = None
    target: str | None = None
    answer: str | None = None
    confidence: float = 1.0


def build(
    article: Article,
    marked: Iterable[Marked],
    where: str,
    *,
    speakers: Iterable[Speaker] = (),
    topics: Iterable[Topic] = (),
) -> Analysis:
    """Return the analysis that annotations of an article come to.

    Parameters
    ----------
    article : Article
    marked : iterable of Marked
        In order; an id met before gets a suffix.
    where : str
        What an error names.
    speakers, topics : iterable of records
        Those that are known; a further name or phrase makes a new one, its kind guessed from the name.

    Raises
    ------
    InputError
        If a span is not within the text, or an answer is none of `ANSWERS`.
    """
    cast = _Named(speakers, "s", lambda id, name: Speaker(id, name, kind_of_name(name)))
    issues = _Named(topics, "t", lambda id, name: Topic(id, name, origin="given"))
    utterances: list[Utterance] = []
    ids: set[str] = set()
    for one in marked:
        at = f"{where}, utterance {one.id}"
        files.within((*one.content, *one.cue, *one.source), article.text, at)
        utterance = Utterance(
            _unique(one.id, ids),
            _kind(one.kind, article.text, one.content, at),
            one.content,
            one.cue,
            one.source,
            cast.id(one.speaker),
            issues.id(one.topic),
            one.target or None,
            stance_of(one.answer, at),
            one.confidence,
        )
        utterances.append(utterance)
    return Analysis(article, tuple(cast.records), tuple(issues.records), tuple(utterances))


def stance_of(answer: str | None, where: str) -> Stance | None:
    """Return the stance that an answer stands for, whatever its case; None for None and the empty string."""
    if not answer:
        return None
    label = answer.strip().lower()
    if label not in ANSWERS:
        raise InputError(f"{where}: stance {answer!r} is not one of {', '.join(LABELS)}")
    if label in ("none", "abstained"):
        return Stance(None, abstained=label == "abstained")
    return Stance(label)  # type: ignore[arg-type]


def answer_of(utterance: Utterance) -> str | None:
    """Return the answer that an utterance's stance gives; None where it was not classified."""
    return None if utterance.stance is None else utterance.stance.answer


def given(analysis: Analysis) -> list[Utterance]:
    """Return the utterances as `Analyzer.classify` takes them: without stances, the topic by its phrase.

    Examples
    --------
    >>> said = Utterance("u1", "direct", (Span(0, 5),), topic="t1", stance=Stance("cautious"))
    >>> (asked,) = given(Analysis(Article("“No.”"), topics=(Topic("t1", "the port"),), utterances=(said,)))
    >>> asked.topic, asked.stance
    ('the port', None)
    """
    labels = {topic.id: topic.label for topic in analysis.topics}
    return [
        replace(u, speaker=None, topic=None if u.topic is None else labels.get(u.topic), stance=None)
        for u in analysis.utterances
    ]


def analysis_of(gold: GoldArticle, text: str, where: str) -> Analysis:
    """Return gold as an analysis; second positions and further fields go to ``meta`` of the article."""
    meta = {key: value for key, value in gold.meta.items() if key not in _OWN}
    if second := {
        u.id: {"stance": u.stance2, "target": u.target2} for u in gold.utterances if u.stance2 or u.target2
    }:
        meta[SECOND] = second
    own = {key: str(gold.meta.get(key) or "") for key in _OWN}
    topics = [Topic(key, phrase, origin="given") for key, phrase in gold.topics.items()]
    marked = [
        Marked(
            *(u.id, u.content, u.cue, u.source, u.kind, u.speaker),
            target=u.target,
            answer=(u.stance or "none") if u.labelled else None,
        )
        for u in gold.utterances
    ]
    found = build(Article(text, gold.id, meta=meta, **own), marked, where, topics=topics)
    keyed = zip(found.utterances, gold.utterances, strict=True)
    return replace(found, utterances=tuple(replace(u, topic=g.topic) for u, g in keyed))


def gold_of(analysis: Analysis) -> GoldArticle:
    """Return an analysis as gold; where the model abstained, the stance is not labelled."""
    article, names = analysis.article, {s.id: s.name for s in analysis.speakers}
    meta = {key: getattr(article, key) for key in _OWN if getattr(article, key)}
    meta |= {key: value for key, value in plain_data(article.meta).items() if key != SECOND}
    topics = {topic.id: topic.label for topic in analysis.topics}
    utterances = []
    for u in analysis.utterances:
        stance2, target2 = second_of(article, u.id)
        utterances.append(
            GoldUtterance(
                *(u.id, u.content, u.cue, u.source, u.kind),
                speaker=None if u.speaker is None else names.get(u.speaker),
                stance=u.stance.label if u.stance else None,
                target=u.target,
                topic=u.topic if u.topic in topics else None,
                stance2=stance2,
                target2=target2,
                labelled=u.stance is not None and not u.stance.abstained,
            )
        )
    return GoldArticle(article.id, topics, tuple(utterances), meta)


def second_of(article: Article, id: str) -> tuple[str | None, str | None]:
    """Return stance and target of an utterance's second position; None for what there is not."""
    kept = article.meta.get(SECOND)
    found = kept.get(id) if isinstance(kept, Mapping) else None
    if not isinstance(found, Mapping):
        return None, None
    stance, target = found.get("stance"), found.get("target")
    return stance if stance in STANCES else None, target if isinstance(target, str) else None


def plain_data(meta: Mapping[str, Any]) -> dict[str, Any]:
    """Return a mapping as JSON holds it: keys are strings, and what JSON has no form for is a string."""
    found: dict[str, Any] = json.loads(json.dumps(dict(meta), default=str, skipkeys=True))
    return found


class _Named(Generic[Record]):
    """Records by name; a name that is not known yet makes a new one, its id the letter and a number."""

    def __init__(self, known: Iterable[Record], letter: str, make: Callable[[str, str], Record]) -> None:
        self.records: list[Record] = list(known)
        self._make: Callable[[str, str], Record] = make
        self._letter = letter
        self._ids: dict[str, str] = {}
        self._taken: set[str] = {record.id for record in self.records}
        for record in self.records:
            self._ids.setdefault(_name(record), record.id)

    def id(self, name: str | None) -> str | None:
        """Return the id of the record called ``name``; None for no name."""
        if not name:
            return None
        if name not in self._ids:
            number = len(self.records) + 1
            while f"{self._letter}{number}" in self._taken:
                number += 1
            id = f"{self._letter}{number}"
            self.records.append(self._make(id, name))
            self._taken.add(id)
            self._ids[name] = id
        return self._ids[name]


def _name(record: Speaker | Topic) -> str:
    return record.name if isinstance(record, Speaker) else record.label


def _unique(id: str, taken: set[str]) -> str:
    name, number = id, 1
    while name in taken:
        number += 1
        name = f"{id}-{number}"
    taken.add(name)
    return name


def _kind(told: str | None, text: str, content: Sequence[Span], where: str) -> Any:
    if told is None or told == "":
        return kind(text, content)
    if told not in ("direct", "indirect", "mixed"):
        raise InputError(f"{where}: kind {told!r} is not one of direct, indirect, mixed")
    return told
