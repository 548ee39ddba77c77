"""Counts that add up over articles, and the report that is made of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from stancekit.evaluation.intervals import bootstrap

__all__ = ["Figures", "Report", "Tally", "Totals", "precision_recall", "report", "total"]

Totals = Mapping[str, float]
Figures = dict[str, Any]  # "articles" is a number, every other figure a dict of named numbers


class Tally:
    """What was counted in one article: for every key the numbers to add, in the order they came in."""

    __slots__ = ("addends",)

    def __init__(self) -> None:
        self.addends: dict[str, list[float]] = {}

    def add(self, key: str, value: float = 1) -> None:
        """Count ``value`` more under ``key``."""
        self.addends.setdefault(key, []).append(value)


def total(tallies: Iterable[Tally]) -> defaultdict[str, float]:
    """Add up tallies; a key that nobody counted is 0.

    Floating-point numbers are added in the order they came in, so the last digit does not depend on how
    articles were grouped.
    """
    merged: dict[str, list[float]] = {}
    for tally in tallies:
        for key, values in tally.addends.items():
            merged.setdefault(key, []).extend(values)
    return defaultdict(int, {key: sum(values) for key, values in merged.items()})


def precision_recall(true: float, predicted: float, gold: float) -> dict[str, float]:
    """Return precision, recall and F1 (0.0 where undefined) with the counts behind them.

    Examples
    --------
    >>> precision_recall(1, 2, 4)
    {'p': 0.5, 'r': 0.25, 'f': 0.3333333333333333, 'tp': 1, 'pred': 2, 'gold': 4}
    """
    p = true / predicted if predicted else 0.0
    r = true / gold if gold else 0.0
    f = 2 * p * r / (p + r) if p + r else 0.0
    return {"p": p, "r": r, "f": f, "tp": true, "pred": predicted, "gold": gold}


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one evaluation.

    Parameters
    ----------
    figures : dict
        ``{"articles": n, figure: {name: number}}``, in the order in which they are shown.
    intervals : dict
        ``{figure: {name: (low, high)}}``, 95 % confidence intervals over articles; empty where not asked for.

    Examples
    --------
    >>> print(Report({"articles": 2, "recall.direct": {"r": 0.5, "gold": 4}}))
    articles       2
    recall.direct  r=0.500 gold=4
    """

    figures: Figures
    intervals: Mapping[str, Mapping[str, tuple[float, float]]] = field(default_factory=dict)

    def to_dict(self) -> Figures:
        """Return the figures, and under ``"intervals"`` the intervals if there are any."""
        shown = {"intervals": self.intervals} if self.intervals else {}
        return {**self.figures, **shown}

    def to_json(self, *, indent: int | None = 1) -> str:
        """Return `to_dict` as JSON text."""
        return json.dumps(self.to_dict(), indent=indent)

    def select(self, names: Collection[str]) -> Report:
        """Return a report of the figures called ``names`` alone."""
        return Report(
            {name: figure for name, figure in self.figures.items() if name in names},
            {name: bounds for name, bounds in self.intervals.items() if name in names},
        )

    def joined(self, other: Report, *, name: str) -> Report:
        """Return both reports in one; the other's number of articles becomes ``name.articles``."""
        figures = {f"{name}.articles" if key == "articles" else key: v for key, v in other.figures.items()}
        return Report({**self.figures, **figures}, {**self.intervals, **other.intervals})

    def __str__(self) -> str:
        """Return a line a figure, its interval in brackets behind it."""
        width = max(10, 1 + max(map(len, self.figures), default=0))
        return "\n".join(f"{name:{width}} {self._shown(name)}" for name in self.figures)

    def _shown(self, name: str) -> str:
        figure, bounds = self.figures[name], self.intervals.get(name, {})
        if not isinstance(figure, dict):
            return str(figure)
        return " ".join(f"{key}={_number(value)}{_bracket(bounds.get(key))}" for key, value in figure.items())


def _number(value: float) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _bracket(bounds: tuple[float, float] | None) -> str:
    return f" [{bounds[0]:.3f}, {bounds[1]:.3f}]" if bounds else ""


def report(
    tallies: Sequence[Tally], figures: Callable[[Totals], Figures], *, intervals: bool = False, seed: int = 0
) -> Report:
    """Make the report of an evaluation out of its articles' tallies.

    Parameters
    ----------
    tallies : sequence of Tally
        One an article.
    figures : callable
        Turns added-up counts into figures.
    intervals : bool
        Whether to add confidence intervals.
    seed : int
        Of the resampling.
    """
    found = {"articles": len(tallies), **figures(total(tallies))}
    if not intervals:
        return Report(found)
    table = [{key: sum(values) for key, values in tally.addends.items()} for tally in tallies]
    return Report(found, bootstrap(table, figures, seed=seed))
