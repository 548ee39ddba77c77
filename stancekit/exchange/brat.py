"""Brat stand-off folders, laid out as PolNeAR is (Newell et al. 2018).

``text/NAME.txt`` holds an article and ``attributions/NAME_ANNOTATOR.ann`` what an annotator marked in it:
``T`` lines are spans of text, in code points, ``E`` lines tie a source, a cue and a content together. Where
an article has several annotators, the first by file name counts. `stancekit.report.brat` writes the lines.

What belongs to an event beyond its spans: the attributes ``Stance`` (condemning, cautious, supportive, none,
abstained; none of them where nobody judged it), ``Kind``, and ``Stance2`` for a second position; and a note,
one JSON object with ``id``, ``speaker``, ``topic``, ``target`` and ``target2``. Other notes are the
annotator's own and are passed over, as are relations. Title, date, outlet and what is known of a speaker
beside the name have no place in the format.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from stancekit.errors import InputError
from stancekit.exchange import files
from stancekit.exchange.marked import SECOND, Marked, answer_of, build, second_of
from stancekit.records import Analysis, Article, Span, Utterance
from stancekit.report.brat import Attributed, Event, standoff
from stancekit.report.plain import escaped

__all__ = ["ROLES", "MarkedEvent", "annotated", "events", "read", "write", "write_folder"]

ROLES = ("source", "cue", "content")
_NOTED = ("id", "speaker", "topic", "target", "target2")


@dataclass(frozen=True, slots=True)
class MarkedEvent:
    """An event of an ``.ann`` file: the spans of each role, ascending, its attributes and notes."""

    id: str
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict, hash=False)
    notes: tuple[str, ...] = ()


def annotated(
    folder: Path, *, texts: Path | None = None, names: Collection[str] | None = None
) -> Iterator[tuple[str, Path, Path]]:
    """Yield name, text file and first annotation file of the articles that have annotations, by name.

    Parameters
    ----------
    folder : Path
        Holds ``attributions/`` and, unless ``texts`` is another folder of ``NAME.txt``, ``text/``.
    texts : Path, optional
        Where the texts are.
    names : collection of str, optional
        These articles alone.

    Raises
    ------
    InputError
        If a folder is missing.
    """
    found = [path.name for path in _listing(folder / "attributions", ".ann")]
    for path in _listing(texts or folder / "text", ".txt"):
        name = path.name[: -len(".txt")]
        first = _first_annotation(name, found) if names is None or name in names else None
        if first:
            yield name, path, folder / "attributions" / first


def _listing(folder: Path, suffix: str) -> list[Path]:
    if not folder.is_dir():
        raise InputError(
            f"{folder} is no folder; a brat folder holds text/NAME.txt and attributions/NAME_*.ann"
        )
    return sorted(
        path for path in folder.iterdir() if path.name.endswith(suffix) and not path.name.startswith(".")
    )


def _first_annotation(name: str, annotations: Sequence[str]) -> str | None:
    place = bisect_left(annotations, name + "_")
    if place < len(annotations) and annotations[place].startswith(name + "_"):
        return annotations[place]
    return None


def events(path: Path) -> list[MarkedEvent]:
    """Read the events of one ``.ann`` file, in file order; lines of other kinds are passed over.

    Raises
    ------
    InputError
        If the file or a line cannot be read; the message says which, and what is allowed.
    """
    spans: dict[str, list[Span]] = {}
    tied: list[tuple[str, list[str], str]] = []
    attributes: dict[str, dict[str, str]] = {}
    notes: dict[str, list[str]] = {}
    for where, key, value, rest in _fields(path):
        if re.fullmatch(r"T\d+", key):
            spans[key] = _ranges(value, where)
        elif re.fullmatch(r"E\d+", key):
            tied.append((key, value.split(), where))
        elif re.fullmatch(r"A\d+", key):
            name, _, told = value.partition(" ")
            event, _, answer = told.partition(" ")
            attributes.setdefault(event, {})[name] = answer
        elif key.startswith("#"):
            notes.setdefault(value.partition(" ")[2], []).append(rest)
    return [
        _event(key, arguments, spans, where, attributes.get(key, {}), notes.get(key, ()))
        for key, arguments, where in tied
    ]


def _fields(path: Path) -> Iterator[tuple[str, str, str, str]]:
    lines = files.read_text(path).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        parts = line.split("\t", 2)
        if len(parts) > 1:
            yield f"{path}, line {number}", parts[0], parts[1], "".join(parts[2:])


def _ranges(value: str, where: str) -> list[Span]:
    try:
        _, ranges = value.split(" ", 1)
        return [Span(int(start), int(end)) for start, end in (part.split() for part in ranges.split(";"))]
    except ValueError:
        raise InputError(f"{where}: {value!r} is no span; 'Role start end[;start end…]' is allowed") from None


def _event(
    key: str,
    arguments: Sequence[str],
    spans: Mapping[str, Sequence[Span]],
    where: str,
    attributes: Mapping[str, str],
    notes: Sequence[str],
) -> MarkedEvent:
    found: dict[str, list[Span]] = {role: [] for role in ROLES}
    for argument in arguments:
        role, _, reference = argument.partition(":")
        role = role.rstrip("0123456789").lower()  # a second part of a role is Content2
        if role in found and reference not in spans:
            raise InputError(f"{where}: {argument!r} refers to no span; {role}:T<number> is allowed")
        if role in found:
            found[role].extend(spans[reference])
    source, cue, content = (tuple(sorted(found[role])) for role in ROLES)
    return MarkedEvent(key, source, cue, content, attributes, tuple(notes))


def read(folder: Path, *, texts: Path | None = None) -> Iterator[Analysis]:
    """Yield the analysis of every annotated article of a folder, by name.

    Raises
    ------
    InputError
        If a file is missing or cannot be read, a span is not within its text, or a stance is unknown.
    """
    for name, path, file in annotated(folder, texts=texts):
        article, found = Article(files.read_text(path), id=name), events(file)
        second = {marked.id: kept for marked, kept in map(_marked, found) if kept}
        if second:
            article = Article(article.text, id=name, meta={SECOND: second})
        yield build(article, (_marked(event)[0] for event in found), str(file))


def _marked(event: MarkedEvent) -> tuple[Marked, dict[str, str | None]]:
    """Return what an event says of an utterance, and of its second position."""
    noted = _noted(event.notes)
    told = event.attributes
    marked = Marked(
        noted.get("id") or event.id,
        *(event.content, event.cue, event.source),
        kind=told.get("Kind"),
        speaker=noted.get("speaker"),
        topic=noted.get("topic"),
        target=noted.get("target"),
        answer=told.get("Stance"),
    )
    second = {"stance": told.get("Stance2"), "target": noted.get("target2")}
    return marked, second if any(second.values()) else {}


def _noted(notes: Iterable[str]) -> dict[str, str]:
    """Return what the notes that we wrote say; a note of the annotator's own says nothing to us."""
    for note in notes:
        try:
            found: Any = json.loads(note)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            return {key: value for key, value in found.items() if key in _NOTED and isinstance(value, str)}
    return {}


