"""A case: one utterance in its article's text."""

from __future__ import annotations

from typing import NamedTuple

from stancekit.records import Utterance

__all__ = ["Case", "Part"]


class Case(NamedTuple):
    """One utterance to classify.

    Parameters
    ----------
    text : str
        The whole article, as in `Article.text`.
    utterance : Utterance
        Its spans are offsets into ``text``.
    target : str, optional
        What the answer is to be toward, a phrase or a name; it counts where the content names it.
    narrow : bool
        Whether only what is said of the target counts: right where a caller asks for one target of several.

    Notes
    -----
    Who speaks is left out on purpose: a model that knows it learns prejudice about them.
    """

    text: str
    utterance: Utterance
    target: str | None = None
    narrow: bool = False


class Part:
    """What a piece of text is to the utterance: plain numbers, as they stand in columns."""

    CONTENT, CUE, SOURCE, BEFORE, AFTER, FAR_BEFORE, FAR_AFTER = range(7)
