"""Noun phrases of an article: what a topic may be called.

Found by one regular expression over a string with a letter for each token's class.
"""

from __future__ import annotations

import re
from functools import lru_cache

from stancekit.text import Document
from stancekit.topics.words import STOP_WORDS

__all__ = ["LONGEST", "Chunk", "chunks", "classes", "joined", "subphrases"]

LONGEST = 7  # tokens of a phrase
_CACHE = 50_000  # answers remembered

Chunk = tuple[int, int]  # token range [first, last)

# a adjective, n noun, c number; p o l m names of persons, organizations, places, others; s particle (the
# possessive among them), f preposition, t determiner; the rest is "."
_LETTERS = {"ADJ": "a", "NOUN": "n", "NUM": "c", "PERSON": "p", "ORG": "o", "PLACE": "l", "MISC": "m",
            "PART": "s", "ADP": "f", "DET": "t"}  # fmt: skip
_JOINERS = frozenset(("of", "on", "in", "for", "to", "with", "against", "between"))
_ARTICLES = frozenset(("the", "a", "an"))
_POSSESSIVES = frozenset(("'s", "’s", "'", "’"))
_CHUNK = re.compile(r"[acnpolm](?:s?[anpolm])*(?<=[npolm])")


def classes(document: Document) -> str:
    """Return a letter for each token of a document; without tags, spelling decides."""
    if document.tags:
        return "".join([_LETTERS.get(tag, ".") for tag in document.tags])
    first = [True, *(a != b for a, b in zip(document.sentences, document.sentences[1:], strict=False))]
    return "".join(map(_untagged, document.words, first))


def _untagged(word: str, first: bool) -> str:
    lower = word.lower()
    if lower in _JOINERS:
        return "f"
    if lower in _ARTICLES:
        return "t"
    if not word[0].isalpha():
        return "c" if word[0].isdigit() else "s" if lower in _POSSESSIVES else "."
    if word[0].isupper() and not first and lower not in STOP_WORDS:
        return "m"
    return "." if lower in STOP_WORDS or (lower.endswith(("ly", "ed", "ing")) and not first) else "n"


def chunks(document: Document, letters: str) -> list[Chunk]:
    """Return the longest simple noun phrases, as token ranges that stay within a sentence."""
    sentences, words = document.sentences, document.words
    return [
        (a, b)
        for a, b in [m.span() for m in _CHUNK.finditer(letters)]
        if sentences[a] == sentences[b - 1]
        and (
            "s" not in letters[a:b] or all(words[i] in _POSSESSIVES for i in range(a, b) if letters[i] == "s")
        )
    ]


def joined(document: Document, letters: str, chunk: Chunk, following: Chunk) -> bool:
    """Tell whether only a preposition that joins noun phrases, and an article, stand between two chunks."""
    first, last = chunk[1], following[0]
    if letters[first:last] not in ("f", "ft") or document.words[first].lower() not in _JOINERS:
        return False
    return last - first == 1 or document.words[first + 1].lower() in _ARTICLES


def subphrases(letters: str, chunk: Chunk, following: Chunk | None) -> list[Chunk]:
    """Return the phrases a chunk offers: its parts, and parts joined by a preposition to the next chunk's."""
    first, last = chunk
    parts = [(first + a, first + b) for a, b in _parts(letters[first:last])]
    if following is None:
        return parts
    heads = [a for a, b in parts if b == last and b - a <= 4]
    ends = [following[0] + b for a, b in _parts(letters[following[0] : following[1]]) if a == 0]
    return parts + [(a, b) for a in heads for b in ends if b - a <= LONGEST]


@lru_cache(_CACHE)
def _parts(letters: str) -> tuple[Chunk, ...]:
    """Return the parts of a chunk that end in a noun or name and cut no name in two."""
    return tuple(
        (a, b)
        for a in range(len(letters))
        for b in range(a + 1, min(len(letters), a + 5) + 1)
        if letters[a] != "s"
        and letters[b - 1] in "npolm"
        and not (_is_name_inside(letters, a) or _is_name_inside(letters, b))
    )


def _is_name_inside(letters: str, at: int) -> bool:
    """Tell whether a cut before position ``at`` would part the words of one name."""
    return 0 < at < len(letters) and letters[at] in "polm" and letters[at - 1] == letters[at]
