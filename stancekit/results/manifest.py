"""What of a run is done: a line for each part, added once the part is safe on the disk."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from stancekit.errors import InputError
from stancekit.results import files

__all__ = ["MANIFEST", "Entry", "Manifest", "follow"]

MANIFEST = "manifest.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """A part: how many articles it holds, and the chain of hashes up to its last one.

    ``counts`` is what `stancekit.batch.ScoreSummary` sums up, ``sizes`` the lengths in bytes of the files
    that grow (those of JSON lines) once the part is in them.
    """

    part: int
    articles: int
    chain: str
    counts: dict[str, int] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0


def follow(chain: str, marks: Iterable[str]) -> str:
    """Return the chain of hashes with further articles at its end.

    Two runs have the same chain if they have read the same articles in the same order.

    Examples
    --------
    >>> follow("", ["a", "b"]) == follow(follow("", ["a"]), ["b"])
    True
    """
    for mark in marks:
        known = chain + mark
        chain = hashlib.blake2b(known.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
    return chain


class Manifest:
    """The parts that are done, and the file ``manifest.jsonl`` that says so.

    A line that the disk did not get whole is that of a part that has to be done again: it is dropped.
    ``articles`` and ``counts`` are the sums over its ``entries``. Without ``read``, it begins empty.
    """

    def __init__(self, folder: Path, *, read: bool = True) -> None:
        self.path = folder / MANIFEST
        self.entries: list[Entry] = []
        self.articles = 0
        self.counts: Counter[str] = Counter()
        if read and self.path.exists():
            written = self.path.read_bytes()
            whole = written[: written.rfind(b"\n") + 1]
            for line in whole.splitlines():
                self._know(self._entry(line))
            if whole != written:
                files.place(self.path, whole)

    @property
    def chain(self) -> str:
        """The chain of hashes of the articles that are done."""
        return self.entries[-1].chain if self.entries else ""

    @property
    def sizes(self) -> dict[str, int]:
        """Lengths in bytes of the files that grow, as far as they are done."""
        return dict(self.entries[-1].sizes) if self.entries else {}

    def add(self, entry: Entry) -> None:
        """Say that a part is done."""
        files.append(self.path, json.dumps(asdict(entry)).encode() + b"\n")
        self._know(entry)

    def _know(self, entry: Entry) -> None:
        self.entries.append(entry)
        self.articles += entry.articles
        self.counts.update(entry.counts)

    def _entry(self, line: bytes) -> Entry:
        try:
            return Entry(**json.loads(line))
        except (ValueError, TypeError) as error:
            raise InputError(f"{self.path}: not a manifest of a run: {error}") from None
