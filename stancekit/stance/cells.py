"""The speaker × topic table: what a speaker's utterances on a topic come to."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from stancekit.records import LABELS, SpeakerStance, Stance, Utterance

__all__ = ["summarize"]


def summarize(utterances: Sequence[Utterance]) -> tuple[SpeakerStance, ...]:
    """Sum the utterances up, a cell for each pair of speaker and topic, in order of first appearance.

    Utterances without a speaker are left out. A cell's stance is the one that most of its utterances take;
    utterances without a stance do not vote, and between equals the larger sum of probabilities decides. The
    cell's probabilities are the mean of its utterances' probabilities.

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
    votes = [u.stance.label for u in utterances if u.stance and u.stance.label]
    mean = rows.mean(axis=0)
    probabilities = dict(zip(LABELS, (mean / mean.sum()).tolist(), strict=True))
    if not votes:
        return Stance(None, probabilities)
    most = max(votes, key=lambda label: (votes.count(label), probabilities[label]))
    return Stance(most, probabilities)


def _probabilities(utterance: Utterance) -> list[float]:
    """Return an utterance's probabilities; where it has none, its label is certain."""
    stance = utterance.stance or Stance(None)
    if sum(stance.probabilities.values()) > 0:
        return [stance.probabilities.get(label, 0.0) for label in LABELS]
    return [float(label == (stance.label or "none")) for label in LABELS]
