"""The tokens of a batch of cases, as columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from stancekit.features import mentions
from stancekit.features.case import Case, Part
from stancekit.features.words import WordTypes
from stancekit.records import Utterance
from stancekit.text import TokenTable
from stancekit.text.tokens import Cut, cut

__all__ = ["Tokens", "read"]

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_NEAR = 22  # tokens on each side of the utterance whose words count one by one
_FAR = 55  # tokens on each side that count as a whole
_LONGEST = 1_500  # tokens read of one span; what follows adds time, not a stance
_SCOPE = 5  # tokens that a negation reaches at most
_ARTICLE_SHIFT = 32  # a place in a batch is article << 32 | code point
_SPOKEN = 3  # parts that are the utterance itself: content, cue and source


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
    distance, clause : arrays of shape (n_tokens,)
        Where the token stands to the case's target (see `stancekit.features.mentions`).
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
    distance: Ints
    clause: Ints
    start: Ints
    end: Ints
    types: dict[str, npt.NDArray[Any]]
    counts: Ints
    shape: Ints

    def __len__(self) -> int:
        return len(self.type)

    @cached_property
    def stem(self) -> Ints:
        """Code of each token's stem."""
        stem: Ints = self.types["stem"][self.type]
        return stem

    @cached_property
    def spoken(self) -> Ints:
        """Numbers of the tokens of content and cue."""
        return np.flatnonzero(self.part <= Part.CUE)

    @cached_property
    def opens(self) -> Bools:
        """Whether the token is the first of its piece."""
        opens: Bools = np.diff(self.piece, prepend=-1) > 0
        return opens

    @cached_property
    def position(self) -> Ints:
        """Place of each token in its piece, from 0."""
        position: Ints = np.arange(len(self)) - self._first
        return position

    @cached_property
    def negated(self) -> Bools:
        """Whether the token is in the scope of a negation: after one in the same clause, not far off."""
        scoped = np.zeros(len(self), np.bool_)
        clause = np.cumsum(self.types["breaks"][self.type] | self.opens, dtype=np.int32)
        negator = np.flatnonzero(self.types["negator"][self.type])
        reach = negator[:, None] + np.arange(1, _SCOPE + 1)
        inside = np.minimum(reach, len(self) - 1)
        scoped[inside[(reach == inside) & (clause[inside] == clause[negator][:, None])]] = True
        scoped[negator] = False
        return scoped

    @cached_property
    def classes(self) -> tuple[Ints, Ints, Ints]:
        """Token, lexicon class and intensity, for each class that a token has, in order."""
        some = np.flatnonzero(self.types["classed"][self.type])
        groups = self.types["group"][self.type[some]]
        which, slot = np.nonzero(groups >= 0)
        token = some[which]
        return token, groups[which, slot], self.types["degree"][self.type[token], slot]

    @cached_property
    def _first(self) -> Ints:
        """Number of the first token of each token's piece."""
        first: Ints = (np.cumsum(self.counts) - self.counts)[self.piece]
        return first


class _Pieces(NamedTuple):
    """Spans of cases and of what is around them, as ranges of rows of the articles' tokens.

    ``limit`` is where the span ends, in code points: its last token may end later.
    """

    row: Ints
    part: Ints
    first: Ints
    last: Ints
    limit: Ints


def read(cases: Sequence[Case], types: WordTypes, table: TokenTable | None = None) -> Tokens:
    """Read the tokens of every case: its content, cue and source, and what stands around them.

    Parameters
    ----------
    cases : sequence of Case
    types : WordTypes
    table : TokenTable, optional
        Tokens of the cases' articles, where they are at hand.

    Notes
    -----
    The columns of ``shape``: marked as a quotation or not and cue first or last; length of the content
    (log2 of characters); spans of the content; words of the source; words of the cue.
    """
    article, words = _articles(cases, table)
    said, shape = _said(cases, article, words)
    edges = words.first.astype(np.int64)
    pieces = _with_surroundings(said, edges[article], edges[article + 1])
    types_of, columns = types.encode(words.words)
    counts = pieces.last - pieces.first
    piece = np.repeat(np.arange(len(counts)), counts)
    at = np.arange(len(piece)) + (pieces.first - np.cumsum(counts) + counts)[piece]
    shape[:, 0] += _is_marked(said, columns["mark"][types_of][words.word], len(cases))
    row, part, type_ = pieces.row[piece], pieces.part[piece], types_of[words.word[at]]
    opens = np.diff(piece, prepend=-1) > 0
    weak, strong = columns["breaks"][type_] | opens, columns["divides"][type_] | opens
    targets = [mentions.codes(case.target) if case.target else () for case in cases]
    places = mentions.read(row, part == Part.CONTENT, columns["surface"][type_], weak, strong, targets)
    tokens = Tokens(
        n_rows=len(cases),
        row=row,
        part=part,
        type=type_,
        piece=piece,
        distance=places.distance,
        clause=places.clause,
        start=words.start[at].astype(np.int64),
        end=np.minimum(words.end[at], pieces.limit[piece]),
        types=columns,
        counts=counts,
        shape=shape,
    )
    narrow = np.fromiter((case.narrow for case in cases), np.bool_, len(cases))
    return _focused(tokens, narrow, weak, strong) if narrow.any() else tokens