def write(analyses: Iterable[Analysis], out: Path, *, annotator: str = "stancekit") -> None:
    """Write analyses as a folder, which must be new or empty.

    A lone surrogate, which UTF-8 has no form for, becomes U+FFFD. An utterance without any span is left out.

    Raises
    ------
    InputError
        If the folder holds something, or an article's id cannot be a file's name or comes twice.
    """
    files.fresh(out, "text", "attributions")
    for analysis in analyses:
        text, name = files.writable(analysis.article.text), analysis.article.id
        path = out / "text" / files.file_name(name, ".txt")
        if path.exists():
            raise InputError(f"article id {name!r} comes twice; allowed is a name of its own for each")
        files.write_text(path, text)
        lines = standoff(text, _events(analysis))
        files.write_text(out / "attributions" / files.file_name(name, f"_{annotator}.ann"), lines)


def _events(analysis: Analysis) -> Iterator[Event]:
    names = {speaker.id: speaker.name for speaker in analysis.speakers}
    labels = {topic.id: topic.label for topic in analysis.topics}
    for u in analysis.utterances:
        stance2, target2 = second_of(analysis.article, u.id)
        noted = {
            "id": u.id,
            "speaker": names.get(u.speaker or ""),
            "topic": labels.get(u.topic or ""),
            "target": u.target,
            "target2": target2,
        }
        note = escaped(json.dumps({k: v for k, v in noted.items() if v}, ensure_ascii=False))
        yield Event(u, _attributes(u, stance2), note)


def _attributes(utterance: Utterance, stance2: str | None) -> dict[str, str]:
    told = {"Stance": answer_of(utterance), "Kind": utterance.kind, "Stance2": stance2}
    return {name: value for name, value in told.items() if value}


def write_folder(
    folder: Path, articles: Iterable[tuple[str, str, Iterable[Attributed]]], *, annotator: str = "gold"
) -> None:
    """Write (name, text, attributions) of each article: spans alone, the text exactly as it is."""
    for part in ("text", "attributions"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for name, text, attributions in articles:
        files.write_text(folder / "text" / files.file_name(name, ".txt"), text)
        lines = standoff(text, map(Event, attributions))
        files.write_text(folder / "attributions" / files.file_name(name, f"_{annotator}.ann"), lines)
