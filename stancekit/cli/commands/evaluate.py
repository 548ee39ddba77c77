"""``stancekit evaluate``: how right a model is."""

from __future__ import annotations

import argparse
from pathlib import Path

from stancekit.cli import shared, streams

__all__ = ["DESCRIPTION", "EXAMPLES", "add", "run"]

DESCRIPTION = """Measure a model, or predictions made before, against annotated articles.

GOLD is a JSONL file as the corpus' gold.jsonl, a folder with attributions/ (brat) or gold.jsonl, or a file of
Label Studio's, doccano's or spaCy's, or a CSV of utterances with their stances."""
EXAMPLES = """
  stancekit evaluate gold.jsonl --texts texts/
  stancekit evaluate gold.jsonl --texts texts/ --given --intervals
  stancekit evaluate gold.jsonl --texts texts/ --predictions results/analyses.jsonl --json"""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add = parser.add_argument
    add("gold", metavar="GOLD", type=Path, help="annotated articles: a file or a folder")
    add("--texts", metavar="DIR", type=Path, help="folder of ID.txt files (default: text/ beside GOLD)")
    add("--split", metavar="NAME", help="measure on the articles of this split alone")
    add("--predictions", metavar="FILE", type=Path, help="measure these instead of a model's")
    add("--given", action="store_true", help="measure the classifier alone, on the annotated utterances")
    add("--intervals", action="store_true", help="add confidence intervals")
    add("--json", action="store_true", help="show JSON instead of text")
    shared.add_confidence(parser)
    shared.add_model(parser)


def run(options: argparse.Namespace) -> int:
    """Measure and show the figures."""
    from stancekit.evaluation import run

    report = run(
        options.gold,
        texts=options.texts,
        split=options.split,
        predictions=options.predictions,
        model=options.model,
        **shared.confidences(options),
        given=options.given,
        intervals=options.intervals,
        seed=0,
    )
    streams.show(report.to_json() if options.json else str(report))
    return 0
