"""The tables as Arrow columns, and back from the Parquet parts of a results folder."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stancekit.errors import InputError, MissingExtraError
from stancekit.results.manifest import MANIFEST, Manifest
from stancekit.results.rows import Row
from stancekit.results.schema import RESULTS_SCHEMA, TABLES, Column

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["TYPES", "arrow", "encode", "filled", "part_name", "parts", "read", "schema", "table"]

TYPES = ("text", "texts", "count", "share", "shares", "flag", "spans", "weights")


def arrow() -> Any:
    """Return the package ``pyarrow``.

    Raises
    ------
    MissingExtraError
        If it is not installed.
    """
    try:
        import pyarrow.parquet  # for its side: pyarrow alone does not bring it along
    except ImportError:
        raise MissingExtraError("pyarrow", extra="parquet", purpose="a results folder of Parquet") from None
    return pyarrow


def table(name: str, rows: Iterable[Row]) -> pa.Table:
    """Return rows as an Arrow table of the columns that `TABLES` names.

    Examples
    --------
    >>> table("failures", [("a1", "news.jsonl", "read", "not a line of JSON")]).num_rows
    1
    """
    return filled(schema(name, TABLES[name]), rows)


def filled(schema: pa.Schema, rows: Iterable[Row]) -> pa.Table:
    """Return rows as an Arrow table of a schema."""
    pa = arrow()
    columns = [*zip(*rows, strict=True)] or [()] * len(schema)
    arrays = [
        pa.array(map(_clean, column), field.type) for column, field in zip(columns, schema, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def encode(tables: Sequence[pa.Table]) -> bytes:
    """Return tables of the same columns as one Parquet file, compressed with Zstandard."""
    pa = arrow()
    data = io.BytesIO()
    pa.parquet.write_table(pa.concat_tables(tables), data, compression="zstd")
    return data.getvalue()


def read(folder: str | Path, name: str, columns: Sequence[str] | None = None) -> pa.Table:
    """Return a table of a results folder, its parts in order.

    Parameters
    ----------
    folder : path
        The results folder.
    name : str
        A key of `TABLES`.
    columns : sequence of str, optional
        The columns to read; all by default.

    Raises
    ------
    InputError
        If there is no such table.
    MissingExtraError
        If pyarrow is not installed.
    """
    if name not in TABLES:
        raise InputError(f"table {name!r} is not one of {', '.join(TABLES)}")
    pa = arrow()
    files = parts(Path(folder), name)
    found = [pa.parquet.read_table(file, columns=columns, partitioning=None) for file in files]
    if not found:
        empty = table(name, ())
        found = [empty.select(columns or empty.column_names)]
    return pa.concat_tables(found)


def parts(folder: Path, name: str, *, all: bool = False) -> list[Path]:
    """Return the files of the parts that are done, in order; with ``all``, also of those without rows.

    Where there is no manifest, as in a folder that was exported, every part is done.
    """
    if not (folder / MANIFEST).is_file():
        return sorted((folder / name).glob("part-*.parquet"))
    done = [folder / name / part_name(entry.part) for entry in Manifest(folder).entries]
    return done if all else [path for path in done if path.is_file()]


def part_name(part: int) -> str:
    """Return the name of a part's file in the folder of its table.

    Examples
    --------
    >>> part_name(12)
    'part-000012.parquet'
    """
    return f"part-{part:06}.parquet"


def schema(name: str, columns: Iterable[Column]) -> pa.Schema:
    """Return columns as an Arrow schema, in which their meaning and its version stand too."""
    pa = arrow()
    place = [("start", pa.int32()), ("end", pa.int32())]
    types = {
        "text": pa.string(),
        "texts": pa.list_(pa.string()),
        "count": pa.int32(),
        "share": pa.float32(),
        "shares": pa.list_(pa.float32()),
        "flag": pa.bool_(),
        "spans": pa.list_(pa.struct(place)),
        "weights": pa.list_(pa.struct([*place, ("weight", pa.float32())])),
    }
    fields = [pa.field(c.name, types[c.type], metadata={"meaning": c.meaning}) for c in columns]
    return pa.schema(fields, metadata={"schema": RESULTS_SCHEMA, "table": name})


def _clean(value: Any) -> Any:
    """Return text that UTF-8 can hold: a lone surrogate becomes a question mark."""
    if isinstance(value, str) and not value.isascii():
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, list) and value and isinstance(value[0], str):
        return [_clean(v) for v in value]
    return value
