"""Quotation marks: which ones open, which close, and how deep every token stands inside them.

News convention: a quotation that runs over paragraphs opens anew in each and closes only in the last. What
does not fit (a mark never closed, a closing mark without an opening one) is repaired, never an error. Every
paragraph is read on its own, but for what the one before left open.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from stancekit.text.marks import DOUBLE, KIND, SINGLE, Mark, look, surplus

__all__ = ["Marks", "Quotation", "read"]

IntColumn = npt.NDArray[np.int32]

_STOPS = frozenset((".", "?", "!", "…"))
_FAR = 12  # tokens up to which a single mark after an "s" may close: beyond, it is a plural's possessive
_REACH = 200  # marks within which the closing partner of a single mark is looked for


class Quotation(NamedTuple):
    """A quotation: token rows ``[first, last]``, marks included.

    Attributes
    ----------
    first, last : int
        Rows of the first and of the last token.
    depth : int
        1 outermost, 2 inside another, and so on.
    closed : bool
        Whether a closing mark ends it; an unclosed one ends with its paragraph.
    continues : bool
        Whether it goes on with the quotation that the paragraph before left unclosed.
    """

    first: int
    last: int
    depth: int
    closed: bool
    continues: bool = False


class Marks(NamedTuple):
    """What the marks of one article say.

    Attributes
    ----------
    depth : array of shape (n_tokens,)
        Quotation depth of each token.
    closing : frozenset of int
        Tokens that are closing marks.
    quotations : tuple of Quotation
        The quotations, outermost first where they begin together.
    """

    depth: IntColumn
    closing: frozenset[int]
    quotations: tuple[Quotation, ...]


def read(
    words: Sequence[str],
    start: Sequence[int] | IntColumn,
    end: Sequence[int] | IntColumn,
    paragraph: Sequence[int] | IntColumn,
    *,
    rows: Sequence[int] | None = None,
) -> Marks:
    """Read the quotation marks among an article's tokens.

    Parameters
    ----------
    words : sequence of str
        The tokens.
    start, end, paragraph : sequences or arrays of shape (n_tokens,)
        Offsets and paragraph number of each.
    rows : sequence of int, optional
        The tokens that are marks, where the caller knows them already.

    Examples
    --------
    >>> words = ["“", "Go", ",", "”", "she", "said", "."]
    >>> marks = read(words, [0, 1, 3, 4, 6, 10, 14], [1, 3, 4, 5, 9, 14, 15], [0] * 7)
    >>> marks.depth.tolist()
    [1, 1, 1, 1, 0, 0, 0]
    >>> marks.quotations
    (Quotation(first=0, last=3, depth=1, closed=True, continues=False),)
    """
    if rows is None:
        rows = [row for row, word in enumerate(words) if word in KIND]
    found: list[Quotation] = []
    closing: set[int] = set()
    paragraph = np.asarray(paragraph)
    bounds = np.searchsorted(paragraph, range(paragraph[-1] + 2)).tolist() if rows else []
    marks = look(words, start, end, paragraph, rows)
    for number, group in groupby(marks, key=attrgetter("paragraph")):
        reader = _Paragraph(list(group), words, bounds[number], bounds[number + 1] - 1, found)
        found += reader.read()
        closing |= reader.closing
    found.sort(key=lambda q: (q.first, -q.last))
    return Marks(_depth(found, len(words)), frozenset(closing), tuple(found))


def _depth(found: Sequence[Quotation], n_tokens: int) -> IntColumn:
    change = np.zeros(n_tokens + 1, np.int32)
    for quotation in found:
        change[quotation.first] += 1
        change[quotation.last + 1] -= 1
    depth: IntColumn = np.cumsum(change[:-1], dtype=np.int32)
    return depth


class _Paragraph:
    """Walks over the marks of one paragraph, keeping the stack of open ones."""

    def __init__(
        self, marks: list[Mark], words: Sequence[str], first: int, last: int, found: Sequence[Quotation]
    ) -> None:
        self.marks, self.words, self.first, self.last = marks, words, first, last
        self.previous = _left_open(found, first)
        self._surplus = surplus(marks)
        self.open: list[Mark] = []
        self.partner: dict[int, int] = {}  # row of a closing single mark: row of its opening one
        self.closing: set[int] = set()
        self.found: list[Quotation] = []

    def read(self) -> list[Quotation]:
        self._go_on()
        for index, mark in enumerate(self.marks):
            if mark.kind == SINGLE:
                self._read_single(index, mark)
            elif self._role(mark) > 0:
                self._end_unclosed(index, mark)
                self.open.append(mark)
            else:
                self.closing.add(mark.row)
                self._close(mark)
        while self.open:
            self._leave(self.last, closed=False)
        return self.found

    def _go_on(self) -> None:
        """Open at the paragraph's start where its first mark closes: the opening one was left out.

        Either the paragraph before is open, or the mark stands after a comma: "That is it,” she said.
        """
        first = next((mark for mark in self.marks if mark.kind == DOUBLE), None)
        if first is None or first.looks >= 0 or first.form > 0:
            return
        if self.previous is not None or self.words[first.row - 1] == ",":
            self.open.append(first._replace(row=self.first))

    def _role(self, mark: Mark) -> int:
        """Tell whether a mark opens (1) or closes (-1) by its form, its surroundings and what is open."""
        if mark.row == self.first:
            return 1
        is_open = any(other.kind == mark.kind for other in self.open)
        if mark.form == 0:
            return mark.looks or (-1 if is_open else 1)
        if is_open == (mark.form > 0) and mark.looks != mark.form:
            return -mark.form if mark.looks or mark.form > 0 else mark.form  # „so“, ”so”
        return mark.form

    def _end_unclosed(self, index: int, mark: Mark) -> None:
        """End an open quotation of the same kind, never closed, with its sentence; true nesting may stand."""
        same = [other for other in self.open if other.kind == mark.kind]
        if not same or self._surplus[index] >= len(same) - self._may_stay_open(same[-1], mark):
            return
        while self.open[-1].kind != mark.kind:
            self.open.pop()
        rows = range(self.open[-1].row + 2, mark.row)
        words = self.words
        stop = next((row for row in rows if words[row] in _STOPS and words[row - 1].islower()), mark.row - 1)
        self._leave(stop, closed=False)

    def _may_stay_open(self, opened: Mark, mark: Mark) -> bool:
        """Tell whether a quotation may go on around another: in curly marks, or on in the next paragraph."""
        following = self.words[self.last + 1 : self.last + 2]
        runs_on = opened.row == self.first and self.words[opened.row] in following
        return runs_on or (opened.form == 0 and mark.form > 0)

    def _read_single(self, index: int, mark: Mark) -> None:
        if mark.row in self.partner:
            if any(other.row == self.partner[mark.row] for other in self.open):
                while self.open[-1].row != self.partner[mark.row]:
                    self._leave(mark.row - 1, closed=False)
                self.closing.add(mark.row)
                self._leave(mark.row, closed=True)
        elif mark.looks + mark.form > 0 and mark.form >= 0 and mark.looks >= 0:
            closer = self._find_single_closer(index)
            if closer is not None:
                self.partner[closer] = mark.row
            if closer is not None or self._runs_on(mark):
                self.open.append(mark)

    def _find_single_closer(self, index: int) -> int | None:
        """Find the mark that closes a single one: the first that cannot be a plural's apostrophe."""
        row, balance, fallback = self.marks[index].row, 0, None
        for mark in self.marks[index + 1 : index + 1 + _REACH]:
            if mark.kind != SINGLE:
                balance += mark.form or mark.looks
                if balance < 0:
                    break  # the quotation around it ends
            elif balance == 0 and mark.looks > 0 and mark.form >= 0:
                break
            elif balance == 0 and mark.looks < 0 and mark.row > row + 1:
                if not mark.weak:
                    return mark.row
                if fallback is None and mark.row <= row + _FAR:
                    fallback = mark.row
        return fallback

    def _runs_on(self, mark: Mark) -> bool:
        """Tell whether the next paragraph opens with the same single mark, as a running quotation does."""
        following = self.words[self.last + 1 : self.last + 2]
        return mark.row == self.first and self.words[mark.row] in following

    def _close(self, mark: Mark) -> None:
        """Close the quotation that the mark ends; a stray mark ends none."""
        if any(other.kind == mark.kind for other in self.open):
            while self.open[-1].kind != mark.kind:
                other = self.open.pop()
                if other.kind != SINGLE:
                    self._add(other, mark.row - 1, closed=False)
            self._leave(mark.row, closed=True)

    def _leave(self, last: int, *, closed: bool) -> None:
        self._add(self.open.pop(), last, closed=closed)

    def _add(self, mark: Mark, last: int, *, closed: bool) -> None:
        depth = len(self.open) + 1
        continues = depth == 1 and self.previous is not None and mark.row == self.first
        if last > mark.row:
            self.found.append(Quotation(mark.row, last, depth, closed, continues))


def _left_open(found: Sequence[Quotation], row: int) -> Quotation | None:
    """Return the outermost quotation that the paragraph before ``row`` left open."""
    if found and found[-1].depth == 1 and not found[-1].closed and found[-1].last == row - 1:
        return found[-1]
    return None
