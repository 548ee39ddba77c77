"""``stancekit agree``: how far two annotations agree."""

from __future__ import annotations

import argparse
from pathlib import Path

from stancekit.cli import streams

__all__ = ["DESCRIPTION", "EXAMPLES", "add", "run"]

DESCRIPTION = """Compare two annotations of the same articles, or a model's analyses with an annotation.

Shown are the agreement on what is an utterance (F1 of contents that overlap), and on the stance of the
utterances that both have: Krippendorff's alpha, Cohen's kappa, F1 by label, the confusion matrix and every
utterance that they judge differently. A and B may be of any format that export reads."""
EXAMPLES = """
  stancekit agree anna.json ben.json
  stancekit agree results/analyses.jsonl anna.jsonl --texts texts/
  stancekit agree anna/ ben/ --json"""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add = parser.add_argument
    add("a", metavar="A", type=Path, help="an annotation: a file or a folder")
    add("b", metavar="B", type=Path, help="another one, of the same articles")
    add("--texts", metavar="DIR", type=Path, help="folder of ID.txt, for annotations without texts")
    add("--json", action="store_true", help="show JSON instead of text, with what one side alone has found")


def run(options: argparse.Namespace) -> int:
    """Compare and show the figures."""
    from stancekit import exchange
    from stancekit.evaluation import agree

    found = agree(*(exchange.read(path, texts=options.texts) for path in (options.a, options.b)))
    streams.show(found.to_json() if options.json else str(found))
    return 0
