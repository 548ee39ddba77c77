"""Rows as CSV that spreadsheets can open without running it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from stancekit.report.plain import plain

__all__ = ["cell", "lines", "text", "unguarded"]

_FORMULA = tuple("=+-@\t＝＋－＠")  # the full-width forms count as formulas in some locales


def text(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    r"""Return a header and rows as RFC 4180 CSV; text cells are on one line and never start a formula.

    Examples
    --------
    >>> text(("name", "p"), [("=cmd()", 0.5)])
    "name,p\r\n'=cmd(),0.5\r\n"
    """
    return lines([columns]) + lines(rows)


def lines(rows: Iterable[Sequence[Any]]) -> str:
    """Return rows as `text` does, without a header."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([cell(value) for value in row] for row in rows)
    return out.getvalue()


def cell(value: Any) -> Any:
    """Return a value as a cell holds it: text on one line that starts no formula, numbers rounded."""
    if isinstance(value, float):
        return round(value, 4)
    if not isinstance(value, str):
        return value
    shown = plain(value)
    return "'" + shown if _is_guarded("'" + shown) else shown


def unguarded(shown: str) -> str:
    """Return the text that `cell` put an apostrophe before; any other text as it is.

    Examples
    --------
    >>> unguarded("'=cmd()"), unguarded("'tis")
    ('=cmd()', "'tis")
    """
    return shown[1:] if _is_guarded(shown) else shown


def _is_guarded(shown: str) -> bool:
    """Tell whether a formula stands behind apostrophes; one that had some gets one more, so none is lost."""
    return shown.startswith("'") and shown.lstrip("'").startswith(_FORMULA)
