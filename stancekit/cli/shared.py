"""Options that several commands have, and what they come to."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stancekit.records import Topic

__all__ = ["add_confidence", "add_model", "add_topics", "confidences", "topics"]


def add_topics(add: argparse.ArgumentParser) -> None:
    """Add ``--topics`` and ``--lexicon``."""
    add.add_argument("--topics", metavar="FILE", type=Path, help="topics to look for, TOML or JSON")
    add.add_argument("--lexicon", metavar="FILE", type=Path, help="stance words of your own, beside ours")


def add_confidence(add: argparse.ArgumentParser) -> None:
    """Add what leaves out the uncertain."""
    add.add_argument(
        "--utterance-confidence",
        metavar="P",
        type=float,
        help="leave out utterances less certain than this, 0 to 1 (default: the model's own)",
    )
    either = add.add_mutually_exclusive_group()
    either.add_argument(
        "--min-confidence", metavar="P", type=float, help="tell no stance that is less certain than this"
    )
    either.add_argument(
        "--target-precision", metavar="P", type=float, help="the same, so that this share of answers is right"
    )


def add_model(add: argparse.ArgumentParser) -> None:
    """Add ``--model``."""
    add.add_argument("--model", metavar="NAME", default="fast", help="model name or folder (default: fast)")


def confidences(options: argparse.Namespace) -> dict[str, Any]:
    """Return what `add_confidence` asked for, by the names that `stancekit.load` has."""
    names = ("utterance_confidence", "min_confidence", "target_precision")
    return {name: getattr(options, name) for name in names}


def topics(file: Path | None) -> tuple[Topic, ...] | None:
    """Return the topics of a file."""
    if file is None:
        return None
    from stancekit.topics import read_topics

    return read_topics(file)
