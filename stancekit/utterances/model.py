"""Find the attributions of a batch of articles: two trained chains, then what the quotation marks show.

The first chain (`cues`) says where somebody may be saying something. Around every such place the second
(`windows`) labels the cue's own source and content, so that source, cue and content are joined by the
model and not by distance. Attributions that claim the same words are settled by confidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from stancekit.chain import ChainModel
from stancekit.persistence import read_config, write_config
from stancekit.text import TokenTable
from stancekit.text.tagger import TAGS
from stancekit.utterances import windows as w
from stancekit.utterances.columns import Lexicon, TokenColumns, token_columns
from stancekit.utterances.cues import CueFinder, Roles

__all__ = ["Attribution", "AttributionModel"]

VERB = TAGS.index("VERB")


class Attribution(NamedTuple):
    """Token rows of one attribution's parts, and the probability that it is one."""

    content: tuple[int, ...]
    cue: tuple[int, ...]
    source: tuple[int, ...]
    confidence: float


class AttributionModel:
    """Finds source, cue and content.

    Parameters
    ----------
    lexicon : Lexicon
    finder : CueFinder
        The first chain.
    chain : ChainModel
        The second chain; its labels are `stancekit.utterances.windows.LABELS`.
    threshold : float
        Probability from which a word is tried as a cue.
    """

    def __init__(self, lexicon: Lexicon, finder: CueFinder, chain: ChainModel, threshold: float) -> None:
        self.lexicon, self.finder, self.chain, self.threshold = lexicon, finder, chain, threshold

    def find(self, table: TokenTable, tags: npt.NDArray[np.int8]) -> list[Attribution]:
        """Return the attributions of all articles of the table, in the order of their cues."""
        columns = token_columns(table, tags, VERB, self.lexicon)
        roles = self.finder.roles(table, columns)
        return self.attribute(table, columns, roles)

    def attribute(self, table: TokenTable, columns: TokenColumns, roles: Roles) -> list[Attribution]:
        """Run the second chain around the cues that ``roles`` suggests."""
        found = w.windows(table, w.seeds(table, roles, self.threshold))
        if not len(found.seed):
            return []
        features, sequences = w.layout(table, columns, roles, found)
        scores = self.chain.scores(features, sequences)
        label = self.chain.decode(scores, sequences)
        row = sequences.rows[sequences.inside]
        window = np.repeat(np.arange(len(found.seed)), sequences.length)
        confidence = roles.cue[found.seed]
        return settle(_collect(label, row, window, confidence))

    def save(self, folder: Path) -> None:
        """Write the weights to ``folder``."""
        self.lexicon.save(folder)
        self.finder.save(folder / "cues")
        self.chain.save(folder / "windows")
        write_config(folder, {"threshold": self.threshold})

    @classmethod
    def load(cls, folder: Path) -> AttributionModel:
        """Read a model that `save` wrote."""
        chain = ChainModel.load(folder / "windows")
        finder = CueFinder.load(folder / "cues")
        return cls(Lexicon.load(folder), finder, chain, float(read_config(folder)["threshold"]))


def _collect(
    label: npt.NDArray[np.int8],
    row: npt.NDArray[np.int64],
    window: npt.NDArray[np.int64],
    confidence: npt.NDArray[np.float32],
) -> list[Attribution]:
    """Group labelled rows by window; windows without content are no attributions."""
    kept = label > 0
    label, row, window = label[kept], row[kept], window[kept]
    parts: list[Attribution] = []
    starts = np.searchsorted(window, np.arange(len(confidence) + 1))
    labels, rows = label.tolist(), row.tolist()
    for i, (a, b) in enumerate(zip(starts[:-1].tolist(), starts[1:].tolist(), strict=True)):
        content = tuple(r for r, x in zip(rows[a:b], labels[a:b], strict=True) if x in w.CONTENT)
        if content:
            cue = tuple(r for r, x in zip(rows[a:b], labels[a:b], strict=True) if x == w.CUE)
            source = tuple(r for r, x in zip(rows[a:b], labels[a:b], strict=True) if x == w.SOURCE)
            parts.append(Attribution(content, cue, source, float(confidence[i])))
    return parts


def settle(found: Sequence[Attribution]) -> list[Attribution]:
    """Give words that several attributions claim as content to the most confident one.

    One that would lose half of its content is dropped.
    """
    taken: set[int] = set()
    kept: list[tuple[int, Attribution]] = []
    for i in sorted(range(len(found)), key=lambda i: -found[i].confidence):
        a = found[i]
        content = tuple(r for r in a.content if r not in taken)
        if 2 * len(content) > len(a.content):
            taken.update(content)
            kept.append((i, a._replace(content=content)))
    return [a for _, a in sorted(kept)]
