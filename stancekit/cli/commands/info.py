"""``stancekit info``: versions and the model's card."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from stancekit.cli import shared, streams
from stancekit.cli.versions import version

__all__ = ["DESCRIPTION", "EXAMPLES", "add", "run"]

DESCRIPTION = """\
Show the versions of the packages at work and the model's card: name, version, files, scores."""
EXAMPLES = """
  stancekit info
  stancekit info --model models/mine"""
_PACKAGES = ("stancekit", "numpy", "scikit-learn", "nltk", "joblib", "skops")


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    shared.add_model(parser)


def run(options: argparse.Namespace) -> int:
    """Show the versions and the card."""
    from stancekit import load

    for name in _PACKAGES:
        streams.show(f"{name:13}{version(name)}")
    streams.show(f"{'Python':13}{sys.version.split()[0]}\n")
    for line in _card_lines(load(options.model).info()):
        streams.show(line)
    return 0


def _card_lines(card: Mapping[str, Any]) -> Iterator[str]:
    yield f"{'model':13}{card.get('name', '')} {card.get('version', '')}"
    yield f"{'folder':13}{card.get('folder', '')}"
    for name, length in sorted(card.get("files", {}).items()):
        yield f"{length:>12,}  {name}"
    for name, value in _flat(card.get("scores", {})):
        yield f"{value:>12.3f}  {name}" if isinstance(value, float) else f"{value!s:>12}  {name}"


def _flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the leaves of nested mappings, their names joined by dots."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
