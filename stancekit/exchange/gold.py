"""Gold JSONL: annotated articles with speaker, stance, target and topic of every utterance, one a line.

A line is ``{"id", "topics": {key: phrase}, "utterances": [{"id", "content", "cue", "source", "speaker",
"stance", "target", "topic", "stance2", "target2"}]}``; spans are ``[start, end]`` in code points of the
article's text, which is a file of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from stancekit.errors import InputError
from stancekit.exchange import files
from stancekit.records import Span

__all__ = ["GoldArticle", "GoldUtterance", "read", "write"]


@dataclass(frozen=True, slots=True)
class GoldUtterance:
    """An annotated utterance: spans, speaker's name, stance (None: takes none), target, key of its topic.

    ``stance2`` toward ``target2`` is a second position of equal weight, in few utterances. ``kind`` is
    direct, indirect or mixed; None where nobody annotated it. ``labelled`` tells that the stance was
    annotated: where it is not, the line has no ``stance``.
    """

    id: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()
    kind: str | None = None
    speaker: str | None = None
    stance: str | None = None
    target: str | None = None
    topic: str | None = None
    stance2: str | None = None
    target2: str | None = None
    labelled: bool = True


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """The annotation of one article; ``topics`` maps key to phrase, ``meta`` holds any other fields."""

    id: str
    topics: Mapping[str, str] = field(default_factory=dict, hash=False)
    utterances: tuple[GoldUtterance, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict, hash=False)


def read(path: Path) -> list[GoldArticle]:
    """Read and check a gold JSONL file.

    Raises
    ------
    InputError
        Where something is not allowed; the message names the file, the line, the value and what is allowed.
    """
    return [_article(row, where) for where, row in files.objects(path)]


def write(path: Path, articles: Iterable[GoldArticle]) -> None:
    """Write articles as `read` reads them."""
    files.write_objects(path, map(_row, articles))


def _article(row: dict[str, Any], where: str) -> GoldArticle:
    topics = _topics(row, where)
    utterances = [_utterance(u, topics, where) for u in files.listed(row, "utterances", where)]
    if len({u.id for u in utterances}) < len(utterances):
        raise InputError(f"{where}: two utterances have the same id; an id is used once in an article")
    meta = {key: value for key, value in row.items() if key not in ("id", "topics", "utterances")}
    return GoldArticle(row["id"], topics, tuple(utterances), meta)


def _topics(row: dict[str, Any], where: str) -> dict[str, str]:
    topics = row.get("topics", {})
    if not isinstance(topics, dict) or not all(isinstance(phrase, str) for phrase in topics.values()):
        raise InputError(f"{where}: topics is {topics!r}; an object of key and phrase is allowed")
    return topics


def _utterance(row: dict[str, Any], topics: Mapping[str, str], where: str) -> GoldUtterance:
    name = files.string(row, "id", where)
    where = f"{where}, utterance {name}"
    return GoldUtterance(
        id=name,
        content=files.spans(row, "content", where),
        cue=files.spans(row, "cue", where),
        source=files.spans(row, "source", where),
        kind=files.one_of(row, "kind", ("direct", "indirect", "mixed"), where),
        speaker=files.optional_string(row, "speaker", where),
        stance=files.stance(row, "stance", where),
        target=files.optional_string(row, "target", where),
        topic=files.one_of(row, "topic", topics, where),
        stance2=files.stance(row, "stance2", where),
        target2=files.optional_string(row, "target2", where),
        labelled="stance" in row,
    )


def _row(article: GoldArticle) -> dict[str, Any]:
    utterances = [_utterance_row(u) for u in article.utterances]
    return {"id": article.id, **article.meta, "topics": dict(article.topics), "utterances": utterances}


def _utterance_row(utterance: GoldUtterance) -> dict[str, Any]:
    row = asdict(utterance)
    if row["kind"] is None:
        del row["kind"]
    if not row.pop("labelled"):
        del row["stance"]
    return row
