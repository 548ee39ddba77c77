"""A collection of articles, read and scored as a stream, into a results folder.

The folder holds ``analyses.jsonl`` (schema ``stancekit/1``), ``failures.jsonl`` (``id``, ``stage``,
``error``) and the mark by which a later run knows the folder as its own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import TextIO

from stancekit import inputs as readers
from stancekit.errors import InputError
from stancekit.inputs import Read
from stancekit.records import Analysis, Article, Failure, Topic

__all__ = ["ScoreSummary", "score"]

_MARK = "stancekit-results.json"


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
    columns: Mapping[str, str] | None = None,
    n_jobs: int = 1,
) -> ScoreSummary:
    """Analyse every article of ``inputs`` and write the results to the folder ``out``, and nowhere else.

    The articles pass through one at a time, so memory stays the same whatever their number. One that cannot
    be read or analysed is a line in ``failures.jsonl``. Earlier results in ``out`` are replaced.

    Parameters
    ----------
    inputs : iterable of paths
        Files of articles, in the forms of `stancekit.inputs`, folders of such files at any depth, patterns
        (``news/2024-*.csv.gz``) and remote addresses (``s3://…``), in the order of their names. An id met
        before gets a suffix: ``a``, ``a-2``, ``a-3``.
    out : path
        A folder to make, an empty one, or one that an earlier run made.
    model : str or Path, default 'fast'
        Name or folder of the model.
    topics : sequence of Topic, optional
        Topics to look for; without them each article's own are found.
    utterance_confidence, min_confidence, target_precision, lexicon
        As in `stancekit.load`.
    columns : mapping, optional
        Names of the columns that hold an article's ``text``, ``id``, ``title``, ``date`` or ``source``; by
        default ``text``/``body``/``content``, ``id``/``url``, ``title``/``headline``, ``date``/``published``
        and ``source``/``outlet``. Rows without an id are known by the digest of their text.
    n_jobs : int
        Worker processes, as in `Analyzer.pipe`; results come in the order of the articles either way.

    Raises
    ------
    InputError
        If an input is missing, of another type, without a file to read or inside ``out``, or if ``out`` is
        a file or holds anything that is not an earlier run's.
    MissingExtraError
        If reading an input takes a package that is not installed.
    ModelError
        If the model cannot be read.
    """
    sources = [inputs] if isinstance(inputs, (str, Path)) else list(inputs)
    out = Path(out)
    _check_out(out)
    readers.check(sources, out)
    names = readers.columns(columns)
    if n_jobs < 1:
        raise InputError(f"n_jobs={n_jobs} must be at least 1")
    from stancekit import load

    kit = load(
        model,
        utterance_confidence=utterance_confidence,
        min_confidence=min_confidence,
        target_precision=target_precision,
        lexicon=lexicon,
    )
    with _Results(out) as results:
        articles = _articles(readers.read(sources, names, out), results.add)
        for result in kit.pipe(articles, n_jobs=n_jobs, topics=topics):
            results.add(result)
    return results.summary()


def _articles(found: Iterable[Read], failed: Callable[[Failure], None]) -> Iterator[Article]:
    """Yield the articles that could be read; the others are told to ``failed``."""
    for result, *_ in found:
        if isinstance(result, Article):
            yield result
        else:
            failed(result)


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
