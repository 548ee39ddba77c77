"""A text cut wherever a span of an utterance begins or ends, so that spans may nest, overlap and be split."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from stancekit.records import Span, Utterance

__all__ = ["Mark", "Role", "Segment", "cut", "marks_of"]

Role = Literal["content", "cue", "source", "for", "against"]


class Mark(NamedTuple):
    """A span of the utterance with a number, and what it is to it: evidence is ``for`` or ``against``."""

    start: int
    end: int
    role: Role
    number: int


class Segment(NamedTuple):
    """A piece of the text, and the marks that cover it: the shortest, so the innermost, first."""

    start: int
    end: int
    marks: tuple[Mark, ...]

    def numbers(self, role: Role) -> list[int]:
        """Return the numbers of the utterances to which the piece is this, each once."""
        return list(dict.fromkeys(mark.number for mark in self.marks if mark.role == role))


def marks_of(utterances: Sequence[Utterance]) -> list[Mark]:
    """Return the spans of utterances, which are numbered from 1."""
    return [mark for number, utterance in enumerate(utterances, 1) for mark in _of(utterance, number)]


def cut(length: int, marks: Iterable[Mark], breaks: Iterable[int] = ()) -> list[Segment]:
    """Cut a text of a length at the ends of all marks and at ``breaks``.

    Parts of marks beyond the text are left out, and so are marks that hold nothing.

    Examples
    --------
    >>> inner, outer = Mark(2, 4, "content", 1), Mark(0, 9, "content", 2)
    >>> [(s.start, s.end, s.numbers("content")) for s in cut(6, [inner, outer])]
    [(0, 2, [2]), (2, 4, [1, 2]), (4, 6, [2])]
    """
    begin: dict[int, list[Mark]] = defaultdict(list)
    end: dict[int, list[Mark]] = defaultdict(list)
    for mark in dict.fromkeys(marks):
        if max(mark.start, 0) < min(mark.end, length):
            begin[max(mark.start, 0)].append(mark)
            end[min(mark.end, length)].append(mark)
    inside = (place for place in breaks if 0 < place < length)
    places = sorted({0, length, *begin, *end, *inside})
    open_marks: dict[Mark, None] = {}
    found = []
    for start, stop in pairwise(places):
        for mark in end.get(start, ()):
            del open_marks[mark]
        open_marks.update(dict.fromkeys(begin.get(start, ())))
        found.append(Segment(start, stop, tuple(sorted(open_marks, key=_extent))))
    return found


def _of(utterance: Utterance, number: int) -> Iterator[Mark]:
    roles: dict[Role, tuple[Span, ...]] = {
        "content": utterance.content,
        "cue": utterance.cue,
        "source": utterance.source,
    }
    for role, spans in roles.items():
        yield from (Mark(*span, role, number) for span in spans)
    for evidence in utterance.stance.evidence if utterance.stance else ():
        yield Mark(evidence.start, evidence.end, "for" if evidence.weight >= 0 else "against", number)


def _extent(mark: Mark) -> tuple[int, int, int]:
    return mark.end - mark.start, mark.start, mark.number
