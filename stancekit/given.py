"""What a caller hands in, checked and turned into records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from stancekit.errors import InputError
from stancekit.records import Article, Span, Utterance

__all__ = ["as_article", "as_utterance"]


def as_article(article: Article | str) -> Article:
    """Return ``article`` as a record; anything but a record or a text is an `InputError`."""
    if isinstance(article, Article):
        return article
    if isinstance(article, str):
        return Article(article)
    raise InputError(f"an article must be an Article or a str, not {type(article).__name__}")


def as_utterance(given: Utterance | Mapping[str, Any], index: int, article: Article) -> Utterance:
    """Return an utterance that the caller gave as a record, its spans checked against the text."""
    if isinstance(given, Utterance):
        utterance = given
    elif isinstance(given, Mapping) and given.get("content"):
        utterance = Utterance(
            id=str(given.get("id", f"u{index + 1}")),
            kind=given.get("kind") or "indirect",
            content=_spans(given["content"]),
            cue=_spans(given.get("cue")),
            source=_spans(given.get("source")),
            topic=given.get("topic"),
            target=given.get("target"),
        )
    else:
        raise InputError(
            f"utterance {index} must be an Utterance or a mapping with 'content', not {given!r:.80}"
        )
    size = len(article.text)
    for start, end in (*utterance.content, *utterance.cue, *utterance.source):
        if not 0 <= start <= end <= size:
            raise InputError(f"utterance {index}: span [{start}, {end}) is not within the text [0, {size})")
    return utterance


def _spans(pairs: Iterable[Sequence[int]] | None) -> tuple[Span, ...]:
    try:
        return tuple(Span(int(a), int(b)) for a, b in pairs or ())
    except (TypeError, ValueError):
        raise InputError(
            f"spans must be pairs of whole numbers [[start, end], …], not {pairs!r:.80}"
        ) from None
