"""Text into tokens, sentences, paragraphs and quotations: columns over a batch of articles."""

from stancekit.text.sentences import SentenceSplitter
from stancekit.text.tokens import Document, TokenTable, tokenize

__all__ = ["Document", "SentenceSplitter", "TokenTable", "tokenize"]
