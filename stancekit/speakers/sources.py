"""Sources: the record of what a source span says, and the tokens of spans."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from stancekit.records import Span, SpeakerKind
from stancekit.speakers.entities import Mention
from stancekit.speakers.lexicon import Gender
from stancekit.text import Document

__all__ = ["Form", "Source", "rows_of"]

Form = Literal["empty", "name", "pronoun", "description"]


@dataclass(slots=True)
class Source:
    """What a source span says.

    ``first`` and ``last`` are its token rows, ``head`` the head noun in singular and lower case,
    ``mention`` the name that is the source (for a name) or a possessor or person named before the head noun
    (for a description), ``owner`` the entity of the latter.
    ``words`` are the words that describe, in lower case and without determiners, ``modifiers`` all but
    the head noun, ``names`` those that are capitalised; ``pair`` tells of "both candidates".
    """

    form: Form
    first: int = -1
    last: int = -1
    pronoun: str = ""
    mention: Mention | None = None
    owner: int | None = None
    head: str = ""
    plural: bool = False
    determiner: str = "bare"
    pair: bool = False
    possessive: str = ""
    words: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    phrase: tuple[int, int] = (0, -1)
    kind: SpeakerKind = "unnamed"
    gender: Gender = ""
    chunk_last: int = -1


def rows_of(document: Document, spans: Sequence[Span]) -> list[int]:
    """Return the token rows that lie in the spans."""
    rows: list[int] = []
    for start, end in spans:
        rows.extend(range(bisect_right(document.ends, start), bisect_left(document.starts, end)))
    return rows
