"""``stancekit train``: a model, or an adaptation to labels of the user's own."""

from __future__ import annotations

import argparse
from pathlib import Path

from stancekit.cli import shared, streams

__all__ = ["DESCRIPTION", "EXAMPLES", "add", "run"]

DESCRIPTION = """Train a model, or adapt one to labels of your own; progress is on standard error.

DATA is either your labels (a CSV or JSONL file, a brat folder, or what Label Studio or doccano exported: a
hundred stances are a beginning), which the model named by --model is adapted to, or the folder that the
shipped model was trained on."""
EXAMPLES = """
  stancekit train labels.csv --texts articles/ -o mine
  stancekit train data/ -o models/mine --corpus corpus/ --stage stance --seed 1"""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add = parser.add_argument
    add("data", metavar="DATA", type=Path, help="your labels, or folder of training data")
    add("-o", "--output", metavar="MODEL_FOLDER", type=Path, required=True, help="where it goes")
    add("--texts", metavar="DIR", type=Path, help="folder of ID.txt that your labels are of")
    shared.add_model(parser)
    add("--corpus", metavar="DIR", type=Path, help="folder of the project's own annotations")
    add("--stage", metavar="NAME", nargs="+", action="extend", help="train only these stages")
    add("--seed", metavar="N", type=int, default=0, help="of all that is random (default: 0)")


def run(options: argparse.Namespace) -> int:
    """Train or adapt, and say where the model is."""
    from stancekit.training import own, train

    if options.data.is_file() or (options.data / "attributions").is_dir():
        own.adapt(
            options.data, options.output, texts=options.texts, model=options.model, log=streams.complain
        )
    else:
        train(
            options.data,
            options.output,
            corpus=options.corpus,
            stages=options.stage,
            seed=options.seed,
            log=streams.complain,
        )
    streams.show(f"model written to {options.output}")
    return 0
