"""Find the words that say somebody said something: the first of the two chains, over whole paragraphs.

It labels sources, cues and contents together, since each shows where the others are; what goes on to the
second chain are the probabilities of the three roles at every token, and where cues may be.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from stancekit.chain import ChainModel, CodedColumns, Sequences
from stancekit.text import TokenTable
from stancekit.utterances.codes import Codes

__all__ = ["LABELS", "TEMPLATES", "CueFinder", "Roles", "layout"]

LABELS = ("O", "B-content", "I-content", "B-cue", "I-cue", "B-source", "I-source")
TEMPLATES = (
    "lower lower-1 lower+1 lower-2 lower+2 lower-3 lower+3 shape prefix suffix suffix+1 suffix-1"
    " tag tag-1 tag+1 tag-2 tag+2 tag-1|tag tag|tag+1 tag-1|tag|tag+1 tag-2|tag-1|tag tag|tag+1|tag+2"
    " lower-1|lower lower|lower+1 lower-1|tag tag|lower+1 lower|tag+1 tag-1|lower"
    " quote quote-1|quote quote|quote+1 quote|tag quote|lower quote-1|quote|quote+1"
    " level level-1|level level|level+1 level|tag level|quote level+1|tag level-1|tag level+2|level+1|tag"
    " from_start|tag to_end|tag commas|tag opener|tag quoted_start|tag in_paragraph|from_start"
    " left_cue|left_far right_cue|right_far left_far|right_far|quote left_far|tag right_far|tag"
    " left_cue|tag right_cue|tag commas|left_far|right_far"
    " quoted_start|quote|level"
    " fine fine-1 fine+1 fine-2 fine+2 coarse-1|coarse coarse|coarse+1 fine|tag+1 tag-1|fine fine|coarse+1"
    " coarse-1|fine fine|quote coarse-1|coarse|coarse+1"
    " left_class|left_far right_class|right_far left_class|tag right_class|tag"
)
_LONGEST = 256


class Roles(NamedTuple):
    """Probabilities of being part of a content, a cue or a source, each of shape (n_tokens,)."""

    content: npt.NDArray[np.float32]
    cue: npt.NDArray[np.float32]
    source: npt.NDArray[np.float32]


class CueFinder:
    """Gives every token its probabilities of the three roles.

    Parameters
    ----------
    chain : ChainModel
        Its labels are `LABELS`.
    """

    def __init__(self, chain: ChainModel) -> None:
        self.chain = chain

    def roles(self, features: CodedColumns, sequences: Sequences) -> Roles:
        """Return the probabilities of the three roles for every token of the batch that `layout` laid out."""
        marginal = self.chain.marginals(self.chain.scores(features, sequences), sequences)
        return Roles(*(marginal[:, i] + marginal[:, i + 1] for i in (1, 3, 5)))

    def save(self, folder: Path) -> None:
        """Write the weights to ``folder``."""
        self.chain.save(folder)

    @classmethod
    def load(cls, folder: Path) -> CueFinder:
        """Read a finder that `save` wrote."""
        return cls(ChainModel.load(folder))


def layout(table: TokenTable, tokens: Iterable[Codes]) -> tuple[CodedColumns, Sequences]:
    """Lay what `codes.of_tokens` returned for the table out over paragraphs, the sequences of this chain."""
    sequences = Sequences.runs(table.paragraph, _LONGEST)
    return CodedColumns(tuple(part.lay_out(sequences) for part in tokens), {}), sequences
