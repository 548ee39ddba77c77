"""Annotated articles as token tables: what the attribution stages are trained on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from stancekit.evaluation import brat
from stancekit.records import Article, Span
from stancekit.text import SentenceSplitter, TokenTable, tokenize
from stancekit.text.tagger import Tagger

__all__ = ["Batch", "Gold", "batches"]

_BATCH = 40


class Gold(NamedTuple):
    """Token rows of a gold attribution's parts."""

    content: tuple[int, ...]
    cue: tuple[int, ...]
    source: tuple[int, ...]


class Batch(NamedTuple):
    """A token table with its tags and its gold attributions."""

    table: TokenTable
    tags: npt.NDArray[np.int8]
    gold: list[Gold]


def batches(
    articles: Sequence[brat.BratArticle], splitter: SentenceSplitter, tagger: Tagger
) -> Iterator[Batch]:
    """Yield the articles of a brat folder in batches, gold spans as token rows."""
    for i in range(0, len(articles), _BATCH):
        part = articles[i : i + _BATCH]
        table = tokenize([Article(a.text, id=a.name) for a in part], splitter)
        gold = [
            Gold(*(_rows(table, j, spans) for spans in (a.content, a.cue, a.source)))
            for j, article in enumerate(part)
            for a in article.attributions
        ]
        yield Batch(table, tagger.tag(table), [g for g in gold if g.content])


def _rows(table: TokenTable, article: int, spans: Sequence[Span]) -> tuple[int, ...]:
    a, b = int(table.first[article]), int(table.first[article + 1])
    rows: list[int] = []
    for span in spans:
        low = a + int(np.searchsorted(table.end[a:b], span.start, side="right"))
        high = a + int(np.searchsorted(table.start[a:b], span.end, side="left"))
        rows.extend(range(low, high))
    return tuple(sorted(set(rows)))
