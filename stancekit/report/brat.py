"""Utterances as brat stand-off annotation, laid out as in the PolNeAR corpus (Newell et al. 2018).

An utterance is a ``T`` line for its source, cue and content each and one for the event's trigger, then the
``E`` line that ties them; a split span is one ``T`` line with its ranges joined by ``;``. What is known of an
event beyond its spans follows it: ``A`` lines for attributes, which are single words, and a ``#`` line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import NamedTuple, Protocol

from stancekit.records import Analysis, Span
from stancekit.report.plain import blanked

__all__ = ["Attributed", "Event", "standoff", "text"]


class Attributed(Protocol):
    """Anything with a source, a cue and a content, as an `Utterance` has them."""

    @property
    def source(self) -> Sequence[Span]: ...
    @property
    def cue(self) -> Sequence[Span]: ...
    @property
    def content(self) -> Sequence[Span]: ...


class Event(NamedTuple):
    """What becomes an event: its spans, attributes (words without a space) by name, a note of one line."""

    spans: Attributed
    attributes: Mapping[str, str] = {}
    note: str = ""


def text(analysis: Analysis) -> str:
    r"""Return the text of an ``.ann`` file for the article's text; utterances without content are left out.

    Examples
    --------
    >>> from stancekit.records import Article, Utterance
    >>> article = Article("Mira said the bridge holds.")
    >>> said = Utterance("u1", "indirect", (Span(10, 26),), (Span(5, 9),), (Span(0, 4),))
    >>> print(text(Analysis(article, utterances=(said,))).replace("\t", " | "), end="")
    T1 | Source 0 4 | Mira
    T2 | Cue 5 9 | said
    T3 | Content 10 26 | the bridge holds
    T4 | Attribution 5 9 | said
    E1 | Attribution:T4 Content:T3 Cue:T2 Source:T1
    """
    return standoff(analysis.article.text, (Event(u) for u in analysis.utterances if u.content))


def standoff(text: str, events: Iterable[Event]) -> str:
    """Return the text of an ``.ann`` file: events of ``text``, numbered from ``E1``.

    An event is anchored on the cue, else on the source, else on the content; one without any span has no
    place in the text and is left out. The words behind a span are for the eye: a space stands for every
    character that is unsafe to show.
    """
    lines: list[str] = []
    spans, attributes, notes = (count(1) for _ in range(3))
    placed = (event for event in events if _roles(event.spans))
    for number, event in enumerate(placed, 1):
        roles = _roles(event.spans)
        names = {role: f"T{next(spans)}" for role in roles}
        lines += (_text_line(names[role], role, places, text) for role, places in roles.items())
        lines.append(_event_line(f"E{number}", names))
        lines += (f"A{next(attributes)}\t{name} E{number} {v}" for name, v in event.attributes.items())
        if event.note:
            lines.append(f"#{next(notes)}\tAnnotatorNotes E{number}\t{event.note}")
    return "".join(line + "\n" for line in lines)


def _roles(said: Attributed) -> dict[str, tuple[Span, ...]]:
    """Return the spans by role in the order of their lines; the last, the trigger, names the event."""
    roles = {"Source": said.source, "Cue": said.cue, "Content": said.content}
    event = "Attribution" if said.source else "Attribution-no-source"
    roles[event] = said.cue or said.source or said.content
    return {role: tuple(sorted(spans)) for role, spans in roles.items() if spans}


def _text_line(name: str, role: str, spans: Sequence[Span], text: str) -> str:
    ranges = ";".join(f"{start} {end}" for start, end in spans)
    return f"{name}\t{role} {ranges}\t{blanked(' '.join(text[start:end] for start, end in spans))}"


def _event_line(name: str, names: Mapping[str, str]) -> str:
    *_, event = names
    arguments = (f"{role}:{names[role]}" for role in ("Content", "Cue", "Source") if role in names)
    return f"{name}\t{event}:{names[event]} {' '.join(arguments)}"
