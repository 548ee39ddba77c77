"""Reading alone: how fast articles come out of each kind of file, and what memory a gigabyte of CSV takes."""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import measure, samples
from stancekit import inputs

__all__ = ["TITLE", "add", "run"]

TITLE = "Reading"
_ARTICLES = 5_000
_MEMORY = """
import sys
from pathlib import Path
from benchmarks.runner import peak
from stancekit import inputs
print(sum(1 for _ in inputs.read([sys.argv[1]], inputs.columns(None), Path("-"))), peak())
"""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--csv-megabytes", type=int, default=1000, help="of the long CSV (default 1000)")


def run(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Time each kind, and read one long file."""
    rows = list(samples.articles(_ARTICLES))
    makers: dict[str, Callable[[Path], None]] = {
        "articles.jsonl": lambda path: _lines(path, rows),
        "articles.csv": lambda path: _csv(path, rows),
        "articles.parquet": lambda path: _parquet(path, rows),
    }
    found: dict[str, Any] = {}
    for name, make in makers.items():
        path = folder / name
        make(path)
        names = inputs.columns(None)
        spent = measure.cpu_seconds(
            lambda p=path, n=names: sum(1 for _ in inputs.read([p], n, folder / "out"))
        )
        found[path.suffix.removeprefix(".")] = {"articles_per_second": len(rows) / spent}
        path.unlink()
    return {**found, "long csv": _long(folder / "long.csv", options.csv_megabytes)}


def _lines(path: Path, rows: list[dict[str, str]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf8")


def _csv(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _parquet(path: Path, rows: list[dict[str, str]]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=1000)


def _long(path: Path, megabytes: int) -> dict[str, float]:
    rows = list(samples.articles(1000))
    n = 0
    with path.open("w", encoding="utf8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        while file.tell() < megabytes * 1_000_000:
            for row in rows:
                n += 1
                writer.writerow({**row, "id": str(n)})
    command = [sys.executable, "-c", _MEMORY, str(path)]
    done = subprocess.run(command, capture_output=True, encoding="utf8", check=True, cwd=samples.ROOT)  # noqa: S603
    path.unlink()
    read, peak = done.stdout.split()
    return {"megabytes": megabytes, "articles": int(read), "peak": float(peak)}
