"""A run over a collection: articles in, batches of them to the workers, results to the folder in order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict
from functools import partial
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any

import stancekit
from stancekit import collection, pool
from stancekit import inputs as readers
from stancekit.batch.chunk import Chunk, Task, analyse, give_up, mark
from stancekit.batch.cluster import Cluster
from stancekit.batch.results import Results
from stancekit.batch.summary import Progress, ScoreSummary
from stancekit.errors import InputError
from stancekit.inputs import Read
from stancekit.records import Topic
from stancekit.results import files, parquet, run
from stancekit.results.manifest import Manifest, follow
from stancekit.results.parts import FORMATS
from stancekit.stream import batches

__all__ = ["score", "stream"]

_BATCH = 32  # articles that are read together
_NOWHERE = Path("-")  # the results folder of a stream


def score(
    inputs: str | Path | Iterable[str | Path],
    out: str | Path,
    *,
    model: str | Path = "fast",
    topics: Sequence[Topic] | None = None,
    utterance_confidence: float | None = None,
    min_confidence: float | None = None,
    target_precision: float | None = None,
    lexicon: str | Path | None = None,
    columns: Mapping[str, str] | None = None,
    format: str | None = None,
    n_jobs: int = 1,
    dask: str | None = None,
    resume: bool = False,
    overwrite: bool = False,
    skip_duplicates: bool = False,
    collect: bool = True,
    time_limit: float = pool.TIME_LIMIT,
    progress: Callable[[Progress], None] | None = None,
) -> ScoreSummary:
    """Analyse every article of ``inputs`` and write the results to the folder ``out``, and nowhere else.

    Articles pass through in batches, so memory stays the same whatever their number, and results come in the
    order of the articles. They reach the disk in parts, each whole or not at all: whatever ends a run, with
    ``resume`` it goes on after the last part, and the parts are those of a run that was never interrupted.

    Parameters
    ----------
    inputs : iterable of paths
        Files of articles, in the forms of `stancekit.inputs`, folders of them at any depth, patterns and
        addresses. An id met before gets a suffix: ``a``, ``a-2``, ``a-3``.
    out : path
        A folder to make, an empty one, or one that an earlier run made.
    model : str or Path, default 'fast'
        Name or folder of the model.
    topics : sequence of Topic, optional
        Topics to look for; without them each article's own are found.
    utterance_confidence, min_confidence, target_precision, lexicon
        As in `stancekit.load`.
    columns : mapping, optional
        Names of the columns that hold an article's ``text``, ``id``, ``title``, ``date`` or ``source``, where
        they are none of those that `stancekit.inputs` looks for.
    format : {'parquet', 'jsonl'}, optional
        Tables (`stancekit.results.schema`), or an `Analysis` a line; by default that of the run which goes
        on, or else tables where pyarrow is installed.
    n_jobs : int
        Worker processes, -1 for one a core.
    dask : str, optional
        Address of the scheduler of a Dask cluster, whose workers are used instead.
    resume : bool
        Go on with the run in ``out``, if there is one, which must have had the same options.
    overwrite : bool
        Replace the run in ``out``, if there is one.
    skip_duplicates : bool
        Leave out articles with the same text as an earlier one; without, they are only marked.
    collect : bool
        Find the speakers and topics that are the same in all articles, once all are there, for tables only;
        see `stancekit.collection.collect`.
    time_limit : float
        Seconds that a worker has for a batch of articles. One that crashes or outlasts a worker by itself is
        a failure, and the rest goes on.
    progress : callable, optional
        Called with a `Progress` after each batch.

    Returns
    -------
    ScoreSummary

    Raises
    ------
    InputError
        If an input is missing, of another type, without a file to read or inside ``out``; if ``out`` is a
        file, holds anything that is not an earlier run's, or a run, and neither ``resume`` nor ``overwrite``
        is given; if a run cannot go on because options or inputs have changed; if an option is not allowed.
    MissingExtraError
        If a package that an input or option needs is not installed.
    ModelError
        If the model cannot be read.
    """
    named = [inputs] if isinstance(inputs, (str, Path)) else list(inputs)
    out = Path(out)
    format = _format(format, out, resume)
    _check(n_jobs, time_limit, resume, overwrite)
    run.check(out, resume=resume, overwrite=overwrite)
    readers.check(named, out)
    names = readers.columns(columns)
    kit = stancekit.load(
        model,
        utterance_confidence=utterance_confidence,
        min_confidence=min_confidence,
        target_precision=target_precision,
        lexicon=lexicon,
    )
    decisive = {
        "stancekit": stancekit.__version__,
        "model": run.fingerprint(kit.info()["folder"]),
        "topics": None if topics is None else [asdict(topic) for topic in topics],
        "utterance_confidence": kit.utterance_confidence,
        "min_confidence": kit.min_confidence,
        "lexicon": None if lexicon is None else hashlib.blake2b(Path(lexicon).read_bytes()).hexdigest(),
        "columns": dict(columns or {}),
        "format": format,
        "skip_duplicates": skip_duplicates,
    }
    workers = _workers(n_jobs, dask, time_limit)
    try:
        out.mkdir(parents=True, exist_ok=True)
        record = run.describe(decisive, named, kit.info())
        with files.locked(out):
            results = Results(out, record, resume=resume)
            reads = _Reads(readers.read(named, names, out))
            reads.skip(results.manifest, out)
            task = Task(kit.reference(), topics, format, skip_duplicates)
            with results, closing(_chunks(task, reads, workers)) as chunks:
                for chunk in chunks:
                    results.add(chunk)
                    if progress:
                        progress(results.progress(reads.share))
    finally:
        workers.close(now=True)
    if collect and format == "parquet":
        collection.collect(out)
    return results.summary()


def stream(
    inputs: str | Path | Iterable[str | Path],
    *,
    topics: Sequence[Topic] | None = None,
    columns: Mapping[str, str] | None = None,
    format: str = "jsonl",
    n_jobs: int = 1,
    dask: str | None = None,
    skip_duplicates: bool = False,
    time_limit: float = pool.TIME_LIMIT,
    **options: Any,
) -> Iterator[Chunk]:
    """Yield what comes of the articles of ``inputs``, in order, instead of storing it.

    Parameters
    ----------
    inputs, topics, columns, format, n_jobs, dask, skip_duplicates, time_limit
        As in `score`.
    options
        Those of `stancekit.load`.

    Yields
    ------
    Chunk
    """
    named = [inputs] if isinstance(inputs, (str, Path)) else list(inputs)
    _check(n_jobs, time_limit)
    readers.check(named, _NOWHERE)
    names, kit = readers.columns(columns), stancekit.load(options.pop("model", "fast"), **options)
    task = Task(kit.reference(), topics, format, skip_duplicates)
    yield from _chunks(task, readers.read(named, names, _NOWHERE), _workers(n_jobs, dask, time_limit))


def _chunks(task: Task, reads: Iterable[Read], workers: pool.Workers) -> Generator[Chunk, None, None]:
    cut = batches(reads, _BATCH, length=lambda read: len(getattr(read.result, "text", "")))
    return pool.run(partial(analyse, task), cut, workers, partial(give_up, task))


def _workers(n_jobs: int, dask: str | None, time_limit: float) -> pool.Workers:
    return Cluster(dask, time_limit) if dask else pool.Processes(n_jobs, time_limit)


class _Reads:
    """The articles of the input, with how much of it they are."""

    def __init__(self, reads: Iterable[Read]) -> None:
        self._reads = iter(reads)
        self.share = 0.0

    def __iter__(self) -> Iterator[Read]:
        for read in self._reads:
            self.share = read.share
            yield read

    def skip(self, manifest: Manifest, out: Path) -> None:
        """Pass over what is done, if it is what it was."""
        done = islice(self, manifest.articles)
        if follow("", (mark(read) for read in done)) != manifest.chain:
            raise InputError(
                f"the run in {out} cannot go on: among the {manifest.articles} articles that are done, some "
                "are no longer as they were; allowed are the same inputs in the same order (further ones may "
                "follow), --overwrite, or another folder"
            )


def _format(format: str | None, out: Path, resume: bool) -> str:
    if format is None and resume and (out / run.RUN).is_file():
        format = run.read(out)["options"]["format"]
    if format is None:
        return "parquet" if find_spec("pyarrow") else "jsonl"
    if format not in FORMATS:
        raise InputError(f"format {format!r} is not one of {', '.join(FORMATS)}")
    if format == "parquet":
        parquet.arrow()
    return format


def _check(n_jobs: int, time_limit: float, resume: bool = False, overwrite: bool = False) -> None:
    if n_jobs == 0:
        raise InputError("n_jobs=0 must be at least 1, or negative to count back from the cores")
    if not time_limit > 0:
        raise InputError(f"time_limit={time_limit} must be more than 0 seconds")
    if resume and overwrite:
        raise InputError("resume goes on with a run and overwrite replaces it; allowed is one of them")
