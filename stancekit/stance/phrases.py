"""An article read for what its utterances may be about: content words, names and the phrases they form."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from stancekit.records import Span

__all__ = ["Phrases", "Word", "is_function_word", "phrases", "pieces", "read_word"]

_TOKEN = re.compile(r"[^\W_][\w.&'’-]{0,60}(?<![.'’-])|[^\w\s]")
_PIECE = re.compile(r"\w+")
_NAME_RUN = re.compile(r"[A-Z][\w'’-]{1,40}(?: [A-Z][\w'’-]{1,40}){0,4}")
# a word, an initial or a title; the search is fast where the first character is plain
_NAME_PART = r"[A-Z](?:[\w'’-]{0,40}|\.|(?<=M)(?:rs?|s)\.|(?<=D)r\.|(?<=S)en\.|(?<=R)ep\.|(?<=G)(?:ov|en)\.) "
_FULL_NAME = re.compile(rf"{_NAME_PART}(?:{_NAME_PART}){{0,2}}[A-Z][\w'’-]{{1,40}}")
_PHRASE = re.compile(r"[Nn]+(?:fd?[Nn]+)*")
_PLAIN = re.compile(r"[Nn]+")
_NAMES = re.compile(r"N+")
_UNSURE = re.compile(r"(?:^|(?<=o))N")
_CONTRACTION = re.compile(r"(?:'ll|'re|'ve|'d|'m|n't)$")

_LONGEST = 9  # tokens of a phrase
_TEXT_READ = 100_000  # characters of an article in which names and words are counted

_POSSESSIVE = ("'s", "’s")
_OPENING = frozenset('.?!“"‘:')
_PREPOSITIONS = frozenset("of for on in to with against between over from about by".split())  # noqa: SIM905
_DETERMINERS = frozenset("the a an this that these those his her its their our your my".split())  # noqa: SIM905
_STOP_WORDS = frozenset(
    """and or but if nor so yet than then as at when where why how all any both each few more most other
    another some such no not only own same too very can cannot can't will won't just should shouldn't now is
    isn't are aren't was wasn't were weren't be been being am have has had having haven't hasn't hadn't do
    does did doing done don't doesn't didn't would wouldn't could couldn't may might must shall ought i i'm
    i've i'll i'd me mine myself we we're we've we'll ours us ourselves you you're yours yourself he he's
    him himself she she's hers herself it it's itself they they're them theirs themselves that's who whom
    whose which what there here because while until though although whether however per said says say told
    tells tell asked think thinks thought believe believes want wants wanted going gonna go goes went come
    came get gets got getting make makes made making take takes took see saw know knows knew need needs let
    let's really quite perhaps maybe also even still ever never always again already once like well yes yeah
    oh ok actually certainly absolutely simply probably likely give gives given gave keep keeps put seem
    seems seemed look looks used use try tried trying something anything nothing everything someone anyone
    everyone thing things lot way ways out up down off back into through during before after above below
    since around toward towards upon mr mrs ms dr""".split()  # noqa: SIM905 (a list of words would fill a page)
)
_TITLES = frozenset(
    """mr. mrs. ms. dr. sen. rep. gov. president senator secretary former republican democratic democrat
    speaker governor representative minister chancellor prime vice gen. general judge""".split()  # noqa: SIM905
)


class Word(NamedTuple):
    """A word as it stands in any text.

    Attributes
    ----------
    letter : str
        N for a name, n for another content word, f for a preposition, d for a determiner, "o" for a mark
        behind which any word is capital, "." for the rest.
    upper : bool
        Whether it begins with a capital.
    bare : str
        The word without a possessive ending.
    pieces : tuple of str
        Its runs of letters and digits in lower case, without articles.
    """

    letter: str
    upper: bool
    bare: str
    pieces: tuple[str, ...]


class Phrases:
    """The words, phrases and names of an article.

    Parameters
    ----------
    text : str

    Attributes
    ----------
    words : list of Word
        All words and marks, in order.
    full : dict of str to str
        The fullest form of each name by its last word.
    counts : dict of str to int
        How often each word stands.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        spans = [match.span() for match in _TOKEN.finditer(text)]
        as_written = [text[start:end] for start, end in spans]
        self._start = [start for start, _ in spans]
        self._end = [end for _, end in spans]
        self.words = list(map(read_word, as_written))
        self.full = _full_names(text[:_TEXT_READ])
        counts = Counter(as_written[: bisect_left(self._start, _TEXT_READ)])
        for word in [word for word in counts if word.endswith(_POSSESSIVE)]:
            counts[bare(word)] += counts[word]
        self.counts = dict(counts)
        self._capitals = [0, *accumulate([word.upper for word in self.words])]
        self._pieces = [0, *accumulate([len(word.pieces) for word in self.words])]
        letters = "".join([word.letter for word in self.words])
        self._letters = _UNSURE.sub(lambda match: self._capital(match.start()), letters)
        self._runs = [match.span() for match in _NAME_RUN.finditer(text)]

    def _capital(self, row: int) -> str:
        """Return the letter of a word that may be capital for where it stands: N if it is a known name."""
        return "N" if self.words[row].bare in self.full else "n"

    def rows(self, spans: Sequence[Span], most: int) -> list[int]:
        """Return the rows of the first words that begin within ``spans``, in order, at most so many."""
        rows: list[int] = []
        for a, b in sorted(spans):  # they may overlap
            first = bisect_left(self._start, a, rows[-1] + 1 if rows else 0)
            rows.extend(range(first, min(bisect_left(self._start, b, first), first + most)))
        return rows[:most]

    def letters(self, rows: Sequence[int]) -> str:
        """Return the letters of words, of which the first may be capital for where it stands."""
        letters = "".join(map(self._letters.__getitem__, rows))
        return self._capital(rows[0]) + letters[1:] if letters[:1] == "N" else letters

    def is_name(self, first: int, last: int) -> bool:
        """Tell whether all words between two, both included, begin with a capital."""
        return self._capitals[last + 1] - self._capitals[first] == last + 1 - first

    def n_pieces(self, first: int, last: int) -> int:
        """Return how many pieces the words between two, both included, are made of."""
        return self._pieces[last + 1] - self._pieces[first]

    def text(self, first: int, last: int) -> str:
        """Return the phrase between two words, both included: a name in its fullest form."""
        return self.fullest(self._text[self._start[first] : self._end[last]])

    def fullest(self, phrase: str) -> str:
        """Return the fullest form of a name, or the phrase without a possessive ending."""
        phrase = bare(phrase)
        return self.full.get(phrase, phrase)

    def names(self, begin: int, end: int, most: int) -> Iterator[str]:
        """Yield the last names in a range of the text, the last one first, at most so many."""
        stop = bisect_left(self._runs, (end, 0))
        for a, b in reversed(self._runs[max(0, stop - most) : stop]):
            if begin <= a and b <= end:
                yield self.fullest(self._text[a:b])

    def frequent_names(self, most: int) -> list[str]:
        """Return the full names whose last words are the most frequent."""
        ordered = sorted(self.full, key=lambda last: (-self.counts.get(last, 0), last))
        return [self.full[last] for last in ordered[:most]]


