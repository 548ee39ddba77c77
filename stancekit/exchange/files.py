"""Files of annotations, read and written, with errors that say which file, which line and what is allowed."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from stancekit.errors import InputError
from stancekit.records import LABELS, Span

__all__ = [
    "created",
    "fail",
    "file_name",
    "fresh",
    "is_span",
    "listed",
    "objects",
    "one_of",
    "optional_string",
    "parsed",
    "read_text",
    "rows",
    "spans",
    "stance",
    "string",
    "text_of",
    "within",
    "writable",
    "write_bytes",
    "write_objects",
    "write_text",
]

_SURROGATE = re.compile("[\ud800-\udfff]")


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


@contextmanager
def created(path: Path) -> Iterator[TextIO]:
    """Open a file to write UTF-8 to, line ends untranslated; it gets its name only once all is written."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        with part.open("x", encoding="utf8", newline="") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def write_bytes(path: Path, data: bytes) -> None:
    """Write ``data`` to a file, which gets its name only once all is written."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    try:
        part.write_bytes(data)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def fresh(folder: Path, *parts: str) -> None:
    """Make a folder and its ``parts``; it must be new or empty, so that nothing in it is replaced."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder} is there already; allowed is a new or an empty folder")
    for part in parts or (".",):
        (folder / part).mkdir(parents=True, exist_ok=True)


def writable(text: str) -> str:
    r"""Return ``text`` as UTF-8 can hold it: a lone surrogate becomes U+FFFD, and every offset stays.

    Examples
    --------
    >>> writable("a\ud800b") == "a\ufffdb"
    True
    """
    return _SURROGATE.sub("\ufffd", text)


def text_of(texts: Path, name: str) -> str:
    """Read the text of an article; an `InputError` names the file that is missing."""
    path = texts / file_name(name, ".txt")
    if not path.is_file():
        raise InputError(f"no text of article {name!r} at {path}; texts must be a folder that holds ID.txt")
    return read_text(path)


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
    for where, row in rows(path):
        name = string(row, "id", where)
        if name in seen:
            raise InputError(f"{where}: id {name!r} stands on an earlier line too; an article has one line")
        seen.add(name)
        yield where, row


def rows(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (where, object) for each line of a JSONL file, blank ones aside; a JSON file is one object."""
    if path.suffix.lower() == ".json":
        yield str(path), _row(read_text(path), str(path))
        return
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if line.strip():
            yield f"{path}, line {number}", _row(line, f"{path}, line {number}")


def parsed(text: str, where: str, allowed: str) -> Any:
    """Return what JSON ``text`` says; the error tells what is ``allowed``."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where}: not JSON ({error}); {allowed} is allowed") from error


def _row(line: str, where: str) -> dict[str, Any]:
    row = parsed(line, where, "one JSON object a line")
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
    if not isinstance(value, list) or not all(is_span(one) for one in value):
        raise InputError(
            f"{where}: {key} is {_short(value)}; a list of [start, end] with 0 <= start <= end is allowed"
        )
    return tuple(Span(*one) for one in value)


def within(found: Iterable[Span], text: str, where: str) -> None:
    """Raise an `InputError` where a span is not within ``text``."""
    for start, end in found:
        if not 0 <= start <= end <= len(text):
            raise InputError(f"{where}: [{start}, {end}) is not within the text [0, {len(text)})")


def fail(where: str, key: str, value: Any, allowed: str) -> InputError:
    """Return the error of a value that is not allowed."""
    return InputError(f"{where}: {key} is {_short(value)}; {allowed} is allowed")


def is_span(value: Any) -> bool:
    """Tell whether a value is ``[start, end]`` with 0 <= start <= end."""
    if not isinstance(value, list) or len(value) != 2 or any(type(offset) is not int for offset in value):
        return False
    return bool(0 <= value[0] <= value[1])


def _short(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 80 else shown[:77] + "..."
