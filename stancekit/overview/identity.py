"""Who and what is the same across articles: by the tables of ``collection/``, or else by name.

Makes ``speaker_link`` (article, speaker, voice) and ``voice`` (voice, name, kind, role), ``topic_link``
(article, topic, subject) and ``subject`` (subject, name): a voice is a speaker of the whole collection, a
subject a topic of it.
"""

from __future__ import annotations

import glob
from pathlib import Path
from typing import Any

from stancekit.results.schema import COLLECTION

__all__ = ["link"]

# Nobody is the same as another article's "official", author or "others": without a capital letter, in a
# script that has them, it is no name.
_NAMED = "kind NOT IN ('unnamed', 'author') AND NOT (name = lower(name) AND name <> upper(name))"
_FORMS = ("Mr.", "Mrs.", "Ms.", "Mr", "Mrs", "Ms")  # of address, which say nothing of a role
_KEY = r"lower(nfc_normalize(trim(regexp_replace({}, '\s+', ' ', 'g'))))"


def link(connection: Any, folder: str | Path) -> dict[str, str]:
    """Make the tables; return ``collection`` or ``names`` for both ``speakers`` and ``topics``."""
    folder = Path(folder) / COLLECTION
    return {
        "speakers": _speakers(connection, folder),
        "topics": _topics(connection, folder),
    }


def _speakers(connection: Any, folder: Path) -> str:
    known = _collection(connection, folder, "speakers", "speaker_links")
    if known:
        groups, links = known
        connection.execute(
            "CREATE TABLE voice AS SELECT row_number() OVER (ORDER BY person)::INTEGER AS voice, "
            f"person, name, kind, role FROM {groups}"
        )
        connection.execute(
            "CREATE TABLE speaker_link AS SELECT article, speaker, voice "
            f"FROM {links} JOIN voice USING (person)"
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
    known = _collection(connection, folder, "topics", "topic_links")
    if known:
        groups, links = known
        connection.execute(
            "CREATE TABLE subject AS SELECT row_number() OVER (ORDER BY issue)::INTEGER AS subject, "
            f"issue, label AS name FROM {groups}"
        )
        connection.execute(
            "CREATE TABLE topic_link AS SELECT article, topic, subject "
            f"FROM {links} JOIN subject USING (issue)"
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


def _collection(connection: Any, folder: Path, *names: str) -> list[str] | None:
    """Return views of the groups and of their links, or ``None`` where nothing has been collected."""
    files = [folder / f"{name}.parquet" for name in names]
    if not all(file.is_file() for file in files):
        return None
    views = [f"{COLLECTION}_{name}" for name in names]
    for file, view in zip(files, views, strict=True):
        pattern = glob.escape(str(file.absolute())).replace("'", "''")
        connection.execute(f"CREATE OR REPLACE VIEW {view} AS SELECT * FROM read_parquet('{pattern}')")
    return views
