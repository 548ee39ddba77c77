"""Utterances into numbers: the cases to classify, and the extractor that makes a sparse matrix of them."""

from stancekit.features.case import Case
from stancekit.features.extractor import FeatureExtractor
from stancekit.features.lexicon import Lexicon
from stancekit.features.vectors import WordVectors

__all__ = ["Case", "FeatureExtractor", "Lexicon", "WordVectors"]
