"""A stream of articles, cut into batches, and what becomes of an article that fails."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeVar

from stancekit.errors import StancekitError
from stancekit.given import as_article
from stancekit.records import Analysis, Article, Failure, Topic

__all__ = ["Origin", "Reference", "batches", "crash", "guarded", "undisturbed"]

Item = TypeVar("Item")
_BATCH_CHARACTERS = 200_000  # a batch holds about this much text: enough for the columns to pay


def _length(article: Any) -> int:
    return len(article if isinstance(article, str) else getattr(article, "text", ""))


class Origin(NamedTuple):
    """Where an analyzer comes from: the model's name or folder, and a lexicon beside the shipped one."""

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


def batches(
    items: Iterable[Item], size: int, length: Callable[[Item], int] = _length
) -> Iterator[list[Item]]:
    """Cut a stream into batches of at most ``size`` articles and not much more text than pays."""
    batch: list[Item] = []
    characters = 0
    for item in items:
        batch.append(item)
        characters += length(item)
        if len(batch) == size or characters > _BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def guarded(
    kit: Any, topics: Sequence[Topic] | None, batch: Sequence[Article | str]
) -> list[Analysis | Failure]:
    """Analyse a batch; if it fails, one by one, so that only the bad article is a failure.

    Parameters
    ----------
    kit : Analyzer or Reference
    topics : sequence of Topic, optional
        As in `Analyzer.analyze`.
    batch : sequence of Article or str
    """
    analyzer = kit.load() if isinstance(kit, Reference) else kit
    try:
        return list(analyzer.batch([as_article(a) for a in batch], topics))
    except Exception as error:
        if len(batch) == 1:
            return [_failure(batch[0], error)]
    return [result for article in batch for result in guarded(analyzer, topics, [article])]


def crash(article: Article | str) -> list[Analysis | Failure]:
    """Return what stands for an article that no worker process outlived."""
    return [
        Failure(_name(article), "crash", "the worker process crashed, ran out of memory or took too long")
    ]


def _failure(article: Article | str, error: Exception) -> Failure:
    stage = "input" if isinstance(error, StancekitError) else "analysis"
    return Failure(_name(article), stage, f"{type(error).__name__}: {error}")


def _name(article: Article | str) -> str:
    return article.id if isinstance(article, Article) else ""
