"""The speaker × topic matrix in words, in as many blocks as the terminal's columns ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from stancekit.records import Analysis, SpeakerStance, Stance
from stancekit.report.color import paint
from stancekit.report.plain import plain
from stancekit.report.rows import speaker_names, topic_labels
from stancekit.report.widths import fit, pad, width

__all__ = ["blocks", "most_first", "shown_speaker", "shown_topic", "stance_style", "stance_text"]

_NARROWEST = 16  # columns of a topic, so that its head can be read
_WIDEST_CELL = 20  # as in "condemning 0.93 (99)"
_NOTHING = "–"

Key = TypeVar("Key", bound=Hashable)
Cells = Mapping[tuple[str, str | None], SpeakerStance]


def blocks(analysis: Analysis, columns: int, *, color: bool) -> Iterator[list[str]]:
    """Yield the lines of each block: topics across and the speakers who have a stance on one of them down."""
    cells = {(cell.speaker, cell.topic): cell for cell in analysis.stances}
    speakers = most_first((cell.speaker, cell.n) for cell in analysis.stances)
    topics = most_first((cell.topic, cell.n) for cell in analysis.stances)
    names, labels = speaker_names(analysis), topic_labels(analysis)
    names = {id: shown_speaker(id, names) for id in speakers}
    heads = {id: shown_topic(id, labels) for id in topics}
    side = min(max(map(width, names.values())), max(8, min(columns // 3, columns - _WIDEST_CELL - 2)))
    size = min(columns - side - 2, max(_NARROWEST, *(width(_cell_text(cell)) for cell in analysis.stances)))
    across = max(1, (columns - side) // (size + 2))
    for first in range(0, len(topics), across):
        part = topics[first : first + across]
        present = [id for id in speakers if any((id, topic) in cells for topic in part)]
        yield [
            *(
                paint(line, "heading", color=color)
                for line in _head([heads[topic] for topic in part], side, size)
            ),
            *("  ".join([pad(names[id], side), *_row(id, part, cells, size, color)]) for id in present),
        ]


def stance_text(stance: Stance | None) -> str:
    """Return ``stance probability``; a dash where nothing was classified."""
    return f"{stance.answer} {stance.confidence:.2f}" if stance else _NOTHING


def stance_style(stance: Stance | None) -> str:
    """Return the name of the style that a stance is painted in."""
    return stance.answer if stance else "aside"


def shown_speaker(id: str | None, names: Mapping[str, str]) -> str:
    """Return a speaker's name, safe to show."""
    return plain(names.get(id or "", id or "")) or "(no speaker)"


def shown_topic(id: str | None, labels: Mapping[str, str]) -> str:
    """Return a topic's label, safe to show."""
    return plain(labels.get(id or "", id or "")) or "(no topic)"


def _row(speaker: str, topics: Sequence[str | None], cells: Cells, size: int, color: bool) -> Iterator[str]:
    for topic in topics:
        cell = cells.get((speaker, topic))
        style = stance_style(cell.stance if cell else None)
        yield paint(pad(_cell_text(cell), size), style, color=color)


def _cell_text(cell: SpeakerStance | None) -> str:
    """Return ``stance probability (utterances)`` for a cell, a dash for none."""
    return f"{stance_text(cell.stance)} ({cell.n})" if cell else _NOTHING


def _head(labels: Sequence[str], side: int, size: int) -> Iterator[str]:
    """Yield the one or two lines of a block's head."""
    for line in zip(*(_broken(label, size) for label in labels), strict=True):
        if any(line):
            yield "  ".join([" " * side, *(pad(part, size) for part in line)]).rstrip()


def _broken(label: str, size: int) -> tuple[str, str]:
    """Break a label at the last space that leaves its first line no longer than ``size``."""
    label = fit(label, 3 * size)
    if width(label) <= size:
        return label, ""
    spaces = [i for i, character in enumerate(label) if character == " " and width(label[:i]) <= size]
    return (label[: spaces[-1]], label[spaces[-1] + 1 :]) if spaces else (label, "")


def most_first(counted: Iterable[tuple[Key, int]]) -> list[Key]:
    """Return the keys by their summed counts, the highest first, then in the order met; ``None`` is last."""
    total: Counter[Key] = Counter()
    for key, n in counted:
        total[key] += n
    return sorted(total, key=lambda key: (key is None, -total[key]))
