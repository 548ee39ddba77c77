"""Rows as a table of aligned text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from stancekit.report.plain import plain
from stancekit.report.widths import fit, pad, width

__all__ = ["text"]

_WIDEST = 60  # columns of a cell


def text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return a header and rows, numbers to the right, cells and names cut at 60 columns.

    Examples
    --------
    >>> print(text(("name", "p"), [("Mira Holt", 0.5), ("Ines", 1.0)]), end="")
    name          p
    Mira Holt  0.50
    Ines       1.00
    """
    rows = list(rows)
    lines = [[_cell(value) for value in row] for row in (columns, *rows)]
    sizes = [max(map(width, column)) for column in zip(*lines, strict=True)]
    numeric = [
        bool(rows) and all(_is_number(value) for value in column) for column in zip(*rows, strict=True)
    ]
    right = numeric or [False] * len(columns)
    return "".join(_line(line, sizes, right) + "\n" for line in lines)


def _line(cells: Sequence[str], sizes: Sequence[int], right: Sequence[bool]) -> str:
    padded = (pad(cell, size, right=side) for cell, size, side in zip(cells, sizes, right, strict=True))
    return "  ".join(padded).rstrip()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:.2f}" if isinstance(value, float) else fit(plain(str(value)), _WIDEST)


def _is_number(value: Any) -> bool:
    return value is None or isinstance(value, (int, float))
