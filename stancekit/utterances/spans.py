"""Turn attributions over token rows into `Utterance` records with exact spans and a quotation kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from stancekit.records import Span, Utterance
from stancekit.text import TokenTable
from stancekit.utterances.attribution import Attribution

__all__ = ["kind_of", "to_utterances"]

_DIRECT_SHARE = 0.9  # share of quoted letters from which an utterance counts as direct
_TRIMMED = frozenset(",;:–—-")


def to_utterances(table: TokenTable, found: Iterable[Attribution]) -> list[tuple[Utterance, ...]]:
    """Return the utterances of each article of the table, in the order of their first content."""
    first = table.first.tolist()
    out: list[list[Utterance]] = [[] for _ in table.articles]
    article = 0
    for a in sorted(found, key=lambda a: a.content[0]):
        while a.content[0] >= first[article + 1]:
            article += 1
        content = _spans(table, _trimmed(table, a.content))
        utterance = Utterance(
            id=f"u{len(out[article]) + 1}",
            kind=kind_of(table, a.content),
            content=content,
            cue=_spans(table, a.cue),
            source=_spans(table, a.source),
        )
        out[article].append(utterance)
    return [tuple(utterances) for utterances in out]


def kind_of(table: TokenTable, rows: Sequence[int]) -> Literal["direct", "indirect", "mixed"]:
    """Return whether the words in ``rows`` stand in quotation marks: all, none or some of them."""
    quoted = total = 0
    for row in rows:
        word = table.words[table.word[row]]
        if word[0].isalnum():
            total += len(word)
            quoted += len(word) * bool(table.quote[row])
    if not quoted:
        return "indirect"
    return "direct" if quoted >= _DIRECT_SHARE * total else "mixed"


def _trimmed(table: TokenTable, rows: Sequence[int]) -> Sequence[int]:
    """Leave out commas and dashes at the edges of the content: they belong to the sentence around it."""
    a, b = 0, len(rows)
    while a < b - 1 and table.words[table.word[rows[a]]] in _TRIMMED:
        a += 1
    while b > a + 1 and table.words[table.word[rows[b - 1]]] in _TRIMMED:
        b -= 1
    return rows[a:b]


def _spans(table: TokenTable, rows: Sequence[int]) -> tuple[Span, ...]:
    """Join neighbouring rows into spans."""
    spans: list[Span] = []
    before = -2
    for row in rows:
        start = spans.pop().start if row == before + 1 else int(table.start[row])
        spans.append(Span(start, int(table.end[row])))
        before = row
    return tuple(spans)
