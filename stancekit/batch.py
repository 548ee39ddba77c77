"""A collection of articles, read and scored as a stream, into a results folder.

The folder holds ``analyses.jsonl`` (schema ``stancekit/1``), ``failures.jsonl`` (``id``, ``stage``,
``error``) and the mark by which a later run knows the folder as its own.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from stancekit.errors import InputError
from stancekit.records import Analysis, Article, Failure, Topic

__all__ = ["ScoreSummary", "decode", "read_text", "score"]

_MARK = "stancekit-results.json"
_SUFFIXES = (".txt", ".jsonl", ".ndjson")
_COLUMNS = {  # the first column present is the one that is read
    "text": ("text", "body", "content"),
    "id": ("id", "url"),
    "title": ("title",),
    "date": ("date", "published"),
    "source": ("source", "outlet"),
}


@dataclass(frozen=True, slots=True)
class ScoreSummary:
    """What a run came to.

    Parameters
    ----------
    out : Path
        The results folder.
    articles, failures : int
        Articles that were analysed, and those that could not be.
    utterances, stances : int
        Utterances found, and cells of the speaker × topic tables.
    """

    out: Path
    articles: int
    failures: int
    utterances: int
    stances: int


def score(
    inputs: Iterable[str | Path],
    out: str | Path,
    *,
    model: str | Path = "fast",
    topics: Sequence[Topic] | None = None,
    utterance_confidence: float | None = None,
    min_confidence: float | None = None,
    target_precision: float | None = None,
    lexicon: str | Path | None = None,
) -> ScoreSummary:
    """Analyse every article of ``inputs`` and write the results to the folder ``out``, and nowhere else.

    The articles pass through one at a time, so memory stays the same whatever their number. One that cannot
    be read or analysed is a line in ``failures.jsonl``. Earlier results in ``out`` are replaced.

    Parameters
    ----------
    inputs : iterable of paths
        Text files (``.txt``, UTF-8; the name without suffix is the id), files of a JSON object a line
        (``.jsonl``, ``.ndjson``; columns ``text``/``body``/``content``, ``id``/``url``, ``title``,
        ``date``/``published``, ``source``/``outlet``) and folders of such files at any depth, in the order
        of their names. An id met before gets a suffix: ``a``, ``a-2``, ``a-3``.
    out : path
        A folder to make, an empty one, or one that an earlier run made.
    model : str or Path, default 'fast'
        Name or folder of the model.
    topics : sequence of Topic, optional
        Topics to look for; without them each article's own are found.
    utterance_confidence, min_confidence, target_precision, lexicon
        As in `stancekit.load`.

    Raises
    ------
    InputError
        If an input is missing, of another type, without a file to read or inside ``out``, or if ``out`` is
        a file or holds anything that is not an earlier run's.
    ModelError
        If the model cannot be read.
    """
    paths = [Path(path) for path in ([inputs] if isinstance(inputs, (str, Path)) else inputs)]
    out = Path(out)
    _check_out(out)
    for path in paths:
        _check_input(path, out)
    from stancekit import load

    kit = load(
        model,
        utterance_confidence=utterance_confidence,
        min_confidence=min_confidence,
        target_precision=target_precision,
        lexicon=lexicon,
    )
    with _Results(out) as results:
        for result in kit.pipe(_articles(paths, results), topics=topics):
            results.add(result)
    return results.summary()


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


class _Results:
    """The results folder while it is written."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.counts = dict.fromkeys(("articles", "failures", "utterances", "stances"), 0)
        out.mkdir(parents=True, exist_ok=True)
        if not (out / _MARK).exists():
            with _create(out / _MARK) as mark:
                mark.write(json.dumps({"schema": "stancekit-results/1"}) + "\n")
        self._analyses = _create(out / "analyses.jsonl")
        self._failures = _create(out / "failures.jsonl")

    def __enter__(self) -> _Results:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._analyses.close()
        self._failures.close()

    def add(self, result: Analysis | Failure) -> None:
        if isinstance(result, Failure):
            self.counts["failures"] += 1
            self._failures.write(json.dumps(asdict(result)) + "\n")
            return
        self._analyses.write(result.to_json() + "\n")
        self.counts["articles"] += 1
        self.counts["utterances"] += len(result.utterances)
        self.counts["stances"] += len(result.stances)

    def summary(self) -> ScoreSummary:
        return ScoreSummary(self.out, **self.counts)


