"""The two forms in which results are stored: Parquet parts, and files of JSON lines that grow.

Both hold results back until `store` puts them on the disk for good, and both can forget what was stored
after the last part that the manifest knows, so that it is done again and never doubled.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from stancekit.results import files, parquet
from stancekit.results.schema import TABLES

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["FORMATS", "JsonLines", "ParquetParts", "Store", "store_of"]

FORMATS = ("parquet", "jsonl")
_LINES = ("analyses", "failures")


class Store(Protocol):
    """Where results go; ``waiting`` is about how many bytes of them are held back."""

    waiting: int

    def add(self, data: Mapping[str, Any]) -> None:
        """Take the results of some articles."""

    def store(self, part: int) -> dict[str, int]:
        """Put what is held back on the disk, as part number ``part``; return the sizes of files that grow."""

    def forget(self, parts: int, sizes: Mapping[str, int]) -> None:
        """Remove what is on the disk beyond the first ``parts`` parts."""


class ParquetParts:
    """A folder for each table, with a Parquet file for each part.

    A part without rows has no file, but for the first one, by which readers know the columns.
    """

    def __init__(self, folder: Path) -> None:
        parquet.arrow()
        self.folder = folder
        self._empty()

    def add(self, data: Mapping[str, pa.Table]) -> None:
        for name, table in data.items():
            self._tables[name].append(table)
            self.waiting += table.nbytes

    def store(self, part: int) -> dict[str, int]:
        for name, tables in self._tables.items():
            if part == 0 or any(table.num_rows for table in tables):
                (self.folder / name).mkdir(exist_ok=True)
                data = parquet.encode(tables or [parquet.table(name, ())])
                files.place(self.folder / name / parquet.part_name(part), data)
        self._empty()
        return {}

    def forget(self, parts: int, sizes: Mapping[str, int]) -> None:
        known = {parquet.part_name(part) for part in range(parts)}
        for name in TABLES:
            folder = self.folder / name
            if folder.is_symlink():  # ours never is; what it leads to is not ours to write
                folder.unlink()
            for path in folder.glob("*part-*") if folder.is_dir() else ():
                if path.name not in known:
                    path.unlink()

    def _empty(self) -> None:
        self._tables: dict[str, list[pa.Table]] = {name: [] for name in TABLES}
        self.waiting = 0


class JsonLines:
    """``analyses.jsonl``, an `Analysis` a line (schema ``stancekit/1``), and ``failures.jsonl``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._data = dict.fromkeys(_LINES, b"")
        self.waiting = 0

    def add(self, data: Mapping[str, bytes]) -> None:
        for name, lines in data.items():
            self._data[name] += lines
            self.waiting += len(lines)

    def store(self, part: int) -> dict[str, int]:
        sizes = {name: files.append(self._path(name), lines) for name, lines in self._data.items()}
        self._data, self.waiting = dict.fromkeys(_LINES, b""), 0
        return sizes

    def forget(self, parts: int, sizes: Mapping[str, int]) -> None:
        for name in _LINES:
            path = self._path(name)
            if path.is_symlink() or name not in sizes:
                path.unlink(missing_ok=True)
            else:
                os.truncate(path, sizes[name])

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.jsonl"


def store_of(format: str, folder: Path) -> Store:
    """Return the store of a format, one of `FORMATS`."""
    return ParquetParts(folder) if format == "parquet" else JsonLines(folder)
