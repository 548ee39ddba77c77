"""A results folder to what a report tells of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from stancekit.errors import InputError
from stancekit.overview import changes, compact, counts, identity, quotations, series
from stancekit.overview.database import opened
from stancekit.overview.records import Overview
from stancekit.results import run

__all__ = ["prepared", "summarize"]

_CHANGES = 12
_EVIDENCE = 2  # quotations of each half of a change
_TOPIC_CHARTS = 6


def summarize(
    results: str | Path,
    *,
    speakers: int = 25,
    topics: int = 12,
    outlets: int = 15,
    quotes: int = 2,
    seed: int = 0,
) -> Overview:
    """Count what a report shows; the parameters are those of `stancekit.overview.report`."""
    _check(speakers=speakers, topics=topics, outlets=outlets, quotes=quotes)
    about = _about(Path(results))
    with prepared(results) as (connection, grouping):
        subjects = counts.topics(connection, topics)
        voices = counts.speakers(connection, speakers, subjects)
        cells = counts.cells(connection, voices, subjects)
        unit = series.unit(connection)
        compared, changed = changes.find(connection, _CHANGES, seed)
        evidence = quotations.of_halves(connection, changed, _EVIDENCE)
        shown = [(cell.speaker, cell.topic, cell.answer) for cell in cells]
        return Overview(
            about={**about, **counts.dates(connection)},
            totals=counts.totals(connection),
            left=counts.left(connection),
            failures=counts.failures(connection),
            speakers=voices,
            topics=subjects,
            cells=cells,
            unit=unit,
            periods=series.periods(connection, unit, seed) if unit else (),
            topic_periods=(series.topic_periods(connection, unit, subjects[:_TOPIC_CHARTS]) if unit else {}),
            outlets=series.outlets(connection, outlets, seed),
            compared=compared,
            changes=tuple(
                replace(change, evidence=found) for change, found in zip(changed, evidence, strict=True)
            ),
            quotations=quotations.of_cells(connection, shown, quotes),
            grouping=grouping,
        )


@contextmanager
def prepared(results: str | Path) -> Iterator[tuple[Any, dict[str, str]]]:
    """Open a results folder with all tables made; yield the connection and what things are grouped by."""
    with opened(results) as connection:
        grouping = identity.link(connection, results)
        compact.make(connection)
        yield connection, grouping


def _check(**sizes: int) -> None:
    for name, size in sizes.items():
        if isinstance(size, bool) or not isinstance(size, int) or not 1 <= size <= 100:
            raise InputError(f"{name}={size!r} is not a whole number from 1 to 100")


def _about(results: Path) -> dict[str, str]:
    """Return what ``run.json`` says of the run; nothing where it is not there."""
    if not (results / run.RUN).is_file():
        return {}
    record = run.read(results)
    model, options = (_mapping(record.get(name)) for name in ("model", "options"))
    found = {
        "model": f"{model.get('name', '')} {model.get('version', '')}".strip(),
        "stancekit": options.get("stancekit", ""),
        "status": record.get("status", ""),
    }
    return {name: value for name, value in found.items() if isinstance(value, str) and value}


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
