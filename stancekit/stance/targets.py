"""The target of an utterance: the phrase that its stance is about, out of the article's own words.

Phrases of the content and the cue, and names from around them, are candidates; a linear score of what can be
seen of them chooses one. Its weights were fitted by ridge regression on the word overlap of candidates with
annotated targets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import inf, log1p
from operator import itemgetter
from typing import NamedTuple

from stancekit.records import Span, Utterance
from stancekit.stance.phrases import Phrases, Word, is_function_word, phrases, pieces, read_word

__all__ = ["TargetFinder"]

_CUE_OBJECT = re.compile(r"[Nn]+$|N+")

_READ = 60  # tokens of a content that are looked at
_READ_OF_CUE = 15
_PHRASES = 8
_OPENING_WORDS = 4  # that may say "he"
_CONTEXT, _NAMES_BEFORE = 250, 4  # characters before the utterance that are looked at, and most names in them
_TOP_NAMES = 2

_PRONOUNS = frozenset(("he", "she", "it", "they", "him", "her", "them", "this"))

# What a candidate is, and how much that adds to the word overlap that is expected of it.
_WEIGHTS = {
    "name": 0.182,
    "in cue": -0.020,
    "before": -0.138,
    "before, and the content says he": 0.005,
    "most named": -0.218,
    "later phrase": -0.148 / 12,
    "first phrase": 0.028,
    "second phrase": 0.021,
    "opening": 0.139,
    "name first": 0.062,
    "partly name": 0.036,
    "with preposition": -0.02,
    "capital": 0.113,
    "one word": -0.071,
    "long": 0.044,
    "often": 0.081,
    "often, and a name": -0.026,
    "of the source": -0.045,
    "ing": -0.004,
}


class _Phrase(NamedTuple):
    """A phrase's score apart from its place and from who speaks, and its pieces."""

    score: float
    pieces: list[str]

    def score_for(self, source: set[str]) -> float:
        """Return the score where the speaker's name is made of these pieces."""
        return self.score if source.isdisjoint(self.pieces) else self.score + _WEIGHTS["of the source"]


class TargetFinder:
    """Finds the targets of an article's utterances.

    Parameters
    ----------
    text : str
        The whole article.

    Examples
    --------
    >>> text = "Jane Roe spoke. The mayor denounced Roe for her silence."
    >>> said = Utterance("u1", "indirect", (Span(36, 55),), (Span(26, 35),), (Span(16, 25),))
    >>> TargetFinder(text).find(said)
    'Jane Roe'
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._article = Phrases(text)
        self._frequent = self._article.frequent_names(_TOP_NAMES)
        self._known: dict[str, _Phrase] = {}

    def find(self, utterance: Utterance) -> str | None:
        """Return the main target phrase of an utterance.

        Returns
        -------
        str or None
            A noun phrase of the utterance, or a name in the fullest form the article gives, or one from just
            before when the utterance itself only says "he". Never a pronoun; None where there is no phrase.
        """
        source = {w for a, b in utterance.source for w in pieces(self._text[a:b])}
        named = (*self._from_context(utterance, source), *self._most_named(source))
        score, name = max(named, key=itemgetter(0), default=(-inf, None))
        said = (*self._from_content(utterance.content, source), *self._from_cue(utterance.cue, source))
        of_phrase, first, last = max(said, key=itemgetter(0), default=(-inf, 0, 0))
        if of_phrase == score == -inf:
            return None
        return self._article.text(first, last) if of_phrase >= score else name

    def _from_content(self, content: Sequence[Span], source: set[str]) -> Iterator[tuple[float, int, int]]:
        rows = self._article.rows(content, _READ)
        letters = self._article.letters(rows)
        for number, start, end in phrases(letters, _PHRASES):
            first, last = rows[start], rows[end - 1]
            place = _place(number, start, letters[start:end])
            yield place + self._score(first, last, source), first, last

    def _from_cue(self, cue: Sequence[Span], source: set[str]) -> Iterator[tuple[float, int, int]]:
        """Yield what the cue itself is about, as in "criticism of the plan"."""
        rows = self._article.rows(cue, _READ_OF_CUE)
        for match in _CUE_OBJECT.finditer(self._article.letters(rows)):
            first, last = rows[match.start()], rows[match.end() - 1]
            yield _WEIGHTS["in cue"] + self._score(first, last, source), first, last

    def _from_context(self, utterance: Utterance, source: set[str]) -> Iterator[tuple[float, str]]:
        """Yield the names before the utterance, the nearest first, for an utterance that says "he"."""
        spans = (*utterance.content, *utterance.cue, *utterance.source)
        begin = min((span.start for span in spans), default=0)
        place = _WEIGHTS["before"]
        opening = self._article.rows(utterance.content, _OPENING_WORDS)
        if not _PRONOUNS.isdisjoint(piece for row in opening for piece in self._article.words[row].pieces):
            place += _WEIGHTS["before, and the content says he"]
        for number, name in enumerate(self._article.names(begin - _CONTEXT, begin, _NAMES_BEFORE)):
            known = self._name(name)
            if source.isdisjoint(known.pieces) and not is_function_word(name):
                yield place + number * _WEIGHTS["later phrase"] + known.score, name

    def _most_named(self, source: set[str]) -> Iterator[tuple[float, str]]:
        for name in self._frequent:
            yield _WEIGHTS["most named"] + self._name(name).score_for(source), name

    def _score(self, first: int, last: int, source: set[str]) -> float:
        """Return the score of a phrase apart from its place; a last name has that of the full name."""
        article = self._article
        if first == last:
            word = article.words[first].bare
            return self._name(article.full.get(word, word)).score_for(source)
        score = self._looks(
            article.words[first],
            article.words[last],
            article.is_name(first, last),
            article.n_pieces(first, last),
        )
        if source and any(not source.isdisjoint(word.pieces) for word in article.words[first : last + 1]):
            score += _WEIGHTS["of the source"]
        return score

    def _name(self, name: str) -> _Phrase:
        """Return what is known of a word or name, wherever it stands in the article."""
        if name not in self._known:
            words = [read_word(word) for word in name.split()]
            parts = [piece for word in words for piece in word.pieces]
            is_name = all(word.upper for word in words)
            self._known[name] = _Phrase(self._looks(words[0], words[-1], is_name, len(parts)), parts)
        return self._known[name]

    def _looks(self, first: Word, last: Word, is_name: bool, n_pieces: int) -> float:
        """Return what a phrase's words add to its score."""
        if not n_pieces:
            return -inf
        often = log1p(self._article.counts.get(last.bare, 0))
        return (
            is_name * (_WEIGHTS["name"] + often * _WEIGHTS["often, and a name"])
            + (not is_name and first.upper) * _WEIGHTS["capital"]
            + (n_pieces == 1) * _WEIGHTS["one word"]
            + (n_pieces >= 4) * _WEIGHTS["long"]
            + often * _WEIGHTS["often"]
            + last.bare.endswith("ing") * _WEIGHTS["ing"]
        )


@lru_cache(1 << 12)
def _place(number: int, start: int, letters: str) -> float:
    """Return what the place of a phrase in the content adds to its score."""
    name = "n" not in letters and "f" not in letters
    return (
        number * _WEIGHTS["later phrase"]
        + (number == 0) * _WEIGHTS["first phrase"]
        + (number == 1) * _WEIGHTS["second phrase"]
        + (start <= 2) * _WEIGHTS["opening"]
        + (name and number == 0) * _WEIGHTS["name first"]
        + ("N" in letters and not name) * _WEIGHTS["partly name"]
        + ("f" in letters) * _WEIGHTS["with preposition"]
    )
