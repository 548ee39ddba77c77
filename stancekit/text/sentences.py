"""Sentences by Punkt: where a full stop ends one, read off parameters learned from unlabelled news.

The parameters (abbreviations, frequent sentence starters, whether a word is met in lower case) are trained
with NLTK's ``PunktTrainer`` and kept as JSON. The decision is taken here, on tokens, so that its time
grows with the text alone, whatever the text holds.

References
----------
Kiss and Strunk (2006), Unsupervised multilingual sentence boundary detection. Computational Linguistics 32.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from stancekit.persistence import read_config, write_config

__all__ = ["TITLES", "SentenceSplitter"]

IntColumn = npt.NDArray[np.int32]

# Written before a name, so never at a sentence's end. Punkt learns most; the list is what it must not miss.
TITLES = frozenset(
    "mr mrs ms dr prof sen sens rep reps gov govs gen col lt sgt capt maj cmdr adm amb hon rev fr st ste mt ft"
    " messrs mme pres sec supt insp dist atty".split()
)
_ABBREVIATIONS = frozenset(
    "jan feb mar apr jun jul aug sept sep oct nov dec no nos vs etc inc corp co ltd jr sr bros dept est approx"
    " al ca cf fig vol art ch pp ed".split()
)
_TERMINATORS = frozenset(".?!…")
_CLOSERS = frozenset(")]}")
_CLOSING_MARKS = frozenset("”»’")


class SentenceSplitter:
    """Splits tokens into sentences.

    Parameters
    ----------
    abbreviations : iterable of str
        Words, in lower case and without their final stop, whose stop need not end a sentence.
    starters : iterable of str
        Words, in lower case, that often begin a sentence after an abbreviation.
    lower : iterable of str
        Words that are mostly met in lower case: upper case after a stop then shows a new sentence.

    Examples
    --------
    >>> SentenceSplitter().split("Mr. Smith left. “Why?” he asked. “It’s over.” The U.S. waited.")
    ['Mr. Smith left.', '“Why?” he asked.', '“It’s over.”', 'The U.S. waited.']
    """

    def __init__(
        self, abbreviations: Iterable[str] = (), starters: Iterable[str] = (), lower: Iterable[str] = ()
    ) -> None:
        self.abbreviations = frozenset(abbreviations) | _ABBREVIATIONS | TITLES
        self.starters = frozenset(starters)
        self.lower = frozenset(lower)

    def split(self, text: str) -> list[str]:
        """Return the sentences of ``text`` as written, white space around them left out."""
        from stancekit.records import Article
        from stancekit.text.tokens import tokenize

        table = tokenize([Article(text)], self)
        firsts = np.flatnonzero(np.diff(table.sentence, prepend=-1))
        lasts = [*(firsts[1:] - 1), len(table) - 1] if len(table) else []
        return [text[table.start[a] : table.end[b]] for a, b in zip(firsts, lasts, strict=True)]

    def number(
        self,
        words: Sequence[str],
        start: IntColumn,
        end: IntColumn,
        paragraph: IntColumn,
        closing: Collection[int],
    ) -> IntColumn:
        """Return for each token of one article the number of its sentence, counted from 0.

        Parameters
        ----------
        words, start, end, paragraph
            The tokens, their offsets and paragraphs.
        closing : collection of int
            Tokens that are closing quotation marks; they stay with the sentence before them.
        """
        steps = np.zeros(len(words), np.int32)
        steps[1:] = paragraph[1:] != paragraph[:-1]
        starts, ends = start.tolist(), end.tolist()
        for row, word in enumerate(words):
            if word[-1] in _TERMINATORS:
                after = self._skip_closers(words, row + 1, closing)
                if after < len(words) and self._ends(words, starts, ends, row, after):
                    steps[after] = 1
        numbers: IntColumn = np.cumsum(steps, dtype=np.int32)
        return numbers

    def _skip_closers(self, words: Sequence[str], row: int, closing: Collection[int]) -> int:
        while row < len(words) and (
            words[row] in _CLOSERS or row in closing or words[row] in _CLOSING_MARKS or words[row] in "?!."
        ):
            row += 1
        return row

    def _ends(self, words: Sequence[str], starts: list[int], ends: list[int], row: int, after: int) -> bool:
        """Tell whether the terminator at ``row`` ends a sentence when token ``after`` follows."""
        following = _first_word(words, after)
        if following[:1].islower():
            return False  # “Why?” he asked; Yahoo! said
        if starts[after] == ends[after - 1]:  # no white space: a missing one, or a name such as "a.k.a.Smith"
            return after == row + 1 and words[row] == "." and _is_glued(words[row - 1] if row else "", following)
        if words[row] in ("?", "!"):
            return True
        if words[row] == "." and row and starts[row] == ends[row - 1]:
            return self._stop_ends(words[row - 1], following)
        if len(words[row]) > 1 and words[row][0] != ".":
            return self._initials_end(words[row], following)
        return True

    def _stop_ends(self, before: str, following: str) -> bool:
        word = before.lower()
        if word in TITLES or (len(before) == 1 and before.isalpha() and before.isupper()):
            return False
        if word in self.abbreviations or word.rsplit("-", 1)[-1] in TITLES:
            return self._starts(following) and not following[:1].isdigit()
        return True

    def _initials_end(self, word: str, following: str) -> bool:
        """Decide after initials: "U.S. Senate" goes on, "in the U.S. The" does not."""
        return self._starts(following) and (len(word) > 2 or following.lower() in self.starters)

    def _starts(self, following: str) -> bool:
        word = following.lower()
        return following[:1].isupper() and (word in self.starters or word in self.lower)

    def save(self, folder: Path) -> None:
        """Write the parameters to ``folder``."""
        values: dict[str, Any] = {
            "abbreviations": sorted(self.abbreviations),
            "starters": sorted(self.starters),
            "lower": sorted(self.lower),
        }
        write_config(folder, values, "sentences")

    @classmethod
    def load(cls, folder: Path) -> SentenceSplitter:
        """Read parameters that `save` wrote."""
        return cls(**read_config(folder, "sentences"))


def _first_word(words: Sequence[str], row: int) -> str:
    """Return the first token from ``row`` on that is a word: an opening mark tells nothing."""
    for i in range(row, min(row + 3, len(words))):
        if words[i][0].isalnum():
            return words[i]
    return words[row]


def _is_glued(before: str, following: str) -> bool:
    """Tell whether a full stop without white space ends a sentence all the same: "it ended.The next"."""
    return len(before) > 2 and before.islower() and following[:1].isupper() and following[1:].islower()
