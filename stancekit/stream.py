"""A stream of articles, cut into batches, and what becomes of an article that fails."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Any, NamedTuple

from stancekit.errors import StancekitError
from stancekit.records import Article, Failure

__all__ = ["Origin", "Reference", "batches", "failure", "undisturbed"]

_BATCH_CHARACTERS = 200_000  # a batch holds about this much text: enough for the columns to pay


class Origin(NamedTuple):
    """Where an analyzer comes from: the model's folder, and a lexicon beside the shipped one."""

    folder: str
    lexicon: str | None = None


class Reference(NamedTuple):
    """An analyzer by its origin: small enough to travel with every batch, where the weights are not."""

    folder: str
    lexicon: str | None
    utterance_confidence: float | None
    min_confidence: float

    def load(self) -> Any:
        """Return the analyzer; a process keeps the last one."""
        return _loaded(self)


@lru_cache(maxsize=1)
def _loaded(reference: Reference) -> Any:
    from stancekit import load

    return load(
        reference.folder,
        lexicon=reference.lexicon,
        utterance_confidence=reference.utterance_confidence,
        min_confidence=reference.min_confidence,
    )


@contextmanager
def undisturbed() -> Iterator[None]:
    """Keep the garbage collector and the linear algebra library's threads away while a batch is read.

    A batch makes many small objects, none of them in a cycle: reference counts alone free them. And it
    multiplies many small matrices: handing them to threads takes twenty times as long as the products.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        with _threads().limit(limits=1):
            yield
    finally:
        if was_on:
            gc.enable()


@cache
def _threads() -> Any:
    from threadpoolctl import ThreadpoolController  # comes with scikit-learn

    return ThreadpoolController()


def batches(articles: Iterable[Article | str], size: int) -> Iterator[list[Article | str]]:
    """Cut a stream into batches of at most ``size`` articles and not much more text than pays."""
    batch: list[Article | str] = []
    characters = 0
    for article in articles:
        batch.append(article)
        characters += len(article if isinstance(article, str) else getattr(article, "text", ""))
        if len(batch) == size or characters > _BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def failure(article: Article | str, error: Exception) -> Failure:
    """Return the record of an article that could not be analysed."""
    name = article.id if isinstance(article, Article) else ""
    stage = "input" if isinstance(error, StancekitError) else "analysis"
    return Failure(name, stage, f"{type(error).__name__}: {error}")
