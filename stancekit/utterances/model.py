"""Find the attributions of a batch of articles: two trained chains, then what the quotation marks show.

The first chain (`cues`) says where somebody may be saying something. Around every such place the second
(`windows`) labels the cue's own source and content, so that source, cue and content are joined by the
model and not by distance. Attributions that claim the same words are settled by confidence.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from stancekit.chain import ChainModel
from stancekit.persistence import read_config, write_config
from stancekit.text import TokenTable
from stancekit.text.tagger import TAGS
from stancekit.utterances import windows as w
from stancekit.utterances.attribution import Attribution, settle, share_sources
from stancekit.utterances.columns import Lexicon, TokenColumns, token_columns
from stancekit.utterances.cues import CueFinder, Roles
from stancekit.utterances.uncited import add_uncited

__all__ = ["AttributionModel"]

VERB = TAGS.index("VERB")
_CERTAIN = 100.0  # added to a label's score, it outweighs all else


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
        Probability, by the first chain, from which a word is tried as a cue.
    min_confidence : float
        Probability, by the second chain, from which it is taken for one.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        finder: CueFinder,
        chain: ChainModel,
        *,
        threshold: float,
        min_confidence: float,
    ) -> None:
        self.lexicon, self.finder, self.chain = lexicon, finder, chain
        self.threshold, self.min_confidence = threshold, min_confidence

    def find(self, table: TokenTable, tags: npt.NDArray[np.int8]) -> list[Attribution]:
        """Return the attributions of all articles of the table, in the order of their cues."""
        columns = token_columns(table, tags, VERB, self.lexicon)
        roles = self.finder.roles(table, columns)
        return self.attribute(table, columns, roles)

    def attribute(self, table: TokenTable, columns: TokenColumns, roles: Roles) -> list[Attribution]:
        """Run the second chain around the cues that ``roles`` suggests."""
        found = w.windows(table, w.seeds(table, roles, self.threshold))
        if not len(found.seed):
            return add_uncited(table, roles, [])
        features, sequences = w.layout(table, columns, roles, found)
        scores = self.chain.scores(features, sequences)
        row = sequences.rows[sequences.inside]
        seed = np.flatnonzero(row == np.repeat(found.seed, sequences.length))
        confidence = self.chain.marginals(scores, sequences)[seed, w.CUE]
        scores[seed, w.CUE] += _CERTAIN  # what are source and content, given that this is a cue?
        label = self.chain.decode(scores, sequences)
        window = np.repeat(np.arange(len(found.seed)), sequences.length)
        parts = _collect(label, row, window, confidence)
        settled = settle([a for a in parts if a.confidence >= self.min_confidence])
        return add_uncited(table, roles, share_sources(table, settled))

    def save(self, folder: Path) -> None:
        """Write the weights to ``folder``."""
        self.lexicon.save(folder)
        self.finder.save(folder / "cues")
        self.chain.save(folder / "windows")
        write_config(folder, {"threshold": self.threshold, "min_confidence": self.min_confidence})

    @classmethod
    def load(cls, folder: Path) -> AttributionModel:
        """Read a model that `save` wrote."""
        chain = ChainModel.load(folder / "windows")
        finder = CueFinder.load(folder / "cues")
        return cls(Lexicon.load(folder), finder, chain, **read_config(folder))


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
