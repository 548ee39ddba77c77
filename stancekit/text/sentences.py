"""Sentences by Punkt: where a full stop ends one, read off parameters learned from unlabelled news.

The parameters (abbreviations, frequent sentence starters, words that are mostly met in lower case) are
trained with NLTK's ``PunktTrainer`` and kept as JSON. The decision is taken here, on tokens, so that its
time grows with the text alone, whatever the text holds.

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

from stancekit.errors import ModelError
from stancekit.persistence import read_config, write_config

__all__ = ["TITLES", "SentenceSplitter", "is_terminator"]
IntColumn = npt.NDArray[np.int32]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Written before a name, so hardly ever at a sentence's end. Punkt learns most; the lists are what it must not
# miss.
TITLES = _words(
    "mr mrs ms dr prof sen sens rep reps gov govs gen col lt sgt capt maj cmdr adm amb hon rev fr st ste mt"
    " ft messrs mme pres sec supt insp dist atty"
)
_PLACES = frozenset(("st", "ste", "mt", "ft"))  # titles that are the ends of streets and measures too
_ABBREVIATIONS = _words(
    "jan feb mar apr jun jul aug sept sep oct nov dec vs etc inc corp co ltd jr sr bros dept est approx al ca"
    " cf ave blvd rd cos assn intl"
)
_CAPITALIZED = _words(  # states and days; with a capital alone: "ore", "mass", "wash" are words
    "Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Miss Mo Mont Neb Nev Okla"
    " Ore Pa Tenn Tex Va Vt Wash Wis Wyo Ont Que Mon Tues Wed Thurs Fri"
)
_NUMBERED = _words("no nos fig figs vol vols p pp art sec ch para pt op")  # No. 5
_NAMES_WITH_MARK = frozenset(("Yahoo", "Jeopardy", "Jeb"))
_AFTER_HOURS = _words(  # "at 5 p.m. Monday" goes on
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july"
    " august september october november december et est edt ct cst cdt mt mst mdt pt pst pdt gmt bst utc"
    " eastern central mountain pacific"
)
_SAID = _words("said says asked asks wrote tweeted added replied shouted wondered")
_AFTER_SAID = frozenset((".", ",", ":", "of", "in", "on", "at", "during", "after", "when", "to", "as"))
_TERMINATORS = frozenset(".?!…。！？")
_PLAIN = frozenset(".?!")
_WIDE = frozenset("。！？")
_DASHES = frozenset(("—", "–", "-", "―", "--"))
_CLOSERS = frozenset(")]}")
_CLOSING_MARKS = frozenset(("”", "»", "’", "''"))


def is_terminator(word: str) -> bool:
    """Tell whether a token can end a sentence: its last character is a stop."""
    return word[-1] in _TERMINATORS


class SentenceSplitter:
    """Splits tokens into sentences.

    Parameters
    ----------
    abbreviations : iterable of str
        Words, in lower case and without their final stop, whose stop need not end a sentence.
    starters : iterable of str
        Words, in lower case, that often begin a sentence after an abbreviation.
    lower : iterable of str
        Words that only the start of a sentence capitalizes.

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
        *,
        rows: Sequence[int] | None = None,
    ) -> IntColumn:
        """Return for each token of one article the number of its sentence, counted from 0.

        Parameters
        ----------
        words, start, end, paragraph
            The tokens, their offsets and paragraphs.
        closing : collection of int
            Tokens that are closing quotation marks; they stay with the sentence before them.
        rows : sequence of int, optional
            The tokens that are terminators, where the caller knows them already.
        """
        if rows is None:
            rows = [row for row, word in enumerate(words) if is_terminator(word)]
        begins = bytearray(paragraph[1:] != paragraph[:-1])
        begins[:0] = b"\1"
        glued = [False, *(start[1:] == end[:-1]).tolist()]
        after = 0
        for row in rows:
            if row >= after:  # else one of several stops, and the same token follows them
                after = _skip_closers(words, row + 1, closing)
            numbered = row and begins[row - 1] and _is_list_number(words, row)
            if after < len(words) and not numbered and self._ends(words, glued, row, after):
                begins[after] = 1
        numbers: IntColumn = np.cumsum(np.frombuffer(begins, np.uint8), dtype=np.int32) - np.int32(1)
        return numbers[: len(words)]

    def _ends(self, words: Sequence[str], glued: Sequence[bool], row: int, after: int) -> bool:
        """Tell whether the terminator at ``row`` ends a sentence when token ``after`` follows."""
        word, following = words[row], _first_word(words, after)
        before = words[row - 1] if glued[row] else ""
        if glued[after]:  # no white space: a missing one, or part of a name
            return word in _WIDE or (len(word) == 1 and _is_unspaced(before, following))
        if words[after] in _DASHES and after > row + 1:
            return False  # “It’s over.” — Ann Lee
        if following.islower():  # “Why?” he asked; a slip in "it was. and then"
            return word in _PLAIN and words[after - 1] in _PLAIN and self._is_slip(before)
        if word == ".":
            return self._stop_ends(before, following)
        if word in "?!":
            return not (before in _NAMES_WITH_MARK and word == "!") and not _is_said(words, row, after)
        if word[0].isalpha():
            return self._initials_end(word, following)
        return glued[row] or following != "I"  # "it was... I think" ends, "but ... I think" does not

    def _is_slip(self, before: str) -> bool:
        """Tell whether a stop before lower case ends a sentence: after a plain word it does."""
        return len(before) > 1 and before in self.lower and before not in self.abbreviations | _NUMBERED

    def _stop_ends(self, before: str, following: str) -> bool:
        word = before.lower()
        if len(word) == 1 and word.isalpha():
            return before.isupper() and following.lower() in self.starters
        if word in _NUMBERED and following[:1].isdigit():
            return False
        if word in TITLES and word not in _PLACES and before[0].isupper():
            return False
        if word in _PLACES:
            return following.lower() in self.starters
        if before in _CAPITALIZED or word.rsplit("-", 1)[-1] in self.abbreviations:
            return self._begins(following)
        return True

    def _initials_end(self, word: str, following: str) -> bool:
        """Decide after initials: "U.S. Senate" goes on, "in the U.S. The" does not."""
        if word.lower() in ("a.m.", "p.m."):
            return following[:1].isupper() and following.lower() not in _AFTER_HOURS
        return self._begins(following)

    def _begins(self, following: str) -> bool:
        """Tell whether a word shows that it begins a sentence: no name has it."""
        return following == "I" or (following[:1].isupper() and following.lower() in self.lower)

    def save(self, folder: Path) -> None:
        """Write the parameters to ``folder``."""
        values: dict[str, Any] = {
            "abbreviations": " ".join(sorted(self.abbreviations)),
            "starters": " ".join(sorted(self.starters)),
            "lower": " ".join(sorted(self.lower)),
        }
        write_config(folder, values, "sentences")

    @classmethod
    def load(cls, folder: Path) -> SentenceSplitter:
        """Read parameters that `save` wrote.

        Raises
        ------
        ModelError
            If the file is missing, broken, or does not hold the three lists of words.
        """
        values = read_config(folder, "sentences")
        names = ("abbreviations", "starters", "lower")
        if set(values) != set(names) or not all(isinstance(v, str) for v in values.values()):
            raise ModelError(f"sentences.json in {folder} must hold texts of words named {', '.join(names)}")
        return cls(**{name: words.split() for name, words in values.items()})


