"""What the pictures are drawn from: utterances of analyses or of a table, in one form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from stancekit.errors import InputError
from stancekit.records import LABELS, Analysis

__all__ = ["Said", "folder", "read"]


class Said(NamedTuple):
    """An utterance: its article and date, who said it on what, the answer and its probability."""

    article: str
    date: str
    speaker: str
    topic: str
    answer: str
    p: float


def folder(data: Any) -> Path | None:
    """Return the results folder that data is, if it is one."""
    return Path(data) if isinstance(data, (str, Path)) else None


def read(data: Any, *, need: Sequence[str] = ()) -> list[Said]:
    """Return the utterances of an `Analysis`, of several, or of a data frame.

    Parameters
    ----------
    data : Analysis, iterable of Analysis, or data frame
        A frame has the columns speaker (or speaker_name), topic (or topic_label) and stance; if it is there,
        p_condemning and so on, or p, or confidence is the probability.
    need : sequence of str
        Columns that a frame must have besides.

    Raises
    ------
    InputError
        If data is nothing of this, or a column is missing.
    """
    if isinstance(data, Analysis):
        return list(_of_analyses([data]))
    if hasattr(data, "columns"):
        return list(_of_frame(data, need))
    if isinstance(data, Iterable):
        return list(_of_analyses(data))
    raise InputError(
        f"data is {type(data).__name__}; allowed is an Analysis, several, a results folder or a data frame"
    )


def _of_analyses(analyses: Iterable[Any]) -> Iterator[Said]:
    for place, analysis in enumerate(analyses):
        if not isinstance(analysis, Analysis):
            raise InputError(f"data[{place}] is {type(analysis).__name__}, not an Analysis")
        speakers = {speaker.id: speaker.name for speaker in analysis.speakers}
        topics = {topic.id: topic.label for topic in analysis.topics}
        for u in analysis.utterances:
            if u.stance:
                speaker, topic = speakers.get(u.speaker or "", ""), topics.get(u.topic or "", "")
                sure = u.stance.confidence or 1.0
                yield Said(str(place), analysis.article.date, speaker, topic, u.stance.answer, sure)


def _of_frame(frame: Any, need: Sequence[str]) -> Iterator[Said]:
    names = {
        "speaker": _first(frame, "speaker_name", "speaker"),
        "topic": _first(frame, "topic_label", "topic"),
        "answer": _first(frame, "stance"),
        **{name: _first(frame, name) for name in need},
    }
    columns = {part: _texts(frame[name]) for part, name in names.items()}
    empty = [""] * len(columns["answer"])
    parts = [columns.get(part, empty) for part in Said._fields[:-1]]
    for *row, p in zip(*parts, _probabilities(frame, columns["answer"]), strict=True):
        if row[-1]:
            article, date, speaker, topic, answer = row
            yield Said(article, date, speaker, topic, answer, p)


def _first(frame: Any, *names: str) -> str:
    found = next((name for name in names if name in frame.columns), None)
    if found is None:
        raise InputError(f"the data frame has no column {' or '.join(map(repr, names))}")
    return found


def _texts(column: Iterable[Any]) -> list[str]:
    return ["" if value is None or value != value else str(value) for value in column]


def _probabilities(frame: Any, answers: Sequence[str]) -> list[float]:
    """Return the probability of each answer; 1.0 where the frame tells none."""
    if all(f"p_{label}" in frame.columns for label in LABELS):
        by_label: Mapping[str, list[Any]] = {label: list(frame[f"p_{label}"]) for label in LABELS}
        found = [by_label[a][i] if a in by_label else 1.0 for i, a in enumerate(answers)]
    else:
        name = next((name for name in ("p", "confidence") if name in frame.columns), None)
        found = [1.0] * len(answers) if name is None else list(frame[name])
    return [1.0 if p is None or p != p else float(p) for p in found]
