"""Datelines: the place, date and agency before an article's first sentence, which nobody says."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from stancekit.text import TokenTable
from stancekit.utterances.attribution import Attribution

__all__ = ["in_dateline", "without_datelines"]

_DASHES = frozenset(("-", "--", "–", "—"))
_LONGEST = 14  # tokens: "SAN JOSÉ, Costa Rica, March 14 (Agency) —"
_ARTICLE_START = 3  # paragraphs that may hold it: a headline and a byline can stand above


def in_dateline(table: TokenTable) -> npt.NDArray[np.bool_]:
    """Flag the tokens of datelines, the dash included; shape (n_tokens,).

    A dateline opens a paragraph at the article's start with a place in capitals and ends in a dash, behind
    which a sentence begins.
    """
    flags = np.zeros(len(table), bool)
    first = np.flatnonzero(np.diff(table.paragraph, prepend=-1))
    for a, b in zip(table.first[:-1].tolist(), table.first[1:].tolist(), strict=True):
        for begin in first[(first >= a) & (first < b)][:_ARTICLE_START].tolist():
            end = _end(table, begin, b)
            flags[begin:end] = True
    return flags


def _end(table: TokenTable, begin: int, stop: int) -> int:
    """Return the row behind a dateline that begins at ``begin``; ``begin`` itself where there is none."""
    words = [table.words[i] for i in table.word[begin : min(begin + _LONGEST, stop)].tolist()]
    starts = [not word[0].islower() for word in words]
    if len(words[0]) < 3 or not words[0].isupper():
        return begin
    for i, word in enumerate(words[1:], start=1):
        if word in _DASHES and all(starts[i + 1 : i + 2]):
            return begin + i + 1
        if word in ".!?:;":
            break
    return begin


def without_datelines(table: TokenTable, found: Iterable[Attribution]) -> list[Attribution]:
    """Return the attributions without the words of datelines; one that says nothing else is dropped."""
    datelines = set(np.flatnonzero(in_dateline(table)).tolist())
    if not datelines:
        return list(found)
    kept = [a if datelines.isdisjoint((*a.content, *a.cue, *a.source)) else _cut(a, datelines) for a in found]
    return [a for a in kept if a.content]


def _cut(a: Attribution, datelines: set[int]) -> Attribution:
    content, cue, source = (tuple(r for r in part if r not in datelines) for part in a[:3])
    return a._replace(content=content, cue=cue, source=source)
