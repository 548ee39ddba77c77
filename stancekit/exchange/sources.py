"""What a file or folder of annotations is, and the analyses or statements in it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from stancekit.errors import InputError
from stancekit.exchange import (
    brat,
    csvtable,
    dna,
    docbin,
    doccano,
    folder,
    jsonl,
    labelstudio,
    statements,
)
from stancekit.exchange.statements import Statement
from stancekit.records import Analysis

__all__ = ["KINDS", "kind", "read", "read_statements"]

KINDS = (
    "articles",
    "brat",
    "csv",
    "dna",
    "doccano",
    "gold",
    "jsonl",
    "label-studio",
    "results",
    "spacy",
)
_ENDINGS = {  # of files of one kind alone
    ".json": "label-studio",
    ".spacy": "spacy",
    ".txt": "articles",
    ".tsv": "articles",
    ".gz": "articles",
    ".bz2": "articles",
    ".xz": "articles",
}
_WITH_TEXTS: Mapping[str, Callable[[Path], Iterator[Analysis]]] = {
    "doccano": doccano.read,
    "label-studio": labelstudio.read,
    "spacy": docbin.read,
}
_WITHOUT_TEXTS: Mapping[str, Callable[..., Iterator[Analysis]]] = {
    "brat": brat.read,
    "csv": csvtable.read,
    "gold": jsonl.read_gold,
    "jsonl": jsonl.read,
}
_LONGEST = 1 << 24  # bytes of a line that are looked at
_FOLDERS = {  # what a folder holds, and the kind that it is; the first one counts
    "gold.jsonl": "gold",
    "attributions": "brat",
    "tasks.json": "label-studio",
    "analyses.jsonl": "jsonl",
}


def kind(path: Path) -> str:
    """Return the kind of a file or folder, one of `KINDS`; ``articles`` are not annotated yet.

    Raises
    ------
    InputError
        If there is no such file, or its ending is unknown.
    """
    _check(path)
    if path.is_dir():
        if folder.is_results(path):
            return "results"
        return next((k for name, k in _FOLDERS.items() if (path / name).exists()), "articles")
    ending = path.suffix.lower()
    if ending == ".csv":
        return _kind_of_table(path)
    if ending in (".jsonl", ".ndjson"):
        return _kind_of_lines(path)
    if ending == ".json" and _is_form(_object(path.read_bytes())):
        return "jsonl"
    if ending not in _ENDINGS:
        allowed = ", ".join(sorted([".csv", ".jsonl", ".ndjson", *_ENDINGS]))
        raise InputError(f"input {path} is not a folder or a file ending in {allowed}")
    return _ENDINGS[ending]


def _kind_of_table(path: Path) -> str:
    head = _first_line(path).decode("utf8", "replace").removeprefix("\ufeff").strip()
    if set(dna.COLUMNS[:6]) <= set(head.split(";")):
        return "dna"
    try:
        columns = next(csv.reader([head]), [])
    except csv.Error:  # a first line longer than any head
        columns = []
    return "csv" if set(csvtable.NEEDED) <= set(columns) else "articles"


def _kind_of_lines(path: Path) -> str:
    row = _object(_first_line(path))
    if _is_form(row):
        return "jsonl"
    if "utterances" in row:
        return "gold"
    return "doccano" if doccano.is_doccano(row) else "articles"


def _is_form(row: Mapping[str, Any]) -> bool:
    """Tell analyses from gold, whose topics are an object, and from anything else."""
    return "utterances" in row and ("schema" in row or not isinstance(row.get("topics", {}), dict))


def _object(data: bytes) -> dict[str, Any]:
    """Return the JSON object that bytes hold; empty where they hold none."""
    try:
        row = json.loads(data.decode("utf8", "replace"))
    except (ValueError, RecursionError):  # whoever reads the file as what it is taken for says what is wrong
        return {}
    return row if isinstance(row, dict) else {}


def _first_line(path: Path) -> bytes:
    with path.open("rb") as file:
        while line := file.readline(_LONGEST):
            if line.strip():
                return line
    return b""


def read(path: str | Path, *, kind: str | None = None, texts: str | Path | None = None) -> Iterator[Analysis]:
    """Yield the analyses that annotations come to, an article each.

    Parameters
    ----------
    path : path
        A file or folder.
    kind : str, optional
        One of `KINDS`; by default what the file looks like.
    texts : path, optional
        Folder of ``ID.txt``, for formats without texts. By default ``text`` in or beside ``path``, for CSV
        the folder that it is in; a results folder has no default.

    Raises
    ------
    InputError
        If it is no annotation, or something in it is not allowed; the message says what and where.
    MissingExtraError
        If the package that reads it is not installed.
    """
    place = Path(path)
    kind, texts = _checked(place, kind), None if texts is None else Path(texts)
    if kind in ("articles", "dna"):
        raise InputError(f"{path} holds {_ARE_NOT[kind]}; allowed are {_annotated()}")
    if kind == "results" and texts is None:
        raise InputError(f"{path} holds no texts; texts (--texts) must be a folder that holds ID.txt")
    return _read(place, kind, texts)


_ARE_NOT = {
    "articles": "articles without annotations",
    "dna": "an event list, which has statements alone",
}


def _annotated() -> str:
    return ", ".join(kind for kind in KINDS if kind not in _ARE_NOT)


def _checked(path: Path, told: str | None) -> str:
    if told is not None and told not in KINDS:
        raise InputError(f"kind={told!r} is not one of {', '.join(KINDS)}")
    _check(path)
    return told or kind(path)


def _check(path: Path) -> None:
    if not path.exists():
        raise InputError(f"input {path} does not exist; allowed are files and folders")


def _read(path: Path, kind: str, texts: Path | None) -> Iterator[Analysis]:
    named = {k: name for name, k in _FOLDERS.items()}
    if path.is_dir() and kind in ("gold", "jsonl", "label-studio"):
        path = path / named[kind]
    if kind == "results":
        return folder.read(path, texts=texts or path)
    if kind in _WITH_TEXTS:
        return _WITH_TEXTS[kind](path)
    return _WITHOUT_TEXTS[kind](path, texts=texts)


def read_statements(
    path: str | Path,
    *,
    kind: str | None = None,
    texts: str | Path | None = None,
    agreement: str | None = None,
) -> Iterator[Statement]:
    """Yield the statements that annotations, a results folder or an event list of DNA's hold.

    Parameters
    ----------
    path, kind, texts
        As in `read`; a results folder and an event list need no texts.
    agreement : {'integer', 'binary'}, optional
        As in `stancekit.exchange.dna.read`.
    """
    place = Path(path)
    found = _checked(place, kind)
    if found == "results":
        return folder.statements(place)
    if found == "dna":
        return dna.read(place, agreement=agreement)
    return statements.of(read(place, kind=found, texts=texts))
