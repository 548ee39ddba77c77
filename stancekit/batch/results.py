"""The results of a run on their way to the folder: held back, then stored as a part for good."""

from __future__ import annotations

import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from datetime import datetime, timezone
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

from stancekit.batch.chunk import Chunk
from stancekit.batch.summary import Progress, ScoreSummary
from stancekit.results import run
from stancekit.results.manifest import Entry, Manifest, follow
from stancekit.results.parts import store_of

__all__ = ["Results"]

_PART_BYTES = 48_000_000  # of results held back, before compression
_PART_SECONDS = 60.0  # of work that a power cut costs


class Results:
    """The results folder while a run fills it; nothing in it is touched before the run is entered.

    Parameters
    ----------
    out : Path
        The folder; nobody else may write to it.
    record : mapping
        What ``run.json`` says, as `stancekit.results.run.describe` returns it.
    resume : bool
        Go on with the run that is there.
    """

    def __init__(self, out: Path, record: Mapping[str, Any], *, resume: bool) -> None:
        self.out, self._record = out, dict(record)
        self.manifest: Manifest = run.known(out, record["options"], resume=resume)
        self._store = store_of(record["options"]["format"], out)
        self._before = self.manifest.articles
        self._marks: list[str] = []
        self._counts: Counter[str] = Counter()

    def __enter__(self) -> Results:
        run.begin(self.out, self._record, self.manifest)
        self._store.forget(len(self.manifest.entries), self.manifest.sizes)
        self._begun = self._stored = time.monotonic()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None or issubclass(kind, KeyboardInterrupt):
            with _uninterrupted():
                if self._marks or not self.manifest.entries:
                    self._put()
                run.write(self.out, self._told("interrupted" if kind else "complete"))

    def add(self, chunk: Chunk) -> None:
        """Take a chunk; where enough has come together, store it."""
        self._store.add(chunk.data)
        self._marks += chunk.marks
        self._counts += chunk.counts
        if self._store.waiting > _PART_BYTES or time.monotonic() - self._stored > _PART_SECONDS:
            with _uninterrupted():
                self._put()

    def progress(self, share: float) -> Progress:
        """Return how far the run is, ``share`` of its input having been read."""
        counts = self.manifest.counts + self._counts
        names = ("articles", "failures", "skipped", "utterances", "words")
        done = {name: counts[name] for name in names}
        seconds = time.monotonic() - self._begun
        return Progress(**done, share=share, seconds=seconds, done_before=self._before)

    def summary(self) -> ScoreSummary:
        """Return what all of it came to."""
        counts = self.manifest.counts
        return ScoreSummary(self.out, **{f.name: counts[f.name] for f in fields(ScoreSummary)[1:]})

    def _put(self) -> None:
        part, now = len(self.manifest.entries), time.monotonic()
        sizes = self._store.store(part)
        chain = follow(self.manifest.chain, self._marks)
        seconds = round(now - self._stored, 3)
        self.manifest.add(Entry(part, len(self._marks), chain, dict(self._counts), sizes, seconds))
        self._stored = now
        self._marks, self._counts = [], Counter()

    def _told(self, status: str) -> dict[str, Any]:
        """Return what ``run.json`` says at the end."""
        counts, seconds = self.manifest.counts, sum(entry.seconds for entry in self.manifest.entries)
        done = {"articles": counts["articles"] + counts["failures"], "words": counts["words"]}
        pace = {f"{name}_per_second": round(n / seconds, 3) for name, n in done.items() if seconds}
        return {
            **self._record,
            "status": status,
            "counts": dict(counts),
            "throughput": {"seconds": round(seconds, 3), **pace},
            "digest": self.manifest.chain,
            "finished": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        }


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Have Ctrl-C wait until what must not be done by halves is done."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked: list[int] = []

    def later(number: int, frame: FrameType | None) -> None:
        asked.append(number)

    before = signal.signal(signal.SIGINT, later)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if asked:
        signal.raise_signal(signal.SIGINT)
