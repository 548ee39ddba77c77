"""A case: one utterance in its article's text, and the parts of that text that tell its stance."""

from __future__ import annotations

from typing import NamedTuple

from stancekit.records import Speaker, Utterance

__all__ = ["Case", "Part", "pieces"]

_NEAR = 120  # characters on each side of the utterance whose words count one by one
_FAR = 300  # characters on each side that count as a whole
_LONGEST = 8_000  # characters read of one span; what follows adds time, not a stance


class Case(NamedTuple):
    """One utterance to classify.

    Parameters
    ----------
    text : str
        The whole article, as in `Article.text`.
    utterance : Utterance
        Its spans are offsets into ``text``.
    speaker : Speaker, optional
        Who the source is. The default extractor leaves names and persons out on purpose: a model that
        knows who speaks learns prejudice about them.
    topic : str, optional
        Label of the topic that the utterance belongs to.
    """

    text: str
    utterance: Utterance
    speaker: Speaker | None = None
    topic: str | None = None


class Part:
    """What a piece of text is to the utterance: plain numbers, as they stand in columns."""

    CONTENT, CUE, SOURCE, BEFORE, AFTER, FAR_BEFORE, FAR_AFTER = range(7)


def pieces(case: Case) -> list[tuple[int, int, int]]:
    """Return part, start and end of each span of the utterance, and of the text around it.

    Spans are cut to the text and to a length that can be read in no time.

    Examples
    --------
    >>> from stancekit.records import Span
    >>> text = "In May she said it was fine. Nobody asked."
    >>> case = Case(text, Utterance("u1", "indirect", (Span(16, 27),), (Span(11, 15),), (Span(7, 10),)))
    >>> [(p, text[a:b]) for p, a, b in pieces(case) if p in (Part.BEFORE, Part.AFTER)]
    [(3, 'In May '), (4, '. Nobody asked.')]
    """
    text, said = case.text, case.utterance
    size = len(text)
    found = []
    low, high = size, 0
    for part, spans in enumerate((said.content, said.cue, said.source)):
        for start, end in spans:
            start, end = max(0, start), min(end, size)
            if start < end:
                found.append((part, start, min(end, start + _LONGEST)))
                low, high = min(low, start), max(high, end)
    return found + _around(text, low, high) if found else []


def _around(text: str, low: int, high: int) -> list[tuple[int, int, int]]:
    near_low, near_high = _after_space(text, low - _NEAR, low), _before_space(text, high, high + _NEAR)
    found = [(Part.BEFORE, near_low, low), (Part.AFTER, high, near_high)]
    if near_low > 0:
        found.append((Part.FAR_BEFORE, _after_space(text, low - _FAR, near_low), near_low))
    if near_high < len(text):
        found.append((Part.FAR_AFTER, near_high, _before_space(text, near_high, high + _FAR)))
    return found


def _after_space(text: str, start: int, end: int) -> int:
    """Move ``start`` past the word that it may have cut in two."""
    if start <= 0:
        return 0
    space = text.find(" ", start, end)
    return end if space < 0 else space


def _before_space(text: str, start: int, end: int) -> int:
    if end >= len(text):
        return len(text)
    space = text.rfind(" ", start, end)
    return start if space < 0 else space
