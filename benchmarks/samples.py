"""The same inputs for every run: articles of a data set, drawn in order and named anew."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

__all__ = ["articles", "data", "texts", "write"]

ROOT = Path(__file__).parents[1]


def data() -> Path | None:
    """Return the folder of the large data sets, where there is one."""
    named = os.environ.get("STANCEKIT_DATA")
    return Path(named) if named and Path(named).is_dir() else None


def articles(n: int, *, own: bool = False) -> Iterator[dict[str, str]]:
    """Yield ``n`` articles of unlabelled news, or the project's own, which also stand in for the news.

    Where there are fewer, they begin from the first again.
    """
    rows = list(_own() if own or data() is None else _news())
    for number, row in enumerate(islice(cycle(rows), n)):
        yield {**row, "id": f"{number:07}"}


def texts(n: int) -> list[str]:
    """Return the texts of the first ``n`` articles."""
    return [row["text"] for row in articles(n)]


def write(path: Path, n: int, *, own: bool = False) -> Path:
    """Write ``n`` articles to a JSON lines file."""
    with path.open("w", encoding="utf8") as file:
        for row in articles(n, own=own):
            file.write(json.dumps(row) + "\n")
    return path


def _own() -> Iterator[dict[str, str]]:
    for path in sorted((ROOT / "corpus" / "text").glob("*.txt")):
        yield {"text": path.read_text(encoding="utf8"), "title": path.stem, "date": "", "source": "own"}


def _news() -> Iterator[dict[str, str]]:
    folder = data()
    assert folder is not None  # noqa: S101 - `articles` asked
    with gzip.open(folder / "news" / "articles.jsonl.gz", "rt", encoding="utf8") as lines:
        for line in lines:
            row = json.loads(line)
            yield {name: row[name] for name in ("text", "title", "date", "source")}
