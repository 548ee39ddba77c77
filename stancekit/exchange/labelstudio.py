"""Label Studio tasks: what a model found as predictions to correct, and the corrected tasks back.

A file is a JSON list of tasks. A task's ``data`` has the ``text``, the article's ``id``, ``title``, ``date``
and ``source``, and what is known of its ``speakers`` and ``topics``. Every span is a region with the label
Content, Cue or Source; relations go from the first region of an utterance to its others. The stance and the
kind are choices of that first region, speaker, topic and target are its text areas: `CONFIG` is the labelling
interface for all this.

**Offsets.** Label Studio's editor was written in JavaScript, and counts UTF-16 code units, where a character
beyond U+FFFF (most emoji) counts two; editors since 2022 count code points, as this library does. ``write``
takes either. ``read`` finds out by itself: the words that Label Studio keeps beside a region's offsets say
which it was.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from stancekit.errors import InputError
from stancekit.exchange import files, regions
from stancekit.exchange.marked import Marked, answer_of, build
from stancekit.exchange.regions import Link, Region
from stancekit.exchange.told import article_of, facts, speakers_of, topics_of
from stancekit.exchange.units import Units
from stancekit.records import Analysis, Span, Utterance
from stancekit.report.plain import escaped

__all__ = ["CONFIG", "OFFSETS", "read", "write"]

OFFSETS = ("utf-16", "code-points")
_AREAS = ("speaker", "topic", "target")
_CHOICES = {
    "stance": ("condemning", "cautious", "supportive", "none", "abstained"),
    "kind": ("direct", "indirect", "mixed"),
}
_ALLOWED = "a list of tasks with data and annotations or predictions"
_LABELS = "".join(
    f'<Label value="{role.title()}" background="{color}"/>'
    for role, color in zip(regions.ROLES, ("#2b6cb0", "#b7791f", "#2f855a"), strict=True)
)
_OF_CONTENT = (
    'toName="text" perRegion="true" visibleWhen="region-selected" whenTagName="label"'
    ' whenLabelValue="Content"'
)
_CONTROLS = "".join(
    f'<Choices name="{name}" {_OF_CONTENT}>'
    + "".join(f'<Choice value="{value}"/>' for value in values)
    + "</Choices>"
    for name, values in _CHOICES.items()
) + "".join(
    f'<TextArea name="{name}" placeholder="{name}" maxSubmissions="1" editable="true" {_OF_CONTENT}/>'
    for name in _AREAS
)
CONFIG = (
    "<View><Style>.htx-text { white-space: pre-wrap; }</Style>"
    f'<Labels name="label" toName="text">{_LABELS}</Labels>'
    '<Relations><Relation value="content"/><Relation value="cue"/><Relation value="source"/></Relations>'
    f'<Text name="text" value="$text"/>{_CONTROLS}</View>\n'
)


def write(analyses: Iterable[Analysis], out: Path, *, offsets: str = "utf-16") -> None:
    """Write analyses as tasks with one prediction each.

    Parameters
    ----------
    analyses : iterable of Analysis
    out : Path
        Folder, new or empty: ``tasks.json`` to import and ``config.xml``, the labelling interface.
    offsets : {'utf-16', 'code-points'}
        What the editor counts.

    Raises
    ------
    InputError
        If ``offsets`` is neither, or the folder holds something.
    """
    if offsets not in OFFSETS:
        raise InputError(f"offsets={offsets!r} is not one of {', '.join(OFFSETS)}")
    files.fresh(out)
    files.write_text(out / "config.xml", CONFIG)
    with files.created(out / "tasks.json") as file:
        start = "[\n"
        for analysis in analyses:
            file.write(start + escaped(json.dumps(_task(analysis, offsets), ensure_ascii=False)))
            start = ",\n"
        file.write("[]\n" if start == "[\n" else "\n]\n")


def _task(analysis: Analysis, offsets: str) -> dict[str, Any]:
    text = analysis.article.text
    count: Callable[[int], int] = Units(text).of if offsets == "utf-16" else int
    names = {speaker.id: speaker.name for speaker in analysis.speakers}
    labels = {topic.id: topic.label for topic in analysis.topics}
    result: list[dict[str, Any]] = []
    for u in analysis.utterances:
        areas = {
            "speaker": names.get(u.speaker or ""),
            "topic": labels.get(u.topic or ""),
            "target": u.target,
        }
        result += _results(u, text, count, {"stance": answer_of(u), "kind": u.kind}, areas)
    return {
        "data": {"text": text, **facts(analysis)},
        "predictions": [{"model_version": analysis.model or "annotation", "result": result}],
    }


def _results(
    u: Utterance,
    text: str,
    count: Callable[[int], int],
    choices: Mapping[str, str | None],
    areas: Mapping[str, str | None],
) -> Iterator[dict[str, Any]]:
    found, links = regions.apart(u, u.id)
    places = {}
    for region in found:
        start, end = region.span
        places[region.id] = {"start": count(start), "end": count(end), "text": text[start:end]}
        value = {**places[region.id], "labels": [region.role.title()]}
        yield {**_named("label", "labels", value), "id": region.id, "score": u.confidence}
    head = found[0].id if found else ""
    for name, told in choices.items():
        if found and told:
            yield {**_named(name, "choices", {**places[head], "choices": [told]}), "id": head}
    for name, told in areas.items():
        if found and told:
            yield {**_named(name, "textarea", {**places[head], "text": [told]}), "id": head}
    roles = {region.id: region.role for region in found}
    for link in links:
        relation = {"type": "relation", "direction": "right", "labels": [roles[link.end]]}
        yield {**relation, "from_id": link.start, "to_id": link.end}


def _named(name: str, type: str, value: Mapping[str, Any]) -> dict[str, Any]:
    return {"from_name": name, "to_name": "text", "type": type, "value": dict(value)}


def read(path: Path) -> Iterator[Analysis]:
    """Yield the analysis of every task of a file.

    It is that of the task's first annotation that was not cancelled, or else of its last prediction.

    Raises
    ------
    InputError
        If the file is no list of tasks, or a region is not within its text or not where its words are.
    """
    tasks = files.parsed(files.read_text(path), str(path), _ALLOWED)
    tasks = [tasks] if isinstance(tasks, dict) else tasks
    if not isinstance(tasks, list) or not all(isinstance(task, dict) for task in tasks):
        raise InputError(f"{path}: a JSON {type(tasks).__name__}; {_ALLOWED} is allowed")
    for number, task in enumerate(tasks, 1):
        yield _analysis(task, f"{path}, task {task.get('id', number)}", str(task.get("id", number)))


def _analysis(task: Mapping[str, Any], where: str, name: str) -> Analysis:
    data = task.get("data")
    if not isinstance(data, dict) or not isinstance(data.get("text"), str):
        raise files.fail(where, "data", data, "an object with the string text")
    article = article_of(data, data["text"], name)
    result, sure = _chosen(task, where)
    spans = _regions(result, article.text, where)
    links = [Link(str(r.get("from_id")), str(r.get("to_id"))) for r in result if r.get("type") == "relation"]
    told = _told(result)
    marked = []
    for number, parts in enumerate(regions.together(spans, links, where), 1):
        known: dict[str, str] = {}
        for id in reversed(
            parts.ids
        ):  # what the head says counts, where several parts of a content say something
            known |= told.get(id, {})
        marked.append(
            Marked(
                *(regions.named(parts.ids[0]) or f"u{number}", parts.content, parts.cue, parts.source),
                kind=known.get("kind"),
                answer=known.get("stance"),
                speaker=known.get("speaker"),
                topic=known.get("topic"),
                target=known.get("target"),
                confidence=sure.get(parts.ids[0], 1.0),
            )
        )
    return build(article, marked, where, speakers=speakers_of(data), topics=topics_of(data))


def _chosen(task: Mapping[str, Any], where: str) -> tuple[list[dict[str, Any]], dict[str, float]]:
    """Return the results that count, and how sure a model was of each region: an annotator is sure."""
    annotations = files.listed(task, "annotations", where, required=False)
    for one in annotations:
        if not one.get("was_cancelled"):
            return files.listed(one, "result", where), {}
    for one in reversed(files.listed(task, "predictions", where, required=False)):
        result = files.listed(one, "result", where)
        scores: dict[str, Any] = {
            str(r.get("id")): r.get("score") for r in result if r.get("type") == "labels"
        }
        return result, {id: float(s) for id, s in scores.items() if _is_share(s)}
    return [], {}


def _is_share(value: Any) -> bool:
    return isinstance(value, (int, float)) and 0 <= value <= 1


def _regions(result: Iterable[Mapping[str, Any]], text: str, where: str) -> list[Region]:
    """Return the regions whose label is a role, in code points."""
    places: list[tuple[str, str, int, int, str | None]] = []
    for one in result:
        if one.get("type") != "labels":
            continue
        at, value = f"{where}, region {one.get('id')}", one.get("value")
        if not isinstance(value, dict):
            raise files.fail(at, "value", value, "an object with start, end and labels")
        labels = value.get("labels")
        named = [str(label).lower() for label in labels] if isinstance(labels, list) else []
        role = next((label for label in named if label in regions.ROLES), "")
        if role:
            words = value.get("text")
            start, end = _offset(value, "start", at), _offset(value, "end", at)
            places.append((str(one.get("id")), role, start, end, words if isinstance(words, str) else None))
    return _placed(places, text, where)


def _offset(value: Mapping[str, Any], key: str, where: str) -> int:
    if type(value.get(key)) is not int:
        raise files.fail(where, key, value.get(key), "a whole number")
    return int(value[key])


def _placed(places: list[tuple[str, str, int, int, str | None]], text: str, where: str) -> list[Region]:
    """Read offsets as UTF-16 units, or as code points where only that agrees with the regions' words."""
    units = Units(text)
    readings: list[Callable[[int], int | None]] = [units.point]
    if units.size != len(text):
        readings.append(lambda offset: offset if 0 <= offset <= len(text) else None)
    problem = ""
    for reading in readings:
        found, trouble = [], ""
        for id, role, a, b, words in places:
            start, end = reading(a), reading(b)
            if start is None or end is None or start > end:
                trouble = f"region {id}: [{a}, {b}) is not within the text [0, {units.size})"
            elif words is not None and _squeezed(words) != _squeezed(text[start:end]):
                trouble = f"region {id}: at [{a}, {b}) stands {text[start:end]!r:.80}, not {words!r:.80}"
            else:
                found.append(Region(id, role, Span(start, end)))
                continue
            break
        if not trouble:
            return found
        problem = problem or trouble
    raise InputError(f"{where}, {problem}")


def _squeezed(words: str) -> str:
    """Return the visible characters of words: the editor keeps white space in its own way."""
    return "".join(c for c in words.replace("\\n", "") if c.isprintable() and not c.isspace())


def _told(result: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """Return what choices and text areas say of each region."""
    told: dict[str, dict[str, str]] = {}
    for one in result:
        name, value = one.get("from_name"), one.get("value")
        if not isinstance(name, str) or not isinstance(value, dict):
            continue
        key = "choices" if name in _CHOICES else "text" if name in _AREAS else ""
        chosen = value.get(key)
        chosen = chosen[0] if isinstance(chosen, list) and chosen else chosen
        if isinstance(chosen, str) and chosen:
            told.setdefault(str(one.get("id")), {})[name] = chosen
    return told
