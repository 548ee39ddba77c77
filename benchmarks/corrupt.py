"""One input in twenty is broken, in ten ways: each is recorded, and the others come out as if alone."""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path
from typing import Any

import stancekit
from benchmarks import samples
from stancekit.results import parquet

__all__ = ["KINDS", "TITLE", "add", "broken", "run"]

TITLE = "Corrupt inputs"
_EVERY = 20
KINDS = (  # a line of JSON each, but for the last two, which are files
    b'{"text": "cut off',
    b'{"text": "caf\xe9"}',
    b'{"text": "\x00"}',
    b'["a list"]',
    b'{"id": "no text"}',
    b'{"text": 3}',
    b"[" * 100_000,
    b'{"text": {"of": "parts"}}',
    b"\xff\xfe\x00\x01 binary",
    b"truncated archive",
)


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "--mixed", type=int, default=1000, help="sound articles among the broken (default 1000)"
    )


def broken(folder: Path, rows: list[dict[str, str]]) -> tuple[Path, int]:
    """Write articles to a folder, with broken ones among them, and return it and how many those are."""
    folder.mkdir()
    bad = 0
    with (folder / "articles.jsonl").open("wb") as file:
        for number, row in enumerate(rows, 1):
            file.write(json.dumps(row).encode() + b"\n")
            if number % _EVERY == 0:
                kind = KINDS[bad % len(KINDS)]
                bad += 1
                if kind == KINDS[-1]:
                    whole = gzip.compress(json.dumps(row).encode() * 9)
                    (folder / f"cut-{bad}.jsonl.gz").write_bytes(whole[: len(whole) // 2])
                elif kind == KINDS[-2]:
                    (folder / f"binary-{bad}.txt").write_bytes(kind)
                else:
                    file.write(kind + b"\n")
    return folder, bad


def run(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Compare a mixed collection with the same articles alone."""
    rows = list(samples.articles(options.mixed))
    mixed, bad = broken(folder / "mixed", rows)
    alone = folder / "alone.jsonl"
    alone.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf8")
    found = stancekit.score(mixed, folder / "out-mixed", n_jobs=2, collect=False)
    wanted = stancekit.score(alone, folder / "out-alone", n_jobs=2, collect=False)
    tables = ("utterances", "stances", "speakers", "topics")
    return {
        "kinds": len(KINDS),
        "broken": bad,
        "recorded": found.failures,
        "sound": wanted.articles,
        "analysed": found.articles,
        "the same": all(
            parquet.read(folder / "out-mixed", name).combine_chunks()
            == parquet.read(folder / "out-alone", name).combine_chunks()
            for name in tables
        ),
    }
