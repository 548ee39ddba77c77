"""What a report tells of a collection: aggregates, and the few quotations that stand for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stancekit.records import STANCES

__all__ = ["Cell", "Change", "Group", "Outlet", "Overview", "Period", "Quotation", "leading"]

_ANSWERS = ("none", "abstained")


@dataclass(frozen=True, slots=True)
class Group:
    """A speaker or a topic across articles; ``kind`` and ``role`` are those of a speaker."""

    id: int
    name: str
    utterances: int
    articles: int
    kind: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a speaker says on a topic: utterances by answer, and the votes of the three stances.

    Each utterance that takes a stance votes for it with its probability, as in an article's own table.
    """

    speaker: int
    topic: int
    counts: Mapping[str, int]
    votes: Mapping[str, float]

    @property
    def n(self) -> int:
        """Utterances in the cell."""
        return sum(self.counts.values())

    @property
    def answer(self) -> str:
        """The stance with most votes; ``none`` or ``abstained`` where no utterance takes one."""
        return leading(self.votes, self.counts)

    @property
    def agreement(self) -> float:
        """The share of stances that are this one, drawn toward a third where there are few; 0 without any."""
        taken = sum(self.counts.get(stance, 0) for stance in STANCES)
        return (self.counts.get(self.answer, 0) + 1) / (taken + 3) if self.answer in STANCES else 0.0


@dataclass(frozen=True, slots=True)
class Period:
    """A week, month, quarter or year: utterances by stance, and the 95 % interval of each stance's share."""

    begin: str
    counts: Mapping[str, int]
    intervals: Mapping[str, tuple[float, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet: its articles, utterances by answer, and the 95 % interval of each stance's share."""

    name: str
    articles: int
    counts: Mapping[str, int]
    intervals: Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Quotation:
    """An utterance that stands for a cell, with its article."""

    speaker: int
    topic: int
    stance: str
    probability: float
    words: str
    article: str
    title: str
    date: str
    source: str


@dataclass(frozen=True, slots=True)
class Change:
    """A speaker whose stance on a topic differs between the earlier and the later half of the articles.

    ``difference`` is that of the mean of ``p_supportive - p_condemning``, ``interval`` its 95 % interval.
    """

    speaker: Group
    topic: Group
    before: Cell
    after: Cell
    dates: tuple[str, str, str, str]  # first and last of the earlier half, first and last of the later
    difference: float
    interval: tuple[float, float]
    evidence: tuple[Quotation, ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """All that a report shows."""

    about: Mapping[str, str]
    totals: Mapping[str, int]
    left: Mapping[str, int]
    failures: tuple[tuple[str, int, str], ...]  # stage, articles, the most frequent error
    speakers: tuple[Group, ...]
    topics: tuple[Group, ...]
    cells: tuple[Cell, ...]
    unit: str
    periods: tuple[Period, ...]
    topic_periods: Mapping[int, tuple[Period, ...]]
    outlets: tuple[Outlet, ...]
    compared: int  # pairs of speaker and topic with enough to tell a change
    changes: tuple[Change, ...]
    quotations: tuple[Quotation, ...]
    grouping: Mapping[str, str]  # "speakers" and "topics": "collection" or "names"


def leading(votes: Mapping[str, float], counts: Mapping[str, int]) -> str:
    """Return the stance with most votes, or else the more frequent of ``none`` and ``abstained``.

    Examples
    --------
    >>> leading({"condemning": 0.6, "supportive": 0.9}, {"condemning": 1, "supportive": 1})
    'supportive'
    >>> leading({}, {"none": 3})
    'none'
    """
    if any(votes.values()):
        return max(STANCES, key=lambda stance: votes.get(stance, 0.0))
    return max(_ANSWERS, key=lambda answer: counts.get(answer, 0))
