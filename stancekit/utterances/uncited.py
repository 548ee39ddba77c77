"""Quotations that no attribution claims: continued ones join their speaker's, the others stand alone.

News text marks most speech by quotation marks; a long quotation that the chains left out is nearly always
an utterance all the same, with its cue in another sentence or none at all.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from stancekit.text import TokenTable
from stancekit.utterances.attribution import Attribution
from stancekit.utterances.cues import Roles
from stancekit.utterances.sources import nearest_run

__all__ = ["add_uncited", "join_continued"]

_LEAST_WORDS = 4  # fewer are as often a title or an ironic word
_MOST_CLAIMED = 0.3  # share of a quotation that attributions may hold without its being theirs
_LIKELY = 0.3  # probability of a role from which a word beside the quotation is taken to have it
_CONFIDENCE = 0.65  # two thirds of those in articles not trained on are right


class _Quotation(NamedTuple):
    begin: int
    end: int  # one past the last token


def add_uncited(table: TokenTable, roles: Roles, found: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions with all long quotations among them, in the order of their contents."""
    claimed = np.zeros(len(table), bool)
    claimed[list(chain.from_iterable(a.content for a in found))] = True
    out = sorted(found, key=_begin)
    for quotation in _unclaimed(table, claimed):
        before = _continued(table, out, quotation)
        rows = tuple(range(quotation.begin, quotation.end))
        if before is not None:
            out[before] = out[before]._replace(content=tuple(sorted({*out[before].content, *rows})))
        else:
            cue, source = _beside(table, roles, quotation)
            insort(out, Attribution(rows, cue, source, _CONFIDENCE), key=_begin)
    return out


def join_continued(table: TokenTable, found: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions with each quotation that runs over paragraphs as one.

    Parts that have no cue of their own go to the attribution that has one, or to the one before that they
    go on with, or else to the first.
    """
    groups = list(_over_paragraphs(table))
    if not groups:
        return list(found)
    out: list[Attribution | None] = list(found)
    owner = np.full(len(table), -1)
    for i, attribution in enumerate(found):
        owner[list(attribution.content)] = i
    for parts in groups:
        owners = [_main_owner(owner[part.begin : part.end]) for part in parts]
        among = [i for i in dict.fromkeys(owners) if i is not None and out[i] is not None]
        cited = [i for i in among if found[i].cue]
        if not cited and (before := _continued(table, found, parts[0])) is not None and out[before]:
            among, cited = [*among, before], [before]
        if not among or len(cited) > 1:
            continue
        rows = [r for part in parts for r in range(part.begin, part.end) if owner[r] < 0 or owner[r] in among]
        lead = cited[0] if cited else among[0]
        content = sorted({*rows, *chain.from_iterable(found[i].content for i in among)})
        out[lead] = found[lead]._replace(content=tuple(content))
        for i in among:
            if i != lead:
                out[i] = None
    return sorted((a for a in out if a is not None), key=_begin)


def _over_paragraphs(table: TokenTable) -> Iterator[list[_Quotation]]:
    """Yield the parts of every quotation that was opened anew in a paragraph because it went on."""
    for begin, quotations in zip(table.first.tolist(), table.quotations, strict=False):
        parts: list[_Quotation] = []
        for quotation in quotations:
            if quotation.depth > 1:
                continue
            if not quotation.continues:
                if len(parts) > 1:
                    yield parts
                parts = []
            parts.append(_Quotation(begin + quotation.first, begin + quotation.last + 1))
        if len(parts) > 1:
            yield parts


def _main_owner(owner: npt.NDArray[np.int64]) -> int | None:
    """Return the attribution that holds more than half of some tokens."""
    held = owner[owner >= 0]
    if not len(held):
        return None
    main = int(np.bincount(held).argmax())
    return main if 2 * np.count_nonzero(held == main) > len(owner) else None


def _begin(attribution: Attribution) -> int:
    return attribution.content[0]


def _unclaimed(table: TokenTable, claimed: npt.NDArray[np.bool_]) -> Iterator[_Quotation]:
    """Yield the quotations of at least four words of which no attribution holds much."""
    word = np.fromiter((w[0].isalnum() for w in table.words), bool, len(table.words))[table.word]
    inside = (table.quote > 0).astype(np.int32) * (table.paragraph + 1)
    edge = np.flatnonzero(np.diff(inside, prepend=0, append=0))
    words, taken = np.append(0, np.cumsum(word)), np.append(0, np.cumsum(claimed))
    begin, end = edge[:-1], edge[1:]
    chosen = (inside[begin] > 0) & (words[end] - words[begin] >= _LEAST_WORDS)
    chosen &= taken[end] - taken[begin] < _MOST_CLAIMED * (end - begin)
    yield from map(_Quotation, begin[chosen].tolist(), end[chosen].tolist())


def _continued(table: TokenTable, found: Sequence[Attribution], quotation: _Quotation) -> int | None:
    """Return the attribution that the quotation goes on with: quoted too, one sentence before it."""
    sentence = table.sentence[quotation.begin]
    for i in range(bisect_left(found, quotation.begin, key=_begin) - 1, -1, -1):
        last = max(*found[i].content, *(found[i].cue or (0,)), *(found[i].source or (0,)))
        if last >= quotation.begin:
            continue
        near = table.sentence[last] == sentence - 1
        near &= table.paragraph[last] == table.paragraph[quotation.begin]
        near &= table.quote[found[i].content[-1]] > 0
        return i if near and _is_sentence(table, quotation) else None
    return None


def _is_sentence(table: TokenTable, quotation: _Quotation) -> bool:
    """Tell whether a quotation is whole sentences, with nothing but marks beside it."""
    a, b = _sentence_bounds(table, quotation)
    beside = [*range(a, quotation.begin), *range(quotation.end, b)]
    return not any(table.words[table.word[row]][0].isalnum() for row in beside)


def _beside(
    table: TokenTable, roles: Roles, quotation: _Quotation
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the likely cue and source in the sentences that the quotation begins and ends in."""
    a, b = _sentence_bounds(table, quotation)
    outside = [r for r in range(a, b) if not quotation.begin <= r < quotation.end]
    cue = [r for r in outside if roles.cue[r] > _LIKELY]
    if not cue:
        return (), ()
    source = [r for r in outside if roles.source[r] > _LIKELY]
    return nearest_run(cue, quotation.begin, quotation.end), nearest_run(
        source, quotation.begin, quotation.end
    )


def _sentence_bounds(table: TokenTable, quotation: _Quotation) -> tuple[int, int]:
    low, high = table.sentence[quotation.begin], table.sentence[quotation.end - 1]
    a = int(np.searchsorted(table.sentence, low, side="left"))
    b = int(np.searchsorted(table.sentence, high, side="right"))
    if a == quotation.begin and a not in table.first and table.words[table.word[a - 1]] == ":":
        a = int(np.searchsorted(table.sentence, low - 1, side="left"))  # "She wrote:" above the quotation
    return a, b
