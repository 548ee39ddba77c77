"""What a query answers, as text or Parquet, a batch of rows at a time.

Rows wait as Arrow columns, which pyarrow reads ahead; as Python's values there is one batch of them. Only a
table of aligned text is put together as a whole. Names and text are those of articles: they are shown as
`stancekit.report` does, without anything that acts on a terminal or spreadsheet.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO

from stancekit.errors import InputError
from stancekit.report import plain, spreadsheet, table
from stancekit.results import parquet

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["FORMATS", "texts", "write"]

FORMATS = ("table", "csv", "json", "parquet")
Rows = Iterator[tuple[Any, ...]]


def texts(answer: pa.RecordBatchReader, format: str) -> Iterator[str]:
    r"""Yield an answer as text: ``table``, ``csv``, or ``json``, an object a line.

    Raises
    ------
    InputError
        If text cannot hold a value.

    Examples
    --------
    >>> answer = parquet.table("failures", [("a1", "=1.jsonl", "read", "no JSON")]).to_reader()
    >>> list(texts(answer, "csv"))
    ['article,input,stage,error\r\n', "a1,'=1.jsonl,read,no JSON\r\n"]
    """
    names = answer.schema.names
    if format == "table":
        yield table.text(names, [row for batch in answer for row in _rows(batch, _cell)])
    elif format == "csv":
        yield spreadsheet.lines([names])
        for batch in answer:
            yield spreadsheet.lines(_rows(batch, _cell))
    else:
        for batch in answer:
            yield "".join(_line(names, row) for row in _rows(batch, _jsonable))


def write(answer: pa.RecordBatchReader, format: str, file: BinaryIO) -> None:
    """Write an answer in one of `FORMATS`, text as UTF-8."""
    if format != "parquet":
        for text in texts(answer, format):
            file.write(text.encode())
        return
    with parquet.arrow().parquet.ParquetWriter(file, answer.schema, compression="zstd") as rows:
        for batch in answer:
            rows.write_batch(batch)


def _rows(batch: pa.RecordBatch, shown: Callable[[Any], Any]) -> Rows:
    columns = (_values(column, name, shown) for column, name in zip(batch, batch.schema.names, strict=True))
    return zip(*columns, strict=True)


def _values(column: pa.Array, name: str, shown: Callable[[Any], Any]) -> list[Any]:
    types = parquet.arrow().types
    try:
        values: list[Any] = column.to_pylist()
    except (OverflowError, ValueError) as error:  # DuckDB's dates go further than Python's, and are infinite
        raise InputError(
            f"column {name!r} has a value that text cannot hold ({error}); allowed is {name}::varchar, "
            "or Parquet"
        ) from None
    as_it_is = types.is_string(column.type) or types.is_integer(column.type) or types.is_boolean(column.type)
    return values if as_it_is else list(map(shown, values))


def _cell(value: Any) -> Any:
    """Return what a cell holds: of lists and structures their JSON."""
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(_jsonable(value), ensure_ascii=False)
    return value if isinstance(value, float) else _jsonable(value)


def _jsonable(value: Any) -> Any:
    """Return what JSON can hold; a sum of whole numbers comes as a decimal, infinity is not in JSON."""
    if isinstance(value, dict):
        return {str(name): _jsonable(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_jsonable(part) for part in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, bytes):
        return value.hex()
    return value if value is None or isinstance(value, (str, int)) else str(value)


def _line(names: list[str], row: tuple[Any, ...]) -> str:
    return plain.escaped(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False)) + "\n"
