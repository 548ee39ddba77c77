"""Tokens of a batch of articles as columns: offsets, word ids, sentences, paragraphs, quotation depth.

One compiled pattern cuts every text; a word becomes an integer through one dictionary per batch, so that
whatever is asked of a word (its shape, its suffix, its vector) is computed once per distinct word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stancekit.records import Article
from stancekit.text import paragraphs, quotations
from stancekit.text.sentences import SentenceSplitter

__all__ = ["Document", "TokenTable", "tokenize"]

IntColumn = npt.NDArray[np.int32]

# Alternatives in the order they are tried. Clitics ('s, 're) stand apart, as the possessive often is a cue
# ("Trump's claim that"); "don't" stays whole. Combining marks belong to the letter before them.
_CLITIC = r"(?:s|re|ve|ll|d|m)"
_LETTER = r"[\w\u0300-\u036f]"
TOKEN = re.compile(
    rf"(?:(?<!\w)[^\W\d_]\.(?=[^\W\d_]\.))(?:[^\W\d_]\.)+"  # U.S., J.R.R.
    rf"|(?<=\w)['’]{_CLITIC}(?!\w)"
    rf"|{_LETTER}+(?:[-‑&]{_LETTER}+|['’](?!{_CLITIC}(?!\w)){_LETTER}+|(?<=\d)[.,]\d+)*"
    rf"|\.{{2,}}|-{{2,}}|[^\w\s]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Document:
    """One article's tokens as plain lists, for stages that walk through an article.

    Attributes
    ----------
    article : Article
    words : list of str
        The tokens as written.
    starts, ends : list of int
        Their code-point offsets.
    sentences, paragraphs : list of int
        Number of the sentence and of the paragraph each token is in, counted from 0.
    quotes : list of int
        Quotation depth: 0 outside, 1 inside quotation marks (the marks included), 2 nested.
    tags : list of str
        Word class or entity class (see `stancekit.text.tagger.TAGS`); empty without a tagger.
    """

    article: Article
    words: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[int]
    paragraphs: list[int]
    quotes: list[int]
    tags: list[str]

    def __len__(self) -> int:
        return len(self.words)


@dataclass(frozen=True, slots=True)
class TokenTable:
    """Tokens of a batch of articles, a row a token; all columns are ``int32`` of the same length.

    Attributes
    ----------
    articles : tuple of Article
    first : array of shape (n_articles + 1,)
        Rows ``first[i]:first[i + 1]`` are article ``i``.
    start, end : arrays of shape (n_tokens,)
        Code-point offsets into the token's own article.
    word : array of shape (n_tokens,)
        Index into ``words``.
    words : list of str
        The distinct tokens of the batch, as written.
    sentence, paragraph : arrays of shape (n_tokens,)
        Running numbers over the whole batch.
    quote : array of shape (n_tokens,)
        Quotation depth.
    """

    articles: tuple[Article, ...]
    first: IntColumn
    start: IntColumn
    end: IntColumn
    word: IntColumn
    words: list[str]
    sentence: IntColumn
    paragraph: IntColumn
    quote: IntColumn

    def __len__(self) -> int:
        return len(self.start)

    def document(self, index: int, tags: Sequence[str] = ()) -> Document:
        """Return article ``index`` as a `Document`; ``tags`` are the tags of the whole table's rows."""
        a, b = int(self.first[index]), int(self.first[index + 1])
        words = self.words
        return Document(
            article=self.articles[index],
            words=[words[i] for i in self.word[a:b].tolist()],
            starts=self.start[a:b].tolist(),
            ends=self.end[a:b].tolist(),
            sentences=_from_zero(self.sentence[a:b]),
            paragraphs=_from_zero(self.paragraph[a:b]),
            quotes=self.quote[a:b].tolist(),
            tags=list(tags[a:b]),
        )


def tokenize(articles: Sequence[Article], splitter: SentenceSplitter) -> TokenTable:
    """Cut a batch of articles into a `TokenTable`.

    Examples
    --------
    >>> from stancekit.text.sentences import SentenceSplitter
    >>> table = tokenize([Article("Blinken’s plan isn't new, the U.S. said.")], SentenceSplitter())
    >>> [table.words[i] for i in table.word]
    ['Blinken', '’s', 'plan', "isn't", 'new', ',', 'the', 'U.S.', 'said', '.']
    """
    ids: dict[str, int] = {}
    columns: dict[str, list[IntColumn]] = {
        k: [] for k in ("start", "end", "word", "sentence", "paragraph", "quote")
    }
    first = [0]
    sentence_offset = paragraph_offset = 0
    for article in articles:
        words, start, end = _cut(article.text)
        word = np.fromiter((ids.setdefault(w, len(ids)) for w in words), np.int32, len(words))
        paragraph = paragraphs.number(article.text, start)
        marks = quotations.read(words, start, end, paragraph, article.text)
        sentence = splitter.number(words, start, end, paragraph, marks.closing)
        columns["start"].append(start)
        columns["end"].append(end)
        columns["word"].append(word)
        columns["sentence"].append(sentence + np.int32(sentence_offset))
        columns["paragraph"].append(paragraph + np.int32(paragraph_offset))
        columns["quote"].append(marks.depth)
        if len(words):
            sentence_offset += int(sentence[-1]) + 1
            paragraph_offset += int(paragraph[-1]) + 1
        first.append(first[-1] + len(words))
    return TokenTable(
        articles=tuple(articles),
        first=np.array(first, np.int32),
        words=list(ids),
        **{name: np.concatenate([*parts, np.empty(0, np.int32)]) for name, parts in columns.items()},
    )


def _cut(text: str) -> tuple[list[str], IntColumn, IntColumn]:
    words: list[str] = []
    start: list[int] = []
    for match in TOKEN.finditer(text):
        words.append(match.group())
        start.append(match.start())
    starts = np.array(start, np.int32)
    return words, starts, starts + np.fromiter(map(len, words), np.int32, len(words))


def _from_zero(column: IntColumn) -> list[int]:
    numbers: list[int] = (column - column[0]).tolist() if len(column) else []
    return numbers
