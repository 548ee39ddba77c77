"""Tokens of a batch of articles as columns: offsets, word ids, sentences, paragraphs, quotation depth.

One compiled pattern cuts every text into pieces, a token and the space after it or a run of white space, so
that offsets are a running sum of lengths. A piece becomes an integer through one dictionary per batch, and
whatever is asked of a word (its shape, its suffix, its vector) is computed once per distinct word.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from stancekit.records import Article
from stancekit.text import paragraphs, quotations, sentences
from stancekit.text.marks import is_mark
from stancekit.text.quotations import Quotation
from stancekit.text.sentences import SentenceSplitter

__all__ = ["Cut", "Document", "TokenTable", "cut", "tokenize"]

IntColumn = npt.NDArray[np.int32]

# Combining marks and zero-width joiners belong to the letter before them.
_MARK = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u0900-\u0963\u0966-\u0dff\u0e31-\u0e3a\u0e47-\u0e4e"
    "\u0eb1-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u17b4-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u302f"
    "\u3099\u309a\ufe00-\ufe0f\ufe20-\ufe2f\xad\u200b-\u200d\u2060\ufeff"
)
_WORD = rf"\w[\w{_MARK}]*"
_CLITIC = r"(?:[sSdDmM]|[rRvV][eE]|[lL][lL])(?!\w)"
_LINK = r"[^\s<>\"“”«»]{0,2000}[\w/]"
_DOMAIN = r"(?:com|org|net|gov|edu|info|io|tv|ly|int|mil|eu|ru|co\.uk|org\.uk)(?!\w)"
_EMOJI = "[\u2190-\u2bff\U0001f000-\U0001faff]"

# Alternatives in the order they are tried; repetitions that could run far in vain have a bound, so that the
# time grows with the text alone. Clitics ('s, 're) stand apart, as the possessive often is a cue ("Trump's
# claim that"); "don't" stays whole.
_ALTERNATIVES = (
    r"[A-Za-z]+(?= |[,\n”]|\.\s)",  # most words, for speed: none of the others could be longer
    r"[,.”](?=\s)",
    r"(?<!\w)[^\W\d_](?:\.[^\W\d_]){1,99}(?!\w)\.?" rf"(?:-{_WORD})*|Ph\.D\.",  # U.S., J.R.R., U.S.-led
    rf"(?<=\w)['’‘`´]{_CLITIC}",
    rf"(?i:https?://|www\.){_LINK}",
    r"\w[\w.+-]{0,63}@\w[\w-]{0,62}(?:\.[\w-]{1,63}){1,5}(?<=\w)",  # addresses
    r"\d+['’′]\d{1,2}(?:[\"”″]|'')?(?!\w)",  # 6'2"
    rf"{_WORD}(?:[-‑&]{_WORD}|['’‘](?!{_CLITIC}){_WORD}|(?<=\d)[.,:/]\d+"
    rf"|(?:\.\w[\w-]{{0,62}}){{0,3}}\.{_DOMAIN}(?:/{_LINK})?){{0,99}}",  # AT&T, O'Brien, 1,000.5, npr.org
    r"(?<![\w.])\.\d+|\.{2,}|-{2,}|(?<=\S)'(?=''(?!'))|``|''|‘‘|’’",
    r"(?<!\w)(?:['’‘](?:\d0s|em|til|[tT]is|[tT]was|n['’])|’\d\d)(?!\w)",  # ’90s, 'em, ’n’
    r"[@#](?!\d+(?!\w))\w+",
    rf"[\U0001f1e6-\U0001f1ff]{{2}}|{_EMOJI}(?:[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]|\u200d[^\w\s])*",
    r"[^\w\s]",
)
PIECE = re.compile(rf"(?:{'|'.join(_ALTERNATIVES)}) ?|\s+")


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
    quotations : tuple of Quotation
        The quotations between marks, in order; rows count from the document's first token.
    """

    article: Article
    words: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[int]
    paragraphs: list[int]
    quotes: list[int]
    tags: list[str]
    quotations: tuple[Quotation, ...] = ()

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
    quotations : tuple, one tuple of Quotation for each article
        The quotations between marks; rows count from the article's first token.
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
    quotations: tuple[tuple[Quotation, ...], ...] = ()

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
            quotations=self.quotations[index] if self.quotations else (),
        )


