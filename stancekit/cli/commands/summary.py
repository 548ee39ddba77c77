"""``stancekit summary``: a results folder in a page."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stancekit.cli import streams

if TYPE_CHECKING:
    from stancekit.results.summary import Summary

__all__ = ["DESCRIPTION", "EXAMPLES", "PERIODS", "add", "run"]

PERIODS = ("day", "week", "month", "year")  # of stancekit.results.summary, which is not imported for --help
DESCRIPTION = """Show what a results folder comes to: who says what, trends, and how outlets differ.

A share's interval (95 %) takes into account that what one article says hangs together."""
EXAMPLES = """
  stancekit summary results
  stancekit summary results --topic climate --by month
  stancekit summary results --speaker merkel --json"""
_TOPICS_ACROSS = 5
_STANCES = ("condemning", "cautious", "supportive")


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add = parser.add_argument
    add("results", metavar="RESULTS", type=Path, help="folder of `stancekit score`")
    add("--speaker", metavar="PART", help="only speakers whose name has this in it")
    add("--topic", metavar="PART", help="only topics whose name has this in it")
    add("--outlet", metavar="PART", help="only outlets whose name has this in it")
    add("--by", choices=PERIODS, default="week", help="length of the periods (default: week)")
    add("--top", metavar="N", type=int, default=10, help="speakers, topics and outlets (default: 10)")
    add("--json", action="store_true", help="show JSON instead of text")


def run(options: argparse.Namespace) -> int:
    """Show the summary."""
    from stancekit.results.summary import summarize

    found = summarize(
        options.results,
        speaker=options.speaker,
        topic=options.topic,
        outlet=options.outlet,
        by=options.by,
        top=options.top,
    )
    if options.json:
        streams.write(json.dumps(found.to_dict(), indent=1) + "\n", data=True)
        return 0
    for line in _lines(found, options.by):
        streams.show(line)
    return 0


def _lines(found: Summary, by: str) -> Iterator[str]:
    counts = found.counts
    yield f"{counts.get('articles', 0):,} articles, {counts.get('utterances', 0):,} utterances"
    for title, of in (("by language", found.languages), ("failed", found.failures)):
        if of:
            yield f"{title}: " + ", ".join(f"{name or 'unknown'} {n:,}" for name, n in of.items())
    yield from _section("Who says what (utterances)", *_matrix(found))
    heads = (by, "articles", "utterances", *_STANCES)
    yield from _section(
        f"By {by}", heads, [(*period[:3], *period.stances.values()) for period in found.periods]
    )
    yield from _section(
        "By outlet (share of the stances taken)",
        ("outlet", "articles", "stances", *_STANCES),
        [
            (o.outlet or "unknown", o.articles, o.taken, *map(_share, o.shares.values()))
            for o in found.outlets
        ],
    )


def _matrix(found: Summary) -> tuple[Sequence[str], list[list[str]]]:
    cells = {(cell.speaker, cell.topic): f"{cell.stance} ({cell.n})" for cell in found.cells}
    speakers = list(dict.fromkeys(speaker for speaker, _ in cells))
    topics = [topic for topic, _ in _most_first(found)][:_TOPICS_ACROSS]
    rows = [[speaker, *(cells.get((speaker, topic), "–") for topic in topics)] for speaker in speakers]
    return ["", *topics], [row for row in rows if set(row[1:]) != {"–"}]


def _most_first(found: Summary) -> list[tuple[str, int]]:
    n: dict[str, int] = {}
    for cell in found.cells:
        n[cell.topic] = n.get(cell.topic, 0) + cell.n
    return sorted(n.items(), key=lambda item: -item[1])


def _share(share: tuple[float, float | None, float | None]) -> str:
    value, low, high = share
    return f"{value:.0%}" if low is None or high is None else f"{value:.0%} ({low:.0%}–{high:.0%})"


def _section(title: str, heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> Iterator[str]:
    from stancekit.report import table

    if rows:
        yield f"\n{title}"
        yield table.text(heads, rows).rstrip("\n")
