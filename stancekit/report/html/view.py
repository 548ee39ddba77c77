"""What all parts of the page share: statements with their numbers, and names that are safe and in order."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from stancekit.records import Analysis, Span, Speaker, Utterance
from stancekit.report import looks
from stancekit.report.html.markup import Markup, element
from stancekit.report.matrix import most_first
from stancekit.report.plain import plain
from stancekit.report.rows import speaker_names, topic_labels

__all__ = ["Statement", "View", "stance_words"]

_AUTHOR = ("author", "AUTHOR")  # kind and name of a writer whose name the article does not give
_NOBODY, _NO_TOPIC = "somebody who is not named", "no topic of its own"


class Statement(NamedTuple):
    """An utterance with its number, from 1 in the order of the article, and its key in `looks.LOOKS`.

    ``spans`` are the places at which it stands in the text: of its content, else its cue, else its source.
    """

    number: int
    utterance: Utterance
    key: str
    spans: tuple[Span, ...]

    @property
    def place(self) -> str:
        """The address within the page at which it begins: in the article, else in the list."""
        return f"#{'s' if self.spans else 'd'}{self.number}"


class View:
    """An analysis as the parts of the page see it.

    Speakers and topics are ordered by how much is said by and on them; ``None`` (nobody, no topic) is last.
    """

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.statements = [
            Statement(number, u, looks.key(u.stance), _where(u, len(analysis.article.text)))
            for number, u in enumerate(analysis.utterances, 1)
        ]
        self.numbers = {s.utterance.id: s.number for s in self.statements}
        self.speakers = most_first((u.speaker, 1) for u in analysis.utterances)
        self.topics = most_first((u.topic, 1) for u in analysis.utterances)
        self._names, self._labels = speaker_names(analysis), topic_labels(analysis)

    @cached_property
    def people(self) -> dict[str | None, Speaker]:
        """The speakers by id."""
        return {speaker.id: speaker for speaker in self.analysis.speakers}

    def speaker(self, id: str | None) -> str:
        """Return a speaker's name on one line."""
        name = plain(self._names.get(id or "", id or "")) or _NOBODY
        person = self.people.get(id)
        return "the author" if person and (person.kind, name) == _AUTHOR else name

    def topic(self, id: str | None) -> str:
        """Return a topic's label on one line."""
        return plain(self._labels.get(id or "", id or "")) or _NO_TOPIC

    def role(self, id: str | None) -> str:
        """Return a speaker's role on one line, or the kind of speaker where that tells more than a name."""
        if (person := self.people.get(id)) is None:
            return ""
        kind = "" if person.kind == "person" else looks.SPEAKER_KINDS.get(person.kind, "")
        return plain(person.role) or kind


def stance_words(key: str, words: str) -> Markup:
    """Return a stance's sign, which screen readers pass over, and words for it."""
    return Markup(element("span", looks.LOOKS[key].sign, aria_hidden="true") + " " + element("span", words))


def _where(u: Utterance, length: int) -> tuple[Span, ...]:
    for spans in (u.content, u.cue, u.source):
        inside = (Span(max(span.start, 0), min(span.end, length)) for span in spans)
        if found := tuple(sorted(span for span in inside if span.start < span.end)):
            return found
    return ()
