"""What a results folder comes to: who says what, how that moves, and how outlets differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from stancekit.errors import InputError
from stancekit.records import STANCES
from stancekit.results import run
from stancekit.results.query import connect

__all__ = ["PERIODS", "Cell", "Outlet", "Period", "Summary", "summarize"]

PERIODS = ("day", "week", "month", "year")
_COLUMNS = "article, person, issue, outlet, day, stance, p_condemning, p_cautious, p_supportive"
_SURE = 1.96  # standard errors to either side of a mean: 95 % of the time it is within
_NOUGHT = 1e-9  # errors below it are those of the sums

_TAKEN = ", ".join(f"'{stance}'" for stance in STANCES)
_COUNTS = ", ".join(f"count(*) filter (stance = '{stance}') as {stance}" for stance in STANCES)
_SUMS = ", ".join(f"sum({stance})::double as {stance}" for stance in STANCES)
_VOTES = ", ".join(f"coalesce(sum(p_{s}) filter (stance = '{s}'), 0) as {s}" for s in STANCES)

_CELLS = f"""
with cells as (
    select person, issue, count(*) as n, count(distinct article) as articles, {_VOTES}
    from chosen group by all
), persons as (
    select person, sum(n) as m from cells where person is not null
    group by 1 order by m desc, person limit $top
), issues as (
    select issue, sum(n) as m from cells where issue is not null
    group by 1 order by m desc, issue limit $top
)
select person, issue, n, articles, {", ".join(STANCES)}
from cells join persons using (person) join issues using (issue)
order by persons.m desc, person, issues.m desc, issue
"""
_PERIODS = f"""
select date_trunc($by, day)::date::varchar, count(distinct article), count(*), {_COUNTS}
from chosen where day is not null group by 1 order by 1
"""
# The share of a stance in an outlet is a ratio of sums over articles, and so is its variance.
_ERRORS = ", ".join(
    f"sqrt(sum((a.{s} - o.{s} / o.n * a.n) ** 2) * o.articles / nullif(o.articles - 1, 0)) / o.n"
    for s in STANCES
)
_OUTLETS = f"""
with per_article as (
    select outlet, article, count(*) as n, {_COUNTS} from chosen where stance in ({_TAKEN}) group by all
), per_outlet as (
    select outlet, count(*) as articles, sum(n)::double as n, {_SUMS}
    from per_article group by 1 order by n desc, outlet limit $top
)
select outlet, o.articles, o.n::bigint, {", ".join(f"o.{s} / o.n" for s in STANCES)}, {_ERRORS}
from per_outlet o join per_article a using (outlet)
group by outlet, o.articles, o.n, {", ".join(f"o.{s}" for s in STANCES)} order by o.n desc, outlet
"""


class Cell(NamedTuple):
    """A speaker on a topic; ``votes`` are the summed probabilities of the stances taken."""

    speaker: str
    topic: str
    stance: str
    n: int
    articles: int
    votes: dict[str, float]


class Period(NamedTuple):
    """What was said from the day ``begin`` on, until the next period; ``stances`` counts utterances."""

    begin: str
    articles: int
    utterances: int
    stances: dict[str, int]


class Outlet(NamedTuple):
    """How an outlet's stances divide: of each the share among ``taken``, with the ends of its interval.

    An interval (95 %) takes an article as the unit, as what one article says hangs together: the variance of
    a ratio over articles (Cochran 1977, chapter 6) says how many independent stances tell as much, fewer
    where articles are few (Korn and Graubard 1998), and the interval is Wilson's for so many. It is None
    where there is only one article.
    """

    outlet: str
    articles: int
    taken: int
    shares: dict[str, tuple[float, float | None, float | None]]


@dataclass(frozen=True, slots=True)
class Summary:
    """A results folder, summed up.

    ``counts`` is what the run counted; ``languages``, ``failures`` articles by language and by the stage that
    failed. The others answer for what was asked for: the most active speakers on the most frequent topics,
    periods in order, and the outlets with most stances.
    """

    counts: Mapping[str, int]
    languages: Mapping[str, int]
    failures: Mapping[str, int]
    cells: tuple[Cell, ...]
    periods: tuple[Period, ...]
    outlets: tuple[Outlet, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, for JSON."""
        plain = asdict(self)
        return {
            name: [part._asdict() for part in value] if isinstance(value, tuple) else value
            for name, value in plain.items()
        }


