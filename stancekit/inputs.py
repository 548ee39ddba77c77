"""Articles from files: texts, JSON lines and tables, plain or compressed, read as a stream.

A file's kind is its ending: ``.txt`` (the name without it is the id), ``.jsonl`` or ``.ndjson`` (a JSON
object a line), ``.csv`` or ``.tsv`` (a row an article, the first one names the columns). Each may be
compressed, with a further ``.gz``, ``.bz2`` or ``.xz``.
"""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Any, BinaryIO

from stancekit.errors import InputError
from stancekit.records import Article, Failure

__all__ = ["COLUMNS", "articles", "check", "columns", "decode", "read_text"]

_KINDS = (".txt", ".jsonl", ".ndjson", ".csv", ".tsv")
_PACKED = (".gz", ".bz2", ".xz")
_ALLOWED = f"{', '.join(_KINDS)}, or one of them and {', '.join(_PACKED)}"
COLUMNS = {  # what an article has, and the names under which it is looked for: the first one present is read
    "text": ("text", "body", "content"),
    "id": ("id", "url"),
    "title": ("title",),
    "date": ("date", "published"),
    "source": ("source", "outlet"),
}
Columns = Mapping[str, tuple[str, ...]]
_LONGEST_CELL = 2**31 - 1  # characters; the csv module's own limit is shorter than some articles


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


def articles(
    paths: Iterable[Path], names: Columns, out: Path, failed: Callable[[Failure], None]
) -> Iterator[Article]:
    """Yield the articles that could be read, ids made unique; the others are told to ``failed``.

    Parameters
    ----------
    paths : iterable of Path
        Files, and folders of files at any depth, whose files come by name.
    names : mapping
        What `columns` returned.
    out : Path
        A folder that is passed over.
    failed : callable
    """
    ids = _Ids()
    for path in paths:
        for file in _files(path, out) if path.is_dir() else [path]:
            relative = file.relative_to(path if path.is_dir() else file.parent).as_posix()
            kind, stem = _kind(relative), relative[: -len("".join(_endings(relative)))]
            for found in _read(file, kind, stem, names):
                named = replace(found, id=ids.unique(found.id))
                if isinstance(named, Article):
                    yield named
                else:
                    failed(named)


def check(inputs, out):
    for i in inputs:
        _check(Path(i), out)


def _check(path: Path, out: Path) -> None:
    """Raise an `InputError` where ``path`` cannot be read, or is a file in the folder ``out``."""
    if not path.exists():
        raise InputError(f"input {path} does not exist; allowed are files and folders")
    if path.is_dir():
        if next(_files(path, out), None) is None:
            raise InputError(f"input folder {path} holds no file ending in {_ALLOWED}")
    elif not _kind(path.name):
        raise InputError(f"input {path} is not a folder or a file ending in {_ALLOWED}")
    elif path.resolve().is_relative_to(out.resolve()):
        raise InputError(f"input {path} is in the results folder, whose files the run replaces")


def _files(folder: Path, out: Path) -> Iterator[Path]:
    """Yield the readable files below ``folder`` by name; hidden ones and the results are passed over."""
    results = out.resolve()
    for parent, folders, names in os.walk(folder):
        here = Path(parent)
        folders[:] = sorted(f for f in folders if f[0] != "." and (here / f).resolve() != results)
        for name in sorted(names) if here.resolve() != results else ():
            path = here / name
            if name[0] != "." and _kind(name) and path.is_file():
                yield path


def _endings(name: str) -> list[str]:
    """Return the endings of a file's name that say how to read it: its kind, and how it is compressed."""
    path = PurePath(name)
    if path.suffix.lower() not in _PACKED:
        return [path.suffix]
    return [path.with_suffix("").suffix, path.suffix]


def _kind(name: str) -> str:
    """Return the kind of a file by its name; empty if it is none that can be read."""
    kind = _endings(name)[0].lower()
    return kind if kind in _KINDS else ""


def _open(file: Path) -> BinaryIO:
    """Open a file, decompressed."""
    ending = file.suffix.lower()
    if ending in _PACKED:
        from importlib import import_module

        opened: BinaryIO = import_module({".gz": "gzip", ".bz2": "bz2", ".xz": "lzma"}[ending]).open(file)
        return opened
    return file.open("rb")


def _read(file: Path, kind: str, stem: str, names: Columns) -> Iterator[Article | Failure]:
    try:
        with _open(file) as data:
            if kind == ".txt":
                yield Article(decode(data.read(), str(file)), id=stem)
            elif kind in (".csv", ".tsv"):
                yield from _read_table(data, "," if kind == ".csv" else "\t", stem, names)
            else:
                yield from _read_lines(data, stem, names)
    except Exception as error:  # a broken archive raises whatever its format raises
        yield Failure(stem, "read", str(error) or type(error).__name__)


