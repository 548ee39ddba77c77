"""The chunk function: some articles in, their rows of every table out. It runs wherever a worker is."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from stancekit.inputs import Read
from stancekit.records import Analysis, Article, Failure, Topic
from stancekit.results import parquet, rows
from stancekit.results.schema import TABLES
from stancekit.stream import Reference, crash, guarded
from stancekit.text import language

__all__ = ["Chunk", "Task", "analyse", "give_up", "mark"]

_NO_SECONDS = 0.0


class Task(NamedTuple):
    """What is done to every article of a run; ``kit`` may be an analyzer too."""

    kit: Reference | Any
    topics: Sequence[Topic] | None
    format: str
    skip_duplicates: bool


class Chunk(NamedTuple):
    """What came of some articles.

    ``marks`` tells which they were, in order; ``data`` holds an Arrow table for each table, or bytes of JSON
    lines.
    """

    marks: tuple[str, ...]
    counts: Counter[str]
    data: dict[str, Any]


class _Done(NamedTuple):
    read: Read
    result: Analysis | Failure | None  # None if it was left out
    seconds: float


def analyse(task: Task, reads: Sequence[Read]) -> Chunk:
    """Return what comes of some articles, or of failures to read them."""
    chosen = [read for read in reads if _wanted(task, read)]
    begun = time.perf_counter()
    articles = [read.result for read in chosen if isinstance(read.result, Article)]
    results = guarded(task.kit, task.topics, articles) if articles else []
    pace = (time.perf_counter() - begun) / max(sum(len(_text(read)) for read in chosen), 1)
    found = iter(results)
    return _chunk(task, [_done(task, read, found, pace) for read in reads])


def give_up(task: Task, read: Read) -> Chunk:
    """Return what stands for an article that no worker outlived."""
    failed = crash(read.result)[0] if isinstance(read.result, Article) else read.result
    return _chunk(task, [_Done(read, failed, _NO_SECONDS)])


def mark(read: Read) -> str:
    """Return what an article is known by when a run goes on."""
    return f"{read.result.id}\t{read.digest}"


def _wanted(task: Task, read: Read) -> bool:
    return isinstance(read.result, Article) and not (task.skip_duplicates and read.duplicate)


def _done(task: Task, read: Read, found: Iterator[Analysis | Failure], pace: float) -> _Done:
    if isinstance(read.result, Failure):
        return _Done(read, read.result, _NO_SECONDS)
    if not _wanted(task, read):
        return _Done(read, None, _NO_SECONDS)
    return _Done(read, next(found), pace * len(read.result.text))


def _chunk(task: Task, done: Sequence[_Done]) -> Chunk:
    data = _tables(done) if task.format == "parquet" else _lines(done)
    return Chunk(tuple(mark(d.read) for d in done), _counts(done), data)


def _counts(done: Iterable[_Done]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for read, result, _ in done:
        counts["duplicates"] += read.duplicate
        counts["words"] += len(_text(read).split())
        if isinstance(result, Analysis):
            counts["articles"] += 1
            counts["utterances"] += len(result.utterances)
            counts["stances"] += len(result.stances)
        else:
            counts["skipped" if result is None else "failures"] += 1
    return counts


def _tables(done: Sequence[_Done]) -> dict[str, Any]:
    analyses = [d.result for d in done if isinstance(d.result, Analysis)]
    found = {name: [row for a in analyses for row in make(a)] for name, make in rows.ROWS.items()}
    found["articles"] = [_article(d) for d in done]
    found["failures"] = [
        rows.failure_row(d.result, input=d.read.input) for d in done if isinstance(d.result, Failure)
    ]
    return {name: parquet.table(name, found[name]) for name in TABLES}


def _article(done: _Done) -> rows.Row:
    read, result, seconds = done
    article = read.result if isinstance(read.result, Article) else Article("", id=read.result.id)
    return rows.article_row(
        article,
        "skipped" if result is None else "failed" if isinstance(result, Failure) else "analysed",
        result if isinstance(result, Analysis) else None,
        input=read.input,
        digest=read.digest,
        duplicate=read.duplicate,
        language=language.guess(article.text),
        seconds=seconds,
    )


def _lines(done: Sequence[_Done]) -> dict[str, bytes]:
    analyses = (d.result.to_json() for d in done if isinstance(d.result, Analysis))
    failures = (json.dumps(asdict(d.result)) for d in done if isinstance(d.result, Failure))
    return {"analyses": _joined(analyses), "failures": _joined(failures)}


def _joined(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _text(read: Read) -> str:
    return read.result.text if isinstance(read.result, Article) else ""
