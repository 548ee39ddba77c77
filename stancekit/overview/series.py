"""Stances by time and by outlet, with intervals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from stancekit.overview.bootstrap import share_intervals
from stancekit.overview.database import rows
from stancekit.overview.records import Group, Outlet, Period
from stancekit.records import STANCES

__all__ = ["UNITS", "outlets", "periods", "topic_periods", "unit", "unit_of"]

UNITS = {"week": 7, "month": 30.4, "quarter": 91.3, "year": 365.2}  # days
_MOST_PERIODS = 40
_YEARS = 60  # the last ones; what is before comes of dates that are not of news
_PATTERN = ", ".join(f"count(*) FILTER (answer = '{stance}') AS {stance}" for stance in STANCES)
_COUNTS = ", ".join(STANCES)


def unit(connection: Any) -> str:
    """Return the shortest of week, month, quarter and year that makes at most 40 periods; '' without dates.

    The hundredth part of the articles at either end does not count for it.
    """
    first, last = connection.execute(
        "SELECT quantile_disc(day, 0.01), quantile_disc(day, 0.99) FROM piece WHERE status = 'analysed'"
    ).fetchone()
    return "" if first is None else unit_of((last - first).days)


def unit_of(days: int) -> str:
    """Return the shortest unit of which at most 40 make so many days.

    Examples
    --------
    >>> [unit_of(days) for days in (0, 300, 1000, 3000, 9000)]
    ['week', 'month', 'month', 'quarter', 'year']
    """
    return next((name for name, size in UNITS.items() if days / size <= _MOST_PERIODS), "year")


def periods(connection: Any, unit: str, seed: int, where: str = "true") -> tuple[Period, ...]:
    """Return the periods of the collection, in order, with intervals; those without a stance too.

    ``where`` is a condition on ``s``, the utterances to count.
    """
    key = f"date_trunc('{unit}', p.day)::DATE::VARCHAR"
    found = _patterns(connection, key, f"p.day IS NOT NULL AND {where}")
    known = [Period(str(begin), *_summed(part, seed)) for begin, part in found]
    return _filled(connection, unit, known)


def topic_periods(connection: Any, unit: str, topics: Iterable[Group]) -> dict[int, tuple[Period, ...]]:
    """Return for each topic its periods, without intervals."""
    wanted = ", ".join(str(topic.id) for topic in topics) or "NULL"
    found = rows(
        connection,
        f"SELECT subject, date_trunc('{unit}', day)::DATE::VARCHAR AS begin, {_PATTERN} FROM said "
        f"WHERE subject IN ({wanted}) AND day IS NOT NULL GROUP BY ALL ORDER BY ALL",
    )
    return {
        topic: tuple(Period(row["begin"], {stance: row[stance] for stance in STANCES}) for row in part)
        for topic, part in groupby(found, key=lambda row: row["subject"])
    }


def outlets(connection: Any, most: int, seed: int) -> tuple[Outlet, ...]:
    """Return the outlets of most articles, the first first."""
    sizes = connection.execute(
        "SELECT outlet, count(*) FROM piece WHERE outlet IS NOT NULL AND status = 'analysed' "
        f"GROUP BY outlet ORDER BY count(*) DESC, outlet LIMIT {int(most)}"
    ).fetchall()
    found = dict(_patterns(connection, "p.outlet", "p.outlet IS NOT NULL"))
    summed = ((name, articles, *_summed(found.get(name, []), seed)) for name, articles in sizes)
    return tuple(Outlet(*row) for row in summed)


def _patterns(connection: Any, key: str, where: str) -> Iterable[tuple[str, list[dict[str, Any]]]]:
    """Yield for each group of articles how many of them have which counts of stances."""
    query = (
        f"SELECT key, {_COUNTS}, count(*) AS times FROM ("
        f"  SELECT p.piece, any_value({key}) AS key, {_PATTERN} "
        f"  FROM said s JOIN piece p USING (piece) WHERE {where} GROUP BY p.piece"
        ") GROUP BY ALL ORDER BY ALL"
    )
    for group, part in groupby(rows(connection, query), key=lambda row: row["key"]):
        yield str(group), list(part)


def _summed(
    patterns: Sequence[dict[str, Any]], seed: int
) -> tuple[dict[str, int], dict[str, tuple[float, float]]]:
    """Return counts by stance and the intervals of their shares."""
    times = [row["times"] for row in patterns]
    table = [[row[stance] for stance in STANCES] for row in patterns]
    counts = {
        stance: sum(n * row[i] for n, row in zip(times, table, strict=True))
        for i, stance in enumerate(STANCES)
    }
    found = share_intervals(table, times, seed=seed)
    return counts, dict(zip(STANCES, found, strict=True)) if found else {}


def _filled(connection: Any, unit: str, known: Sequence[Period]) -> tuple[Period, ...]:
    """Return periods with the empty ones between them, the last ones where there are very many."""
    if not known:
        return ()
    begins = connection.execute(
        f"SELECT unnest(generate_series(?::DATE, ?::DATE, INTERVAL 1 {unit}))::DATE::VARCHAR",
        [known[0].begin, known[-1].begin],
    ).fetchall()
    there = {period.begin: period for period in known}
    empty = dict.fromkeys(STANCES, 0)
    return tuple(there.get(begin) or Period(begin, empty) for (begin,) in begins[-_YEARS:])
