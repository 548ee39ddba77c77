"""The utterances that stand for a cell: sure, of a length that is quickly read, of different articles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from stancekit.overview.database import rows
from stancekit.overview.records import Change, Quotation
from stancekit.records import STANCES

__all__ = ["of_cells", "of_halves"]

_SHORTEST, _LONGEST = 40, 320  # code points
_LONG = 600  # what is shown of an utterance where none has a good length

# speaker, topic, stance, half, first and last day
_Wanted = tuple[int, int, str, int, "str | None", "str | None"]

# the best of an article first, so that one article does not speak for all
_PICK = f"""
WITH wanted AS ({{wanted}}),
one AS (
    SELECT s.piece, s.utterance, s.voice, s.subject, s.answer, s.p, w.half,
           (s.length BETWEEN {_SHORTEST} AND {_LONGEST})::INTEGER AS fits, s.p::BIGINT * s.sure AS worth
    FROM said s JOIN wanted w ON s.voice = w.voice AND s.subject = w.subject AND s.answer = w.answer
    WHERE s.length > 0 AND (w.first IS NULL OR s.day BETWEEN w.first AND w.last)
    QUALIFY row_number() OVER (PARTITION BY s.voice, s.subject, w.half, s.piece
                               ORDER BY fits DESC, worth DESC, s.utterance) = 1
),
best AS (
    SELECT *, row_number() OVER (PARTITION BY voice, subject, half
                                 ORDER BY fits DESC, worth DESC, piece) AS place
    FROM one QUALIFY place <= {{most}}
)
SELECT b.voice AS speaker, b.subject AS topic, b.half, b.answer::VARCHAR AS stance,
       b.p / 10000 AS probability, left(u.content, {_LONG}) AS words, p.article,
       coalesce(p.title, '') AS title, coalesce(p.day::VARCHAR, '') AS date, coalesce(p.outlet, '') AS source
FROM best b JOIN piece p USING (piece)
JOIN utterances u ON u.article = p.article AND u.utterance = b.utterance
ORDER BY b.voice, b.subject, b.half, b.place
"""


def of_cells(connection: Any, cells: Iterable[tuple[int, int, str]], most: int) -> tuple[Quotation, ...]:
    """Return at most so many quotations of each cell: a speaker, a topic and the stance to show."""
    wanted: list[_Wanted] = [(speaker, topic, stance, 0, None, None) for speaker, topic, stance in cells]
    return tuple(quotation for _, quotation in _pick(connection, wanted, most))


def of_halves(connection: Any, changes: Iterable[Change], most: int) -> list[tuple[Quotation, ...]]:
    """Return for each change quotations of the earlier half, then of the later."""
    changes = list(changes)
    wanted: list[_Wanted] = [
        (
            change.speaker.id,
            change.topic.id,
            cell.answer,
            half,
            change.dates[2 * half],
            change.dates[2 * half + 1],
        )
        for change in changes
        for half, cell in enumerate((change.before, change.after))
    ]
    found: dict[tuple[int, int], list[Quotation]] = {}
    for _, quotation in _pick(connection, wanted, most):
        found.setdefault((quotation.speaker, quotation.topic), []).append(quotation)
    return [tuple(found.get((change.speaker.id, change.topic.id), ())) for change in changes]


def _pick(connection: Any, wanted: Iterable[_Wanted], most: int) -> list[tuple[int, Quotation]]:
    listed = ", ".join(
        f"({int(speaker)}, {int(topic)}, '{stance}', {int(half)}, {_day(first)}, {_day(last)})"
        for speaker, topic, stance, half, first, last in wanted
        if stance in STANCES
    )
    if not listed:
        return []
    columns = "w(voice, subject, answer, half, first, last)"
    query = _PICK.format(wanted=f"SELECT * FROM (VALUES {listed}) AS {columns}", most=int(most))
    return [(row.pop("half"), Quotation(**row)) for row in rows(connection, query)]


def _day(day: str | None) -> str:
    return f"DATE '{date.fromisoformat(day)}'" if day else "NULL::DATE"
