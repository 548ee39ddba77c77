"""Speakers whose stance on a topic is another one in the later half of the articles than in the earlier.

The articles of each pair of speaker and topic are cut at their middle day, which no result chooses: looking
for the best cut would find changes everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt

from stancekit.overview import counts
from stancekit.overview.bootstrap import difference_interval
from stancekit.overview.database import rows
from stancekit.overview.records import Cell, Change
from stancekit.records import STANCES

__all__ = ["find"]

_ARTICLES = 4  # with a stance, in each half
_UTTERANCES = 5
_CANDIDATES = 60  # the clearest of those with another stance, whose intervals are computed

# ``half`` has a row for every pair of speaker and topic and half; utterances without a stance do not vote
_HALVES = f"""
CREATE TABLE half AS
WITH pair AS (
    SELECT voice, subject, quantile_disc(day, 0.5) AS cut, min(day) AS first
    FROM (SELECT DISTINCT voice, subject, piece, day FROM said
          WHERE voice IS NOT NULL AND subject IS NOT NULL AND day IS NOT NULL
            AND answer IN {STANCES!r})
    GROUP BY ALL HAVING count(*) >= {2 * _ARTICLES} AND max(day) > min(day)
)
SELECT s.voice, s.subject, s.piece, s.day, s.answer, s.p, s.score,
       CASE WHEN pair.cut = pair.first THEN s.day > pair.cut ELSE s.day >= pair.cut END AS late
FROM said s JOIN pair USING (voice, subject)
WHERE s.day IS NOT NULL AND s.answer IN {STANCES!r}
"""
_SIDES = f"""
SELECT voice, subject,
       max(articles) FILTER (NOT late) AS n1, max(articles) FILTER (late) AS n2,
       max(mean) FILTER (NOT late) AS m1, max(mean) FILTER (late) AS m2,
       max(spread) FILTER (NOT late) AS s1, max(spread) FILTER (late) AS s2,
       min(leads) <> max(leads) AS changed
FROM (
    SELECT voice, subject, late, count(DISTINCT piece) AS articles,
           sum(score)::BIGINT / count(*) AS mean,
           sum(score::BIGINT * score)::BIGINT / count(*) AS spread,
           [coalesce(sum(p) FILTER (answer = 'condemning'), 0)::BIGINT,
            coalesce(sum(p) FILTER (answer = 'cautious'), 0)::BIGINT,
            coalesce(sum(p) FILTER (answer = 'supportive'), 0)::BIGINT] AS votes,
           list_position(votes, list_max(votes)) AS leads
    FROM half GROUP BY ALL HAVING count(DISTINCT piece) >= {_ARTICLES} AND count(*) >= {_UTTERANCES}
)
GROUP BY ALL HAVING count(*) = 2 ORDER BY voice, subject
"""


def find(connection: Any, most: int, seed: int) -> tuple[int, tuple[Change, ...]]:
    """Return how many pairs of speaker and topic could be compared, and those that changed, clearest first.

    A pair has changed if another stance has most votes in the later half, and the 95 % interval of the
    difference (bootstrap by article, in either half) does not hold zero.
    """
    connection.execute(_HALVES)
    pairs = rows(connection, _SIDES)
    changed = (row for row in pairs if row["changed"])
    clearest = sorted(changed, key=_clearness, reverse=True)[:_CANDIDATES]
    candidates = [(row["voice"], row["subject"]) for row in clearest]
    sides = _sides(connection, candidates)
    changes = (change for pair in candidates if (change := _change(*pair, sides[pair], seed)))
    found = list(islice(changes, most))
    names = [counts.groups(connection, what, ids) for what, ids in _numbers(found)]
    return len(pairs), tuple(_named(change, *names) for change in found)


def _clearness(row: dict[str, Any]) -> tuple[float, int, int]:
    """Return about how many standard errors the means differ by, drawn toward none where articles are few."""
    noise = sum((max(row[f"s{i}"] - row[f"m{i}"] ** 2, 0) + 2000.0**2) / (row[f"n{i}"] - 1) for i in (1, 2))
    return round(abs(row["m2"] - row["m1"]) / float(np.sqrt(noise)), 9), -row["voice"], -row["subject"]


_Sides = dict[bool, list[dict[str, Any]]]


def _sides(connection: Any, pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], _Sides]:
    """Return the articles of each pair's halves, a row an article and answer."""
    listed = ", ".join(f"({voice}, {subject})" for voice, subject in pairs) or "(NULL, NULL)"
    found = rows(
        connection,
        "SELECT voice, subject, late, piece, day::VARCHAR AS day, answer::VARCHAR AS answer, count(*) AS n, "
        "sum(p)::BIGINT AS p, sum(score)::BIGINT AS score FROM half "
        f"WHERE (voice, subject) IN ({listed}) GROUP BY ALL ORDER BY ALL",
    )
    sides: dict[tuple[int, int], _Sides] = {pair: {False: [], True: []} for pair in pairs}
    for row in found:
        sides[row["voice"], row["subject"]][row["late"]].append(row)
    return sides


def _change(voice: int, subject: int, sides: _Sides, seed: int) -> dict[str, Any] | None:
    before, after = (_cell(voice, subject, sides[late]) for late in (False, True))
    tables = [_table(sides[late]) for late in (False, True)]
    low, high = difference_interval(*tables, seed=seed)
    if low <= 0 <= high:
        return None
    means = [float(table[:, 1].sum() / table[:, 0].sum()) for table in tables]
    days = [sorted(row["day"] for row in sides[late]) for late in (False, True)]
    return {
        "before": before,
        "after": after,
        "dates": (days[0][0], days[0][-1], days[1][0], days[1][-1]),
        "difference": means[1] - means[0],
        "interval": (low, high),
    }


def _cell(voice: int, subject: int, side: Sequence[dict[str, Any]]) -> Cell:
    answers: dict[str, dict[str, Any]] = {}
    for row in side:
        sum_ = answers.setdefault(row["answer"], {"answer": row["answer"], "n": 0, "p": 0})
        sum_["n"], sum_["p"] = sum_["n"] + row["n"], sum_["p"] + row["p"]
    return counts.cell(voice, subject, answers.values())


def _table(side: Sequence[dict[str, Any]]) -> npt.NDArray[np.float64]:
    """Return for each article its utterances and the sum of their scores."""
    articles: dict[int, list[float]] = {}
    for row in side:
        article = articles.setdefault(row["piece"], [0.0, 0.0])
        article[0], article[1] = article[0] + row["n"], article[1] + row["score"] / 10000
    return np.array(list(articles.values()))


def _numbers(found: Sequence[dict[str, Any]]) -> list[tuple[str, list[int]]]:
    cells = [change["before"] for change in found]
    return [("voice", [cell.speaker for cell in cells]), ("subject", [cell.topic for cell in cells])]


def _named(change: dict[str, Any], speakers: dict[int, Any], topics: dict[int, Any]) -> Change:
    cell: Cell = change["before"]
    return Change(speaker=speakers[cell.speaker], topic=topics[cell.topic], **change)
