"""Stances over time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from stancekit.errors import InputError
from stancekit.overview import series, summary
from stancekit.overview.bootstrap import share_intervals
from stancekit.overview.palette import COLORS, WORDS
from stancekit.overview.records import Period
from stancekit.plot import observations
from stancekit.plot.figures import axes, quiet
from stancekit.plot.observations import Said
from stancekit.records import STANCES

__all__ = ["stance_over_time"]

_STYLES = {"condemning": ("v", "-"), "cautious": ("s", "--"), "supportive": ("o", ":")}


def stance_over_time(
    data: Any,
    *,
    speaker: str | None = None,
    topic: str | None = None,
    by: str | None = None,
    seed: int = 0,
    ax: Any | None = None,
) -> Any:
    """Draw the share of each stance over time, with bands of 95 % intervals (bootstrap by article).

    Parameters
    ----------
    data : Analysis, iterable of Analysis, path or data frame
        As in `stance_matrix`; a frame also has the columns article and date (ISO 8601).
    speaker, topic : str, optional
        Count what this speaker said, or what was said on this topic, alone; case does not matter.
    by : {'week', 'month', 'quarter', 'year'}, optional
        Length of a period; by default the shortest that makes at most 40 of them.
    seed : int
        Of the bootstrap: same seed, same bands.
    ax : matplotlib.axes.Axes, optional
        Where to draw; on a new figure by default.

    Returns
    -------
    matplotlib.figure.Figure
        Shares are those of the utterances that take a stance.

    Raises
    ------
    InputError
        If ``data`` or ``by`` cannot be used, or there is no dated utterance with a stance.
    MissingExtraError
        If Matplotlib is not installed.
    """
    if by is not None and by not in series.UNITS:
        raise InputError(f"by={by!r} is not one of {', '.join(series.UNITS)}")
    folder = observations.folder(data)
    found = (
        _of_folder(folder, speaker, topic, by, seed) if folder else _of_said(data, speaker, topic, by, seed)
    )
    periods = [period for period in found if period.intervals]
    if not periods:
        raise InputError("there is no utterance with a date and a stance to draw")
    ax = axes(ax, (7.0, 3.2))
    for stance in STANCES:
        _line(ax, periods, stance)
    ax.set_ylim(0, 1)
    ax.yaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
    ax.grid(axis="y", color="#e3e6ea", linewidth=0.8)
    ax.set_axisbelow(True)
    quiet(ax)
    ax.legend(loc="upper left", bbox_to_anchor=(0, 1.14), ncols=3, frameon=False, fontsize="small")
    return ax.figure


def _line(ax: Any, periods: Sequence[Period], stance: str) -> None:
    when = [date.fromisoformat(period.begin) for period in periods]
    marker, dash = _STYLES[stance]
    shares = [period.counts[stance] / sum(period.counts.values()) for period in periods]
    low, high = zip(*(period.intervals[stance] for period in periods), strict=True)
    ax.fill_between(when, low, high, color=COLORS[stance], alpha=0.18, linewidth=0)
    ax.plot(when, shares, color=COLORS[stance], linestyle=dash, marker=marker, ms=4, label=WORDS[stance])


def _of_folder(
    folder: Path, speaker: str | None, topic: str | None, by: str | None, seed: int
) -> Iterable[Period]:
    with summary.prepared(folder) as (connection, _):
        unit = by or series.unit(connection)
        conditions = ["true"]
        for name, table, column in ((speaker, "voice", "voice"), (topic, "subject", "subject")):
            if name is not None:
                found = connection.execute(
                    f"SELECT {column} FROM {table} WHERE lower(name) = lower(?)",  # noqa: S608 # ours
                    [name],
                ).fetchall()
                conditions.append(f"s.{column} IN ({', '.join(str(row[0]) for row in found) or 'NULL'})")
        return series.periods(connection, unit, seed, " AND ".join(conditions)) if unit else ()


def _of_said(data: Any, speaker: str | None, topic: str | None, by: str | None, seed: int) -> list[Period]:
    said = [
        (day, one)
        for one in observations.read(data, need=("article", "date"))
        if one.answer in STANCES
        and (speaker is None or one.speaker.casefold() == speaker.casefold())
        and (topic is None or one.topic.casefold() == topic.casefold())
        and (day := _day(one.date))
    ]
    if not said:
        return []
    days = [day for day, _ in said]
    unit = by or series.unit_of((max(days) - min(days)).days)
    parts: dict[str, list[Said]] = {}
    for day, one in said:
        parts.setdefault(_begin(day, unit).isoformat(), []).append(one)
    return [_period(begin, parts[begin], seed) for begin in sorted(parts)]


def _period(begin: str, said: Iterable[Said], seed: int) -> Period:
    articles: dict[str, list[int]] = {}
    for one in said:
        articles.setdefault(one.article, [0, 0, 0])[STANCES.index(one.answer)] += 1
    table = sorted(articles.values())  # as their order must not decide which ones a resample draws
    counts = {stance: sum(row[i] for row in table) for i, stance in enumerate(STANCES)}
    return Period(begin, counts, dict(zip(STANCES, share_intervals(table, seed=seed), strict=True)))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def _begin(day: date, unit: str) -> date:
    """Return the first day of the period that a day is in; weeks begin on Monday."""
    if unit == "week":
        return day - timedelta(days=day.weekday())
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    return day.replace(day=1, month=1 + (day.month - 1) // months * months)
