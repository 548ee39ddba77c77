"""Linear-chain models on columns: hashed features, sums of weights, decoding of many sequences at once."""

from stancekit.chain.coded import Coded, CodedColumns, distinct
from stancekit.chain.columns import Sequences, WordColumns, word_columns
from stancekit.chain.features import Template, keys
from stancekit.chain.model import ChainModel

__all__ = [
    "ChainModel",
    "Coded",
    "CodedColumns",
    "Sequences",
    "Template",
    "WordColumns",
    "distinct",
    "keys",
    "word_columns",
]