def summarize(
    folder: str | Path,
    *,
    speaker: str | None = None,
    topic: str | None = None,
    outlet: str | None = None,
    by: str = "week",
    top: int = 10,
) -> Summary:
    """Sum a results folder up.

    Parameters
    ----------
    folder : path
        Where a run wrote its Parquet parts.
    speaker, topic, outlet : str, optional
        Count only where this is part of the name, capital letters or not.
    by : {'day', 'week', 'month', 'year'}
        Length of the periods.
    top : int
        Speakers, topics and outlets at most.

    Raises
    ------
    InputError
        If the folder holds no such results, or an option is not allowed.
    MissingExtraError
        If DuckDB is not installed.
    """
    if by not in PERIODS:
        raise InputError(f"by={by!r} is not one of {', '.join(PERIODS)}")
    if top < 1:
        raise InputError(f"top={top} must be at least 1")
    wanted = {
        name: part for name, part in (("person", speaker), ("issue", topic), ("outlet", outlet)) if part
    }
    with connect(folder) as connection:
        where = " and ".join(f"contains(lower({name}), lower(${name}))" for name in wanted) or "true"
        connection.execute(
            f"create temp table chosen as select {_COLUMNS} from sayings where {where}", wanted
        )

        def rows(sql: str, **values: Any) -> list[tuple[Any, ...]]:
            found: list[tuple[Any, ...]] = connection.execute(sql, values).fetchall()
            return found

        return Summary(
            run.read(folder).get("counts", {}),
            dict(
                rows(
                    "select language, count(*) from articles where status = 'analysed' group by 1 order by 1"
                )
            ),
            dict(rows("select stage, count(*) from failures group by 1 order by 1")),
            tuple(map(_cell, rows(_CELLS, top=top))),
            tuple(map(_period, rows(_PERIODS, by=by))),
            tuple(map(_outlet, rows(_OUTLETS, top=top))),
        )


def _cell(row: tuple[Any, ...]) -> Cell:
    person, issue, n, articles, *votes = row
    most = max(zip(votes, STANCES, strict=True), key=lambda pair: pair[0])
    votes_of = dict(zip(STANCES, (round(vote, 4) for vote in votes), strict=True))
    return Cell(person, issue, most[1] if most[0] > 0 else "none", n, articles, votes_of)


def _period(row: tuple[Any, ...]) -> Period:
    begin, articles, utterances, *counts = row
    return Period(begin, articles, utterances, dict(zip(STANCES, counts, strict=True)))


def _outlet(row: tuple[Any, ...]) -> Outlet:
    outlet, articles, taken = row[:3]
    shares = {
        stance: (share, *_interval(share, error, articles, taken))
        for stance, share, error in zip(STANCES, row[3:6], row[6:], strict=True)
    }
    return Outlet(outlet, articles, taken, shares)


def _interval(
    share: float, error: float | None, articles: int, taken: int
) -> tuple[float | None, float | None]:
    if error is None:
        return None, None
    from scipy.special import stdtrit  # comes with scikit-learn

    # where no article differs from another, as with a share of 0, each of them tells as much as one stance
    independent = share * (1 - share) / error**2 if error > _NOUGHT else articles
    independent *= (_SURE / float(stdtrit(articles - 1, 0.975))) ** 2
    n = min(max(independent, 1.0), taken)
    middle = (share + _SURE**2 / (2 * n)) / (1 + _SURE**2 / n)
    half = _SURE / (1 + _SURE**2 / n) * (share * (1 - share) / n + (_SURE / (2 * n)) ** 2) ** 0.5
    return max(0.0, middle - half), min(1.0, middle + half)
