"""The results folder of a collection: its Parquet tables, read as statements or analyses, and written.

Offsets count code points. The tables hold no texts: statements need none, analyses take them from a folder of
``ID.txt``. Lone surrogates are question marks in them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from stancekit.errors import InputError
from stancekit.exchange import files
from stancekit.exchange.statements import Statement, statement
from stancekit.records import (
    LABELS,
    Analysis,
    Article,
    Evidence,
    Span,
    Speaker,
    SpeakerStance,
    Stance,
    Topic,
    Utterance,
)
from stancekit.results import parquet
from stancekit.results.rows import ROWS, article_row
from stancekit.results.schema import TABLES

__all__ = ["is_results", "read", "statements", "write"]

Row = Mapping[str, Any]
_PART = 1000  # articles a file
_ARTICLE = ("article", "title", "date", "source")
_WORDS = ("content", "cue", "source")


def is_results(folder: Path) -> bool:
    """Tell whether a folder holds the tables."""
    return any((folder / "utterances").glob("part-*.parquet"))


def statements(folder: Path) -> Iterator[Statement]:
    """Yield the statements of a results folder; the tables of articles and speakers are held in memory.

    Raises
    ------
    MissingExtraError
        If pyarrow is not installed.
    """
    articles = {row["article"]: row for row in _rows(folder, "articles", _ARTICLE)}
    speakers: dict[str, dict[str, Speaker]] = defaultdict(dict)
    for row in _rows(folder, "speakers", ("article", "speaker", "name", "kind", "role")):
        speakers[row["article"]][row["speaker"]] = _speaker(row)
    for row in _rows(folder, "utterances"):
        cast = speakers.get(row["article"], {})
        organizations = [s.name for s in cast.values() if s.kind == "organization"]
        article = _article(articles.get(row["article"], {"article": row["article"]}), "")
        words = [row[role] or "" for role in _WORDS]
        speaker = cast.get(row["speaker"] or "")
        yield statement(article, _utterance(row), speaker, row["topic_label"] or "", words, organizations)


def read(folder: Path, *, texts: Path) -> Iterator[Analysis]:
    """Yield the analyses of a results folder; its tables are held in memory.

    Parameters
    ----------
    folder, texts : Path
        The results, and the folder of ``ID.txt`` of their articles.

    Raises
    ------
    InputError
        If a text is missing, or a span is not within it.
    MissingExtraError
        If pyarrow is not installed.
    """
    tables = {name: _by_article(folder, name) for name in ("speakers", "topics", "utterances", "stances")}
    for row in _rows(folder, "articles", (*_ARTICLE, "status")):
        if row["status"] == "analysed":
            name = row["article"]
            article = _article(row, files.text_of(texts, name))
            own = {table: rows.get(name, []) for table, rows in tables.items()}
            utterances = tuple(map(_utterance, own["utterances"]))
            for u in utterances:
                files.within(
                    (*u.content, *u.cue, *u.source),
                    article.text,
                    f"{folder}, article {name}, utterance {u.id}",
                )
            yield Analysis(
                article,
                tuple(map(_speaker, own["speakers"])),
                tuple(map(_topic, own["topics"])),
                utterances,
                tuple(map(_cell, own["stances"])),
            )


def write(analyses: Iterable[Analysis], out: Path) -> None:
    """Write analyses to a folder, new or empty, as the tables of `stancekit.results.schema`.

    Raises
    ------
    InputError
        If the folder holds something.
    MissingExtraError
        If pyarrow is not installed.
    """
    parquet.arrow()
    files.fresh(out)
    makers: dict[str, Callable[[Analysis], Any]] = {
        **ROWS,
        "articles": lambda analysis: [article_row(analysis.article, "analysed", analysis)],
    }
    left, number = iter(analyses), 0
    while (part := list(islice(left, _PART))) or not number:
        for name, make in makers.items():
            (out / name).mkdir(exist_ok=True)
            table = parquet.table(name, (row for analysis in part for row in make(analysis)))
            (out / name / f"part-{number:05}.parquet").write_bytes(parquet.encode([table]))
        number += 1


def _rows(folder: Path, name: str, columns: Iterable[str] | None = None) -> Iterator[Row]:
    chosen = list(columns or (column.name for column in TABLES[name]))
    try:
        found = parquet.read(folder, name, chosen)
    except parquet.arrow().ArrowException as error:
        raise InputError(f"cannot read table {name!r} of {folder}: {error}") from error
    for batch in found.to_batches():
        yield from batch.to_pylist()


def _by_article(folder: Path, name: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in _rows(folder, name):
        found[row["article"]].append(row)
    return found


def _article(row: Row, text: str) -> Article:
    title, date, source = (row.get(key) or "" for key in _ARTICLE[1:])
    return Article(text, row["article"], title, date, source)


def _speaker(row: Row) -> Speaker:
    return Speaker(
        row["speaker"], row["name"] or "", row["kind"], row["role"] or "", _spans(row.get("mentions"))
    )


def _topic(row: Row) -> Topic:
    return Topic(row["topic"], row["label"] or "", tuple(row["terms"] or ()), row["origin"])


def _utterance(row: Row) -> Utterance:
    content, cue, source = (_spans(row[f"{role}_spans"]) for role in _WORDS)
    stance = _stance(row, row["evidence"]) if row["stance"] else None
    return Utterance(
        *(row["utterance"], row["kind"], content, cue, source),
        row["speaker"],
        row["topic"],
        row["target"],
        stance,
        _share(row["confidence"]),
    )


def _stance(row: Row, evidence: Iterable[Row] | None = None) -> Stance:
    found = {label: row[f"p_{label}"] for label in LABELS}
    probabilities = {label: _share(p) for label, p in found.items() if p is not None}
    answer = row["stance"]
    label = None if answer in ("none", "abstained") else answer
    shown = tuple(Evidence(e["start"], e["end"], _share(e["weight"])) for e in evidence or ())
    return Stance(label, probabilities, shown, answer == "abstained")


def _cell(row: Row) -> SpeakerStance:
    return SpeakerStance(row["speaker"], row["topic"], _stance(row), tuple(row["utterances"] or ()))


def _spans(pairs: Iterable[Row] | None) -> tuple[Span, ...]:
    return tuple(Span(pair["start"], pair["end"]) for pair in pairs or ())


def _share(value: float) -> float:
    return round(value, 6)  # single precision holds no more
