"""A stream of articles, cut into batches, and what becomes of an article that fails."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from stancekit.errors import StancekitError
from stancekit.records import Article, Failure

__all__ = ["batches", "failure", "undisturbed"]

_BATCH_CHARACTERS = 200_000  # a batch holds about this much text: enough for the columns to pay


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
