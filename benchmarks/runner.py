"""One run in a process of its own, so that its time and memory are its own.

usage: python -m benchmarks.runner SOURCE OUT N_JOBS [--bare | --collect]

Prints one line of JSON: wall and CPU seconds of this process and of its workers, its memory over time, and
what came of the articles. ``--bare`` analyses the articles of a JSON lines file in this process and keeps
nothing; ``--collect`` collects the results that are in OUT already.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

__all__ = ["bare", "collect", "peak", "score"]

_MB = 1e6


def score(source: str, out: str, n_jobs: int) -> dict[str, Any]:
    """Score a collection, workers and all."""
    import stancekit
    from stancekit.batch import Progress

    told: list[tuple[float, int, float]] = []

    def note(progress: Progress) -> None:
        if not told or progress.seconds - told[-1][0] > 1:
            told.append((round(progress.seconds, 1), progress.articles, _now()))

    summary = stancekit.score(source, out, n_jobs=n_jobs, collect=False, overwrite=True, progress=note)
    every = max(1, len(told) // 100)
    return {
        "articles": summary.articles,
        "failures": summary.failures,
        "utterances": summary.utterances,
        "memory": told[::every],
        "bytes": sum(path.stat().st_size for path in Path(out).rglob("*.parquet")),
    }


def bare(source: str, n_jobs: int) -> dict[str, Any]:
    """Analyse articles that are in memory and keep nothing; loading is not counted."""
    import stancekit

    rows = [json.loads(line) for line in Path(source).read_text(encoding="utf8").splitlines()]
    articles = [stancekit.Article(row["text"], id=str(row["id"])) for row in rows]
    kit = stancekit.load()
    kit.analyze(articles[0])
    begin, cpu = time.perf_counter(), time.process_time()
    utterances = sum(len(found.utterances) for found in kit.pipe(articles, n_jobs=n_jobs))
    return {
        "articles": len(articles),
        "words": sum(len(article.text.split()) for article in articles),
        "utterances": utterances,
        "analysis_wall": time.perf_counter() - begin,
        "analysis_cpu": time.process_time() - cpu,
    }


def collect(out: str) -> dict[str, Any]:
    """Collect results."""
    from stancekit.collection import collect

    found = collect(out)
    return {"speakers": found.speakers, "topics": found.topics, "cells": found.stances}


def _now() -> float:
    """Return this process' resident memory in megabytes; where it cannot be told, the greatest so far."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return peak()
    return round(pages * resource.getpagesize() / _MB, 1)


def peak() -> float:
    """Return the greatest resident memory so far, in megabytes."""
    status = Path("/proc/self/status")
    if (
        status.is_file()
    ):  # what the system counts otherwise begins with the memory of the process that began this
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return round(int(line.split()[1]) * 1024 / _MB, 1)
    unit = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / _MB, 1)


def main() -> None:
    """Run, and print the line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source")
    parser.add_argument("out")
    parser.add_argument("n_jobs", type=int)
    parser.add_argument("--bare", action="store_true")
    parser.add_argument("--collect", action="store_true")
    options = parser.parse_args()
    begin = time.perf_counter()
    if options.bare:
        found = bare(options.source, options.n_jobs)
    elif options.collect:
        found = collect(options.out)
    else:
        found = score(options.source, options.out, options.n_jobs)
    own, workers = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(
        json.dumps(
            {
                **found,
                "wall": time.perf_counter() - begin,
                "cpu": own.ru_utime + own.ru_stime,
                "cpu_workers": workers.ru_utime + workers.ru_stime,
                "peak": peak(),
            }
        )
    )


if __name__ == "__main__":
    main()
