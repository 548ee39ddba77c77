"""Unlabelled news, from which word classes, vectors, sentence boundaries and counts are learned."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from stancekit.errors import InputError

__all__ = ["read_named", "read_news"]


def read_named(data: Path) -> Iterator[tuple[str, str]]:
    """Yield id and text of each article, as `read_news` does."""
    return ((str(row["id"]), str(row["text"])) for row in _rows(data))


def read_news(data: Path, *, titles: bool = False) -> Iterator[str]:
    """Yield the text of each article of ``data/news/articles.jsonl.gz``, with ``titles`` its title above it.

    Raises
    ------
    InputError
        If the file is missing, or a line is no JSON object with a ``text``.
    """
    for row in _rows(data):
        yield f"{row['title']}\n{row['text']}" if titles else str(row["text"])


def _rows(data: Path) -> Iterator[dict[str, str]]:
    path = data / "news" / "articles.jsonl.gz"
    try:
        with gzip.open(path, "rt", encoding="utf8") as lines:
            for line in lines:
                row = json.loads(line)
                yield {"id": row.get("id", ""), "title": row.get("title", ""), "text": row["text"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(
            f"cannot read articles from {path}: {error!r}; want JSON lines with a title and a text"
        ) from error
