"""Reading a source span: a name, a pronoun, a description, or nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from stancekit.records import Span
from stancekit.speakers.entities import Cast
from stancekit.speakers.lexicon import PRONOUNS, pronoun_form, word_set
from stancekit.speakers.phrase import STOPS, read_phrase
from stancekit.speakers.sources import Source, rows_of
from stancekit.text import Document

__all__ = ["read", "read_rows"]

_LONGEST = 6  # tokens of a name beyond the span
_QUOTES = frozenset('"“”„«»')
_POSSESSIVES = word_set("his her their its our my your whose")
_SOME = word_set("each all some many most both none")


def read(
    document: Document,
    classes: list[str],
    cast: Cast,
    spans: Sequence[Span],
    taken: Collection[int] = (),
) -> Source:
    """Read the source spans of an utterance; names that they cut in full, but for rows that are ``taken``."""
    rows = _word_rows(document, cast, spans)
    return read_rows(document, classes, cast, _completed(cast, rows, taken))


def _completed(cast: Cast, rows: list[int], taken: Collection[int]) -> list[int]:
    """Add the rest of a name of which one end alone lies in ``rows``, unless it is ``taken``."""
    if not rows:
        return rows
    first, last = rows[0], rows[-1]
    for row in range(last + 1, last + _LONGEST):
        mention = cast.ending.get(row)
        if mention is not None and mention.first <= last:
            rest = range(last + 1, row + 1)
            return rows if any(r in taken for r in rest) else [*rows, *rest]
    for row in range(first, min(last, first + _LONGEST) + 1):
        mention = cast.ending.get(row)
        if mention is not None and mention.first < first:
            rest = range(mention.first, first)
            return rows if any(r in taken for r in rest) else [*rest, *rows]
    return rows


def read_rows(document: Document, classes: list[str], cast: Cast, rows: list[int]) -> Source:
    """Read token rows, as `_word_rows` gives them."""
    if not rows:
        return Source("empty")
    words, first, last = document.words, rows[0], rows[-1]
    if first == last and words[first] in ("A", "Q"):  # of an interview
        return _pronoun(first, words[first], first, last)
    if pronoun_form(words[first]) and _is_alone(words, rows):
        return _pronoun(first, PRONOUNS[words[first].lower()], first, last)
    if words[first].lower() in _SOME and words[last].lower() in ("them", "whom", "us"):
        return _pronoun(last, "p", first, last)
    return read_phrase(document, classes, cast, rows)


def _word_rows(document: Document, cast: Cast, spans: Sequence[Span]) -> list[int]:
    """Return the rows of spans in order, quotation marks and punctuation at the ends left out."""
    words = document.words
    rows = sorted({row for row in rows_of(document, spans) if words[row] not in _QUOTES})
    while rows and not words[rows[-1]][0].isalnum() and rows[-1] not in cast.ending:
        rows.pop()
    start = next((i for i, row in enumerate(rows) if words[row][0].isalnum()), len(rows))
    return rows[start:]


def _pronoun(row: int, form: str, first: int, last: int) -> Source:
    return Source("pronoun", row, row, form, phrase=(first, last), chunk_last=row)


def _is_alone(words: list[str], rows: list[int]) -> bool:
    """Tell whether only a pronoun's company follows: "he himself", "they all", "she, too", "he and"."""
    if len(rows) == 1:
        return True
    lower, after = words[rows[0]].lower(), words[rows[1]].lower()
    if lower in ("we", "you", "those") and after[0].isalpha() and after not in STOPS:
        return after in ("all", "both")  # "we Democrats" describes
    if PRONOUNS[lower] == "d":
        return len(rows) == 2 and after in (",", "and", "of")
    return lower not in _POSSESSIVES and PRONOUNS[lower] != "which"
