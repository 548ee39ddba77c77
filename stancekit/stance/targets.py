"""The target of an utterance: the phrase that its stance is about, out of the article's own words.

Phrases of the content and the cue, and names from around them, are candidates; a linear score of what can be
seen of them chooses one. Its weights were fitted by ridge regression on the word overlap of candidates with
annotated targets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from math import log1p
from typing import NamedTuple

from stancekit.records import Span, Utterance

__all__ = ["Candidate", "candidates", "find"]

_TOKEN = re.compile(r"[^\W_][\w.&'’-]{0,60}(?<![.'’-])|[^\w\s]")
_WORD = re.compile(r"\w+")
_NAME_RUN = re.compile(r"[A-Z][\w'’-]{1,40}(?: [A-Z][\w'’-]{1,40}){0,4}")
_FULL_NAME = re.compile(r"(?:[A-Z][\w'’-]{0,40}\.? ){1,3}[A-Z][\w'’-]{1,40}")
_PHRASE = re.compile(r"[Nn]+(?:fd?[Nn]+)*")
_PLAIN = re.compile(r"[Nn]+")
_NAMES = re.compile(r"N+")
_CONTRACTION = re.compile(r"(?:'ll|'re|'ve|'d|'m|n't)$")
_CUE_OBJECT = re.compile(r"[Nn]+$|N+")

_LONGEST = 9  # tokens of a phrase
_READ = 60  # tokens of a content that are looked at
_PHRASES = 8
_CONTEXT = 250  # characters before the utterance in which names are looked for
_TOP_NAMES = 2
_TEXT_READ = 100_000  # characters of an article in which names are counted

_PREPOSITIONS = frozenset("of for on in to with against between over from about by".split())  # noqa: SIM905
_DETERMINERS = frozenset("the a an this that these those his her its their our your my".split())  # noqa: SIM905
_PRONOUNS = frozenset("he she it they him her them this that".split())  # noqa: SIM905
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


class Candidate(NamedTuple):
    """A phrase that may be the target, and what its score is made of."""

    phrase: str
    score: float


def find(text: str, utterance: Utterance) -> str | None:
    """Return the main target phrase of an utterance.

    Parameters
    ----------
    text : str
        The whole article.
    utterance : Utterance

    Returns
    -------
    str or None
        A noun phrase of the utterance, or a name in the fullest form the article gives, or one from just
        before when the utterance itself only says "he". Never a pronoun; None where there is no phrase.

    Examples
    --------
    >>> text = "Jane Roe spoke. The mayor denounced Roe for her silence."
    >>> find(text, Utterance("u1", "indirect", (Span(36, 55),), (Span(26, 35),), (Span(16, 25),)))
    'Jane Roe'
    """
    best = max(candidates(text, utterance), key=lambda c: c.score, default=None)
    return best.phrase if best else None


def candidates(text: str, utterance: Utterance) -> Iterator[Candidate]:
    """Yield the phrases that may be the target, each once."""
    names = _names(text)
    source = {w for span in utterance.source for w in _words(text[span.start : span.end])}
    seen: set[str] = set()
    for phrase, score in (
        *_from_content(text, utterance, names),
        *_from_cue(text, utterance, names),
        *_from_context(text, utterance, names),
        *((name, _WEIGHTS["most named"]) for name in names.top),
    ):
        words = _words(phrase)
        if words and phrase not in seen and phrase.lower() not in _PRONOUNS:
            seen.add(phrase)
            yield Candidate(phrase, score + _score(phrase, words, source, names))


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


class _Names(NamedTuple):
    """Names of an article: fullest form by last word, how often each word stands, the most frequent names."""

    full: dict[str, str]
    counts: Counter[str]
    top: list[str]


class _Token(NamedTuple):
    word: str
    start: int
    end: int


@lru_cache(maxsize=8)
def _names(text: str) -> _Names:
    """Read the names off an article; the few articles in work are remembered."""
    text = text[:_TEXT_READ]
    forms: dict[str, Counter[str]] = {}
    for match in _FULL_NAME.findall(text):
        words = match.split()
        while words and (words[0].lower() in _TITLES or _is_function_word(words[0])):
            del words[0]
        if len(words) > 1:
            last = _bare(words[-1])
            forms.setdefault(last, Counter())[" ".join([*words[:-1], last])] += 1
    full = {last: max(c, key=lambda name: (c[name], len(name), name)) for last, c in forms.items()}
    counts = Counter(map(_bare, _TOKEN.findall(text)))
    top = sorted(full, key=lambda last: (-counts[last], last))[:_TOP_NAMES]
    return _Names(full, counts, [full[last] for last in top])


def _from_content(text: str, utterance: Utterance, names: _Names) -> Iterator[tuple[str, float]]:
    tokens = _tokens(text, utterance.content, _READ)
    letters = _letters(tokens, names)
    for number, match in zip(range(_PHRASES), _PHRASE.finditer(letters), strict=False):
        for start, end in _parts(letters, match):
            phrase = _full(text[tokens[start].start : tokens[end - 1].end], names)
            yield phrase, _place(number, start, letters[start:end])


def _parts(letters: str, phrase: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield a phrase with its prepositions, then its parts between them, then the names in those."""
    if phrase.end() - phrase.start() <= _LONGEST:
        yield phrase.span()
    for part in _PLAIN.finditer(letters, *phrase.span()):
        if part.end() - part.start() <= _LONGEST:
            yield part.span()
        yield from (name.span() for name in _NAMES.finditer(letters, *part.span()))


