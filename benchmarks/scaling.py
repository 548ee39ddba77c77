"""Ten and a hundred times the articles: the time of each must not grow, and memory must stay flat."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import Any

from benchmarks import measure, samples

__all__ = ["TITLE", "add", "run"]

TITLE = "Scaling"


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[1_000, 10_000], help="articles (default 1000 10000)"
    )


def run(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Score collections of each size with two workers, and collect them."""
    found = {}
    for n in options.sizes:
        source, out = samples.write(folder / "articles.jsonl", n), folder / "out"
        scored = measure.run(source, out, 2)
        collected = measure.run(source, out, 1, "--collect")
        shutil.rmtree(out)
        found[str(n)] = {
            "wall": scored["wall"],
            "cpu": scored["cpu"] + scored["cpu_workers"],
            "cpu_parent": scored["cpu"],
            "milliseconds": 1e3 * (scored["cpu"] + scored["cpu_workers"]) / n,
            "peak": scored["peak"],
            "memory": scored["memory"],
            "bytes": scored["bytes"],
            "collect_wall": collected["wall"],
            "collect_peak": collected["peak"],
        }
    return found
