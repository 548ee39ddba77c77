"""Linear-chain models on columns: hashed features, scoring by gather and sum, decoding of many sequences at once."""

from stancekit.chain.columns import Sequences, WordColumns, word_columns
from stancekit.chain.features import Template, keys
from stancekit.chain.model import ChainModel

__all__ = ["ChainModel", "Sequences", "Template", "WordColumns", "keys", "word_columns"]