def _skip_closers(words: Sequence[str], row: int, closing: Collection[int]) -> int:
    """Return the first token from ``row`` on that is no closing mark, bracket, stop, or note such as [3]."""
    while row < len(words):
        word = words[row]
        if word in _CLOSERS or word in _CLOSING_MARKS or word in _TERMINATORS or row in closing:
            row += 1
        elif word == "[" and words[row + 2 : row + 3] == ["]"] and words[row + 1].isdigit():
            row += 3
        else:
            break
    return row


def _is_list_number(words: Sequence[str], row: int) -> bool:
    """Tell whether the stop at ``row``, second in its sentence, belongs to the number of a list's item."""
    return words[row] == "." and words[row - 1].isdigit() and len(words[row - 1]) < 3


def _first_word(words: Sequence[str], row: int) -> str:
    """Return the first token from ``row`` on that is a word: an opening mark tells nothing."""
    if words[row][0].isalnum():
        return words[row]
    return next((word for word in words[row + 1 : row + 3] if word[0].isalnum()), words[row])


def _is_unspaced(before: str, following: str) -> bool:
    """Tell whether a stop without white space ends a sentence all the same: "it ended.The next"."""
    return len(before) > 2 and before.islower() and following[:1].isupper() and following[1:].islower()


def _is_said(words: Sequence[str], row: int, after: int) -> bool:
    """Tell whether a question or exclamation in marks is followed by who said it: “Why?” Smith asked."""
    if after == row + 1:
        return False
    name = after
    while name < min(after + 5, len(words)) and (words[name][0].isupper() or words[name] == "."):
        name += 1
    return after < name < len(words) - 1 and words[name] in _SAID and words[name + 1] in _AFTER_SAID
