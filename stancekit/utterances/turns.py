"""Turns of interviews and transcripts, and tweets: who speaks is printed before or below the words.

A turn ("SECRETARY DOYLE: …", "Q: …", "@handle: …") is one utterance: the label is its source, the colon its
cue, the rest of the paragraph its content. So is a paragraph with a signature below it ("— Jane Roe (@roe)").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from stancekit.text import TokenTable
from stancekit.utterances.attribution import Attribution

__all__ = ["with_turns"]

_LONGEST = 9  # tokens of a label, the mark behind it not counted
_LEAST_TURNS = 3  # of an article, from which its labels are taken for speakers
_CONFIDENCE = 0.7
_DASHES = frozenset(("—", "–", "-", "--"))
_LETTERS = frozenset(("Q", "A"))
_NO_SPEAKERS = frozenset(
    """also alert breaking caption correction credit date editor's factbox graphic graphics illustration image
    key listen live map more note opinion photo photos picture pictures poll price read recommended related
    see source sources subscribe time update updated video videos watch when where why""".split()  # noqa: SIM905
)


class _Turn(NamedTuple):
    """Rows ``[begin, end)`` of a turn, what is said in them, by whom, and the label that says so."""

    begin: int
    end: int
    content: range
    cue: range
    source: range
    label: str


def with_turns(table: TokenTable, found: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions with a turn's instead of those within it, in the order of their contents.

    Paragraphs that begin with a label are turns where an article has three of them or more and one label
    comes back; a Twitter handle is a label by itself.
    """
    turns = sorted([*_repeated(table, list(_labelled(table))), *_signed(table)])
    if not turns:
        return list(found)
    begin = [turn.begin for turn in turns]
    end = np.array([turn.end for turn in turns])
    first = np.array([a.content[0] for a in found], np.int64)
    at = np.searchsorted(begin, first, side="right") - 1
    outside = (at < 0) | (first >= end[at])
    kept = [a for a, out in zip(found, outside.tolist(), strict=True) if out]
    said = [Attribution(tuple(t.content), tuple(t.cue), tuple(t.source), _CONFIDENCE, True) for t in turns]
    return sorted([*kept, *said], key=lambda a: a.content[0])


def _repeated(table: TokenTable, turns: Sequence[_Turn]) -> Iterator[_Turn]:
    """Yield, article by article, the turns whose labels are those of speakers."""
    bound = np.searchsorted([turn.begin for turn in turns], table.first).tolist()
    for a, b in pairwise(bound):
        met = Counter(turn.label for turn in turns[a:b])
        is_transcript = b - a >= _LEAST_TURNS and max(met.values()) > 1
        yield from (turn for turn in turns[a:b] if is_transcript or turn.label.startswith("@"))


def _labelled(table: TokenTable) -> Iterator[_Turn]:
    """Yield the paragraphs that begin with what may be a speaker's label, and say something behind it."""
    if ":" not in table.words:
        return
    first, end = _paragraphs(table)
    colons = np.flatnonzero(table.word == table.words.index(":"))
    paragraph = np.searchsorted(first, colons, side="right") - 1
    for i, row in zip(paragraph.tolist(), colons.tolist(), strict=True):
        begin, behind = first[i], row + 1
        if not 0 < row - begin <= _LONGEST or behind == end[i] or table.quote[row]:
            continue
        words = [table.words[w] for w in table.word[begin:row].tolist()]
        name = words[: words.index("(")] if words[-1] == ")" and "(" in words[1:] else words
        if _is_label(name):
            said, cue, source = range(behind, end[i]), range(row, behind), range(begin, row)
            yield _Turn(begin, end[i], said, cue, source, name[-1])


def _signed(table: TokenTable) -> Iterator[_Turn]:
    """Yield paragraphs with a signature below them: a dash, a name, and a handle in brackets."""
    dashes = [i for i, word in enumerate(table.words) if word in _DASHES]
    if not dashes or not any(word.startswith("@") for word in table.words):
        return
    first, end = _paragraphs(table)
    for i in (1 + np.flatnonzero(np.isin(table.word[first[1:]], dashes))).tolist() if len(first) > 1 else ():
        begin, row = first[i - 1], first[i] + 1
        words = [table.words[w] for w in table.word[row : min(end[i], row + _LONGEST)].tolist()]
        handle = next((k for k, word in enumerate(words) if word.startswith("@")), 0)
        signed = handle > 1 and words[handle - 1] == "(" and _is_label(words[: handle - 1])
        if signed and first[i] not in table.first:
            source = range(row, min(end[i], row + handle + 2))
            yield _Turn(begin, end[i], range(begin, first[i]), range(0), source, words[handle])


def _paragraphs(table: TokenTable) -> tuple[list[int], list[int]]:
    """Return the first row of every paragraph, and the row behind it."""
    first = np.flatnonzero(np.diff(table.paragraph, prepend=-1)).tolist()
    return first, [*first[1:], len(table)]


def _is_label(words: Sequence[str]) -> bool:
    """Tell whether words are a name, a title or a handle, or the Q or A of an interview.

    Examples
    --------
    >>> [_is_label(words.split()) for words in ("Q", "SECRETARY DOYLE", "Anna Kerr", "He said", "Photo")]
    [True, True, True, False, False]
    """
    if len(words) == 1 and (words[0] in _LETTERS or words[0].startswith("@")):
        return True
    letters = [word for word in words if word[0].isalpha()]
    return (
        len(letters) > 0
        and len(letters[-1]) > 1
        and all(word[0].isupper() for word in letters)
        and letters[0].lower() not in _NO_SPEAKERS
        and all(word[0].isalpha() or word in ".&-’'" for word in words)
    )
