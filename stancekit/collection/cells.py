"""The speaker × topic table over all articles, summed up as utterances come by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from stancekit.records import LABELS, STANCES

__all__ = ["Cell", "Cells"]

Key = tuple[str, str]


@dataclass(slots=True)
class Cell:
    """What a speaker's utterances on a topic come to; their articles come one after another."""

    sums: list[float] = field(default_factory=lambda: [0.0] * len(LABELS))
    votes: list[float] = field(default_factory=lambda: [0.0] * len(STANCES))
    n: int = 0
    abstained: int = 0
    articles: int = 0
    last_article: str | None = None
    first: str | None = None
    last: str | None = None

    def add(self, article: str, stance: str | None, probabilities: Sequence[float | None], date: str) -> None:
        """Count an utterance."""
        if article != self.last_article:
            self.articles += 1
            self.last_article = article
            if date:
                self.first = min(self.first or date, date)
                self.last = max(self.last or date, date)
        self.n += 1
        self.abstained += stance == "abstained"
        for i, (label, p) in enumerate(zip(LABELS, probabilities, strict=True)):
            self.sums[i] += p or 0.0
            if label == stance and label != "none":
                self.votes[i] += p or 0.0

    @property
    def stance(self) -> str:
        """The stance with most votes, each as heavy as it is probable; as `stancekit.stance.cells` has it."""
        if any(self.votes):
            return STANCES[max(range(len(STANCES)), key=self.votes.__getitem__)]
        return "abstained" if self.abstained == self.n else "none"

    @property
    def probabilities(self) -> list[float]:
        """The mean of the utterances' probabilities, in the order of `LABELS`."""
        total = sum(self.sums) or 1.0
        return [p / total for p in self.sums]


class Cells:
    """The cells, by the ids of speaker and topic."""

    def __init__(self) -> None:
        self._cells: dict[Key, Cell] = {}

    def __len__(self) -> int:
        return len(self._cells)

    def add(
        self, key: Key, article: str, stance: str | None, probabilities: Sequence[float | None], date: str
    ) -> None:
        """Count an utterance, whose probabilities are in the order of `LABELS`."""
        if key not in self._cells:
            self._cells[key] = Cell()
        self._cells[key].add(article, stance, probabilities, date)

    def rows(self, names: Mapping[str, str], labels: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
        """Yield a row of the table ``stances`` for each cell."""
        for (person, issue), cell in sorted(self._cells.items()):
            yield (
                person,
                names[person],
                issue,
                labels[issue],
                cell.stance,
                *cell.probabilities,
                cell.n,
                cell.articles,
                cell.first,
                cell.last,
            )
