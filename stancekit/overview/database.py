"""The tables of a results folder in DuckDB, read from their Parquet parts and never altered."""

from __future__ import annotations

import glob
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from stancekit.errors import InputError, MissingExtraError
from stancekit.results import parquet
from stancekit.results.schema import TABLES

__all__ = ["opened", "rows"]

_PART = "part-*.parquet"
_MEMORY = "1GB"  # beyond it DuckDB puts rows aside, in the system's folder for temporary files
_DUCKDB_TYPES = {"text": "VARCHAR", "count": "INTEGER", "share": "FLOAT", "flag": "BOOLEAN"}


@contextmanager
def opened(folder: str | Path) -> Iterator[Any]:
    """Open a results folder: a DuckDB connection with a view of every table, without its nested columns.

    Raises
    ------
    InputError
        If the folder holds no results of Parquet.
    MissingExtraError
        If DuckDB is not installed.
    """
    folder = Path(folder)
    _check(folder)
    duckdb = _package()
    with tempfile.TemporaryDirectory(prefix="stancekit-") as aside:
        settings = {
            "memory_limit": _MEMORY,
            "temp_directory": aside,
            "preserve_insertion_order": "false",
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        }
        with duckdb.connect(":memory:", config=settings) as connection:
            try:
                for name in TABLES:
                    _view(connection, folder, name)
                yield connection
            except duckdb.Error as error:
                raise InputError(f"{folder}: not results that can be read: {error}") from None


def rows(connection: Any, query: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
    """Return what a query answers, a mapping a row."""
    answer = connection.execute(query, list(parameters))
    names = [column[0] for column in answer.description]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _check(folder: Path) -> None:
    if not folder.is_dir():
        raise InputError(f"{folder} is not a folder; a report is made from what 'stancekit score' wrote")
    if not any((folder / "articles").glob(_PART)):
        raise InputError(
            f"{folder} has no tables of Parquet (articles/{_PART}); "
            "run 'stancekit score ... --format parquet' first"
        )


def _package() -> Any:
    try:
        import duckdb
    except ImportError:
        raise MissingExtraError("duckdb", extra="report", purpose="a report on a results folder") from None
    return duckdb


def _view(connection: Any, folder: Path, name: str) -> None:
    """Make a view of a table, of the parts that are done; of one without parts, an empty one."""
    flat = [column for column in TABLES[name] if column.type in _DUCKDB_TYPES]
    files = parquet.parts(folder, name)
    if files:
        paths = (glob.escape(str(file.absolute())).replace("'", "''") for file in files)
        listed = ", ".join(f"'{path}'" for path in paths)
        names = ", ".join(f'"{column.name}"' for column in flat)
        source = f"SELECT {names} FROM read_parquet([{listed}], hive_partitioning = false)"
    else:
        source = "SELECT {} WHERE false".format(
            ", ".join(f'NULL::{_DUCKDB_TYPES[column.type]} AS "{column.name}"' for column in flat)
        )
    connection.execute(f'CREATE VIEW "{name}" AS {source}')  # names are the schema's, the path is quoted
