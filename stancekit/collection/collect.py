"""The second pass over a results folder: speakers and topics that are the same in every article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from stancekit.collection import topics
from stancekit.collection.cells import Cells
from stancekit.collection.names import slug
from stancekit.collection.overrides import NOBODY, Overrides
from stancekit.collection.speakers import Link, Person, Reading, link
from stancekit.errors import InputError
from stancekit.loading import find
from stancekit.results import files, parquet, run
from stancekit.results.schema import COLLECTION, COLLECTION_TABLES, STANCE
from stancekit.stream import undisturbed
from stancekit.topics.background import Background

__all__ = ["CollectionSummary", "collect"]

_AT_ONCE = 10_000  # rows
_LABEL, _TERMS = 3, 2  # how often a label and the terms count among the words of a topic


@dataclass(frozen=True, slots=True)
class CollectionSummary:
    """What a collection came to: speakers, topics, and cells of the table of the two."""

    speakers: int
    topics: int
    stances: int


def collect(
    results: str | Path, *, n_topics: int | None = None, links: str | Path | None = None
) -> CollectionSummary:
    """Find speakers and topics over all articles of a results folder, into its folder ``collection/``.

    The tables of the articles stay as they are. Ids depend on names, and topics that an earlier call found
    keep theirs, so that a collection can grow.

    Parameters
    ----------
    results : path
        Where a run wrote its Parquet parts.
    n_topics : int, optional
        How many topics to make of those that were discovered; by default as few as have articles that
        are alike. Topics that were given are themselves.
    links : path, optional
        A file of your own links, which win (`stancekit.collection.overrides`).

    Raises
    ------
    InputError
        If the folder holds no such results, or ``n_topics`` or a line of ``links`` is not allowed.
    MissingExtraError
        If pyarrow is not installed.
    """
    folder = Path(results)
    run.require_tables(folder, "collected")
    if n_topics is not None and n_topics < 1:
        raise InputError(f"n_topics={n_topics} must be at least 1")
    own = Overrides.read(Path(links)) if links is not None else Overrides()
    (folder / COLLECTION).mkdir(exist_ok=True)
    with files.locked(folder), undisturbed():
        people = _People(folder, own)
        issues = _Issues(folder, own, n_topics)
        return _write(folder, people, issues)


class _People:
    """Who the speakers of articles are, and how often each has been met."""

    def __init__(self, folder: Path, own: Overrides) -> None:
        readings: Counter[Reading] = Counter()
        for rows in _parts(folder, "speakers", ["name", "kind", "role"]):
            readings.update(_reading(*row) for row in rows)
        self.persons, self._found = link(readings)
        self._own, self.seen = own, defaultdict[str, Counter[str]](Counter)

    def links(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """Yield rows of ``speaker_links``."""
        for article, speaker, name, kind, role, utterances in rows:
            meant = self._meant(article, speaker, _reading(name, kind, role))
            if meant:
                self.seen[meant.person].update(articles=1, utterances=utterances)
                yield article, speaker, *meant

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of ``speakers``."""
        for id in sorted(self.seen):
            person, seen = self.persons[id], self.seen[id]
            yield (
                id,
                person.name,
                person.kind,
                person.role,
                person.names,
                seen["articles"],
                seen["utterances"],
            )

    def _meant(self, article: str, speaker: str, reading: Reading) -> Link | None:
        """Return who a speaker is; the user's links come first, and may name somebody new."""
        means = self._own.of("speakers", article, speaker, reading.name)
        if means is None:
            return self._found.get(reading)
        if means == NOBODY:
            return None
        self.persons.setdefault(means, Person(means, Counter({reading: 1})))
        return Link(means, "your own link", 1.0)


