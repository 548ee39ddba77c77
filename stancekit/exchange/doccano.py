"""Doccano's JSONL: a line an article, its spans as ``entities``, an utterance tied together by ``relations``.

A project that takes it labels sequences, with relations and overlapping spans allowed. Labels are ``source``,
``cue`` and ``content``; the first span of a content has the stance behind a colon, as in ``content:cautious``
or ``content:none``, and relations named for what they lead to go from it to the utterance's other spans. The
older form, ``label`` or ``labels`` with ``[start, end, label]``, is read too; it has no relations, so that
sources and cues stand alone.

Offsets count code points. Doccano has no empty spans: they are left out. Names, topics and targets travel in
the field ``stancekit``, which doccano keeps and gives back; an utterance is known in it by the spans of its
content.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from pathlib import Path
from typing import Any

from stancekit.exchange import files, regions
from stancekit.exchange.marked import Marked, answer_of, build
from stancekit.exchange.regions import Link, Parts, Region
from stancekit.exchange.told import article_of, facts, speakers_of, topics_of
from stancekit.records import Analysis, Span, Utterance
from stancekit.report.plain import escaped

__all__ = ["is_doccano", "read", "write"]

_TOLD = ("id", "kind", "speaker", "topic", "target")


def write(analyses: Iterable[Analysis], out: Path) -> None:
    """Write analyses to a file; ids of spans are unique in it."""
    ids = count(1)
    with files.created(out) as file:
        for analysis in analyses:
            file.write(escaped(json.dumps(_row(analysis, ids), ensure_ascii=False)) + "\n")


def _row(analysis: Analysis, ids: Iterator[int]) -> dict[str, Any]:
    entities: list[dict[str, Any]] = []
    relations: list[dict[str, Any]] = []
    for u in analysis.utterances:
        found, links = regions.apart(_unempty(u), u.id)
        numbers = {region.id: next(ids) for region in found}
        roles = {region.id: region.role for region in found}
        for place, region in enumerate(found):
            answer = answer_of(u) if not place else None
            label = f"{region.role}:{answer}" if answer else region.role
            start, end = region.span
            entities.append(
                {"id": numbers[region.id], "start_offset": start, "end_offset": end, "label": label}
            )
        relations += (
            {"id": next(ids), "from_id": numbers[a], "to_id": numbers[b], "type": roles[b]} for a, b in links
        )
    return {
        "text": analysis.article.text,
        "entities": entities,
        "relations": relations,
        "stancekit": {**facts(analysis), "utterances": _told(analysis)},
    }


def _unempty(u: Utterance) -> Marked:
    content, cue, source = (
        tuple(s for s in spans if s.start < s.end) for spans in (u.content, u.cue, u.source)
    )
    return Marked(u.id, content, cue, source)


def _told(analysis: Analysis) -> list[dict[str, Any]]:
    names = {speaker.id: speaker.name for speaker in analysis.speakers}
    labels = {topic.id: topic.label for topic in analysis.topics}
    return [
        {
            "id": u.id,
            "content": [list(span) for span in _unempty(u).content],
            "kind": u.kind,
            "speaker": names.get(u.speaker or ""),
            "topic": labels.get(u.topic or ""),
            "target": u.target,
        }
        for u in analysis.utterances
    ]


def is_doccano(row: Mapping[str, Any]) -> bool:
    """Tell whether a JSON object is a line of doccano's."""
    if not isinstance(row.get("text"), str):
        return False
    entities, labels = row.get("entities"), row.get("label", row.get("labels"))
    return (isinstance(entities, list) and isinstance(row.get("relations"), list)) or (
        isinstance(labels, list) and all(isinstance(one, list) and len(one) == 3 for one in labels)
    )


def read(path: Path) -> Iterator[Analysis]:
    """Yield the analysis of every line.

    Raises
    ------
    InputError
        If a line is not in the form, a span is not within its text, or a stance is unknown.
    """
    for where, row in files.rows(path):
        yield _analysis(row, where)


def _analysis(row: Mapping[str, Any], where: str) -> Analysis:
    text, told = files.string(row, "text", where), row.get("stancekit")
    told = told if isinstance(told, dict) else {}
    article = article_of(told, text, str(row.get("id", where.rpartition(" ")[2])))
    spans, answers, links = _entities(row, where)
    known = _known(told)
    marked = []
    for number, parts in enumerate(regions.together(spans, links, where), 1):
        kept = known.get(parts.content, [])
        facts = kept.pop(0) if kept else {}
        answer = next((answers[id] for id in parts.ids if id in answers), None)
        marked.append(_marked(parts, facts, number, answer))
    return build(article, marked, where, speakers=speakers_of(told), topics=topics_of(told))


def _marked(parts: Parts, facts: Mapping[str, str], number: int, answer: str | None) -> Marked:
    return Marked(
        *(facts.get("id") or f"u{number}", parts.content, parts.cue, parts.source),
        kind=facts.get("kind"),
        speaker=facts.get("speaker"),
        topic=facts.get("topic"),
        target=facts.get("target"),
        answer=answer,
    )


def _entities(row: Mapping[str, Any], where: str) -> tuple[list[Region], dict[str, str], list[Link]]:
    """Return the regions, the answer of each that has one, and the links."""
    spans, answers = [], {}
    for one in _listed(row, where):
        role, _, answer = str(one.get("label", "")).lower().partition(":")
        if role in regions.ROLES:
            id = str(one.get("id"))
            start, end = _offset(one, "start_offset", where), _offset(one, "end_offset", where)
            spans.append(Region(id, role, Span(start, end)))
            if answer:
                answers[id] = answer
    relations = files.listed(row, "relations", where, required=False)
    return spans, answers, [Link(str(r.get("from_id")), str(r.get("to_id"))) for r in relations]


def _listed(row: Mapping[str, Any], where: str) -> list[dict[str, Any]]:
    if "entities" in row:
        return files.listed(row, "entities", where)
    labels = row.get("label", row.get("labels"))
    if not isinstance(labels, list) or not all(isinstance(one, list) and len(one) == 3 for one in labels):
        raise files.fail(where, "label", labels, "a list of [start, end, label], or entities with relations,")
    return [
        {"id": number, "start_offset": start, "end_offset": end, "label": label}
        for number, (start, end, label) in enumerate(labels)
    ]


def _offset(one: Mapping[str, Any], key: str, where: str) -> int:
    if type(one.get(key)) is not int:
        raise files.fail(f"{where}, entity {one.get('id')}", key, one.get(key), "a whole number")
    return int(one[key])


def _known(told: Mapping[str, Any]) -> dict[tuple[Span, ...], list[dict[str, str]]]:
    """Return what is told of utterances, by the spans of the content."""
    found: dict[tuple[Span, ...], list[dict[str, str]]] = {}
    rows = told.get("utterances")
    for one in rows if isinstance(rows, list) else ():
        content = one.get("content") if isinstance(one, dict) else None
        if isinstance(content, list) and all(map(files.is_span, content)):
            facts = {key: one[key] for key in _TOLD if isinstance(one.get(key), str)}
            found.setdefault(tuple(sorted(Span(*s) for s in content)), []).append(facts)
    return found
