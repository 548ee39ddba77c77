"""Train the weights with which a source finds the one it means.

A conditional logistic model: of all options for a pronoun, a description or an empty source, the right ones
should get the most weight. Options are collected by running the resolver itself with the right answers
given, so that it learns on the situations it will meet.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from stancekit.evaluation.names import same_speaker
from stancekit.records import Utterance
from stancekit.speakers.entities import NEW, NOBODY, Option
from stancekit.speakers.resolver import SpeakerResolver
from stancekit.speakers.sources import rows_of
from stancekit.text import Document

__all__ = ["fit"]

Example = tuple[Document, Sequence[Utterance], Sequence[str]]
_MIN_COUNT = 3
_EAGERNESS = 1.5  # an empty source is given a likely speaker though none at all is likelier still


@dataclass
class _Choices:
    """The choices of one model: clue ids of each option, flat, with the bounds of options and choices."""

    options: list[list[str]] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    first: list[int] = field(default_factory=lambda: [0])

    def add(self, options: Sequence[Option], right: Sequence[bool]) -> None:
        self.options.extend(o.clues for o in options)
        self.right.extend(right)
        self.first.append(len(self.options))


def fit(
    examples: Iterable[Example], known: Mapping[str, Sequence[str]] | None = None, *, l2: float = 3.0
) -> SpeakerResolver:
    """Return a resolver with weights learned from articles whose utterances have known speakers."""
    weights = {model: _learn(c, l2) for model, c in _collect(examples, known or {}).items()}
    if "implicit" in weights:
        weights["implicit"]["nobody-any"] = weights["implicit"].get("nobody-any", 0.0) - _EAGERNESS
    return SpeakerResolver(weights, known)


def _collect(examples: Iterable[Example], known: Mapping[str, Sequence[str]]) -> dict[str, _Choices]:
    choices: dict[str, _Choices] = defaultdict(_Choices)
    for document, utterances, gold in examples:
        watch = _Watch(choices, _gold_rows(document, utterances, gold))
        SpeakerResolver(known=known, watch=watch).resolve(document, utterances)
    return choices


def _gold_rows(document: Document, utterances: Sequence[Utterance], gold: Sequence[str]) -> dict[int, str]:
    """Return the right speaker by token row: every row of a source, else the first of a cue or content."""
    found: dict[int, str] = {}
    for utterance, speaker in zip(utterances, gold, strict=True):
        rows = rows_of(document, utterance.source)
        rows = rows or rows_of(document, utterance.cue)[:1] or rows_of(document, utterance.content)[:1]
        for row in rows:
            found.setdefault(row, speaker)
    return found


class _Watch:
    """Answers for the resolver with what is right, and keeps each choice that has a right option."""

    def __init__(self, choices: dict[str, _Choices], gold: Mapping[int, str]) -> None:
        self.choices, self.gold = choices, gold

    def __call__(self, row: int, model: str, options: list[Option], name_of: Callable[[int], str]) -> int:
        gold = self.gold.get(row)
        if gold is None:
            return options[0].entity
        right = [same_speaker(gold, name_of(o.entity)) for o in options]
        known = [r and _is_safe(o, gold, name_of) for r, o in zip(right, options, strict=True)]
        if any(known):
            right = known
        elif right[-1] and options[-1].entity == NEW:
            right = [o.entity == NEW for o in options]
        if not any(right):
            right = [o.entity == NOBODY for o in options]
        if not any(right):
            return NOBODY if model != "surname" else options[0].entity
        if len(options) > 1:
            self.choices[model].add(options, right)
        return options[right.index(True)].entity


def _is_safe(option: Option, gold: str, name_of: Callable[[int], str]) -> bool:
    """Tell whether a right option is surely right: "voters" is within "black voters", yet they may be others."""
    if option.entity < 0:
        return False
    name = name_of(option.entity)
    return name[:1].isupper() or set(name.lower().split()) == set(gold.lower().split()) - {"the", "a", "an"}


def _learn(choices: _Choices, l2: float) -> dict[str, float]:
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    count = Counter(c for o in choices.options for c in o)
    names = sorted(c for c, n in count.items() if n >= _MIN_COUNT)
    number = {c: i for i, c in enumerate(names)}
    columns = [[number[c] for c in o if c in number] for o in choices.options]
    bounds = np.cumsum([0, *map(len, columns)])
    flat = np.array([c for o in columns for c in o], np.int64)
    x = csr_matrix((np.ones(len(flat)), flat, bounds), shape=(len(columns), len(names)))
    right = np.array(choices.right)
    first = np.array(choices.first[:-1])
    group = np.repeat(np.arange(len(first)), np.diff(choices.first))

    def loss(w: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        score = x @ w
        score = score - np.maximum.reduceat(score, first)[group]
        e = np.exp(score)
        p_all = e / np.add.reduceat(e, first)[group]
        e_right = np.where(right, e, 0.0)
        total = np.add.reduceat(e_right, first)
        p_right = e_right / total[group]
        value = -np.log(np.add.reduceat(np.where(right, p_all, 0.0), first)).sum() + l2 / 2 * (w @ w)
        return float(value), x.T @ (p_all - p_right) + l2 * w

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return {c: round(float(v), 3) for c, v in zip(names, best.x, strict=True) if abs(v) > 0.005}
