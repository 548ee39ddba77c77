"""Where the gold of an evaluation is, and which of its articles count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from stancekit.errors import InputError
from stancekit.evaluation import brat
from stancekit.exchange import sources
from stancekit.exchange.brat import annotated, events
from stancekit.exchange.files import text_of
from stancekit.exchange.gold import GoldArticle
from stancekit.exchange.gold import read as read_gold
from stancekit.exchange.marked import gold_of
from stancekit.records import Article

__all__ = ["Place", "articles", "gold_articles", "gold_text", "locate", "text_of"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the gold is: a brat folder, a JSONL file or both, and their texts; or annotations of another
    format.

    ``names`` are the articles that count; None if all do. ``annotations`` are gold and text by the article's
    id.
    """

    folder: Path | None
    jsonl: Path | None
    texts: Path
    names: frozenset[str] | None = None
    annotations: Mapping[str, tuple[GoldArticle, str]] | None = None


def locate(path: Path, texts: Path | None, split: str | None = None) -> Place:
    """Find the gold in a folder or a file, and the articles of a split in it."""
    if path.is_file():
        if sources.kind(path) in ("gold", "articles"):
            return Place(None, path, texts or path.parent / "text", _names(path, split))
        return _annotated(path, texts, split)
    folder = path if (path / "attributions").is_dir() else None
    jsonl = path / "gold.jsonl" if (path / "gold.jsonl").is_file() else None
    if folder and not jsonl:
        return _brat(folder, texts or path / "text", split)
    if jsonl:
        return Place(folder, jsonl, texts or path / "text", _names(jsonl, split))
    if not path.is_dir() or sources.kind(path) == "articles":
        raise InputError(
            f"no gold at {path}: a folder with attributions/ or gold.jsonl, a JSONL file, or a file of "
            "Label Studio's, doccano's or spaCy's is allowed"
        )
    return _annotated(path, texts, split)


def _brat(folder: Path, texts: Path, split: str | None) -> Place:
    """Find the stances of a brat folder, where every event has one: else it is gold for finding alone."""
    files = [file for _, _, file in annotated(folder, texts=texts)]
    said = [event for file in files for event in events(file) if event.content]
    complete = said and all("Stance" in event.attributes for event in said)
    found = _annotations(folder, texts) if complete else None
    return Place(folder, None, texts, _names(None, split), found)


def _annotated(path: Path, texts: Path | None, split: str | None) -> Place:
    found = _annotations(path, texts)
    names = None if split is None else _of_split({row.id: row for row, _ in found.values()}, split)
    return Place(None, None, texts or path.parent, names, found)


def _annotations(path: Path, texts: Path | None) -> dict[str, tuple[GoldArticle, str]]:
    kind = "brat" if (path / "attributions").is_dir() else None
    read = sources.read(path, kind=kind, texts=texts)
    return {analysis.article.id: (gold_of(analysis), analysis.article.text) for analysis in read}


def _names(jsonl: Path | None, split: str | None) -> frozenset[str] | None:
    """Return the ids of the articles of a split; None, for all, if no split is asked for."""
    if split is None:
        return None
    return _of_split({row.id: row for row in read_gold(jsonl)} if jsonl else {}, split)


def _of_split(rows: Mapping[str, GoldArticle], split: str) -> frozenset[str]:
    of = {id: str(row.meta.get("split", "")) for id, row in rows.items()}
    if split not in of.values():
        raise InputError(f"no article has split {split!r}; allowed are {sorted(set(of.values()) - {''})}")
    return frozenset(name for name, value in of.items() if value == split)


def gold_articles(place: Place) -> list[GoldArticle]:
    """Return the gold of the articles that count."""
    rows = read_gold(place.jsonl) if place.jsonl else [row for row, _ in (place.annotations or {}).values()]
    return [row for row in rows if place.names is None or row.id in place.names]


def gold_text(place: Place, name: str) -> str:
    """Return the text of a gold article."""
    if place.annotations and name in place.annotations:
        return place.annotations[name][1]
    return text_of(place.texts, name)


def articles(place: Place) -> list[Article]:
    """Return the articles that count, of either kind of gold."""
    texts: dict[str, str] = {}
    if place.folder:
        texts |= {
            a.name: a.text for a in brat.read_folder(place.folder, texts=place.texts, names=place.names)
        }
    texts |= {row.id: gold_text(place, row.id) for row in gold_articles(place)}
    return [Article(text, id=name) for name, text in texts.items()]
