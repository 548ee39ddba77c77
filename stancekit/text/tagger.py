"""Word classes and entity classes: one tag a token, from a linear chain over hashed word features."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from stancekit.chain import ChainModel, Coded, CodedColumns, Sequences, distinct, word_columns
from stancekit.text.tokens import TokenTable

__all__ = ["TAGS", "TEMPLATES", "Tagger", "layout"]

# proper nouns carry their entity class, MISC where they have none
TAGS = (
    *("NOUN", "VERB", "AUX", "ADJ", "ADV", "PRON", "DET", "ADP", "NUM", "CONJ", "PART", "PUNCT", "X"),
    *("PERSON", "ORG", "PLACE", "MISC"),
)

TEMPLATES = (
    "lower lower-1 lower+1 lower-2 lower+2 shape prefix suffix suffix2 suffix-1 suffix+1 shape-1 shape+1"
    " lower-1|lower lower|lower+1 shape-1|shape|shape+1 lower-1|shape lower+1|shape suffix-1|suffix"
    " suffix|suffix+1 lower-1|lower+1 prefix|suffix lower|initial shape|initial"
)
_LONGEST = 128
_WORDS = 1 << 14  # distinct words to expect in a batch


class Tagger:
    """Tags every token of a `TokenTable`.

    Parameters
    ----------
    chain : ChainModel
        Its labels are `TAGS`.
    """

    def __init__(self, chain: ChainModel) -> None:
        self.chain = chain

    def tag(self, table: TokenTable) -> npt.NDArray[np.int8]:
        """Return the index into `TAGS` of every token, shape (n_tokens,)."""
        columns, sequences = layout(table)
        return self.chain.decode(self.chain.scores(columns, sequences), sequences)

    def save(self, folder: Path) -> None:
        """Write the weights to ``folder``."""
        self.chain.save(folder)

    @classmethod
    def load(cls, folder: Path) -> Tagger:
        """Read a tagger that `save` wrote."""
        return cls(ChainModel.load(folder))


def layout(table: TokenTable) -> tuple[CodedColumns, Sequences]:
    """Return the columns that the templates name and the sentences that they run over."""
    sequences = Sequences.runs(table.sentence, _LONGEST)
    words = word_columns(table.words)
    # tokens are alike where the word is the same and both or neither begin a sentence
    first = np.diff(table.sentence, prepend=-1) != 0
    token, code = distinct(2 * table.word + first, 2 * len(table.words))
    word = token >> 1
    values = {name: getattr(words, name)[word] for name in ("lower", "shape", "prefix", "suffix", "suffix2")}
    values["initial"] = (token & 1).astype(np.uint32)
    tokens = Coded.lay_out(sequences, code, values, _WORDS)
    return CodedColumns((tokens,), {}), sequences
