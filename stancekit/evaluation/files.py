"""Reading the files of an evaluation, with errors that say which file, which line and what is allowed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from stancekit.errors import InputError
from stancekit.records import LABELS, Span

__all__ = [
    "file_name",
    "listed",
    "objects",
    "one_of",
    "optional_string",
    "read_text",
    "spans",
    "stance",
    "string",
    "write_objects",
    "write_text",
]


def read_text(path: Path) -> str:
    """Return the text of ``path`` as it is on disk, line ends included, so that offsets stay exact."""
    try:
        return path.read_bytes().decode("utf8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot read {path} as UTF-8 text: {error}") from error


def write_text(path: Path, text: str) -> None:
    """Write ``text`` as it is, so that `read_text` gives it back."""
    try:
        path.write_bytes(text.encode("utf8"))
    except UnicodeEncodeError as error:
        raise InputError(f"cannot write {path} as UTF-8 text: {error}") from error


def file_name(name: str, suffix: str) -> str:
    """Return the file name of the article called ``name``; it must not lead to another folder."""
    if not name or any(mark in name for mark in "/\\\0"):
        raise InputError(
            f"article id {name!r} is no file name; letters, digits, '-', '_' and '.' are allowed"
        )
    return name + suffix


def objects(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (where, object) for each line of a JSONL file of articles; blank lines are skipped."""
    seen: set[str] = set()
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        where = f"{path}, line {number}"
        row = _parsed(line, where)
        name = string(row, "id", where)
        if name in seen:
            raise InputError(f"{where}: id {name!r} stands on an earlier line too; an article has one line")
        seen.add(name)
        yield where, row


def _parsed(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where}: not JSON ({error}); one JSON object a line is allowed") from error
    if not isinstance(row, dict):
        raise InputError(f"{where}: a JSON {type(row).__name__}; one JSON object a line is allowed")
    return row


def write_objects(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write one JSON object a line; lone surrogates stay escaped, so that every text can be written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf8", newline="\n") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def string(row: Mapping[str, Any], key: str, where: str) -> str:
    """Return the string ``row[key]``."""
    value = row.get(key)
    if not isinstance(value, str):
        raise InputError(f"{where}: {key} is {value!r}; a string is allowed")
    return value


def optional_string(row: Mapping[str, Any], key: str, where: str) -> str | None:
    """Return the string ``row[key]``, or None where it is null or missing."""
    return None if row.get(key) is None else string(row, key, where)


def one_of(row: Mapping[str, Any], key: str, allowed: Collection[str], where: str) -> str | None:
    """Return ``row[key]``, which is one of ``allowed``, or None where it is null or missing."""
    value = row.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or value not in allowed:
        raise InputError(f"{where}: {key} is {_short(value)}; {', '.join(allowed)} and null are allowed")
    return value


def stance(row: Mapping[str, Any], key: str, where: str) -> str | None:
    """Return the stance ``row[key]``; None where it is null, missing or "none"."""
    label = one_of(row, key, LABELS, where)
    return None if label == "none" else label


def listed(row: Mapping[str, Any], key: str, where: str, *, required: bool = True) -> list[dict[str, Any]]:
    """Return the list of objects ``row[key]``; empty where it is missing and not ``required``."""
    value = row.get(key) if required else row.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise InputError(f"{where}: {key} is {_short(value)}; a list of objects is allowed")
    return value


def spans(row: Mapping[str, Any], key: str, where: str) -> tuple[Span, ...]:
    """Return the spans ``row[key]``, none where it is missing."""
    value = row.get(key, [])
    if not isinstance(value, list) or not all(_is_span(one) for one in value):
        raise InputError(
            f"{where}: {key} is {_short(value)}; a list of [start, end] with 0 <= start <= end is allowed"
        )
    return tuple(Span(*one) for one in value)


def _is_span(value: Any) -> bool:
    if not isinstance(value, list) or len(value) != 2 or any(type(offset) is not int for offset in value):
        return False
    return bool(0 <= value[0] <= value[1])


def _short(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 80 else shown[:77] + "..."
