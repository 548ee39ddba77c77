"""The user's own links: who, or what, is the same after all, or is not.

A CSV file with the columns ``table`` (``speakers`` or ``topics``), ``article``, ``id`` (of the speaker or
topic within the article; empty for all of the article that have the ``name``), ``name`` (a name or label;
where ``article`` is empty, in all articles) and ``means`` (id of the speaker or topic over all articles, or
``-`` for nobody).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from stancekit.errors import InputError
from stancekit.inputs import read_text

__all__ = ["NOBODY", "Overrides"]

NOBODY = "-"
_COLUMNS = ("table", "article", "id", "name", "means")
_TABLES = ("speakers", "topics")


class _Line(NamedTuple):
    table: str
    article: str
    id: str
    name: str


class Overrides:
    """Links that win over those that were found.

    Examples
    --------
    >>> own = Overrides({_Line("speakers", "", "", "Merkel"): "angela-merkel"})
    >>> own.of("speakers", "a1", "s3", "Merkel"), own.of("speakers", "a1", "s4", "Scholz")
    ('angela-merkel', None)
    """

    def __init__(self, lines: dict[_Line, str] | None = None) -> None:
        self._lines = lines or {}

    @classmethod
    def read(cls, path: Path) -> Overrides:
        """Read a file of links.

        Raises
        ------
        InputError
            If a column is missing, a table is none of the two, or a line names neither id nor name.
        """
        return cls(dict(_read(path)))

    def of(self, table: str, article: str, id: str, name: str) -> str | None:
        """Return what a speaker or topic of an article means by these lines; None where none is about it."""
        if not self._lines:
            return None
        for line in (
            _Line(table, article, id, name),
            _Line(table, article, id, ""),
            _Line(table, article, "", name),
            _Line(table, "", "", name),
        ):
            if line in self._lines:
                return self._lines[line]
        return None


def _read(path: Path) -> Iterator[tuple[_Line, str]]:
    rows = csv.DictReader(read_text(path).splitlines())
    missing = [name for name in _COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise InputError(f"{path}: no column {missing[0]!r}; allowed are {', '.join(_COLUMNS)}")
    for row in rows:
        line = _Line(*((row[name] or "").strip() for name in _COLUMNS[:4]))
        means = (row["means"] or "").strip()
        if line.table not in _TABLES:
            raise InputError(f"{path}, line {rows.line_num}: table {line.table!r} is not speakers or topics")
        if not means or not (line.name or (line.article and line.id)):
            raise InputError(f"{path}, line {rows.line_num}: needs 'means', and a name or an article and id")
        yield line, means
