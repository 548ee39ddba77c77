"""Rows into articles: which column holds what, and what its values are as text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from stancekit.errors import InputError
from stancekit.records import Article

__all__ = ["COLUMNS", "Columns", "Layouts", "article", "columns", "layout", "require"]

COLUMNS = {  # what an article has, and where it is looked for: the first that holds anything is read
    "text": ("text", "body", "content"),
    "id": ("id", "url"),
    "title": ("title", "headline"),
    "date": ("date", "published"),
    "source": ("source", "outlet"),
}
Columns = Mapping[str, tuple[str, ...]]
_MOST_LAYOUTS = 256  # remembered of a file whose rows each have columns of their own
_MOST_NAMES = 20  # that an error lists


def columns(chosen: Mapping[str, str] | None) -> Columns:
    """Return the columns to read, with those that the caller names.

    Raises
    ------
    InputError
        If an article has no such part.

    Examples
    --------
    >>> columns({"text": "full_text"})["text"]
    ('full_text',)
    """
    chosen = chosen or {}
    if unknown := sorted(set(chosen) - set(COLUMNS)):
        raise InputError(f"columns of {unknown[0]!r} cannot be chosen; allowed are {', '.join(COLUMNS)}")
    return {**COLUMNS, **{part: (name,) for part, name in chosen.items()}}


def layout(heads: Sequence[str], names: Columns) -> Columns:
    """Return the columns of a table in which each part is found, the first to be read first.

    A name counts as it is written; where no column has it, case and white space around it do not matter.

    Examples
    --------
    >>> found = layout(["URL", "Body", "content"], columns(None))
    >>> found["text"], found["id"], found["date"]
    (('content',), ('URL',), ())
    """
    exact, folded = set(heads), {head.strip().casefold(): head for head in reversed(heads)}
    found = {}
    for part, wanted in names.items():
        known = tuple(name for name in wanted if name in exact)
        alike = (folded.get(name.casefold()) for name in wanted)
        found[part] = known or tuple(head for head in alike if head is not None)
    return found


class Layouts:
    """The layouts of rows that each name their columns, worked out once for all that name the same."""

    def __init__(self, names: Columns) -> None:
        self._names = names
        self._known: dict[tuple[str, ...], Columns] = {}

    def of(self, row: Mapping[str, Any]) -> Columns:
        """Return the layout of a row."""
        heads = tuple(row)
        found = self._known.get(heads)
        if found is None:
            if len(self._known) >= _MOST_LAYOUTS:
                self._known.clear()
            found = self._known[heads] = layout(heads, self._names)
        return found


def require(found: Columns, heads: Sequence[str], names: Columns, file: str) -> None:
    """Raise an `InputError` that names the columns where none of them holds the text."""
    if not found["text"]:
        listed = ", ".join(heads[:_MOST_NAMES]) + (" …" if len(heads) > _MOST_NAMES else "")
        raise InputError(f"{file}: no column {' or '.join(names['text'])} among {listed}")


def article(row: Mapping[str, Any], name: str, found: Columns, names: Columns) -> Article:
    """Return the article that a row holds.

    Raises
    ------
    InputError
        If its text is no string.
    """
    text = _first(row, found["text"])
    if not isinstance(text, str):
        wanted = " or ".join([", ".join(names["text"][:-1]), names["text"][-1]]).removeprefix(" or ")
        raise InputError(f"{name}: column {wanted} must be a string, not {type(text).__name__}")
    id, title, date, source = (_label(_first(row, found[p])) for p in ("id", "title", "date", "source"))
    return Article(text, id=id, title=title, date=date, source=source)


def _first(row: Mapping[str, Any], columns: Iterable[str]) -> Any:
    """Return the first value that is there, or else an empty one."""
    found = None
    for column in columns:
        value = row.get(column)
        if value is not None and value != "":
            return value
        found = value if found is None else found
    return found


def _label(value: Any) -> str:
    """Return a string or number as a string, a date in ISO 8601; nested values and NaN name nothing."""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, (int, float, Decimal)) and value == value else ""
