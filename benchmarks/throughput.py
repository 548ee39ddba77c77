"""Articles, words and utterances a second: whole runs, the analysis alone, its stages."""

from __future__ import annotations

import argparse
from pathlib import Path
from statistics import median
from typing import Any

import stancekit
from benchmarks import measure, samples, speed

__all__ = ["TITLE", "add", "run"]

TITLE = "Throughput"
_ROUNDS = 2  # of which the better counts: what disturbs a run only ever adds to it
_STAGE_ARTICLES = 200


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--articles", type=int, default=8958, help="of the throughput runs (default 8958)")


def run(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Measure both collections."""
    news = {"news": _whole(folder, options.articles, own=False)} if samples.data() else {}
    return {**news, "own corpus": _whole(folder, min(options.articles, 2400), own=True), "stages": _stages()}


def _whole(folder: Path, n: int, *, own: bool) -> dict[str, Any]:
    source, out = samples.write(folder / "articles.jsonl", n, own=own), folder / "out"
    bare, one, two = [], [], []
    for _ in range(_ROUNDS):
        bare.append(measure.run(source, out, 1, "--bare"))
        one.append(measure.run(source, out, 1))
        two.append(measure.run(source, out, 2))
    best_one, best_two = (min(runs, key=lambda r: r["wall"]) for runs in (one, two))
    words, utterances = bare[0]["words"], bare[0]["utterances"]
    cpu = min(r["analysis_cpu"] for r in bare)
    return {
        "articles": n,
        "words": words,
        "utterances": utterances,
        "analysis_cpu": cpu,
        "one": _told(best_one),
        "two": _told(best_two),
        "two_against_one": median(a["wall"] / b["wall"] for a, b in zip(one, two, strict=True)),
        "overhead": min(r["cpu"] + r["cpu_workers"] for r in one) / cpu - 1,
        "collect": _told(measure.run(source, out, 1, "--collect")),
        "bytes": best_two["bytes"],
        "memory": best_two["memory"],
    }


def _told(run: dict[str, Any]) -> dict[str, Any]:
    return {name: run[name] for name in ("wall", "cpu", "cpu_workers", "peak")}


def _stages() -> dict[str, float]:
    """Return CPU microseconds a word of each stage, and of the whole analysis."""
    kit = stancekit.load()
    articles = [stancekit.Article(text) for text in samples.texts(_STAGE_ARTICLES)]
    words = sum(len(article.text.split()) for article in articles)
    kit.analyze(articles[0])
    spent = {**speed.stages(kit, articles), "whole": speed.timed(lambda: list(kit.pipe(articles)))}
    return {name: 1e6 * seconds / words for name, seconds in spent.items()}
