"""The endings of file names: what kind a file is, how it is compressed, and what reading it takes."""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from stancekit.errors import MissingExtraError

__all__ = ["ALLOWED", "Ending", "need", "split"]

_KINDS = (".txt", ".jsonl", ".ndjson", ".csv", ".tsv", ".html", ".htm")
_PACKINGS = (".gz", ".bz2", ".xz", ".zst")
ALLOWED = f"{', '.join(_KINDS)}, or one of them and {', '.join(_PACKINGS)}, or .parquet"
_EXTRAS = {  # the package that an ending needs, and the extra that brings it
    ".parquet": ("pyarrow", "parquet"),
    ".html": ("trafilatura", "html"),
    ".htm": ("trafilatura", "html"),
    ".zst": ("zstandard", "zstd"),
}


class Ending(NamedTuple):
    """A file's name, taken apart.

    Attributes
    ----------
    stem : str
        The name without the endings.
    kind : str
        Such as ``.csv``, in lower case; empty where the file cannot be read.
    packing : str
        Such as ``.gz``; empty where it is not compressed.
    """

    stem: str
    kind: str
    packing: str


def split(name: str) -> Ending:
    """Return what a file's name says of it.

    Examples
    --------
    >>> split("2024/may.csv.GZ")
    Ending(stem='2024/may', kind='.csv', packing='.gz')
    >>> split("notes.md").kind
    ''
    """
    stem, packing = _cut(name)
    if packing in _PACKINGS:
        stem, kind = _cut(stem)
    else:
        kind, packing = packing, ""
    readable = kind in _KINDS or (kind == ".parquet" and not packing)
    return Ending(stem, kind if readable else "", packing)


def _cut(name: str) -> tuple[str, str]:
    ending = PurePosixPath(name).suffix
    return name[: len(name) - len(ending)], ending.lower()


def need(ending: str, purpose: str) -> Any:
    """Return the package that reads an ending; None where the standard library does.

    Raises
    ------
    MissingExtraError
        If it is not installed.
    """
    if ending not in _EXTRAS:
        return None
    package, extra = _EXTRAS[ending]
    try:
        return import_module(package)
    except ImportError:
        raise MissingExtraError(package, extra=extra, purpose=purpose) from None
