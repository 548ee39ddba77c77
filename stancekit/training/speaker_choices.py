"""Choices that the speaker resolver meets in annotated articles, with the right options.

They are collected by running the resolver itself with the right answers given, so that the weights are
learned on the situations that they will meet. An article is read twice, the second time with every second
source left out: an attribution model misses some, and what stands beside the cue must then do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from stancekit.evaluation.names import same_speaker
from stancekit.records import Utterance
from stancekit.speakers.entities import NEW, NOBODY, Option
from stancekit.speakers.resolver import SpeakerResolver
from stancekit.speakers.sources import rows_of
from stancekit.text import Document

__all__ = ["Choices", "Example", "collect"]

_ALL = frozenset(("description", "implicit", "person", "plural", "some", "surname", "thing"))
_IMPLICIT = frozenset(("implicit",))
_LEFT_OUT = 2  # every so many utterances lose their source


class Example(NamedTuple):
    """An annotated article: its utterances and the speaker of each."""

    document: Document
    utterances: Sequence[Utterance]
    speakers: Sequence[str]


@dataclass
class Choices:
    """The choices of one model: clue ids of each option, flat, with the bounds of options and choices."""

    options: list[list[str]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    first: list[int] = field(default_factory=lambda: [0])

    def add(self, options: Sequence[Option], right: Sequence[bool]) -> None:
        """Add one choice."""
        self.options.extend(o.clues for o in options)
        self.right.extend(right)
        self.first.append(len(self.options))


class _Answer(NamedTuple):
    """Who speaks in an utterance, and the token rows of the source by the annotation."""

    speaker: str
    rows: frozenset[int]


def collect(examples: Iterable[Example], known: Mapping[str, Sequence[str]]) -> dict[str, Choices]:
    """Return the choices of each model; articles read without some sources teach ``"implicit"`` alone."""
    choices: dict[str, Choices] = defaultdict(Choices)
    for example in examples:
        gold, answers = _gold_rows(example), _answers(example)
        for utterances, models in (
            (example.utterances, _ALL),
            (_without_some_sources(example.utterances), _IMPLICIT),
        ):
            watch = _Watch(choices, models, gold, answers)
            SpeakerResolver(known=known, watch=watch).resolve(example.document, utterances)
    return choices


def _without_some_sources(utterances: Sequence[Utterance]) -> list[Utterance]:
    return [u if i % _LEFT_OUT else replace(u, source=()) for i, u in enumerate(utterances)]


def _answers(example: Example) -> dict[int, _Answer]:
    """Return the answers by the first row of each utterance's cue, else of its content."""
    document = example.document
    answers: dict[int, _Answer] = {}
    for utterance, speaker in zip(example.utterances, example.speakers, strict=True):
        rows = rows_of(document, utterance.cue) or rows_of(document, utterance.content)
        if rows and speaker:
            answers.setdefault(rows[0], _Answer(speaker, frozenset(rows_of(document, utterance.source))))
    return answers


def _gold_rows(example: Example) -> dict[int, str]:
    """Return the right speaker by the token rows of the annotated sources."""
    found: dict[int, str] = {}
    for utterance, speaker in zip(example.utterances, example.speakers, strict=True):
        for row in rows_of(example.document, utterance.source):
            found.setdefault(row, speaker)
    return found


class _Watch:
    """Answers for the resolver with what is right, and keeps each choice that has a right option."""

    def __init__(
        self,
        choices: dict[str, Choices],
        models: frozenset[str],
        gold: Mapping[int, str],
        answers: Mapping[int, _Answer],
    ) -> None:
        self.choices, self.models, self.gold, self.answers = choices, models, gold, answers

    def __call__(self, row: int, model: str, options: Sequence[Option], name_of: Callable[[int], str]) -> int:
        if model == "implicit":
            right = self._implicit(row, options, name_of)
        else:
            right = self._meant(row, options, name_of)
        if right is None:
            return options[0].entity
        if not any(right):
            return NOBODY if model != "surname" else options[0].entity
        if model in self.models and len(options) > 1:
            self.choices[model].add(options, right)
        return options[right.index(True)].entity

    def _implicit(
        self, row: int, options: Sequence[Option], name_of: Callable[[int], str]
    ) -> list[bool] | None:
        """Tell which options for an utterance without a source are right: by name, or by rows of a phrase."""
        answer = self.answers.get(row)
        if answer is None:
            return None
        right = [
            same_speaker(answer.speaker, name_of(o.entity)) or not answer.rows.isdisjoint(o.rows)
            for o in options
        ]
        return right if any(right) else [o.entity == NOBODY for o in options]

    def _meant(self, row: int, options: Sequence[Option], name_of: Callable[[int], str]) -> list[bool] | None:
        """Tell which options for a pronoun, a description or a surname are right."""
        gold = self.gold.get(row)
        if gold is None:
            return None
        right = [same_speaker(gold, name_of(o.entity)) for o in options]
        known = [r and _is_safe(o, gold, name_of) for r, o in zip(right, options, strict=True)]
        if any(known):
            return known
        if right[-1] and options[-1].entity == NEW:
            return [o.entity == NEW for o in options]
        return right


def _is_safe(option: Option, gold: str, name_of: Callable[[int], str]) -> bool:
    """Tell whether a right option is surely right: "voters" may be others than "black voters"."""
    if option.entity < 0:
        return False
    name = name_of(option.entity)
    return name[:1].isupper() or set(name.lower().split()) == set(gold.lower().split()) - {"the", "a", "an"}
