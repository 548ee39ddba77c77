"""Who and what is the same across articles: by the tables of ``collection/``, or else by name.

Makes ``speaker_link`` (article, speaker, voice) and ``voice`` (voice, name, kind, role), ``topic_link``
(article, topic, subject) and ``subject`` (subject, name): a voice is a speaker of the whole collection, a
subject a topic of it.
"""

from __future__ import annotations

import glob
from collections.abc import Sequence
from pathlib import Path
from typing import Any

__all__ = ["link"]

# Nobody is the same as another article's "official", author or "others": without a capital letter, in a
# script that has them, it is no name.
_NAMED = "kind NOT IN ('unnamed', 'author') AND NOT (name = lower(name) AND name <> upper(name))"
_FORMS = ("Mr.", "Mrs.", "Ms.", "Mr", "Mrs", "Ms")  # of address, which say nothing of a role
_KEY = r"lower(nfc_normalize(trim(regexp_replace({}, '\s+', ' ', 'g'))))"


def link(connection: Any, folder: str | Path) -> dict[str, str]:
    """Make the tables; return ``collection`` or ``names`` for both ``speakers`` and ``topics``."""
    folder = Path(folder) / "collection"
    return {
        "speakers": _speakers(connection, folder),
        "topics": _topics(connection, folder),
    }


def _speakers(connection: Any, folder: Path) -> str:
    known = _collection(connection, folder, "speaker", "name")
    if known:
        groups, links, column = known
        has = _columns(connection, groups)
        kind, role = (name if name in has else "''" for name in ("kind", "role"))
        connection.execute(
            "CREATE TABLE voice AS SELECT row_number() OVER (ORDER BY speaker)::INTEGER AS voice, "
            "speaker::VARCHAR AS id, min(name)::VARCHAR AS name, "
            f"min({kind})::VARCHAR AS kind, min({role})::VARCHAR AS role "
            f"FROM {groups} GROUP BY speaker"
        )
        connection.execute(
            "CREATE TABLE speaker_link AS SELECT l.article, l.speaker, min(v.voice) AS voice "
            f'FROM {links} l JOIN voice v ON l."{column}"::VARCHAR = v.id GROUP BY ALL'
        )
        return "collection"
    _by_name(connection, "speakers", "name", _NAMED, "voice")
    connection.execute(
        "CREATE TABLE speaker_link AS SELECT s.article, s.speaker, n.voice "
        f"FROM speakers s JOIN voice_name n USING (name) WHERE {_NAMED}"
    )
    connection.execute(
        "CREATE TABLE voice AS SELECT voice, arg_max(name, (n, name)) AS name, "
        "arg_max(kind, (n, kind)) AS kind, arg_max(role, (role <> '', n, role)) AS role FROM ("
        f"  SELECT n.voice, s.name, s.kind, if(s.role IN {_FORMS!r}, '', s.role) AS role, count(*) AS n "
        f"  FROM speakers s JOIN voice_name n USING (name) WHERE {_NAMED} GROUP BY ALL) GROUP BY voice"
    )
    return "names"


def _topics(connection: Any, folder: Path) -> str:
    known = _collection(connection, folder, "topic", "label")
    if known:
        groups, links, column = known
        connection.execute(
            "CREATE TABLE subject AS SELECT row_number() OVER (ORDER BY topic)::INTEGER AS subject, "
            f"topic::VARCHAR AS id, min(label)::VARCHAR AS name FROM {groups} GROUP BY topic"
        )
        connection.execute(
            "CREATE TABLE topic_link AS SELECT l.article, l.topic, min(s.subject) AS subject "
            f'FROM {links} l JOIN subject s ON l."{column}"::VARCHAR = s.id GROUP BY ALL'
        )
        return "collection"
    _by_name(connection, "topics", "label", "true", "subject")
    connection.execute(
        "CREATE TABLE topic_link AS SELECT t.article, t.topic, n.subject "
        "FROM topics t JOIN subject_name n ON t.label = n.name"
    )
    connection.execute(
        "CREATE TABLE subject AS SELECT subject, arg_max(name, (n, name)) AS name FROM ("
        "  SELECT n.subject, n.name, count(*) AS n FROM topics t "
        "  JOIN subject_name n ON t.label = n.name GROUP BY ALL) GROUP BY subject"
    )
    return "names"


def _by_name(connection: Any, table: str, column: str, where: str, group: str) -> None:
    """Make ``{group}_name``, which numbers the names that differ in more than case and spaces."""
    connection.execute(
        f"CREATE TABLE {group}_name AS SELECT name, dense_rank() OVER (ORDER BY key)::INTEGER AS {group} "
        f"FROM (SELECT DISTINCT {column} AS name, {_KEY.format(column)} AS key FROM {table} "
        f"WHERE {where}) WHERE key <> ''"
    )


def _collection(connection: Any, folder: Path, kind: str, name: str) -> tuple[str, str, str] | None:
    """Return views of the groups and their links, and the links' column that leads to a group.

    ``None`` where a file or a column is not there: then names have to do.
    """
    files = {f"{kind}s": f"collection_{kind}s", f"{kind}_links": f"collection_{kind}_links"}
    if not all((folder / f"{file}.parquet").is_file() for file in files):
        return None
    for file, view in files.items():
        pattern = glob.escape(str((folder / f"{file}.parquet").absolute())).replace("'", "''")
        connection.execute(f"CREATE OR REPLACE VIEW {view} AS SELECT * FROM read_parquet('{pattern}')")
    groups, links = files.values()
    column = _leads(_columns(connection, links), kind)
    whole = column and {kind, name} <= set(_columns(connection, groups))
    return (groups, links, str(column)) if whole else None


def _leads(columns: Sequence[str], kind: str) -> str | None:
    """Return the column of a table of links that names the group."""
    if not {"article", kind} <= set(columns):
        return None
    names = (f"collection_{kind}", f"{kind}_id", f"global_{kind}", "collection", "group")
    return next((name for name in names if name in columns), None)


def _columns(connection: Any, view: str) -> list[str]:
    return [row[0] for row in connection.execute(f"DESCRIBE {view}").fetchall()]