def _focused(tokens: Tokens, narrow: Bools, weak: Bools, strong: Bools) -> Tokens:
    """Leave out what the contents of the cases to be narrowed say of other things than the target."""
    columns, type_ = tokens.types, tokens.type
    content = (tokens.part == Part.CONTENT) & narrow[tokens.row]
    borders = (weak | columns["joins"][type_], strong)
    kept = mentions.focus(tokens.row, content, tokens.distance == 0, columns["position"][type_], borders)
    keep = np.flatnonzero(kept)
    gap = (np.diff(tokens.piece[keep], prepend=-1) > 0) | (np.diff(keep, prepend=-2) > 1)
    piece = np.cumsum(gap) - 1
    names = ("row", "part", "type", "distance", "clause", "start", "end")
    chosen = {name: getattr(tokens, name)[keep] for name in names}
    return replace(tokens, **chosen, piece=piece, counts=np.bincount(piece))


def _articles(cases: Sequence[Case], table: TokenTable | None) -> tuple[Ints, Cut | TokenTable]:
    """Return the number of each case's article, and the tokens of the articles."""
    if table is None:
        texts = list(dict.fromkeys(case.text for case in cases))
        words: Cut | TokenTable = cut(texts)
    else:
        texts, words = [article.text for article in table.articles], table
    number = {text: i for i, text in enumerate(texts)}
    return np.fromiter((number[case.text] for case in cases), np.int64, len(cases)), words


def _said(cases: Sequence[Case], article: Ints, words: Cut | TokenTable) -> tuple[_Pieces, Ints]:
    """Return the spans of the utterances that hold a token, and the shape of each but for its marks."""
    utterances = [case.utterance for case in cases]
    spans = [part for u in utterances for part in (u.content, u.cue, u.source)]
    n_spans = np.fromiter(map(len, spans), np.int64, len(spans))
    edges = np.fromiter(chain.from_iterable(chain.from_iterable(spans)), np.int64, 2 * int(n_spans.sum()))
    begin, end = np.maximum(edges, 0).reshape(-1, 2).T
    owner = np.repeat(np.arange(len(spans)), n_spans)
    row, part = np.divmod(owner, _SPOKEN)
    place = (np.repeat(np.arange(len(words.first) - 1), np.diff(words.first)) << _ARTICLE_SHIFT) | words.start
    here = article[row] << _ARTICLE_SHIFT
    first, last = np.searchsorted(place, here + begin), np.searchsorted(place, here + np.maximum(begin, end))
    last = np.minimum(last, first + _LONGEST)
    n_tokens = np.bincount(owner, last - first, len(spans)).reshape(-1, _SPOKEN).astype(np.int64)
    length = np.bincount(owner, end - begin, len(spans)).reshape(-1, _SPOKEN)[:, Part.CONTENT]
    cue_last = np.fromiter(map(_ends_in_cue, utterances), np.int64, len(utterances))
    shape = np.column_stack(
        [
            2 * cue_last,
            np.clip(np.frexp(length)[1], 0, 9),
            np.minimum(n_spans.reshape(-1, _SPOKEN)[:, Part.CONTENT], 4),
            np.minimum(n_tokens[:, [Part.SOURCE, Part.CUE]], 6),
        ]
    ).astype(np.int64)
    kept = np.flatnonzero(first < last)
    return _Pieces(row[kept], part[kept], first[kept], last[kept], end[kept]), shape


def _ends_in_cue(said: Utterance) -> bool:
    return bool(said.content and said.cue and said.content[0].start < said.cue[0].start)


def _is_marked(said: _Pieces, mark: Bools, n_rows: int) -> Ints:
    """Tell for each case whether a quotation mark is in the content, or just before it."""
    before = np.concatenate([[0], np.cumsum(mark)])  # marks before each token
    content = said.part == Part.CONTENT
    first, last = np.maximum(said.first[content] - 1, 0), said.last[content]
    marked: Ints = np.zeros(n_rows, np.int64)
    marked[said.row[content][before[first] < before[last]]] = 1
    return marked


def _with_surroundings(said: _Pieces, begin: Ints, end: Ints) -> _Pieces:
    """Return the pieces with what stands around each case's, from its article's first to last token."""
    row = np.flatnonzero(np.bincount(said.row, minlength=len(begin)))
    low, high = end[row].astype(np.int64), begin[row].astype(np.int64)
    order = np.searchsorted(row, said.row)
    np.minimum.at(low, order, said.first)
    np.maximum.at(high, order, said.last)
    near_low, far_low = (np.maximum(low - reach, begin[row]) for reach in (_NEAR, _FAR))
    near_high, far_high = (np.minimum(high + reach, end[row]) for reach in (_NEAR, _FAR))
    around = {
        Part.BEFORE: (near_low, low),
        Part.AFTER: (high, near_high),
        Part.FAR_BEFORE: (far_low, near_low),
        Part.FAR_AFTER: (near_high, far_high),
    }
    rows = np.concatenate([said.row, *(row for _ in around)])
    parts = np.concatenate([said.part, *(np.full(len(row), part) for part in around)])
    first = np.concatenate([said.first, *(edges[0] for edges in around.values())])
    last = np.concatenate([said.last, *(edges[1] for edges in around.values())])
    limit = np.concatenate([said.limit, np.full(len(around) * len(row), np.iinfo(np.int64).max)])
    order = np.argsort(rows, kind="stable")
    return _Pieces(*(column[order] for column in (rows, parts, first, last, limit)))
