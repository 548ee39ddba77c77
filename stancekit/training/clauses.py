"""Short invented statements of one or two clauses, each with a target: what a model learns to tell apart by.

News says of few things in so many words that they are a disgrace or a blessing, and hardly ever of two in one
breath. Subjects and predicates that were written for this project, put together at random, do.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

from stancekit.errors import InputError
from stancekit.features import Case
from stancekit.records import Span, Utterance
from stancekit.training.labelled import Labelled

__all__ = ["compose"]

_TWO_CLAUSES, _TWO_STANCES, _NAME, _PLURAL, _INDIRECT, _QUOTED_AFTER = 0.7, 0.8, 0.25, 0.33, 0.5, 0.5


def compose(path: Path, n: int, *, seed: int = 0) -> Labelled:
    """Return the cases of about ``n`` statements, toward the subject of each clause.

    Raises
    ------
    InputError
        If the file is missing or not in the form.
    """
    random = Random(seed)  # noqa: S311  # not for secrets
    try:
        parts = json.loads(path.read_text(encoding="utf8"))
        rows = [row for _ in range(n) for row in _statement(parts, random)]
    except (OSError, ValueError, KeyError) as error:
        raise InputError(f"cannot read clauses from {path}: {error!r}") from error
    return Labelled([case for case, _ in rows], [label for _, label in rows], [case.text for case, _ in rows])


def _statement(parts: Mapping[str, Any], random: Random) -> Iterator[tuple[Case, str]]:
    stances = list(parts["predicates"])
    first = random.choice(stances)
    others = [stance for stance in stances if stance != first]
    second = random.choice(others) if random.random() < _TWO_STANCES else first
    said, target = _clause(parts, first, random)
    told = [(target, first)]
    if random.random() < _TWO_CLAUSES:
        more, other = _clause(parts, second, random)
        if other != target:
            link = random.choice(parts["links"])
            said += link + (_capital(more) if link.startswith(".") else more)
            told.append((other, second))
    text, utterance = _article(said, random.choice(parts["speakers"]), random.choice(parts["cues"]), random)
    for name, stance in told:
        yield Case(text, utterance, target=name, narrow=True), stance


def _clause(parts: Mapping[str, Sequence[str]], stance: str, random: Random) -> tuple[str, str]:
    """Return a clause and its subject without the article."""
    predicate = random.choice(parts["predicates"][stance])  # type: ignore[call-overload]
    plural = random.random() < _PLURAL and not predicate.startswith(("is ", "can "))
    if random.random() < _NAME:
        subject, plural = random.choice(parts["names"]), False
        shown = subject
    else:
        subject = random.choice(parts["plural" if plural else "singular"])
        shown = f"the {subject}"
    return f"{shown} {predicate.replace('{was}', 'were' if plural else 'was')}", subject


def _article(said: str, speaker: str, cue: str, random: Random) -> tuple[str, Utterance]:
    """Put a statement in a speaker's mouth: reported, quoted after its speaker, or before."""
    attribution = f"{speaker} {cue}"
    if random.random() < _INDIRECT:
        text, start = f"{attribution} {said}.", 0
        content = Span(len(attribution) + 1, len(text) - 1)
    elif random.random() < _QUOTED_AFTER:
        text, start = f"{attribution}: “{_capital(said)}.”", 0
        content = Span(len(attribution) + 3, len(text) - 1)
    else:
        start, content = len(said) + 4, Span(1, 1 + len(said))
        text = f"“{_capital(said)},” {attribution}."
    source = Span(start, start + len(speaker))
    spoken = Span(source.end + 1, source.end + 1 + len(cue))
    return text, Utterance("u", "indirect", (content,), (spoken,), (source,))


def _capital(clause: str) -> str:
    return clause[0].upper() + clause[1:]
