"""Rows as CSV that spreadsheets can open without running it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from stancekit.report.plain import plain

__all__ = ["text"]

_FORMULA = tuple("=+-@\t＝＋－＠")  # the full-width forms count as formulas in some locales


def text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    r"""Return a header and rows as RFC 4180 CSV; text cells are on one line and never start a formula.

    Examples
    --------
    >>> text(("name", "p"), [("=cmd()", 0.5)])
    "name,p\r\n'=cmd(),0.5\r\n"
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if not isinstance(value, str):
        return value
    shown = plain(value)
    return "'" + shown if shown.startswith(_FORMULA) else shown
