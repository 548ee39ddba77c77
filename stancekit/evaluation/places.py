"""Where the gold of an evaluation is, and which of its articles count."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from stancekit.errors import InputError
from stancekit.evaluation import brat
from stancekit.evaluation.files import file_name, read_text
from stancekit.evaluation.gold import GoldArticle
from stancekit.evaluation.gold import read as read_gold
from stancekit.records import Article

__all__ = ["Place", "articles", "gold_articles", "locate", "text_of"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the gold is: a brat folder, a JSONL file or both, and their texts.

    ``names`` are the articles that count; None if all do.
    """

    folder: Path | None
    jsonl: Path | None
    texts: Path
    names: frozenset[str] | None = None


def locate(path: Path, texts: Path | None, split: str | None = None) -> Place:
    """Find the gold in a folder or a JSONL file, and the articles of a split in it."""
    if path.is_file():
        return Place(None, path, texts or path.parent / "text", _names(path, split))
    folder = path if (path / "attributions").is_dir() else None
    jsonl = path / "gold.jsonl" if (path / "gold.jsonl").is_file() else None
    if not folder and not jsonl:
        raise InputError(
            f"no gold at {path}: a folder with attributions/ or gold.jsonl, or a JSONL file, is allowed"
        )
    return Place(folder, jsonl, texts or path / "text", _names(jsonl, split))


def _names(jsonl: Path | None, split: str | None) -> frozenset[str] | None:
    """Return the ids of the articles of a split; None, for all, if no split is asked for."""
    if split is None:
        return None
    of = {row.id: str(row.meta.get("split", "")) for row in read_gold(jsonl)} if jsonl else {}
    if split not in of.values():
        raise InputError(f"no article has split {split!r}; allowed are {sorted(set(of.values()) - {''})}")
    return frozenset(name for name, value in of.items() if value == split)


def text_of(texts: Path, name: str) -> str:
    """Read the text of an article; an `InputError` names the file that is missing."""
    path = texts / file_name(name, ".txt")
    if not path.is_file():
        raise InputError(f"no text of article {name!r} at {path}; texts must be a folder that holds ID.txt")
    return read_text(path)


def gold_articles(place: Place) -> list[GoldArticle]:
    """Return the gold of the articles that count."""
    rows = read_gold(place.jsonl) if place.jsonl else []
    return [row for row in rows if place.names is None or row.id in place.names]


def articles(place: Place) -> list[Article]:
    """Return the articles that count, of either kind of gold."""
    texts: dict[str, str] = {}
    if place.folder:
        texts |= {
            a.name: a.text for a in brat.read_folder(place.folder, texts=place.texts, names=place.names)
        }
    if place.jsonl:
        texts |= {row.id: text_of(place.texts, row.id) for row in gold_articles(place)}
    return [Article(text, id=name) for name, text in texts.items()]