class _Issues:
    """What the topics of articles are, and how often each has been met."""

    def __init__(self, folder: Path, own: Overrides, number: int | None) -> None:
        background = Background.load(find("fast") / "topics")
        labels: list[str] = []
        points = np.zeros((_n_rows(folder, "topics"), background.vectors.shape[1]), np.float16)
        for found, texts in _texts(folder):
            points[len(labels) : len(labels) + len(found)] = topics.directions(texts, background)
            labels += found
        points = points[: len(labels)]  # those that were given are left out
        self._issues, group = topics.gather(points, labels, background, number=number, before=_before(folder))
        near = topics.nearness(points, self._issues.directions, group)
        self._found = iter(zip((self._issues.ids[g] for g in group.tolist()), near.tolist(), strict=True))
        self.labels = dict(zip(self._issues.ids, self._issues.labels, strict=True))
        self._own, self.seen = own, defaultdict[str, Counter[str]](Counter)

    def links(self, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        """Yield rows of ``topic_links``; topics that were discovered come in the order they were read in."""
        for article, topic, label, origin, utterances in rows:
            meant, similarity = next(self._found) if origin == "discovered" else (slug(label), 1.0)
            means = self._own.of("topics", article, topic, label) or meant
            if means != NOBODY:
                self.labels.setdefault(means, label)
                self.seen[means].update(articles=1, utterances=utterances)
                yield article, topic, means, similarity

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of ``topics``."""
        at = {id: i for i, id in enumerate(self._issues.ids)}
        for id in sorted(self.seen):
            terms = list(self._issues.terms[at[id]]) if id in at else []
            direction = self._issues.directions[at[id]].tolist() if id in at else None
            origin, seen = "discovered" if id in at else "given", self.seen[id]
            yield id, self.labels[id], terms, origin, seen["articles"], seen["utterances"], direction


def _write(folder: Path, people: _People, issues: _Issues) -> CollectionSummary:
    """Pass over the articles once more: link their speakers and topics, and sum the utterances up."""
    found = Cells()
    with _Table(folder, "speaker_links") as speaker_links, _Table(folder, "topic_links") as topic_links:
        for part in zip(
            _parts(folder, "speakers", ["article", "speaker", "name", "kind", "role", "utterances"]),
            _parts(folder, "topics", ["article", "topic", "label", "origin", "utterances"]),
            _parts(folder, "articles", ["article", "date"]),
            _parts(folder, "utterances", ["article", "speaker", "topic", *(c.name for c in STANCE)]),
            strict=True,
        ):
            speakers, topics_, articles, utterances = part
            who, what = list(people.links(speakers)), list(issues.links(topics_))
            speaker_links.add(who)
            topic_links.add(what)
            person = {row[:2]: row[2] for row in who}
            issue = {row[:2]: row[2] for row in what}
            date = dict(articles)
            for article, speaker, topic, stance, *probabilities in utterances:
                key = person.get((article, speaker)), issue.get((article, topic))
                if key[0] is not None and key[1] is not None:
                    found.add((key[0], key[1]), article, stance, probabilities, date[article])
    names = {id: people.persons[id].name for id in people.seen}
    for name, rows in (
        ("speakers", people.rows()),
        ("topics", issues.rows()),
        ("stances", found.rows(names, issues.labels)),
    ):
        with _Table(folder, name) as table:
            table.add(rows)
    return CollectionSummary(len(people.seen), len(issues.seen), len(found))


def _texts(folder: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the labels of the topics of each part that were discovered, and the words that stand for each."""
    for found, utterances in zip(
        _parts(folder, "topics", ["article", "topic", "label", "terms", "origin"]),
        _parts(folder, "utterances", ["article", "topic", "target", "content"]),
        strict=True,
    ):
        said: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for article, topic, target, content in utterances:
            if topic is not None:
                said[article, topic] += (target or "", content)
        rows = [row for row in found if row[-1] == "discovered"]
        words = (
            [label] * _LABEL + terms * _TERMS + said[article, topic]
            for article, topic, label, terms, _ in rows
        )
        yield [row[2] for row in rows], list(map(" ".join, words))


def _n_rows(folder: Path, name: str) -> int:
    pa = parquet.arrow()
    return sum(pa.parquet.read_metadata(path).num_rows for path in parquet.parts(folder, name))


def _parts(folder: Path, name: str, columns: list[str]) -> Iterator[Iterator[tuple[Any, ...]]]:
    """Yield the rows of a table, a part of the run at a time."""
    pa = parquet.arrow()
    for path in parquet.parts(folder, name, all=True):
        if path.is_file():
            yield _rows(pa.parquet.ParquetFile(path), columns)
        else:  # a part without rows has none
            yield iter(())


def _rows(file: Any, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a file, of which only some are held at a time."""
    with file:
        for batch in file.iter_batches(_AT_ONCE, columns=columns):
            yield from zip(*(batch.column(name).to_pylist() for name in columns), strict=True)


def _before(folder: Path) -> topics.Issues | None:
    """Return the topics that an earlier call discovered."""
    path = folder / COLLECTION / "topics.parquet"
    if not path.is_file():
        return None
    read = parquet.arrow().parquet.read_table(path).to_pylist()
    rows = [row for row in read if row["direction"] is not None]
    if not rows:
        return None
    directions = np.array([row["direction"] for row in rows], np.float32)
    ids, labels = [row["issue"] for row in rows], [row["label"] for row in rows]
    return topics.Issues(ids, labels, [tuple(row["terms"]) for row in rows], directions)


def _reading(name: str, kind: str, role: str | None) -> Reading:
    return Reading(name, kind, role or "")


class _Table:
    """A table of the collection while it is written; it is in its place when all of it is there."""

    def __init__(self, folder: Path, name: str) -> None:
        self._path = folder / COLLECTION / f"{name}.parquet"
        self._schema = parquet.schema(name, COLLECTION_TABLES[name])

    def __enter__(self) -> _Table:
        pa = parquet.arrow()
        self._file = files.beside(self._path)
        self._file.unlink(missing_ok=True)
        self._writer = pa.parquet.ParquetWriter(self._file, self._schema, compression="zstd")
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._writer.close()
        if kind is None:
            files.settle(self._file, self._path)
        else:
            self._file.unlink()

    def add(self, rows: Iterable[tuple[Any, ...]]) -> None:
        """Add rows."""
        self._writer.write_table(parquet.filled(self._schema, rows))
