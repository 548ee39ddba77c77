"""Turn attributions over token rows into `Utterance` records with exact spans and a quotation kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from typing import Literal

import numpy as np
import numpy.typing as npt

from stancekit.records import Span, Utterance
from stancekit.text import TokenTable
from stancekit.utterances.attribution import Attribution

__all__ = ["kind_of", "to_utterances"]

Kind = Literal["direct", "indirect", "mixed"]
Rows = npt.NDArray[np.int64]

_DIRECT_SHARE = 0.9  # share of quoted letters from which an utterance counts as direct
_TRIMMED = frozenset(",;:–—-")


def to_utterances(table: TokenTable, found: Iterable[Attribution]) -> list[tuple[Utterance, ...]]:
    """Return the utterances of each article of the table, in the order of their first content."""
    ordered = sorted(found, key=lambda a: a.content[0])
    contents, cues, sources = (
        _spans(table, parts)
        for parts in (
            [_trimmed(table, a.content) for a in ordered],
            [a.cue for a in ordered],
            [a.source for a in ordered],
        )
    )
    kinds = _kinds(table, [a.content for a in ordered])
    article = np.searchsorted(table.first, [a.content[0] for a in ordered], side="right") - 1
    out: list[list[Utterance]] = [[] for _ in table.articles]
    for i, a, kind, content, cue, source in zip(
        article.tolist(), ordered, kinds, contents, cues, sources, strict=True
    ):
        shown: Kind = "direct" if a.verbatim else kind
        out[i].append(Utterance(f"u{len(out[i]) + 1}", shown, content, cue, source, confidence=a.confidence))
    return [tuple(utterances) for utterances in out]


def kind_of(table: TokenTable, rows: Sequence[int]) -> Kind:
    """Return whether the words in ``rows`` stand in quotation marks: all, none or some of them."""
    return _kinds(table, [rows])[0]


def _kinds(table: TokenTable, parts: Sequence[Sequence[int]]) -> list[Kind]:
    row, begin = _end_to_end(parts)
    letters = np.fromiter((len(w) if w[0].isalnum() else 0 for w in table.words), np.int64, len(table.words))
    total = letters[table.word[row]]
    quoted = total * (table.quote[row] > 0)
    sums = (np.diff(np.append(0, np.cumsum(n))[begin]).tolist() for n in (quoted, total))
    return [
        "indirect" if not quoted else "direct" if quoted >= _DIRECT_SHARE * total else "mixed"
        for quoted, total in zip(*sums, strict=True)
    ]


def _end_to_end(parts: Sequence[Sequence[int]]) -> tuple[Rows, Rows]:
    """Return the rows of all parts, one part after another, and where each begins, with the end."""
    begin = np.cumsum([0, *map(len, parts)])
    return np.fromiter(chain.from_iterable(parts), np.int64, int(begin[-1])), begin


def _trimmed(table: TokenTable, rows: Sequence[int]) -> Sequence[int]:
    """Leave out commas and dashes at the edges of the content: they belong to the sentence around it."""
    a, b = 0, len(rows)
    while a < b - 1 and table.words[table.word[rows[a]]] in _TRIMMED:
        a += 1
    while b > a + 1 and table.words[table.word[rows[b - 1]]] in _TRIMMED:
        b -= 1
    return rows[a:b]


def _spans(table: TokenTable, parts: Sequence[Sequence[int]]) -> list[tuple[Span, ...]]:
    """Join neighbouring rows of each part into spans."""
    row, begin = _end_to_end(parts)
    opens = np.diff(row, prepend=-2) != 1
    opens[begin[:-1][np.diff(begin) > 0]] = True
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(row))[: len(first)] - 1
    spans = list(map(Span, table.start[row[first]].tolist(), table.end[row[last]].tolist()))
    return [tuple(spans[a:b]) for a, b in pairwise(np.searchsorted(first, begin).tolist())]
