"""What a format carries of an article beside its text: its title, speakers, topics and so on, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from stancekit.exchange.actors import kind_of_name
from stancekit.exchange.marked import plain_data
from stancekit.records import Analysis, Article, Speaker, SpeakerKind, Topic

__all__ = ["article_of", "facts", "speakers_of", "topics_of"]

_KINDS = get_args(SpeakerKind)


def facts(analysis: Analysis) -> dict[str, Any]:
    """Return what is known of an article, and of its speakers and topics beside their places."""
    article = analysis.article
    told = {
        "id": article.id,
        "title": article.title,
        "date": article.date,
        "source": article.source,
        "speakers": [{"id": s.id, "name": s.name, "kind": s.kind, "role": s.role} for s in analysis.speakers],
        "topics": [
            {"id": t.id, "label": t.label, "terms": list(t.terms), "origin": t.origin}
            for t in analysis.topics
        ],
    }
    return {**told, "meta": plain_data(article.meta)} if article.meta else told


def article_of(told: Mapping[str, Any], text: str, name: str) -> Article:
    """Return the article; ``name`` is its id where none is told."""
    title, date, source = (_string(told, key) for key in ("title", "date", "source"))
    meta = told.get("meta")
    id = told.get("id")
    id = str(id) if isinstance(id, (str, int)) and str(id) else name
    return Article(text, id, title, date, source, meta if isinstance(meta, dict) else {})


def speakers_of(told: Mapping[str, Any]) -> list[Speaker]:
    """Return the speakers that are told of; what is malformed is passed over: no span depends on it."""
    found = []
    for one in _objects(told, "speakers"):
        name, kind = _string(one, "name"), one.get("kind")
        if name and _string(one, "id"):
            known: Any = kind if kind in _KINDS else kind_of_name(name)
            found.append(Speaker(_string(one, "id"), name, known, _string(one, "role")))
    return found


def topics_of(told: Mapping[str, Any]) -> list[Topic]:
    """Return the topics that are told of."""
    found = []
    for one in _objects(told, "topics"):
        terms = one.get("terms")
        words = tuple(t for t in terms if isinstance(t, str)) if isinstance(terms, list) else ()
        if _string(one, "label") and _string(one, "id"):
            discovered = one.get("origin") == "discovered"
            origin = "discovered" if discovered else "given"
            found.append(Topic(_string(one, "id"), _string(one, "label"), words, origin))  # type: ignore[arg-type]
    return found


def _objects(told: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    value = told.get(key)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _string(told: Mapping[str, Any], key: str) -> str:
    value = told.get(key)
    return value if isinstance(value, str) else ""