def _place(number: int, start: int, letters: str) -> float:
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


def _from_cue(text: str, utterance: Utterance, names: _Names) -> Iterator[tuple[str, float]]:
    """Yield what the cue itself is about, as in "criticism of the plan"."""
    tokens = _tokens(text, utterance.cue, 15)
    for match in _CUE_OBJECT.finditer(_letters(tokens, names)):
        phrase = text[tokens[match.start()].start : tokens[match.end() - 1].end]
        yield _full(phrase, names), _WEIGHTS["in cue"]


def _from_context(text: str, utterance: Utterance, names: _Names) -> Iterator[tuple[str, float]]:
    """Yield the names before the utterance, the nearest first, for an utterance that says "he"."""
    spans = (*utterance.content, *utterance.cue, *utterance.source)
    begin = min((max(0, span.start) for span in spans), default=0)
    opening = [t.word.lower() for t in _tokens(text, utterance.content, 4)]
    score = _WEIGHTS["before"]
    if any(word in _PRONOUNS and word != "that" for word in opening):
        score += _WEIGHTS["before, and the content says he"]
    source = {w for span in utterance.source for w in _words(text[span.start : span.end])}
    runs = _NAME_RUN.findall(text, max(0, begin - _CONTEXT), begin)[-4:]
    for number, run in enumerate(reversed(runs)):
        name = _full(run, names)
        if not _is_function_word(name) and source.isdisjoint(_words(name)):
            yield name, score + number * _WEIGHTS["later phrase"]


def _score(phrase: str, words: list[str], source: set[str], names: _Names) -> float:
    name = all(w[0].isupper() for w in phrase.split())
    often = log1p(names.counts[_bare(phrase.split()[-1])])
    return (
        name * (_WEIGHTS["name"] + often * _WEIGHTS["often, and a name"])
        + (not name and phrase[0].isupper()) * _WEIGHTS["capital"]
        + (len(words) == 1) * _WEIGHTS["one word"]
        + (len(words) >= 4) * _WEIGHTS["long"]
        + often * _WEIGHTS["often"]
        + (not source.isdisjoint(words)) * _WEIGHTS["of the source"]
        + words[-1].endswith("ing") * _WEIGHTS["ing"]
    )


def _tokens(text: str, spans: tuple[Span, ...], most: int) -> list[_Token]:
    tokens: list[_Token] = []
    for span in spans:
        for match in _TOKEN.finditer(text, max(0, span.start), min(len(text), max(0, span.end))):
            tokens.append(_Token(match.group(), *match.span()))
            if len(tokens) == most:
                return tokens
    return tokens


def _letters(tokens: list[_Token], names: _Names) -> str:
    """Return a letter for each token: N name, n other content word, f preposition, d determiner, rest "."."""
    first = [True, *(t.word in '.?!“"‘:' for t in tokens)]
    unsure = (f and _bare(t.word) not in names.full for t, f in zip(tokens, first, strict=False))
    return "".join(_letter(t.word, u) for t, u in zip(tokens, unsure, strict=True))


def _letter(word: str, unsure: bool) -> str:
    lower = word.lower().replace("’", "'")
    if not word[0].isalnum() or lower in _STOP_WORDS or _CONTRACTION.search(lower):
        return "."
    if lower in _PREPOSITIONS:
        return "f"
    if lower in _DETERMINERS:
        return "d"
    return "N" if word[0].isupper() and not unsure else "n"


def _full(phrase: str, names: _Names) -> str:
    """Return the fullest form of a name, or the phrase without a possessive ending."""
    phrase = _bare(phrase.strip())
    return names.full.get(phrase, phrase)


def _bare(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "’s")) else word


def _words(phrase: str) -> list[str]:
    return [w for w in _WORD.findall(phrase.lower()) if w not in ("the", "a", "an", "s")]


def _is_function_word(word: str) -> bool:
    lower = word.lower().replace("’", "'")
    return lower in _STOP_WORDS or lower in _DETERMINERS or lower in _PREPOSITIONS
