"""Pairing predicted spans with gold spans, by the word tokens that they share.

A set of spans becomes *ranges* of word-token numbers: sorted, disjoint, half-open. Overlaps are then found by
one sweep over all ranges of an article, so that only pairs that share a token are ever looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

__all__ = ["Ranges", "Scored", "overlaps", "pair", "score", "size", "token_ranges", "union", "word_starts"]

Ranges = list[tuple[int, int]]
Scored = tuple[float, int, int]

_WORD = re.compile(r"\w+")


def word_starts(text: str) -> list[int]:
    r"""Return where each word token (``\w+``) of ``text`` starts, in code points, ascending.

    Examples
    --------
    >>> word_starts("We won't.")
    [0, 3, 7]
    """
    return [word.start() for word in _WORD.finditer(text)]


def token_ranges(spans: Iterable[Sequence[int]] | None, starts: Sequence[int]) -> Ranges:
    """Return the ranges of word tokens that start inside ``spans``; empty for spans without a word.

    Parameters
    ----------
    spans : iterable of (start, end), or None
        Code points; may overlap, be empty, reversed or lie outside the text.
    starts : sequence of int
        What `word_starts` gave for the text.

    Examples
    --------
    >>> token_ranges([(0, 2), (3, 8)], word_starts("We won't."))
    [(0, 3)]
    """
    return _merged((bisect_left(starts, start), bisect_left(starts, end)) for start, end in spans or ())


def union(parts: Iterable[Ranges]) -> Ranges:
    """Return the ranges that cover every token of ``parts`` once."""
    return _merged(one for ranges in parts for one in ranges)


def _merged(found: Iterable[tuple[int, int]]) -> Ranges:
    merged: Ranges = []
    for first, last in sorted(found):
        if last <= first:
            continue
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def size(ranges: Ranges) -> int:
    """Return how many tokens ``ranges`` holds."""
    return sum(last - first for first, last in ranges)


def overlaps(gold: Sequence[Ranges], predicted: Sequence[Ranges]) -> Counter[tuple[int, int]]:
    """Count the tokens shared by each pair (index in gold, index in predicted) that shares any.

    Examples
    --------
    >>> dict(overlaps([[(0, 4)], [(6, 9)]], [[(2, 7)]]))
    {(0, 0): 2, (1, 0): 1}
    """
    shared: Counter[tuple[int, int]] = Counter()
    open_ranges: list[list[tuple[int, int]]] = [[], []]  # (end, index) of what the sweep stands in, by side
    for first, last, side, index in _by_start(gold, predicted):
        others = open_ranges[1 - side] = [(end, i) for end, i in open_ranges[1 - side] if end > first]
        for end, other in others:
            shared[(other, index) if side else (index, other)] += min(end, last) - first
        open_ranges[side].append((last, index))
    return shared


def _by_start(*sides: Sequence[Ranges]) -> list[tuple[int, int, int, int]]:
    return sorted(
        (first, last, side, index)
        for side, owners in enumerate(sides)
        for index, ranges in enumerate(owners)
        for first, last in ranges
    )


def score(gold: Sequence[Ranges], predicted: Sequence[Ranges]) -> list[Scored]:
    """Return (Jaccard, gold index, predicted index) of all overlapping pairs, best first, then by index.

    Jaccard is the number of shared tokens over the number of tokens in either, in (0, 1].
    """
    gold_sizes, predicted_sizes = [size(g) for g in gold], [size(p) for p in predicted]
    scored = [
        (shared / (gold_sizes[i] + predicted_sizes[j] - shared), i, j)
        for (i, j), shared in overlaps(gold, predicted).items()
    ]
    return sorted(scored, key=lambda pair: (-pair[0], pair[1], pair[2]))


def pair(scored: Iterable[Scored], threshold: float) -> list[tuple[int, int]]:
    """Match one to one, greedily in the order given: pairs of Jaccard >= ``threshold``.

    Examples
    --------
    >>> pair([(0.9, 0, 0), (0.8, 0, 1), (0.6, 1, 1), (0.2, 2, 2)], 0.5)
    [(0, 0), (1, 1)]
    """
    matched: dict[int, int] = {}
    taken: set[int] = set()
    for jaccard, i, j in scored:
        if jaccard >= threshold and i not in matched and j not in taken:
            matched[i] = j
            taken.add(j)
    return list(matched.items())
