"""Who says what: speakers down, topics across."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from stancekit.overview import counts, summary
from stancekit.overview.counts import cell
from stancekit.overview.palette import COLORS, LETTERS, WORDS
from stancekit.overview.records import Cell
from stancekit.plot import observations
from stancekit.plot.figures import axes, shown
from stancekit.records import STANCES

__all__ = ["stance_matrix"]

_TINTS = (0.22, 0.44, 0.66)  # of the colour, by how many stances agree
_Cells = dict[tuple[str, str], Cell]


def stance_matrix(data: Any, *, speakers: int = 20, topics: int = 10, ax: Any | None = None) -> Any:
    """Draw the speaker × topic table: stances as colours and letters, with numbers of utterances.

    Parameters
    ----------
    data : Analysis, iterable of Analysis, path or data frame
        What to draw: analyses; a results folder of `stancekit.score` (which needs the extra ``report``); or a
        pandas or Polars frame with the columns speaker, topic and stance, such as ``Analysis.to_frame``'s.
        But for a results folder, speakers and topics of equal names are one.
    speakers, topics : int
        How many are shown at most: those with most utterances, those in most articles.
    ax : matplotlib.axes.Axes, optional
        Where to draw; on a new figure by default.

    Returns
    -------
    matplotlib.figure.Figure
        A cell reads ``C 7/12``: 7 of 12 utterances condemn (C; U is cautious, S supportive, – no stance). The
        fuller the colour, the more stances there are and the more of them agree.

    Raises
    ------
    InputError
        If ``data`` cannot be used.
    MissingExtraError
        If Matplotlib is not installed.

    Examples
    --------
    >>> import pandas as pd
    >>> said = pd.DataFrame({"speaker": ["Ann Roe"], "topic": ["bridge"], "stance": ["supportive"]})
    >>> figure = stance_matrix(said)
    >>> [text.get_text() for text in figure.axes[0].texts]
    ['S 1/1']
    """
    place = observations.folder(data)
    names, labels, cells = _of_folder(place, speakers, topics) if place else _of_said(data, speakers, topics)
    ax = axes(ax, (2.4 + 0.95 * max(len(labels), 2), 1.3 + 0.3 * max(len(names), 2)))
    for row, name in enumerate(names):
        for column, label in enumerate(labels):
            if (name, label) in cells:
                _draw(ax, column, row, cells[name, label])
    answers = {cells[pair].answer for pair in cells if pair[0] in names and pair[1] in labels}
    _finish(ax, names, labels, answers)
    return ax.figure


def _of_folder(folder: Path, speakers: int, topics: int) -> tuple[list[str], list[str], _Cells]:
    with summary.prepared(folder) as (connection, _):
        subjects = counts.topics(connection, topics)
        voices = counts.speakers(connection, speakers, subjects)
        found = counts.cells(connection, voices, subjects)
    names = {group.id: group.name for group in voices}
    labels = {group.id: group.name for group in subjects}
    return (
        list(names.values()),
        list(labels.values()),
        {(names[c.speaker], labels[c.topic]): c for c in found},
    )


def _of_said(data: Any, speakers: int, topics: int) -> tuple[list[str], list[str], _Cells]:
    said = [one for one in observations.read(data) if one.speaker and one.topic]
    spread = Counter(topic for _, topic in {(one.article, one.topic) for one in said})
    size = Counter(one.topic for one in said)
    labels = sorted(size, key=lambda topic: (-spread[topic], -size[topic], topic))[:topics]
    spoken = Counter(one.speaker for one in said if one.topic in labels)
    names = sorted(spoken, key=lambda speaker: (-spoken[speaker], speaker))[:speakers]
    answers: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for one in said:
        row = answers.setdefault((one.speaker, one.topic), {}).setdefault(
            one.answer, {"answer": one.answer, "n": 0, "p": 0.0}
        )
        row["n"], row["p"] = row["n"] + 1, row["p"] + 10000 * one.p
    return names, labels, {pair: cell(0, 0, rows.values()) for pair, rows in answers.items()}


def _draw(ax: Any, column: int, row: int, cell: Cell) -> None:
    from matplotlib.patches import Rectangle

    answer = cell.answer
    level = (cell.agreement > 0.5) + (cell.agreement > 0.65)
    tint = _TINTS[level] if answer in STANCES else 0.15
    face = _mixed(COLORS[answer], tint)
    ax.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, facecolor=face, edgecolor="white", linewidth=1.5))
    words = f"{LETTERS[answer]} {cell.counts.get(answer, 0)}/{cell.n}"
    ax.text(column, row, words, ha="center", va="center", fontsize="small", color="black")


def _finish(ax: Any, names: list[str], labels: list[str], answers: set[str]) -> None:
    from matplotlib.patches import Patch

    ax.set_xlim(-0.5, max(len(labels), 1) - 0.5)
    ax.set_ylim(max(len(names), 1) - 0.5, -0.5)
    ax.set_xticks(range(len(labels)))
    ax.set_xticklabels(shown(labels, 24), rotation=35, ha="left", rotation_mode="anchor", parse_math=False)
    ax.set_yticks(range(len(names)))
    ax.set_yticklabels(shown(names), parse_math=False)
    ax.tick_params(length=0, labelsize="small", labeltop=True, labelbottom=False)
    ax.spines[:].set_visible(False)
    keys = [answer for answer in LETTERS if answer in STANCES or answer in answers]
    handles = [Patch(facecolor=COLORS[key], label=f"{LETTERS[key]} {WORDS[key]}") for key in keys]
    ax.legend(
        handles=handles, loc="upper left", bbox_to_anchor=(0, 0), ncols=4, frameon=False, fontsize="small"
    )


def _mixed(color: str, amount: float) -> tuple[float, ...]:
    """Return a colour mixed with white."""
    parts = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return tuple(1 - amount * (1 - part) for part in parts)