def _create(path: Path) -> TextIO:
    """Open a new file; one that is there is unlinked first, so that a link in the folder leads nowhere."""
    path.unlink(missing_ok=True)
    # a lone surrogate leaves as \udXXX, which is JSON's own escape for it
    return path.open("x", encoding="utf-8", errors="backslashreplace", newline="\n")


def _check_out(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise InputError(f"results folder {out} is a file; allowed is a new or an empty folder")
    if out.is_dir() and any(out.iterdir()) and not (out / _MARK).is_file():
        raise InputError(
            f"results folder {out} holds files that are not results; allowed is a new or an empty folder"
        )


def _check_input(path: Path, out: Path) -> None:
    if not path.exists():
        raise InputError(f"input {path} does not exist; allowed are files and folders")
    if path.is_dir():
        if next(_files(path, out), None) is None:
            raise InputError(f"input folder {path} holds no file ending in {', '.join(_SUFFIXES)}")
    elif path.suffix.lower() not in _SUFFIXES:
        raise InputError(f"input {path} is not a folder or a file ending in {', '.join(_SUFFIXES)}")
    elif path.resolve().is_relative_to(out.resolve()):
        raise InputError(f"input {path} is in the results folder, whose files the run replaces")


def _articles(paths: Iterable[Path], results: _Results) -> Iterator[Article]:
    """Yield the articles that could be read, ids made unique; the others become failures on the way."""
    ids = _Ids()
    for path in paths:
        for file in _files(path, results.out) if path.is_dir() else [path]:
            stem = file.relative_to(path if path.is_dir() else file.parent).with_suffix("").as_posix()
            for found in _read(file, stem):
                named = replace(found, id=ids.unique(found.id))
                if isinstance(named, Article):
                    yield named
                else:
                    results.add(named)


def _files(folder: Path, out: Path) -> Iterator[Path]:
    """Yield the readable files below ``folder`` by name; hidden ones and the results are passed over."""
    results = out.resolve()
    for parent, folders, names in os.walk(folder):
        here = Path(parent)
        folders[:] = sorted(f for f in folders if f[0] != "." and (here / f).resolve() != results)
        for name in sorted(names) if here.resolve() != results else ():
            path = here / name
            if name[0] != "." and path.suffix.lower() in _SUFFIXES and path.is_file():
                yield path


def _read(file: Path, stem: str) -> Iterator[Article | Failure]:
    try:
        if file.suffix.lower() == ".txt":
            yield Article(read_text(file), id=stem)
        else:
            yield from _read_lines(file, stem)
    except (InputError, OSError) as error:
        yield Failure(stem, "read", str(error))


def _read_lines(file: Path, stem: str) -> Iterator[Article | Failure]:
    with file.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _read_row(line, f"{stem}:{number}")


def _read_row(line: bytes, name: str) -> Article | Failure:
    try:
        row = json.loads(decode(line, name))
        if not isinstance(row, dict):
            raise InputError(f"{name}: a line must hold a JSON object, not {type(row).__name__}")
        return _article(row, name)
    except InputError as error:
        return Failure(name, "read", str(error))
    except (ValueError, RecursionError) as error:
        return Failure(name, "read", f"{name}: not a line of JSON: {error}")


def _article(row: Mapping[str, Any], name: str) -> Article:
    values = {field: _first(row, columns) for field, columns in _COLUMNS.items()}
    text = values["text"]
    if not isinstance(text, str):
        raise InputError(f"{name}: column text, body or content must be a string, not {type(text).__name__}")
    title, date, source = (_label(values[field]) for field in ("title", "date", "source"))
    return Article(text, id=_label(values["id"]) or name, title=title, date=date, source=source)


def _first(row: Mapping[str, Any], columns: Sequence[str]) -> Any:
    return next((row[column] for column in columns if row.get(column) is not None), None)


def _label(value: Any) -> str:
    """Return a string or number as a string; nested values name nothing."""
    return str(value) if isinstance(value, (str, int, float)) else ""


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
