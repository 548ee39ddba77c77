"""The JSON form ``stancekit/1`` read back: records of what `Analysis.to_dict` gives."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from stancekit.errors import InputError
from stancekit.exchange import files
from stancekit.exchange.kinds import kind
from stancekit.exchange.told import speakers_of, topics_of
from stancekit.records import (
    LABELS,
    Analysis,
    Article,
    Evidence,
    Speaker,
    SpeakerStance,
    Stance,
    Utterance,
)

__all__ = ["analysis_of", "checked_probabilities", "form_of"]

_KINDS = ("direct", "indirect", "mixed")


def form_of(analysis: Analysis, meta: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON form; an utterance that nobody classified has no ``stance``, ``meta`` is kept."""
    form = analysis.to_dict()
    for u, row in zip(analysis.utterances, form["utterances"], strict=True):
        if u.stance is None:
            del row["stance"], row["probabilities"], row["evidence"]
    return {**form, "meta": dict(meta)} if meta else form


def analysis_of(form: Mapping[str, Any], text: str, where: str) -> Analysis:
    """Return the analysis of a text that a JSON form holds; everything but ``utterances`` may be missing.

    Raises
    ------
    InputError
        Where something is not allowed, or a span is not within the text.
    """
    title, date, source, model = (
        files.optional_string(form, key, where) or "" for key in ("title", "date", "source", "model")
    )
    meta = form.get("meta")
    article = Article(
        text, files.string(form, "id", where), title, date, source, meta if isinstance(meta, dict) else {}
    )
    speakers = tuple(_speakers(form, article, where))
    topics = tuple(topics_of(form))
    known = ({s.id for s in speakers}, {t.id for t in topics})
    utterances = [
        _utterance(row, number, article, known, where)
        for number, row in enumerate(files.listed(form, "utterances", where), 1)
    ]
    cells = [_cell(row, where) for row in files.listed(form, "stances", where, required=False)]
    return Analysis(article, speakers, topics, tuple(utterances), tuple(cells), model)


def _speakers(form: Mapping[str, Any], article: Article, where: str) -> list[Speaker]:
    rows = files.listed(form, "speakers", where, required=False)
    mentions = {str(row.get("id")): files.spans(row, "mentions", where) for row in rows}
    found = []
    for speaker in speakers_of(form):
        files.within(mentions[speaker.id], article.text, f"{where}, speaker {speaker.id}")
        found.append(Speaker(speaker.id, speaker.name, speaker.kind, speaker.role, mentions[speaker.id]))
    return found


def _utterance(
    row: Mapping[str, Any],
    number: int,
    article: Article,
    known: tuple[Collection[str], Collection[str]],
    where: str,
) -> Utterance:
    id = files.optional_string(row, "id", where) or f"u{number}"
    where = f"{where}, utterance {id}"
    content, cue, source = (files.spans(row, role, where) for role in ("content", "cue", "source"))
    files.within((*content, *cue, *source), article.text, where)
    how: Any = files.one_of(row, "kind", _KINDS, where) or kind(article.text, content)
    sure = row.get("confidence", 1.0)
    if not isinstance(sure, (int, float)) or not 0 <= sure <= 1:
        raise files.fail(where, "confidence", sure, "a number from 0 to 1")
    return Utterance(
        *(id, how, content, cue, source),
        files.one_of(row, "speaker", known[0], where),
        files.one_of(row, "topic", known[1], where),
        files.optional_string(row, "target", where),
        _stance(row, where) if "stance" in row else None,
        float(sure),
    )


def _stance(row: Mapping[str, Any], where: str) -> Stance:
    label: Any = files.stance(row, "stance", where)
    return Stance(
        label,
        checked_probabilities(row.get("probabilities"), where),
        _evidence(row.get("evidence", []), where),
        bool(row.get("abstained")),
    )


def checked_probabilities(value: Any, where: str) -> dict[str, float]:
    """Return the probabilities of a stance; empty where there are none."""
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(
        label in LABELS and isinstance(p, int | float) and 0 <= p <= 1 for label, p in value.items()
    ):
        raise InputError(
            f"{where}: probabilities is {value!r}; an object of {', '.join(LABELS)} and numbers from 0 to 1 "
            "is allowed"
        )
    return value


def _evidence(value: Any, where: str) -> tuple[Evidence, ...]:
    if not isinstance(value, list) or not all(_is_evidence(one) for one in value):
        raise files.fail(where, "evidence", value, "a list of [start, end, weight]")
    return tuple(Evidence(start, end, float(weight)) for start, end, weight in value)


def _is_evidence(one: Any) -> bool:
    return (
        isinstance(one, list)
        and len(one) == 3
        and all(type(offset) is int for offset in one[:2])
        and isinstance(one[2], (int, float))
    )


def _cell(row: Mapping[str, Any], where: str) -> SpeakerStance:
    ids = row.get("utterances", [])
    if not isinstance(ids, list) or not all(isinstance(id, str) for id in ids):
        raise files.fail(where, "utterances of a stance", ids, "a list of ids")
    return SpeakerStance(
        files.string(row, "speaker", where),
        files.optional_string(row, "topic", where),
        _stance(row, where),
        tuple(ids),
    )
