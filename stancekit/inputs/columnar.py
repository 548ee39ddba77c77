"""Parquet files: a row an article, of the columns that hold one, a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from stancekit.errors import InputError
from stancekit.inputs import texts
from stancekit.inputs.endings import need
from stancekit.inputs.rows import Columns, article, layout, require
from stancekit.records import Article, Failure

__all__ = ["read"]

_ROWS = 64  # at a time
_BAD_VALUE = (ValueError, OverflowError, KeyError)  # no UTF-8, no such date, no such time zone
_BUFFER = 2**20  # bytes read of a column at a time: without it a row group's would be read as a whole


def read(data: BinaryIO, stem: str, file: str, names: Columns) -> Iterator[tuple[Article | Failure, float]]:
    """Yield what each row holds, named by its number, and the share of the rows read so far."""
    need(".parquet", f"reading {file}")
    from pyarrow import parquet

    with parquet.ParquetFile(
        data, buffer_size=_BUFFER, pre_buffer=False, page_checksum_verification=True
    ) as table:
        heads = table.schema_arrow.names
        found = layout(heads, names)
        require(found, heads, names, file)
        wanted = list(dict.fromkeys(column for columns in found.values() for column in columns))
        number, total = 0, table.metadata.num_rows
        for batch in table.iter_batches(_ROWS, columns=wanted, use_threads=False):
            for row in _rows(batch, wanted):
                number += 1
                yield _read(row, f"{stem}:{number}", found, names), number / total


def _rows(batch: Any, wanted: Sequence[str]) -> Iterator[dict[str, Any]]:
    columns = [_values(batch.column(name)) for name in wanted]
    for values in zip(*columns, strict=True):
        yield dict(zip(wanted, values, strict=True))


def _values(column: Any) -> list[Any]:
    """Return a column's values; in place of one that is not what its type says stands the error."""
    import pyarrow as pa

    if pa.types.is_timestamp(column.type):  # nanoseconds would come as another package's type
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    try:
        values: list[Any] = column.to_pylist()
    except _BAD_VALUE:
        values = [_value(scalar) for scalar in column]
    return values


def _value(scalar: Any) -> Any:
    try:
        return scalar.as_py()
    except _BAD_VALUE as error:
        return error


def _read(row: dict[str, Any], name: str, found: Columns, names: Columns) -> Article | Failure:
    try:
        for column, value in row.items():
            if isinstance(value, UnicodeError):
                raise InputError(f"{name}, column {column}: {value}; allowed is UTF-8 text")
            if isinstance(value, bytes):  # some writers mark no text as text
                row[column] = texts.decode(value, f"{name}, column {column}")
        return article(row, name, found, names)
    except InputError as error:
        return Failure(name, "read", str(error))
