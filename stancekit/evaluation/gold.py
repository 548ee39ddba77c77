"""Gold JSONL, as evaluations read it: see `stancekit.exchange.gold`."""

from stancekit.exchange.gold import GoldArticle, GoldUtterance, read, write

__all__ = ["GoldArticle", "GoldUtterance", "read", "write"]
