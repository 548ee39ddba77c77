"""Attributions: what is said, by which words, and by whom."""

from stancekit.utterances.model import Attribution, AttributionModel
from stancekit.utterances.spans import to_utterances

__all__ = ["Attribution", "AttributionModel", "to_utterances"]
