"""Noun phrases of an article with what they look like: candidates for the name of a topic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

import numpy as np
import numpy.typing as npt

from stancekit.text import Document
from stancekit.topics import phrases
from stancekit.topics.passages import Vocabulary
from stancekit.topics.words import fold

__all__ = ["SHAPE", "Candidates", "find"]

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.intp]

SHAPE = (
    "n_tokens",
    "has_name",
    "only_names",
    "only_person",
    "has_possessive",
    "has_joiner",
    "ends_in_noun",
    "starts_with_adjective",
    "has_number",
    "position",
    "in_first_sentence",
    "in_headline_case",
    "starts_inside_phrase",
    "ends_inside_phrase",
    "ends_in_person",
    "titled_person",
    "general_head",
    "general_start",
    "lead_share",
)
_CACHE = 50_000  # answers remembered
_INSIDE = frozenset("acnpolms")
_VAGUE = frozenset(
    """actual bout certain couple different entire few group half handful host huge kind list lot lots main
    major majority matter more most number numerous other own part piece potential question questions range
    real same series set several single sort such total type variety various""".split()  # noqa: SIM905
)  # a phrase that begins with one of these says little more than its rest


_GENERAL = frozenset(
    """afternoon aim answer argument article aspect attempt billion bit case cent chance circumstance
    column comment conclusion context conversation date day decade decision detail development
    difference dinar dollar effect end euro evening event example expectation fact factor failure
    figure form future goal half head heart hour idea impact importance information instance
    interview kilometer line manner matter meeting member message mile million minister minute
    moment month morning name need news night odds office opinion opportunity order page paper part
    party people percent percentage person phase place point position possibility pound president
    problem process quarter reason remark report result return role round scenario secretary sense
    side sign signal situation sort source speech spokesman spokeswoman stage statement step story
    subject success summer team term thought ton tonne town try view voice week weekend while winter
    word year""".split()  # noqa: SIM905
)  # a phrase whose noun is one of these names an occasion, a measure or a manner of speaking
_OFFICES = frozenset(
    """admiral adviser ambassador archbishop attorney baroness billionaire bishop candidate captain
    chairman chairwoman chancellor chief colonel commissioner congressman congresswoman delegate
    deputy director doctor dr envoy ex-president executive foreign former general gov governor head
    house judge justice king lady lawmaker leader lieutenant lord manager mayor minister mr mrs ms
    nominee officer pope premier president prime prince princess professor prosecutor queen rep
    reporter representative republican secretary sen senator sergeant sir spokesman spokesperson
    spokeswoman state then-president us vice""".split()  # noqa: SIM905
)  # words that begin a phrase for a person, where the name follows


@dataclass(frozen=True, slots=True)
class Candidates:
    """Distinct noun phrases of an article, a row a phrase.

    Attributes
    ----------
    spans : list of (int, int)
        Token range of the phrase's first occurrence.
    words : array of shape (n_phrases, longest)
        Columns of the phrase's content words in the vocabulary, the number of all columns past the last.
    occurrence, at : arrays of shape (n_occurrences,)
        Phrase and first token of every occurrence.
    shape : array of shape (n_phrases, n_shape_features)
        `SHAPE`: what the phrase looks like and where it first stands, whatever the group.
    """

    spans: list[phrases.Chunk]
    words: IntArray
    occurrence: IntArray
    at: IntArray
    shape: FloatArray

    def __len__(self) -> int:
        return len(self.spans)


def find(document: Document, vocabulary: Vocabulary, wanted: IntArray) -> Candidates:
    """Find the phrases that have at least one of the ``wanted`` words (columns of the vocabulary)."""
    letters = phrases.classes(document)
    column = vocabulary.column.tolist()
    number: dict[tuple[int, ...], int] = {}
    spans: list[phrases.Chunk] = []
    occurrence: list[int] = []
    at: list[int] = []
    for first, last in _useful(document, letters, column, np.isin(vocabulary.column, wanted)):
        columns = tuple([c for c in column[first:last] if c >= 0])
        row = number.setdefault(columns, len(spans))
        if row == len(spans):
            spans.append((first, last))
        occurrence.append(row)
        at.append(first)
    words = np.full((len(spans), max(map(len, number), default=1)), len(vocabulary.weight), np.intp)
    for row, columns in enumerate(number):
        words[row, : len(columns)] = columns
    lead = np.append(vocabulary.in_lead, 0)[words].sum(axis=1) / (words < len(vocabulary.weight)).sum(axis=1)
    shape = _shapes(document, letters, vocabulary.in_headline_case.tolist(), spans, lead.tolist())
    return Candidates(spans, words, np.array(occurrence, np.intp), np.array(at, np.intp), shape)


def _useful(
    document: Document, letters: str, column: Sequence[int], wanted: npt.NDArray[np.bool_]
) -> Iterator[phrases.Chunk]:
    """Yield every occurrence of a phrase with a wanted token."""
    found = phrases.chunks(document, letters)
    before = [0, *np.cumsum(wanted).tolist()]  # wanted tokens before each token
    hit = [before[a] < before[b] for a, b in found]
    for chunk, following, own, next_ in zip_longest(found, found[1:], hit, hit[1:], fillvalue=None):
        if chunk is None or not (own or next_):
            continue
        after = following if following and phrases.joined(document, letters, chunk, following) else None
        for first, last in phrases.subphrases(letters, chunk, after):
            if before[first] < before[last] and _is_pointed(
                document.words[first], column[first], letters[first]
            ):
                yield first, last


def _is_pointed(word: str, column: int, letter: str) -> bool:
    """Tell whether a phrase may begin with a word: a name, a number, or content that is not vague."""
    return letter in "cpolm" or (column >= 0 and word.lower() not in _VAGUE)


@lru_cache(_CACHE)
def _is_general(word: str) -> bool:
    return fold(word) in _GENERAL


@lru_cache(_CACHE)
def _is_office(word: str) -> bool:
    return fold(word) in _OFFICES


def _shapes(
    document: Document,
    letters: str,
    headline: Sequence[bool],
    spans: Sequence[phrases.Chunk],
    lead: Sequence[float],
) -> FloatArray:
    n = max(1, len(document))
    sentence, written = document.sentences, document.words
    rows = [
        (
            *_look(letters[a:b]),
            a / n,
            sentence[a] == 0,
            headline[sentence[a]],
            a > 0 and letters[a - 1] in _INSIDE,
            letters[b : b + 1] in _INSIDE,
            letters[b - 1] == "p",
            "p" in letters[a + 1 : b] and _is_office(written[a]),
            _is_general(written[b - 1]),
            _is_general(written[a]),
            share,
        )
        for (a, b), share in zip(spans, lead, strict=True)
    ]
    return np.array(rows, np.float32).reshape(len(spans), len(SHAPE))


@lru_cache(_CACHE)
def _look(letters: str) -> tuple[float, ...]:
    names = sum(map(letters.count, "polm"))
    return (
        len(letters),
        names > 0,
        names == len(letters),
        letters.count("p") == len(letters),
        "s" in letters,
        "f" in letters,
        letters[-1] == "n",
        letters[0] == "a",
        "c" in letters,
    )
