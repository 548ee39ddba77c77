"""Quotation marks: which ones open, which close, and how deep every token stands inside them.

News convention: a quotation that runs over paragraphs opens anew in each and closes only in the last. What
does not fit (a mark never closed, a closing mark without an opening one) is repaired, never an error.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["Marks", "Quotation", "read"]

IntColumn = npt.NDArray[np.int32]

_CLOSER_OF = {"“": "”", '"': '"', "«": "»", "»": "«", "„": "“”", "‘": "’", "'": "'", "‹": "›", "‚": "‘’"}
_MARKS = frozenset("“”\"«»„‘’'‹›‚")
_SINGLE = frozenset("‘’'‚")
_OPENING_CONTEXT = frozenset("([{-–—/“‘\"'«„:")
_CLAUSE_END = frozenset(".,!?…;:")
_LONGEST = 2000  # tokens after which an unclosed mark is taken for a slip


class Quotation(NamedTuple):
    """A quotation: token rows ``[first, last]``, marks included; ``closed`` tells whether its mark closes."""

    first: int
    last: int
    depth: int
    closed: bool


class Marks(NamedTuple):
    """What the marks of one article say.

    ``depth`` (n_tokens,) is the quotation depth; ``closing`` the set of tokens that are closing marks;
    ``quotations`` the quotations, outermost first where they begin together.
    """

    depth: IntColumn
    closing: frozenset[int]
    quotations: tuple[Quotation, ...]


def read(
    words: Sequence[str], start: IntColumn, end: IntColumn, paragraph: IntColumn, text: str
) -> Marks:
    """Read the quotation marks among an article's tokens.

    Parameters
    ----------
    words : sequence of str
        The tokens.
    start, end, paragraph : arrays of shape (n_tokens,)
        Offsets and paragraph number of each.
    text : str
        The article's text, to see the white space around a mark.
    """
    rows = [i for i, w in enumerate(words) if w in _MARKS]
    if not rows:
        return Marks(np.zeros(len(words), np.int32), frozenset(), ())
    reader = _Reader(words, start.tolist(), end.tolist(), paragraph.tolist(), text)
    for row in rows:
        reader.read(row)
    reader.finish()
    return reader.marks(len(words))


class _Reader:
    """Walks over the marks of one article, keeping the stack of open ones."""

    def __init__(
        self, words: Sequence[str], start: list[int], end: list[int], paragraph: list[int], text: str
    ) -> None:
        self.words, self.start, self.end, self.paragraph, self.text = words, start, end, paragraph, text
        self.open: list[int] = []
        self.closing: set[int] = set()
        self.found: list[Quotation] = []
        self.paragraph_end = _last_rows(paragraph)
        self.single_partner: dict[int, int] = {}
        self.resume = -1  # row of the mark with which an unclosed quotation goes on in a new paragraph

    def read(self, row: int) -> None:
        self._leave_paragraphs(row)
        mark = self.words[row]
        if mark in _SINGLE:
            self._read_single(row, mark)
        elif self.open and mark in _CLOSER_OF[self.words[self.open[-1]]] and self._may_close(row, mark):
            self._close(row, closed=True)
        elif self._may_open(row, mark):
            self.open.append(row)
        else:
            self._read_stray(row, mark)

    def finish(self) -> None:
        while self.open:
            self._close(self.paragraph_end[self.paragraph[self.open[-1]]], closed=False)

    def marks(self, n_tokens: int) -> Marks:
        change = np.zeros(n_tokens + 1, np.int32)
        for q in self.found:
            change[q.first] += 1
            change[q.last + 1] -= 1
        depth = np.cumsum(change[:-1], dtype=np.int32)
        found = sorted(self.found, key=lambda q: (q.first, -q.last))
        return Marks(depth, frozenset(self.closing), tuple(found))

    def _leave_paragraphs(self, row: int) -> None:
        """Close what a finished paragraph left open: the next one opens anew if it goes on."""
        while self.open and self.paragraph[self.open[0]] != self.paragraph[row]:
            self._close(self.paragraph_end[self.paragraph[self.open[-1]]], closed=False)

    def _read_single(self, row: int, mark: str) -> None:
        if self.single_partner.get(row) is not None:
            while self.open and self.open[-1] != self.single_partner[row]:
                self.open.pop()  # a mark opened inside and never closed
            if self.open:
                self._close(row, closed=True)
            return
        if mark == "’" or not self._has_opening_space(row):
            return  # an apostrophe
        partner = self._find_single_closer(row)
        if partner is not None:
            self.single_partner[partner] = row
            self.open.append(row)

    def _find_single_closer(self, row: int) -> int | None:
        """Find the mark that closes a single one: after clause punctuation if any is, else the first."""
        closers = _CLOSER_OF[self.words[row]]
        stop = min(self.paragraph_end[self.paragraph[row]], row + _LONGEST)
        fallback = None
        for i in range(row + 2, stop + 1):
            if self.words[i] == self.words[row] and self._has_opening_space(i):
                break
            if self.words[i] in closers and self._has_closing_space(i):
                if self.words[i - 1] in _CLAUSE_END:
                    return i
                if fallback is None and not self.words[i - 1].endswith("s"):
                    fallback = i
        return fallback

    def _may_open(self, row: int, mark: str) -> bool:
        if mark in "“„«‹":
            # „…“ closes with the mark that opens elsewhere
            return not (self.open and mark in _CLOSER_OF[self.words[self.open[-1]]])
        if mark == '"':
            return self._has_opening_space(row) and not self._is_last(row)
        return mark == "»" and self._has_opening_space(row) and not self._has_closing_space(row)

    def _may_close(self, row: int, mark: str) -> bool:
        """Tell whether a mark that could close does: a straight one may open a quotation instead."""
        if mark != '"' or not self._has_opening_space(row) or self._has_closing_space(row):
            return True
        return False

    def _read_stray(self, row: int, mark: str) -> None:
        """Take a closing mark without an opening one: it ends a quotation that its paragraph's start began."""
        if any(mark in _CLOSER_OF[self.words[i]] for i in self.open):
            while mark not in _CLOSER_OF[self.words[self.open[-1]]]:
                self.open.pop()
            self._close(row, closed=True)

    def _close(self, row: int, *, closed: bool) -> None:
        first = self.open.pop()
        if closed:
            self.closing.add(row)
        if row > first:
            self.found.append(Quotation(first, row, len(self.open) + 1, closed))

    def _is_last(self, row: int) -> bool:
        return row == self.paragraph_end[self.paragraph[row]]

    def _has_opening_space(self, row: int) -> bool:
        """Tell whether a mark stands where one opens: after white space, a bracket, a dash, a mark."""
        at = self.start[row]
        before = self.text[at - 1 : at]
        return not before or before.isspace() or before in _OPENING_CONTEXT

    def _has_closing_space(self, row: int) -> bool:
        """Tell whether a mark stands where one closes: before anything but a letter or digit."""
        at = self.end[row]
        return not self.text[at : at + 1].isalnum()


def _last_rows(paragraph: list[int]) -> dict[int, int]:
    return {number: row for row, number in enumerate(paragraph)}
