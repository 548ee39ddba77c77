"""Make confidences mean what they say: how often such an attribution, in articles not trained on, is right.

References
----------
Platt (1999), Probabilistic outputs for support vector machines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from stancekit.training.batches import Batch, Gold
from stancekit.utterances import AttributionModel
from stancekit.utterances.attribution import Attribution

__all__ = ["fit"]

_RIGHT = 0.5  # Jaccard index of the contents from which an attribution is right, as it is in PolNeAR's task


def fit(model: AttributionModel, unseen: Sequence[Batch]) -> tuple[float, float]:
    """Return what turns the log odds of a model's confidences into those of being right.

    Parameters
    ----------
    model : AttributionModel
    unseen : sequence of Batch
        Articles that no part of the model was fitted on.

    Returns
    -------
    slope, intercept : float
        1 and 0 where all attributions that are found are right, or none is.
    """
    from sklearn.linear_model import LogisticRegression

    confidence, right = [], []
    for batch in unseen:
        found = [a for a in model.cited(batch.table, batch.tags, 0.0)[0] if a.content]
        for attribution, hit in _judged(found, batch.gold):
            confidence.append(attribution.confidence)
            right.append(hit)
    if len(set(right)) < 2:
        return 1.0, 0.0
    p = np.clip(confidence, 1e-6, 1 - 1e-6)
    scorer = LogisticRegression(C=1e3).fit(np.log(p / (1 - p))[:, None], right)
    return float(scorer.coef_[0, 0]), float(scorer.intercept_[0])


def _judged(found: Sequence[Attribution], gold: Sequence[Gold]) -> Iterator[tuple[Attribution, bool]]:
    """Yield whether each is right, the surest first: a gold attribution can be found but once."""
    contents = [frozenset(g.content) for g in gold]
    of_row: dict[int, set[int]] = {}
    for i, content in enumerate(contents):
        for row in content:
            of_row.setdefault(row, set()).add(i)
    taken: set[int] = set()
    for attribution in sorted(found, key=lambda a: -a.confidence):
        rows = frozenset(attribution.content)
        near = set().union(*(of_row.get(row, ()) for row in rows)) - taken
        likeness = {i: len(rows & contents[i]) / len(rows | contents[i]) for i in near}
        best = max(likeness, key=lambda i: (likeness[i], -i), default=None)
        hit = best is not None and likeness[best] >= _RIGHT
        if hit and best is not None:
            taken.add(best)
        yield attribution, hit
