"""Which of the project's own articles may be trained on: the test split is kept for measuring."""

from __future__ import annotations

from pathlib import Path

from stancekit.exchange import gold

__all__ = ["split_names", "training_names"]


def training_names(corpus: Path) -> frozenset[str]:
    """Return the ids of the articles in ``corpus/gold.jsonl`` whose ``split`` is not ``test``."""
    rows = gold.read(corpus / "gold.jsonl")
    return frozenset(row.id for row in rows if row.meta.get("split") != "test")


def split_names(corpus: Path, split: str) -> frozenset[str]:
    """Return the ids of the articles of one split; those without one are for training."""
    rows = gold.read(corpus / "gold.jsonl")
    return frozenset(row.id for row in rows if row.meta.get("split", "train") == split)
