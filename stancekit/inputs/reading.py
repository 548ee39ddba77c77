"""The stream: every article of every file in order, its id unique, told apart from those before it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from stancekit.errors import InputError
from stancekit.inputs import columnar, lines, pages, sources, tables, texts
from stancekit.inputs.endings import ALLOWED, split
from stancekit.inputs.files import File, troubled
from stancekit.inputs.remote import public
from stancekit.inputs.rows import Columns
from stancekit.inputs.seen import Ids, Seen, digest
from stancekit.inputs.unpack import unpack
from stancekit.records import Article, Failure

__all__ = ["Read", "read"]

_READERS: dict[str, Callable[..., Iterator[Article | Failure]]] = {
    ".txt": texts.read,
    ".html": pages.read,
    ".htm": pages.read,
    ".jsonl": lines.read,
    ".ndjson": lines.read,
    ".csv": partial(tables.read, mark=","),
    ".tsv": partial(tables.read, mark="\t"),
}
_Found = tuple[Article | Failure, float]  # and the share of its file that was read with it


class Read(NamedTuple):
    """An article of the stream, or why it could not be read.

    Attributes
    ----------
    result : Article or Failure
        Its id is unique in the stream: one met before gets a suffix (``a``, ``a-2``, ``a-3``).
    input : str
        The file that it came from, in the form in which the user named it or its folder.
    share : float
        Share of all bytes to read that were read with it, 0 to 1; nan where that is unknown.
    digest : str
        Hash of the text, 16 hexadecimal digits; empty for a failure.
    duplicate : bool
        Whether an earlier article of the stream has the same text.
    """

    result: Article | Failure
    input: str
    share: float
    digest: str
    duplicate: bool


def read(inputs: Sequence[str | Path], names: Columns, out: Path) -> Iterator[Read]:
    """Yield all articles of files, folders, patterns and addresses, as they are needed.

    Parameters
    ----------
    inputs : sequence of paths
        What `check` found to be readable.
    names : mapping
        What `columns` returned.
    out : Path
        A folder that is passed over.

    Yields
    ------
    Read
        An article, or the failure of one, of a file, or of a folder.

    Examples
    --------
    >>> import tempfile
    >>> from stancekit.inputs import columns
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "news.csv").write_text("id,text\\na1,We need Patriots.\\na2,No.\\n")
    ...     [(found.result.id, found.duplicate) for found in read([folder], columns(None), Path("out"))]
    [('a1', False), ('a2', False)]
    """
    ids, met = Ids(), Seen()
    total = _total(inputs, out)
    done = 0
    for source in map(str, inputs):
        for file in _listed(source, out):
            for result, share in _read(file, names):
                so_far = min((done + share * (file.size or 0)) / total, 1.0) if total else 1.0
                yield _told(result, file.shown, so_far, ids, met)
            done += file.size or 0


def _told(result: Article | Failure, input: str, share: float, ids: Ids, met: Seen) -> Read:
    text = digest(result.text) if isinstance(result, Article) else ""
    id = ids.unique(result.id or text)
    duplicate = isinstance(result, Article) and not met.add(int(text, 16))
    return Read(result if id == result.id else replace(result, id=id), input, share, text, duplicate)


def _total(inputs: Sequence[str | Path], out: Path) -> float:
    """Return the bytes that there are to read; nan if that is unknown."""
    sizes = (file.size for source in map(str, inputs) for file in _listed(source, out))
    return sum(math.nan if size is None else size for size in sizes)


def _listed(source: str, out: Path) -> Iterator[File]:
    """Yield the files of an input; what hinders listing them is its trouble."""
    try:
        yield from sources.listed(source, out)
    except Exception as error:  # a server that answered before may not do so now
        yield troubled("", public(source), _why(error))


def _read(file: File, names: Columns) -> Iterator[_Found]:
    """Yield what a file holds, and what stops it from being read."""
    if file.trouble:
        yield Failure(file.name or file.shown, "read", file.trouble), 1.0
        return
    name = split(file.name)
    try:
        with closing(file.open()) as raw:
            if name.kind == ".parquet":
                yield from columnar.read(raw, name.stem, file.shown, names)
                return
            if name.kind not in _READERS:
                raise InputError(f"{file.shown} is not a file ending in {ALLOWED}")
            if name.packing and file.size == 0:  # which gzip takes for an archive of nothing
                raise InputError(f"{file.shown}: an empty file, not an archive")
            with closing(unpack(raw, name.packing)) as data:
                for result in _READERS[name.kind](data, name.stem, file.shown, names):
                    yield result, raw.tell() / file.size if file.size else 1.0
    except Exception as error:  # a broken archive raises whatever its format raises
        why = _why(error)
        yield Failure(name.stem, "read", why if file.shown in why else f"{file.shown}: {why}"), 1.0


def _why(error: Exception) -> str:
    return public(str(error)) or type(error).__name__
