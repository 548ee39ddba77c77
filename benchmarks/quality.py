"""How right the shipped model is, on annotated articles that it was not trained on, where they are there."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from benchmarks import samples
from stancekit.evaluation import run as evaluate

__all__ = ["TITLE", "add", "run"]

TITLE = "Quality"
_OWN = samples.ROOT / "corpus"


def add(parser: argparse.ArgumentParser) -> None:
    """Add nothing: the data sets are what they are."""


def run(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Evaluate on each data set that is there: the whole analysis, and the stance of given spans."""
    found: dict[str, Any] = {
        "own corpus, test split": _both(_OWN / "gold.jsonl", _OWN / "text", "test"),
    }
    data = samples.data()
    if data:
        texts = data / "polnear" / "dev" / "text"
        found["PolNeAR dev"] = _figures(data / "polnear" / "dev")
        found["stance layer, dev"] = _both(data / "stance" / "dev.jsonl", texts)
        found["international news"] = _both(data / "intl")
    return found


def _both(gold: Path, texts: Path | None = None, split: str | None = None) -> dict[str, Any]:
    return {
        **_figures(gold, texts=texts, split=split),
        "given spans": _figures(gold, texts=texts, split=split, given=True),
    }


def _figures(gold: Path, **options: Any) -> dict[str, Any]:
    figures: dict[str, Any] = evaluate(gold, **options).to_dict()
    return figures
