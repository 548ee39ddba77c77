"""The records that travel between the stages, and the JSON form they leave in.

Every record is a frozen value. Offsets count Unicode code points of ``Article.text``, which is never
altered, so ``article.text[span.start:span.end]`` always shows what a span means.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from stancekit.errors import InputError, MissingExtraError

__all__ = [
    "LABELS",
    "SCHEMA",
    "STANCES",
    "Analysis",
    "Article",
    "Evidence",
    "Failure",
    "Span",
    "Speaker",
    "SpeakerStance",
    "Stance",
    "Topic",
    "Utterance",
]

SCHEMA = "stancekit/1"
STANCES = ("condemning", "cautious", "supportive")
LABELS = (*STANCES, "none")  # the order of every probability vector in this package

Kind = Literal["direct", "indirect", "mixed"]
SpeakerKind = Literal["person", "organization", "group", "document", "unnamed", "author"]
StanceLabel = Literal["condemning", "cautious", "supportive"]


class Span(NamedTuple):
    """A half-open range of code points, ``[start, end)``, of an article's text.

    Examples
    --------
    >>> span = Span(4, 9)
    >>> "The mayor spoke."[span.start:span.end]
    'mayor'
    """

    start: int
    end: int


class Evidence(NamedTuple):
    """A range of text that moved a stance, with the signed weight it added to the winning label's score."""

    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Article:
    """A news article as it came in.

    Parameters
    ----------
    text : str
        The text, in full and unaltered.
    id : str
        A name that the caller knows it by.
    title, date, source : str
        Headline, date (ISO 8601 where known) and outlet; empty where unknown.
    meta : mapping
        Anything else, carried along untouched.

    Raises
    ------
    InputError
        If ``text`` is not a string.

    Examples
    --------
    >>> Article("“We need Patriots,” Kuleba said.", id="dw-1").id
    'dw-1'
    """

    text: str
    id: str = ""
    title: str = ""
    date: str = ""
    source: str = ""
    meta: Mapping[str, Any] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise InputError(f"Article.text must be a str, not {type(self.text).__name__}")


@dataclass(frozen=True, slots=True)
class Stance:
    """A position: its label, the probabilities behind it and the words that show it.

    ``label`` is ``None`` where no stance is taken, and, with ``abstained``, where the model is too unsure to
    tell. ``probabilities`` has the keys of `LABELS`.
    """

    label: StanceLabel | None
    probabilities: Mapping[str, float] = field(default_factory=dict, hash=False)
    evidence: tuple[Evidence, ...] = ()
    abstained: bool = False

    @property
    def answer(self) -> str:
        """The label, ``none`` or ``abstained``."""
        return "abstained" if self.abstained else self.label or "none"

    @property
    def confidence(self) -> float:
        """Probability of the answer, or of the likeliest label where there is none; 0.0 without any."""
        likeliest = max(self.probabilities.values(), default=0.0)
        return likeliest if self.abstained else self.probabilities.get(self.label or "none", 0.0)


