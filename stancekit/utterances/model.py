"""Find the attributions of a batch of articles: two trained chains, then what the quotation marks show.

The first chain (`cues`) says where somebody may be saying something, a classifier (`candidates`) which of
these places are right. Around every cue the second chain (`windows`) labels the cue's own source and
content, so that the three are joined by the model and not by distance. Attributions that claim the same
words are settled by confidence, and long quotations that none claims are added.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from stancekit.chain import ChainModel, CodedColumns, Sequences
from stancekit.errors import ModelError
from stancekit.persistence import read_config, write_config
from stancekit.text import TokenTable
from stancekit.text.tagger import TAGS
from stancekit.utterances import cues
from stancekit.utterances import windows as w
from stancekit.utterances.attribution import Attribution, settle
from stancekit.utterances.boilerplate import without_boilerplate
from stancekit.utterances.candidates import CueClassifier
from stancekit.utterances.codes import of_tokens
from stancekit.utterances.columns import Lexicon, token_columns
from stancekit.utterances.cues import CueFinder, Roles
from stancekit.utterances.datelines import without_datelines
from stancekit.utterances.sources import find_sources, share_sources
from stancekit.utterances.turns import with_turns
from stancekit.utterances.uncited import add_uncited, join_continued

__all__ = ["AttributionModel"]

VERB = TAGS.index("VERB")
_CERTAIN = 100.0  # added to the cue label at the cue, it outweighs all else


class AttributionModel:
    """Finds source, cue and content.

    Parameters
    ----------
    lexicon : Lexicon
    finder : CueFinder
        The first chain, which proposes cues.
    classifier : CueClassifier
        Which of them are cues.
    chain : ChainModel
        The second chain; its labels are `stancekit.utterances.windows.LABELS`.
    threshold : float
        Probability, by the first chain, from which a word is a candidate.
    min_confidence : float
        Probability, by the classifier, from which a candidate is taken for a cue.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        finder: CueFinder,
        classifier: CueClassifier,
        chain: ChainModel,
        *,
        threshold: float,
        min_confidence: float,
    ) -> None:
        self.lexicon, self.finder, self.classifier, self.chain = lexicon, finder, classifier, chain
        self.threshold, self.min_confidence = threshold, min_confidence

    def find(
        self, table: TokenTable, tags: npt.NDArray[np.int8], min_confidence: float | None = None
    ) -> list[Attribution]:
        """Return the attributions of all articles of the table, in the order of their contents.

        Parameters
        ----------
        table : TokenTable
        tags : array of shape (n_tokens,)
            Indices into `TAGS`.
        min_confidence : float, optional
            Instead of the model's own: more finds fewer attributions, more of which are right.
        """
        least = self.min_confidence if min_confidence is None else min_confidence
        found, roles = self.cited(table, tags, least)
        every = join_continued(table, add_uncited(table, roles, found))
        every = with_turns(table, without_boilerplate(table, without_datelines(table, every)))
        return [a for a in every if a.confidence >= least]

    def cited(
        self, table: TokenTable, tags: npt.NDArray[np.int8], min_confidence: float
    ) -> tuple[list[Attribution], Roles]:
        """Return the attributions that have a cue, and what the first chain says; parameters as in `find`."""
        columns = token_columns(table, tags, VERB, self.lexicon)
        tokens = of_tokens(table, columns)
        layout = cues.layout(table, tokens)
        roles = self.finder.roles(*layout)
        candidate = w.seeds(table, roles, self.threshold)
        confidence = self.classifier.confidence(table, columns, roles, candidate, layout)
        chosen = confidence >= min_confidence
        cue = candidate[chosen]
        around = w.layout(table, columns, tokens, roles, w.windows(table, cue))
        found = self._attribute(cue, confidence[chosen], *around)
        return find_sources(table, roles, share_sources(table, settle(found))), roles

    def _attribute(
        self,
        seed: npt.NDArray[np.int64],
        confidence: npt.NDArray[np.float32],
        features: CodedColumns,
        sequences: Sequences,
    ) -> list[Attribution]:
        """Run the second chain over the windows around cues at rows ``seed``."""
        scores = self.chain.scores(features, sequences)
        row = sequences.rows[sequences.inside]
        scores[row == np.repeat(seed, sequences.length), w.CUE] += _CERTAIN
        label = self.chain.decode(scores, sequences)
        window = np.repeat(np.arange(len(seed)), sequences.length)
        return _collect(label, row, window, confidence)

    def save(self, folder: Path) -> None:
        """Write the weights to ``folder``."""
        self.lexicon.save(folder / "words")
        self.finder.save(folder / "cues")
        self.classifier.save(folder / "candidates")
        self.chain.save(folder / "windows")
        write_config(folder, {"threshold": self.threshold, "min_confidence": self.min_confidence})

    @classmethod
    def load(cls, folder: Path) -> AttributionModel:
        """Read a model that `save` wrote."""
        config = read_config(folder)
        try:
            settings = {name: float(config[name]) for name in ("threshold", "min_confidence")}
        except (KeyError, TypeError, ValueError) as error:
            raise ModelError(f"model file {folder / 'config.json'}: {error!r}") from error
        return cls(
            Lexicon.load(folder / "words"),
            CueFinder.load(folder / "cues"),
            CueClassifier.load(folder / "candidates"),
            ChainModel.load(folder / "windows"),
            **settings,
        )


def _collect(
    label: npt.NDArray[np.int8],
    row: npt.NDArray[np.int64],
    window: npt.NDArray[np.int64],
    confidence: npt.NDArray[np.float32],
) -> list[Attribution]:
    """Group labelled rows by window; windows without content are no attributions."""
    parts = (
        _by_window(row[part], window[part], len(confidence))
        for part in (np.isin(label, w.CONTENT), label == w.CUE, label == w.SOURCE)
    )
    return [
        Attribution(content, cue, source, sure)
        for content, cue, source, sure in zip(*parts, confidence.tolist(), strict=True)
        if content
    ]


def _by_window(
    row: npt.NDArray[np.int64], window: npt.NDArray[np.int64], n: int
) -> Iterator[tuple[int, ...]]:
    rows = row.tolist()
    for a, b in pairwise(np.searchsorted(window, np.arange(n + 1)).tolist()):
        yield tuple(rows[a:b])