class Cut(NamedTuple):
    """The tokens of texts without anything that it takes a whole article to know; as in `TokenTable`."""

    first: IntColumn
    start: IntColumn
    end: IntColumn
    word: IntColumn
    words: list[str]


def tokenize(articles: Sequence[Article], splitter: SentenceSplitter) -> TokenTable:
    """Cut a batch of articles into a `TokenTable`.

    Examples
    --------
    >>> from stancekit.text.sentences import SentenceSplitter
    >>> table = tokenize([Article("Blinken’s plan isn't new, the U.S. said.")], SentenceSplitter())
    >>> [table.words[i] for i in table.word]
    ['Blinken', '’s', 'plan', "isn't", 'new', ',', 'the', 'U.S.', 'said', '.']
    """
    texts = [article.text for article in articles]
    first, start, end, word, words = cut(texts)
    row_words = list(map(words.__getitem__, word.tolist()))
    mark_rows = _rows(word, words, is_mark, first)
    stop_rows = _rows(word, words, sentences.is_terminator, first)
    sentence, paragraph, quote = (np.empty(len(word), np.int32) for _ in range(3))
    found: list[tuple[Quotation, ...]] = []
    n_sentences = n_paragraphs = 0
    for i, text in enumerate(texts):
        rows = slice(first[i], first[i + 1])
        if rows.start == rows.stop:
            found.append(())
            continue
        column = (row_words[rows], start[rows], end[rows], paragraphs.number(text, start[rows]))
        marks = quotations.read(*column, rows=mark_rows[i])
        paragraph[rows] = column[3] + n_paragraphs
        quote[rows] = marks.depth
        sentence[rows] = splitter.number(*column, marks.closing, rows=stop_rows[i]) + n_sentences
        found.append(marks.quotations)
        n_sentences, n_paragraphs = int(sentence[rows.stop - 1]) + 1, int(paragraph[rows.stop - 1]) + 1
    return TokenTable(
        tuple(articles), first, start, end, word, words, sentence, paragraph, quote, tuple(found)
    )


class _Numbers(dict[str, int]):
    """Numbers strings from 0 in the order in which they are first asked for."""

    def __missing__(self, key: str) -> int:
        self[key] = number = len(self)
        return number

    def column(self, keys: Sequence[str]) -> IntColumn:
        return np.fromiter(map(self.__getitem__, keys), np.int32, len(keys))


def cut(texts: Sequence[str]) -> Cut:
    """Cut texts into tokens.

    Examples
    --------
    >>> found = cut(["It isn't.", "No."])
    >>> [found.words[i] for i in found.word], found.first.tolist()
    (['It', "isn't", '.', 'No', '.'], [0, 3, 5])
    """
    pieces: list[str] = []
    counts = [0]
    for text in texts:
        pieces += PIECE.findall(text)
        counts.append(len(pieces))
    distinct = _Numbers()
    piece = distinct.column(pieces)
    words = _Numbers()
    stripped = [p.strip() for p in distinct]
    word_of = np.array([words[p] if p else -1 for p in stripped], np.int32)
    length = np.fromiter(map(len, distinct), np.int64, len(distinct))[piece]
    base = np.repeat(np.cumsum([0, *map(len, texts)])[:-1], np.diff(counts))
    start = np.cumsum(length) - length - base
    word = word_of[piece]
    kept = np.flatnonzero(word >= 0)
    word, start = word[kept], start[kept].astype(np.int32)
    end = start + np.fromiter(map(len, words), np.int32, len(words))[word]
    return Cut(np.searchsorted(kept, counts).astype(np.int32), start, end, word, list(words))


def _rows(
    word: IntColumn, words: list[str], wanted: Callable[[str], bool], first: IntColumn
) -> list[list[int]]:
    """Return for each article the rows, counted from its first token, of the words that are wanted."""
    flags = np.fromiter(map(wanted, words), np.bool_, len(words))
    rows = np.flatnonzero(flags[word])
    parts = np.split(rows, np.searchsorted(rows, first[1:-1])) if len(first) > 1 else []
    return [(part - begin).tolist() for part, begin in zip(parts, first, strict=False)]


def _from_zero(column: IntColumn) -> list[int]:
    numbers: list[int] = (column - column[0]).tolist() if len(column) else []
    return numbers
