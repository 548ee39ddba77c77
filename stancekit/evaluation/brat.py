"""Brat stand-off folders of attributions, in the form of PolNeAR (Newell et al. 2018).

``text/NAME.txt`` holds an article and ``attributions/NAME_ANNOTATOR.ann`` what an annotator marked in it:
``T`` lines are spans of text, ``E`` lines tie a source, a cue and a content together. Where an article has
several annotators, the first by file name is gold.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Protocol

from stancekit.errors import InputError
from stancekit.evaluation.files import file_name, read_text, write_text
from stancekit.records import Span

__all__ = [
    "ROLES",
    "Attributed",
    "Attribution",
    "BratArticle",
    "read",
    "read_folder",
    "write",
    "write_folder",
]

ROLES = ("source", "cue", "content")

_LINE_BREAK = re.compile(r"\s*[\r\n\t\v\f\x1c-\x1e\x85\u2028\u2029]\s*")


class Attributed(Protocol):
    """Anything with a source, a cue and a content: an `Attribution` or an `Utterance`."""

    @property
    def source(self) -> Sequence[Span]: ...
    @property
    def cue(self) -> Sequence[Span]: ...
    @property
    def content(self) -> Sequence[Span]: ...


@dataclass(frozen=True, slots=True)
class Attribution:
    """One annotated attribution; the spans of each role ascend, and any role may be empty."""

    id: str
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class BratArticle:
    """An article of a brat folder: its name, its unaltered text and its attributions."""

    name: str
    text: str
    attributions: tuple[Attribution, ...] = ()


def read_folder(
    folder: Path, *, texts: Path | None = None, names: Collection[str] | None = None
) -> list[BratArticle]:
    """Read the articles that have annotations, by name; the first annotator's count.

    Parameters
    ----------
    folder : Path
        Holds ``attributions/`` and, unless ``texts`` is another folder of ``NAME.txt``, ``text/``.
    texts : Path, optional
        Where the texts are.
    names : collection of str, optional
        Read these articles alone.

    Raises
    ------
    InputError
        If a folder is missing or a file cannot be read.
    """
    texts = texts or folder / "text"
    annotations = [path.name for path in _listing(folder / "attributions", ".ann")]
    articles = []
    for path in _listing(texts, ".txt"):
        name = path.name[: -len(".txt")]
        first = _first_annotation(name, annotations) if names is None or name in names else None
        if first:
            attributions = read(folder / "attributions" / first)
            articles.append(BratArticle(name, read_text(path), tuple(attributions)))
    return articles


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


def read(path: Path) -> list[Attribution]:
    """Read the attributions of one ``.ann`` file, in file order.

    Lines that are neither spans nor events (notes, relations) are passed over.
    """
    spans: dict[str, list[Span]] = {}
    events: list[tuple[str, list[str], str]] = []
    for where, key, value in _fields(path):
        if re.fullmatch(r"T\d+", key):
            spans[key] = _ranges(value, where)
        elif re.fullmatch(r"E\d+", key):
            events.append((key, value.split(), where))
    return [_attribution(key, arguments, spans, where) for key, arguments, where in events]


def _fields(path: Path) -> Iterator[tuple[str, str, str]]:
    lines = read_text(path).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        parts = line.split("\t")
        if len(parts) > 1:
            yield f"{path}, line {number}", parts[0], parts[1]


def _ranges(value: str, where: str) -> list[Span]:
    try:
        _, ranges = value.split(" ", 1)
        return [Span(int(start), int(end)) for start, end in (part.split() for part in ranges.split(";"))]
    except ValueError:
        raise InputError(f"{where}: {value!r} is no span; 'Role start end[;start end…]' is allowed") from None


def _attribution(
    key: str, arguments: Sequence[str], spans: Mapping[str, Sequence[Span]], where: str
) -> Attribution:
    found: dict[str, list[Span]] = {role: [] for role in ROLES}
    for argument in arguments:
        role, _, reference = argument.partition(":")
        role = role.rstrip("0123456789").lower()  # a second part of a role is Content2
        if role in found and reference not in spans:
            raise InputError(f"{where}: {argument!r} refers to no span; {role}:T<number> is allowed")
        if role in found:
            found[role].extend(spans[reference])
    return Attribution(key, *(tuple(sorted(found[role])) for role in ROLES))


def write_folder(
    folder: Path, articles: Iterable[tuple[str, str, Iterable[Attributed]]], *, annotator: str = "gold"
) -> None:
    """Write (name, text, attributions) of each article as a folder that `read_folder` reads."""
    for part in ("text", "attributions"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for name, text, attributions in articles:
        write_text(folder / "text" / file_name(name, ".txt"), text)
        write(folder / "attributions" / file_name(name, f"_{annotator}.ann"), text, attributions)


def write(path: Path, text: str, attributions: Iterable[Attributed]) -> None:
    """Write attributions of ``text`` to one ``.ann`` file, numbered from E1.

    An event is anchored on the cue, else on the content, else on the source. An attribution without any
    span has no place in the text and is left out.
    """
    placed = [a for a in attributions if a.cue or a.content or a.source]
    keys = (f"T{number}" for number in count(1))
    lines = [line for number, a in enumerate(placed, start=1) for line in _lines(a, number, keys, text)]
    write_text(path, "".join(line + "\n" for line in lines))


def _lines(attribution: Attributed, number: int, keys: Iterator[str], text: str) -> Iterator[str]:
    anchor = attribution.cue or attribution.content or attribution.source
    parts = [("Attribution", anchor), *((role.title(), getattr(attribution, role)) for role in ROLES)]
    tied = []
    for role, spans in parts:
        if spans:
            key = next(keys)
            tied.append(f"{role}:{key}")
            yield f"{key}\t{role} {_offsets(spans)}\t{_shown(text, spans)}"
    yield f"E{number}\t{' '.join(tied)}"


def _offsets(spans: Sequence[Span]) -> str:
    return ";".join(f"{start} {end}" for start, end in spans)


def _shown(text: str, spans: Sequence[Span]) -> str:
    shown = " ".join(_LINE_BREAK.sub(" ", text[start:end]) for start, end in spans)
    return shown.encode("utf8", "replace").decode("utf8")  # for the eye alone: nobody reads it back
