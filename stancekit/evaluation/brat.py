"""Brat stand-off folders of attributions, as evaluations and training read them: their spans alone.

`stancekit.exchange.brat` has the layout and reads it, `stancekit.report.brat` writes the lines.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from stancekit.exchange.brat import ROLES, annotated, events, write_folder
from stancekit.exchange.files import read_text, write_text
from stancekit.records import Span
from stancekit.report.brat import Attributed, Event, standoff

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
    folder, texts, names
        As in `stancekit.exchange.brat.annotated`.

    Raises
    ------
    InputError
        If a folder is missing or a file cannot be read.
    """
    return [
        BratArticle(name, read_text(path), tuple(read(file)))
        for name, path, file in annotated(folder, texts=texts, names=names)
    ]


def read(path: Path) -> list[Attribution]:
    """Read the attributions of one ``.ann`` file, in file order."""
    return [Attribution(event.id, event.source, event.cue, event.content) for event in events(path)]


def write(path: Path, text: str, attributions: Iterable[Attributed]) -> None:
    """Write attributions of ``text`` to one ``.ann`` file, numbered from E1."""
    write_text(path, standoff(text, map(Event, attributions)))
