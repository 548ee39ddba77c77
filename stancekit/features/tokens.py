"""The tokens of a batch of cases, as columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from stancekit.features.case import Case, Part, pieces
from stancekit.features.words import PIECE, WordTypes

__all__ = ["Tokens", "read"]

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_Range = tuple[int, int]

_WIDE = 20_000  # characters between a case's first and last span above which it is cut span by span
_SCOPE = 5  # tokens that a negation reaches at most
_MARK = re.compile("[\"“”]|''")


@dataclass(frozen=True)
class Tokens:
    """Columns over the tokens of a batch; a piece is one span of one part of one case.

    Attributes
    ----------
    n_rows : int
        Number of cases.
    row, part, type, piece : arrays of shape (n_tokens,)
        Case, `Part`, word type and piece of each token.
    types : dict of arrays
        Columns of `WordTypes`.
    start, end : arrays of shape (n_tokens,)
        Code points of each token in its article; a token is in the piece in which it starts.
    counts : array of shape (n_pieces,)
        Tokens in each piece.
    shape : array of shape (n_rows, 5)
        Small facts on each case: see `read`.
    """

    n_rows: int
    row: Ints
    part: Ints
    type: Ints
    piece: Ints
    start: Ints
    end: Ints
    types: dict[str, npt.NDArray[Any]]
    counts: Ints
    shape: Ints

    def __len__(self) -> int:
        return len(self.type)

    @cached_property
    def position(self) -> Ints:
        """Place of each token in its piece, from 0."""
        position: Ints = np.arange(len(self)) - self._first
        return position

    @cached_property
    def negated(self) -> Bools:
        """Whether the token is in the scope of a negation: after one in the same clause, not far off."""
        here = np.arange(len(self))
        barrier = np.where(self.types["breaks"][self.type] | (self.position == 0), here, -1)
        negator = np.where(self.types["negator"][self.type], here, -1)
        last = np.maximum.accumulate(negator) if len(self) else negator
        clause = np.maximum.accumulate(barrier) if len(self) else barrier
        scoped: Bools = (last >= clause) & (last < here) & (here - last <= _SCOPE)
        return scoped

    @cached_property
    def classes(self) -> tuple[Ints, Ints, Ints]:
        """Token, lexicon class and intensity, for each class that a token has, in order."""
        slots = self.types["group"].shape[1]
        groups = self.types["group"][self.type].ravel()
        at = np.flatnonzero(groups >= 0)
        token = at // slots
        return token, groups[at], self.types["degree"][self.type[token], at % slots]

    @cached_property
    def _first(self) -> Ints:
        """Number of the first token of each token's piece."""
        first: Ints = (np.cumsum(self.counts) - self.counts)[self.piece]
        return first


def read(cases: Sequence[Case], types: WordTypes) -> Tokens:
    """Cut the pieces of every case into tokens.

    The columns of ``shape``: marked as a quotation or not and cue first or last; length of the content
    (log2 of characters); spans of the content; words of the source; words of the cue.
    """
    found = [pieces(case) for case in cases]
    rows, parts, begin, end = _columns(found)
    strip = _Strip(cases, found)
    numbers, columns = types.encode(strip.tokens)
    after = strip.ends(columns["raw"][numbers])
    before = after - columns["length"][numbers]
    shift = strip.shifts[rows]
    first, last = (np.searchsorted(before, edge + shift) for edge in (begin, end))
    counts = last - first
    piece = np.repeat(np.arange(len(counts)), counts)
    at = np.arange(len(piece)) + (first - np.cumsum(counts) + counts)[piece]
    shape = np.array([_quotation(case) for case in cases], np.int64).reshape(-1, 3)
    lengths = [np.bincount(rows[parts == p], counts[parts == p], len(cases)) for p in (Part.SOURCE, Part.CUE)]
    return Tokens(
        n_rows=len(cases),
        row=rows[piece],
        part=parts[piece],
        type=numbers[at],
        piece=piece,
        start=before[at] - shift[piece],
        end=np.minimum(after[at] - shift[piece], end[piece]),
        types=columns,
        counts=counts,
        shape=np.column_stack([shape, *(np.minimum(n, 6).astype(np.int64) for n in lengths)]),
    )


def _columns(found: list[list[tuple[int, int, int]]]) -> tuple[Ints, Ints, Ints, Ints]:
    """Return case, part, start and end of every piece."""
    flat = [number for piece in chain.from_iterable(found) for number in piece]
    rows = np.repeat(np.arange(len(found)), np.fromiter(map(len, found), np.int64, len(found)))
    parts, begin, end = np.array(flat, np.int64).reshape(-1, 3).T
    return rows, parts, begin, end


class _Strip:
    """The texts that the cases need, laid behind each other and cut into tokens once.

    Cases of one article that follow each other share its tokens: their surroundings overlap. ``shifts`` lead
    from offsets in a case's text to places on the strip.
    """

    def __init__(self, cases: Sequence[Case], found: list[list[tuple[int, int, int]]]) -> None:
        self.tokens: list[str] = []
        self.shifts = np.zeros(len(cases), np.int64)
        self._starts: list[int] = []
        self._counts: list[int] = []
        self._length = 0
        for text, rows in _shared(cases, [_hull(spans) for spans in found]):
            self.shifts[rows] = self._length
            self._cut(text, _merged([r for row in rows for r in _ranges(found[row])]))
            self._length += len(text) + 1

    def ends(self, lengths: Ints) -> Ints:
        """Return the place after each token, from the tokens' lengths with the space before them."""
        counts = np.array(self._counts, np.int64)
        after = np.cumsum(lengths)
        gone = np.concatenate([[0], after])[np.cumsum(counts) - counts]
        ends: Ints = after + np.repeat(np.array(self._starts, np.int64) - gone, counts)
        return ends

    def _cut(self, text: str, ranges: list[_Range]) -> None:
        for start, end in ranges:
            tokens = PIECE.findall(
                text[start:end].rstrip()
            )  # space at the end would be tried from everywhere
            self.tokens += tokens
            self._starts.append(start + self._length)
            self._counts.append(len(tokens))


def _shared(cases: Sequence[Case], hulls: list[_Range]) -> Iterator[tuple[str, list[int]]]:
    """Yield runs of cases with the same text; a case with far-flung spans stands alone."""
    wide = [end - start > _WIDE for start, end in hulls]
    run: list[int] = []
    for row, case in enumerate(cases):
        if run and (wide[row] or wide[run[-1]] or case.text != cases[run[-1]].text):
            yield cases[run[-1]].text, run
            run = []
        run.append(row)
    if run:
        yield cases[run[-1]].text, run


def _hull(spans: list[tuple[int, int, int]]) -> _Range:
    if not spans:
        return 0, 0
    _, starts, ends = zip(*spans, strict=True)
    return min(starts), max(ends)


def _ranges(spans: list[tuple[int, int, int]]) -> list[_Range]:
    """Return the ranges of text that hold a case's pieces: one, unless they are far from each other."""
    start, end = _hull(spans)
    return [(a, b) for _, a, b in spans] if end - start > _WIDE else [(start, end)]


def _merged(ranges: list[_Range]) -> list[_Range]:
    """Join ranges that overlap or touch."""
    merged: list[_Range] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _quotation(case: Case) -> tuple[int, int, int]:
    text, said = case.text, case.utterance
    spans = said.content
    marked = any(_MARK.search(text, max(0, a - 2), b) for a, b in spans)
    last = bool(spans and said.cue and spans[0].start < said.cue[0].start)
    length = sum(b - a for a, b in spans)
    return marked + 2 * last, min(9, max(0, length).bit_length()), min(4, len(spans))