def _read_lines(lines: Iterable[bytes], stem: str, names: Columns) -> Iterator[Article | Failure]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _read_row(line, f"{stem}:{number}", names)


def _read_row(line: bytes, name: str, names: Columns) -> Article | Failure:
    try:
        row = json.loads(decode(line, name))
        if not isinstance(row, dict):
            raise InputError(f"{name}: a line must hold a JSON object, not {type(row).__name__}")
        return _article(row, name, names)
    except InputError as error:
        return Failure(name, "read", str(error))
    except (ValueError, RecursionError) as error:
        return Failure(name, "read", f"{name}: not a line of JSON: {error}")


def _read_table(data: BinaryIO, mark: str, stem: str, names: Columns) -> Iterator[Article | Failure]:
    """Read a table as it comes; rows are named by the line that they end on."""
    csv.field_size_limit(min(sys.maxsize, _LONGEST_CELL))
    with io.TextIOWrapper(data, encoding="utf-8-sig", errors="surrogateescape", newline="") as text:
        rows = csv.DictReader(text, delimiter=mark, strict=True)
        heads = rows.fieldnames or ()
        if heads and not set(names["text"]) & set(heads):
            raise InputError(f"{stem}: no column {' or '.join(names['text'])} among {', '.join(heads)}")
        while True:
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:  # the next row is read from the next line
                name = f"{stem}:{rows.reader.line_num}"
                yield Failure(name, "read", f"{name}: no row: {error}")
            else:
                yield _read_cells(row, f"{stem}:{rows.line_num}", names)


def _read_cells(row: dict[str, Any], name: str, names: Columns) -> Article | Failure:
    try:
        if None in row:
            raise InputError(f"{name}: a row must not have more cells than the first one has columns")
        for column, value in row.items():
            if value and not value.isprintable():
                decode(value.encode("utf-8", "surrogateescape"), f"{name}, column {column}")
        return _article(row, name, names)
    except InputError as error:
        return Failure(name, "read", str(error))


def _article(row: Mapping[str, Any], name: str, names: Columns) -> Article:
    values = {part: _first(row, columns) for part, columns in names.items()}
    text = values["text"]
    if not isinstance(text, str):
        wanted = " or ".join([", ".join(names["text"][:-1]), names["text"][-1]]).removeprefix(" or ")
        raise InputError(f"{name}: column {wanted} must be a string, not {type(text).__name__}")
    title, date, source = (_label(values[part]) for part in ("title", "date", "source"))
    return Article(text, id=_label(values["id"]) or name, title=title, date=date, source=source)


def _first(row: Mapping[str, Any], columns: Iterable[str]) -> Any:
    return next((row[column] for column in columns if row.get(column) is not None), None)


def _label(value: Any) -> str:
    """Return a string or number as a string; nested values name nothing."""
    return str(value) if isinstance(value, (str, int, float)) else ""


def read_text(path: Path) -> str:
    """Read a file as UTF-8; see `decode`."""
    return decode(path.read_bytes(), str(path))


def decode(data: bytes, name: str) -> str:
    r"""Return UTF-8 ``data`` as text, without a byte order mark and with its line ends as they are.

    Raises
    ------
    InputError
        If the bytes are not UTF-8 or hold a NUL, as binary files do; ``name`` says which input it was.

    Examples
    --------
    >>> decode(b"\xef\xbb\xbfNo.\r\n", "a.txt")
    'No.\r\n'
    """
    if (nul := data.find(0)) >= 0:
        raise InputError(
            f"{name}: a NUL byte at offset {nul}: binary data, or not UTF-8; allowed is UTF-8 text"
        )
    bom = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    try:
        return data[bom:].decode("utf-8")
    except UnicodeDecodeError as error:
        at = bom + error.start
        raise InputError(
            f"{name}: byte 0x{data[at]:02x} at offset {at} is not UTF-8; allowed is UTF-8 text"
        ) from None


class _Ids:
    """The ids given so far."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}

    def unique(self, id: str) -> str:
        name = id
        while name in self._counts:
            self._counts[id] += 1
            name = f"{id}-{self._counts[id]}"
        self._counts[name] = 1
        return name


class Read(__import__("typing").NamedTuple):
    result: Article | Failure
    input: str
    share: float
    digest: str
    duplicate: bool


def read(inputs, names, out):
    import hashlib

    failed = []
    seen = set()
    for a in articles([Path(i) for i in inputs], names, out, failed.append):
        yield from (Read(f, "", 0.5, "", False) for f in failed)
        failed.clear()
        d = hashlib.blake2b(a.text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        yield Read(a, "", 0.5, d, d in seen)
        seen.add(d)
    yield from (Read(f, "", 1.0, "", False) for f in failed)
