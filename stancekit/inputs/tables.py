"""Tables of text: a row an article, its parts in the columns that the first row names."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, BinaryIO

from stancekit.errors import InputError
from stancekit.inputs import texts
from stancekit.inputs.rows import Columns, article, layout, require
from stancekit.records import Article, Failure

__all__ = ["read"]


def read(data: BinaryIO, stem: str, file: str, names: Columns, *, mark: str) -> Iterator[Article | Failure]:
    """Yield what each row holds, as it comes; rows are named by the line that they end on."""
    # the usual limit is shorter than some articles
    csv.field_size_limit(max(csv.field_size_limit(), texts.LONGEST))
    with io.TextIOWrapper(data, encoding="utf-8-sig", errors="surrogateescape", newline="") as text:
        # a line without an end comes in parts: the reader joins them in a cell, up to its limit
        rows = csv.reader(iter(partial(text.readline, texts.LONGEST), ""), delimiter=mark, strict=True)
        heads = next(filter(None, rows), [])
        if not heads:
            return
        found = layout(heads, names)
        require(found, heads, names, file)
        while True:
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:  # the next row is read from the next line
                name = f"{stem}:{rows.line_num}"
                yield Failure(name, "read", f"{name}: no row: {error}")
            else:
                if row:
                    yield _read(heads, row, f"{stem}:{rows.line_num}", found, names)


def _read(
    heads: Sequence[str], row: Sequence[str], name: str, found: Columns, names: Columns
) -> Article | Failure:
    try:
        if len(row) > len(heads):
            raise InputError(f"{name}: a row must not have more cells than the first one has columns")
        for column, value in zip(heads, row, strict=False):
            if not value.isprintable():  # nor is what stands for a byte that is not UTF-8
                texts.decode(value.encode("utf-8", "surrogateescape"), f"{name}, column {column}")
        cells: dict[str, Any] = dict(zip(heads, row, strict=False))
        return article(cells, name, found, names)
    except InputError as error:
        return Failure(name, "read", str(error))
