"""Who and what is most in a collection, the cells of its matrix, and what was left out of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from stancekit.overview.database import rows
from stancekit.overview.records import Cell, Group
from stancekit.records import STANCES

__all__ = ["cell", "cells", "dates", "failures", "groups", "left", "speakers", "topics", "totals"]

_SURE = 5000  # ten thousandths; below it a stance is less likely than not
_GROUPS = {
    "voice": "SELECT voice AS id, name, kind, role FROM voice",
    "subject": "SELECT subject AS id, name, '' AS kind, '' AS role FROM subject",
}


def topics(connection: Any, most: int) -> tuple[Group, ...]:
    """Return the topics of most articles, the first first."""
    return _most(connection, "subject", "true", "count(DISTINCT piece) DESC, count(*) DESC", most)


def speakers(connection: Any, most: int, topics: Iterable[Group]) -> tuple[Group, ...]:
    """Return the speakers who say most on some topics, the first first."""
    return _most(connection, "voice", f"subject IN ({_ids(topics)})", "count(*) DESC", most)


def groups(connection: Any, what: str, ids: Sequence[int]) -> dict[int, Group]:
    """Return speakers (``voice``) or topics (``subject``) by their numbers."""
    listed = ", ".join(map(str, map(int, ids))) or "NULL"
    found = rows(
        connection,
        f"WITH picked AS (SELECT * FROM ({_GROUPS[what]}) WHERE id IN ({listed})) "
        "SELECT g.*, count(s.piece) AS utterances, count(DISTINCT s.piece) AS articles "
        f"FROM picked g LEFT JOIN said s ON s.{what} = g.id GROUP BY ALL ORDER BY g.id",
    )
    return {row["id"]: _group(row) for row in found}


def cells(connection: Any, speakers: Iterable[Group], topics: Iterable[Group]) -> tuple[Cell, ...]:
    """Return the cells of the matrix that are not empty."""
    found = rows(
        connection,
        "SELECT voice, subject, answer::VARCHAR AS answer, count(*) AS n, sum(p)::BIGINT AS p FROM said "
        f"WHERE voice IN ({_ids(speakers)}) AND subject IN ({_ids(topics)}) GROUP BY ALL ORDER BY ALL",
    )
    pairs: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for row in found:
        pairs.setdefault((row["voice"], row["subject"]), []).append(row)
    return tuple(cell(*pair, answers) for pair, answers in pairs.items())


def cell(speaker: int, topic: int, answers: Iterable[dict[str, Any]]) -> Cell:
    """Return a cell from its answers: rows of ``answer``, ``n`` and ``p`` in ten thousandths."""
    answers = list(answers)
    counts = {row["answer"]: int(row["n"]) for row in answers}
    votes = {row["answer"]: row["p"] / 10000 for row in answers if row["answer"] in STANCES}
    return Cell(speaker, topic, counts, votes)


def totals(connection: Any) -> dict[str, int]:
    """Return the size of the collection."""
    (found,) = rows(
        connection,
        "SELECT count(*) AS articles, count(*) FILTER (status = 'analysed') AS analysed, "
        "count(DISTINCT outlet) AS outlets, count(day) FILTER (status = 'analysed') AS dated FROM piece",
    )
    (said,) = rows(
        connection,
        "SELECT count(*) AS utterances, count(DISTINCT voice) AS speakers, "
        "count(DISTINCT subject) AS topics, "
        "count(*) FILTER (answer IN ('condemning', 'cautious', 'supportive')) AS stances FROM said",
    )
    return {**found, **said}


def dates(connection: Any) -> dict[str, str]:
    """Return the ``first`` and the ``last`` day of the articles; nothing where no day is known."""
    (days,) = rows(
        connection,
        "SELECT min(day)::VARCHAR AS first, max(day)::VARCHAR AS last FROM piece WHERE status = 'analysed'",
    )
    return {name: day for name, day in days.items() if day}


def left(connection: Any) -> dict[str, int]:
    """Return how much is not in one or another part of a report, and why."""
    (articles,) = rows(
        connection,
        "SELECT count(*) FILTER (status = 'failed') AS failed, "
        "count(*) FILTER (status = 'skipped') AS skipped, "
        "count(*) FILTER (duplicate AND status = 'analysed') AS repeated, "
        "count(*) FILTER (utterances = 0 AND status = 'analysed') AS silent, "
        "count(*) FILTER (day IS NULL AND status = 'analysed') AS undated, "
        "count(*) FILTER (outlet IS NULL AND status = 'analysed') AS unplaced FROM piece",
    )
    (said,) = rows(
        connection,
        "SELECT count(*) FILTER (answer = 'abstained') AS abstained, "
        "count(*) FILTER (answer = 'none') AS none, "
        f"count(*) FILTER (answer IN ('condemning', 'cautious', 'supportive') AND p < {_SURE}) AS unsure, "
        "count(*) FILTER (nobody) AS nobody, "
        "count(*) FILTER (voice IS NULL AND NOT nobody) AS nameless, "
        "count(*) FILTER (subject IS NULL) AS topicless FROM said",
    )
    return {**articles, **said}


def failures(connection: Any) -> tuple[tuple[str, int, str], ...]:
    """Return for each stage how many articles failed, and the error that most of them failed with."""
    found = rows(
        connection,
        "SELECT stage, sum(n)::BIGINT AS n, arg_max(error, (n, error)) AS error FROM ("
        "  SELECT stage, error, count(*) AS n FROM failures GROUP BY ALL) GROUP BY stage ORDER BY stage",
    )
    return tuple((row["stage"] or "", row["n"], row["error"] or "") for row in found)


def _group(row: dict[str, Any]) -> Group:
    texts = (row[name] or "" for name in ("kind", "role"))
    return Group(row["id"], row["name"] or "", row["utterances"], row["articles"], *texts)


def _most(connection: Any, what: str, where: str, order: str, most: int) -> tuple[Group, ...]:
    found = connection.execute(
        f"SELECT {what} FROM said WHERE {what} IS NOT NULL AND {where} "
        f"GROUP BY {what} ORDER BY {order}, {what} LIMIT {int(most)}"
    ).fetchall()
    ids = [row[0] for row in found]
    known = groups(connection, what, ids)
    return tuple(known[id] for id in ids)


def _ids(groups: Iterable[Group]) -> str:
    return ", ".join(str(group.id) for group in groups) or "NULL"