def phrases(letters: str, most: int) -> Iterator[tuple[int, int, int]]:
    """Yield number, begin and end of phrases: each with prepositions, then its parts, then their names."""
    for number, phrase in zip(range(most), _PHRASE.finditer(letters), strict=False):
        whole = phrase.span()
        if whole[1] - whole[0] <= _LONGEST:
            yield number, *whole
        for part in _PLAIN.finditer(letters, *whole):
            span = part.span()
            if span != whole and span[1] - span[0] <= _LONGEST:
                yield number, *span
            if "N" in part.group():
                for name in _NAMES.finditer(letters, *span):
                    if name.span() != span or span[1] - span[0] > _LONGEST:
                        yield number, *name.span()


@lru_cache(1 << 14)
def read_word(word: str) -> Word:
    """Return what is known of a word wherever it stands."""
    return Word(_letter(word), word[0].isupper(), bare(word), tuple(pieces(word)))


def _letter(word: str) -> str:
    lower = word.lower().replace("’", "'")
    if word in _OPENING:
        return "o"
    if not word[0].isalnum() or lower in _STOP_WORDS or _CONTRACTION.search(lower):
        return "."
    if lower in _PREPOSITIONS:
        return "f"
    if lower in _DETERMINERS:
        return "d"
    return "N" if word[0].isupper() else "n"


def _full_names(text: str) -> dict[str, str]:
    forms: dict[str, Counter[str]] = {}
    for match, n in Counter(_FULL_NAME.findall(text)).items():
        words = match.split()
        while words and (words[0].lower() in _TITLES or is_function_word(words[0])):
            del words[0]
        if len(words) > 1:
            last = bare(words[-1])
            forms.setdefault(last, Counter())[" ".join([*words[:-1], last])] += n
    return {last: max(c, key=lambda name: (c[name], len(name), name)) for last, c in forms.items()}


def bare(word: str) -> str:
    """Return a word or phrase without a possessive ending."""
    return word[:-2] if word.endswith(_POSSESSIVE) else word


def pieces(phrase: str) -> list[str]:
    """Return the runs of letters and digits of a phrase, in lower case and without articles."""
    return [w for w in _PIECE.findall(phrase.lower()) if w not in ("the", "a", "an", "s")]


def is_function_word(word: str) -> bool:
    """Tell whether a word is one of the grammar's and not of the subject."""
    lower = word.lower().replace("’", "'")
    return lower in _STOP_WORDS or lower in _DETERMINERS or lower in _PREPOSITIONS
