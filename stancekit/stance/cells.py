"""The speaker × topic table: what a speaker's utterances on a topic come to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from stancekit.records import LABELS, SpeakerStance, Stance, StanceLabel, Utterance

__all__ = ["summarize"]


def summarize(utterances: Sequence[Utterance]) -> tuple[SpeakerStance, ...]:
    """Sum the utterances up, a cell for each pair of speaker and topic, in order of first appearance.

    Utterances without a speaker are left out. Each utterance that takes a stance votes for it with the
    probability of that stance; those that take none, or on which the model abstained, do not vote. The cell's
    probabilities are the mean of its utterances' probabilities. There is no answer where the model abstained
    on all of them.

    Examples
    --------
    >>> said = Utterance("u1", "direct", (), speaker="s1", topic="t1", stance=Stance("cautious"))
    >>> [(c.speaker, c.topic, c.stance.label, c.n) for c in summarize([said])]
    [('s1', 't1', 'cautious', 1)]
    """
    cells: dict[tuple[str, str | None], list[Utterance]] = {}
    for utterance in utterances:
        if utterance.speaker is not None:
            cells.setdefault((utterance.speaker, utterance.topic), []).append(utterance)
    return tuple(
        SpeakerStance(speaker, topic, _stance(said), tuple(u.id for u in said))
        for (speaker, topic), said in cells.items()
    )


def _stance(utterances: Sequence[Utterance]) -> Stance:
    rows = np.array([_probabilities(u) for u in utterances])
    mean = rows.mean(axis=0)
    probabilities = dict(zip(LABELS, (mean / mean.sum()).tolist(), strict=True))
    votes: dict[StanceLabel, float] = {"condemning": 0.0, "cautious": 0.0, "supportive": 0.0}
    for utterance, row in zip(utterances, rows.tolist(), strict=True):
        label = utterance.stance.label if utterance.stance else None
        if label:
            votes[label] += row[LABELS.index(label)]
    if any(votes.values()):
        most: StanceLabel = max(votes, key=votes.__getitem__)
        return Stance(most, probabilities)
    return Stance(None, probabilities, abstained=all(u.stance and u.stance.abstained for u in utterances))


def _probabilities(utterance: Utterance) -> list[float]:
    """Return an utterance's probabilities; where it has none, its label is certain."""
    stance = utterance.stance or Stance(None)
    if sum(stance.probabilities.values()) > 0:
        return [stance.probabilities.get(label, 0.0) for label in LABELS]
    return [float(label == (stance.label or "none")) for label in LABELS]
