"""Attributions: what is said, by which words, and by whom."""

from stancekit.utterances.attribution import Attribution
from stancekit.utterances.model import AttributionModel
from stancekit.utterances.spans import to_utterances

__all__ = ["Attribution", "AttributionModel", "to_utterances"]
