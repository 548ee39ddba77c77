"""Feature templates: what is read off the tokens, as integer keys.

A key is ``group << 56 | a << 28 | b``: the group names template and part, ``a`` and ``b`` are word codes,
lexicon classes or small numbers. Everything is arithmetic on whole columns.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from stancekit.features.case import Part
from stancekit.features.lexicon import CLASSES
from stancekit.features.mentions import FAR
from stancekit.features.tokens import Tokens

__all__ = ["GROUP_SHIFT", "Occurrences", "occurrences"]

Ints = npt.NDArray[np.int64]

GROUP_SHIFT = 56
_HALF_SHIFT = 28
_CODE_MASK = (1 << 28) - 1
_OPENING = 4  # tokens at the head of a content that say more than the rest
_CLOSE = 4  # tokens from the target whose stems count by side
_REACHES = np.array([2, 5, 10])  # bounds of distances from the target that count apart
_N_CLASSES = len(CLASSES)
_N_NEAR = Part.FAR_BEFORE  # parts before this count word by word; what is farther off says too little


class Occurrences(NamedTuple):
    """Features found: key, case, and the first and last token it was read from (-1 for none)."""

    key: Ints
    row: Ints
    first: Ints
    last: Ints


def occurrences(tokens: Tokens) -> Occurrences:
    """Return every feature of every case."""
    found = [f for template in _TEMPLATES for f in template(tokens)]
    return Occurrences(*(np.concatenate(column) for column in zip(*found, strict=True)))


def _feature(
    group: Any, tokens: Tokens, at: Ints, a: Ints, b: Any = 0, *, last: Ints | None = None
) -> Occurrences:
    key = (group << GROUP_SHIFT) | (a << _HALF_SHIFT) | b
    return Occurrences(key, tokens.row[at], at, at if last is None else last)


def _words(tokens: Tokens) -> Iterator[Occurrences]:
    """Yield stems of every part, and content and cue words as they stand."""
    at = np.flatnonzero(tokens.part < _N_NEAR)
    yield _feature(tokens.part[at], tokens, at, tokens.stem[at])
    at = tokens.spoken
    yield _feature(5 + tokens.part[at], tokens, at, tokens.types["word"][tokens.type[at]])


def _pairs(tokens: Tokens) -> Iterator[Occurrences]:
    """Yield stems that follow each other in content or cue."""
    at = tokens.spoken[:-1]
    at = at[tokens.piece[at + 1] == tokens.piece[at]]
    yield _feature(7 + tokens.part[at], tokens, at, tokens.stem[at], tokens.stem[at + 1], last=at + 1)


def _negated(tokens: Tokens) -> Iterator[Occurrences]:
    at = tokens.spoken[tokens.negated[tokens.spoken]]
    yield _feature(9 + tokens.part[at], tokens, at, tokens.stem[at])


def _edges(tokens: Tokens) -> Iterator[Occurrences]:
    """Yield the opening stems of the content, and the first and last stem of content and cue."""
    spoken = tokens.spoken
    position = tokens.position[spoken]
    at = spoken[(position < _OPENING) & (tokens.part[spoken] == Part.CONTENT)]
    yield _feature(11, tokens, at, tokens.stem[at])
    at = spoken[position == 0]
    yield _feature(12 + tokens.part[at], tokens, at, tokens.stem[at])
    at = spoken[position == (tokens.counts[tokens.piece[spoken]] - 1)]
    yield _feature(14 + tokens.part[at], tokens, at, tokens.stem[at])


def _classes(tokens: Tokens) -> Iterator[Occurrences]:
    """Yield lexicon classes by part and negation, with and without their intensity."""
    at, group, degree = tokens.classes
    near = tokens.part[at] < _N_NEAR
    at, group, degree = at[near], group[near], degree[near]
    kind = 2 * tokens.part[at] + tokens.negated[at]
    yield _feature(16 + kind, tokens, at, group)
    yield _feature(26 + kind, tokens, at, group, degree)


def _class_pairs(tokens: Tokens) -> Iterator[Occurrences]:
    """Yield each lexicon class of the content with the next two, in order."""
    at, group, _ = tokens.classes
    here = tokens.part[at] == Part.CONTENT
    at, group = at[here], group[here] * 2 + tokens.negated[at[here]]
    for step in (1, 2):
        same = np.flatnonzero(tokens.row[at[step:]] == tokens.row[at[:-step]])
        yield _feature(36, tokens, at[same], group[same], group[same + step], last=at[same + step])


def _cue_with_classes(tokens: Tokens) -> Iterator[Occurrences]:
    """Yield the whole cue, and the cue with each lexicon class of the content."""
    at = np.flatnonzero(tokens.part == Part.CUE)
    cue = np.zeros(tokens.n_rows, np.int64)
    np.add.at(cue, tokens.row[at], tokens.types["stem"][tokens.type[at]])
    cue &= _CODE_MASK
    first = at[np.flatnonzero(np.diff(tokens.row[at], prepend=-1))]
    last = at[np.flatnonzero(np.diff(tokens.row[at], append=-1))]
    yield _feature(37, tokens, first, cue[tokens.row[first]], last=last)
    where, group, _ = tokens.classes
    here = tokens.part[where] == Part.CONTENT
    where, group = where[here], group[here] * 2 + tokens.negated[where[here]]
    yield _feature(38, tokens, where, group, cue[tokens.row[where]])


def _cue_classes_with_classes(tokens: Tokens) -> Iterator[Occurrences]:
    """Yield each lexicon class of the cue with each of the content: "denied" turns blame around."""
    at, group, _ = tokens.classes
    part = tokens.part[at]
    group = group * 2 + tokens.negated[at]
    in_cue = np.zeros((tokens.n_rows, 2 * _N_CLASSES), np.bool_)
    in_cue[tokens.row[at[part == Part.CUE]], group[part == Part.CUE]] = True
    content, group = at[part == Part.CONTENT], group[part == Part.CONTENT]
    which, cue_class = np.nonzero(in_cue[tokens.row[content]])
    yield _feature(39, tokens, content[which], group[which], cue_class)


def _shape(tokens: Tokens) -> Iterator[Occurrences]:
    """Yield the facts on each case that no token carries, and shouting."""
    rows, facts = np.indices(tokens.shape.shape).reshape(2, -1)
    key = (40 << GROUP_SHIFT) | (facts << _HALF_SHIFT) | tokens.shape.ravel()
    nowhere = np.full(len(rows), -1)
    yield Occurrences(key, rows, nowhere, nowhere)
    at = np.flatnonzero(tokens.types["shouted"][tokens.type] & (tokens.part == Part.CONTENT))
    yield _feature(41, tokens, at, np.zeros(len(at), np.int64))


def _toward(tokens: Tokens) -> Iterator[Occurrences]:
    """Yield lexicon classes and stems of the content by where they stand to the target."""
    side = (tokens.distance > 0).astype(np.int64)
    reach = np.abs(tokens.distance)
    at, group, _ = tokens.classes
    named = reach[at] < FAR
    at, group = at[named], group[named] * 2 + tokens.negated[at[named]]
    yield _feature(42, tokens, at, group, tokens.clause[at] * 2 + side[at])
    same = tokens.clause[at] < 2
    at, group = at[same], group[same]
    yield _feature(43, tokens, at, group, np.searchsorted(_REACHES, reach[at]) * 2 + side[at])
    at = np.flatnonzero(tokens.clause < 2)
    close = at[(reach[at] <= _CLOSE) & (reach[at] > 0)]
    yield _feature(44, tokens, close, tokens.stem[close], side[close])
    at = at[tokens.clause[at] == 0]
    yield _feature(45, tokens, at, tokens.stem[at])


_TEMPLATES = (
    _words,
    _pairs,
    _negated,
    _edges,
    _classes,
    _class_pairs,
    _cue_with_classes,
    _cue_classes_with_classes,
    _shape,
    _toward,
)