@dataclass(frozen=True, slots=True)
class Utterance:
    """One attribution: what was said (content), the words that say so (cue), and who said it (source).

    ``content`` may be split, as in “…”, she said, “…”. ``speaker`` and ``topic`` are ids of the
    analysis' `Speaker` and `Topic` records; ``target`` is the phrase that the stance is toward.
    ``confidence`` is the probability that the words are an utterance; 1.0 where a caller says so.
    """

    id: str
    kind: Kind
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    speaker: str | None = None
    topic: str | None = None
    target: str | None = None
    stance: Stance | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks: ``name`` is the fullest form met, ``mentions`` every place that means them."""

    id: str
    name: str
    kind: SpeakerKind
    role: str = ""
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """An issue under discussion, found in the article (``discovered``) or ``given`` by the user."""

    id: str
    label: str
    terms: tuple[str, ...] = ()
    origin: Literal["discovered", "given"] = "discovered"


@dataclass(frozen=True, slots=True)
class SpeakerStance:
    """One cell of the speaker × topic table: the ids of both, and of the `n` utterances that it sums up."""

    speaker: str
    topic: str | None
    stance: Stance
    utterances: tuple[str, ...]

    @property
    def n(self) -> int:
        """Number of utterances in the cell."""
        return len(self.utterances)


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be analysed: its id, the stage that stopped, and why."""

    id: str
    stage: str
    error: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything read out of one article; `stancekit.report` shows it as tables, CSV, pages and more."""

    article: Article
    speakers: tuple[Speaker, ...] = ()
    topics: tuple[Topic, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    stances: tuple[SpeakerStance, ...] = ()
    model: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON form, schema ``stancekit/1``; the text itself is not repeated in it.

        Examples
        --------
        >>> Analysis(Article("Nothing was said.", id="a1")).to_dict()["schema"]
        'stancekit/1'
        """
        return {
            "schema": SCHEMA,
            "id": self.article.id,
            "title": self.article.title,
            "date": self.article.date,
            "source": self.article.source,
            "model": self.model,
            "speakers": [
                {"id": s.id, "name": s.name, "kind": s.kind, "role": s.role, "mentions": _pairs(s.mentions)}
                for s in self.speakers
            ],
            "topics": [
                {"id": t.id, "label": t.label, "terms": list(t.terms), "origin": t.origin}
                for t in self.topics
            ],
            "utterances": [_utterance_dict(u) for u in self.utterances],
            "stances": [
                {
                    "speaker": c.speaker,
                    "topic": c.topic,
                    **_stance_dict(c.stance),
                    "utterances": list(c.utterances),
                }
                for c in self.stances
            ],
        }

    def to_json(self, *, indent: int | None = None) -> str:
        """Return `to_dict` as JSON text; lone surrogates are escaped, so that it always encodes."""
        text = json.dumps(self.to_dict(), indent=indent, ensure_ascii=False)
        return _SURROGATE.sub(lambda m: f"\\u{ord(m.group()):04x}", text)

    def to_frame(self, what: Literal["stances", "utterances", "speakers", "topics"] = "stances") -> Any:
        """Return one of the record lists as a ``pandas.DataFrame``, a row a record, ids resolved to names.

        Raises
        ------
        MissingExtraError
            If pandas is not installed.
        InputError
            If ``what`` is none of the four lists.
        """
        if what not in ("stances", "utterances", "speakers", "topics"):
            raise InputError(f"what={what!r} is not one of 'stances', 'utterances', 'speakers', 'topics'")
        try:
            import pandas as pd
        except ImportError:
            raise MissingExtraError("pandas", extra="pandas", purpose="Analysis.to_frame") from None
        from stancekit.report import rows  # the report stage comes later in the data's way

        return pd.DataFrame(rows.ROWS[what](self), columns=rows.COLUMNS[what])

    def _repr_html_(self) -> str:
        """Return the page of ``render(…, "html")`` in a frame of its own, as notebooks show it."""
        from stancekit.report import html  # the report stage comes later in the data's way

        return html.frame(self)


def _utterance_dict(u: Utterance) -> dict[str, Any]:
    stance = u.stance or Stance(None)
    return {
        "id": u.id,
        "kind": u.kind,
        "confidence": round(u.confidence, 6),
        "content": _pairs(u.content),
        "cue": _pairs(u.cue),
        "source": _pairs(u.source),
        "speaker": u.speaker,
        "topic": u.topic,
        "target": u.target,
        **_stance_dict(stance),
        "evidence": [[e.start, e.end, round(e.weight, 4)] for e in stance.evidence],
    }


def _stance_dict(stance: Stance) -> dict[str, Any]:
    probabilities = {label: round(p, 6) for label, p in stance.probabilities.items()}
    found = {"stance": stance.label, "probabilities": probabilities}
    return {**found, "abstained": True} if stance.abstained else found


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


_SURROGATE = re.compile("[\ud800-\udfff]")
