"""Make confidences mean what they say: how often such an attribution, in articles not trained on, is right.

References
----------
Platt (1999), Probabilistic outputs for support vector machines.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from stancekit.evaluation import matching
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
        found, _ = model.cited(batch.table, batch.tags, 0.0)
        for attribution, hit in _judged(found, batch.gold):
            confidence.append(attribution.confidence)
            right.append(hit)
    if len(set(right)) < 2:
        return 1.0, 0.0
    p = np.clip(confidence, 1e-6, 1 - 1e-6)
    scorer = LogisticRegression(C=1e3).fit(np.log(p / (1 - p))[:, None], right)
    return float(scorer.coef_[0, 0]), float(scorer.intercept_[0])


def _judged(found: Sequence[Attribution], gold: Sequence[Gold]) -> list[tuple[Attribution, bool]]:
    """Tell of each whether it is right, the surest first: a gold attribution can be found but once."""
    surest = sorted(found, key=lambda a: -a.confidence)
    scored = matching.score([_ranges(g.content) for g in gold], [_ranges(a.content) for a in surest])
    in_turn = sorted(scored, key=lambda pair: (pair[2], -pair[0], pair[1]))
    right = {j for _, j in matching.pair(in_turn, _RIGHT)}
    return [(attribution, j in right) for j, attribution in enumerate(surest)]


def _ranges(rows: Iterable[int]) -> matching.Ranges:
    return matching.union([(row, row + 1)] for row in rows)
