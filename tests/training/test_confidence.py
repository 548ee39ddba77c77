"""Confidences are brought to how often attributions of unseen articles are right."""

import numpy as np
import pytest

from stancekit.text import SentenceSplitter
from stancekit.training.batches import Gold, batches
from stancekit.training.confidence import _judged, fit
from stancekit.utterances.attribution import Attribution


@pytest.mark.parametrize(
    ("found", "gold", "expected"),
    [
        ([], [(0, 1)], []),
        ([((0, 1), 0.9)], [], [False]),
        ([((0, 1), 0.9)], [(0, 1)], [True]),
        ([((0, 1), 0.9)], [(0, 1, 2, 3)], [True]),  # half of the words are enough
        ([((0, 1), 0.9)], [(0, 1, 2, 3, 4)], [False]),
        ([((0, 1), 0.9), ((0, 1), 0.5)], [(0, 1)], [True, False]),  # it can be found but once
        ([((0, 1), 0.5), ((0, 1, 2), 0.9)], [(0, 1), (0, 1, 2)], [True, True]),
    ],
)
def test_what_is_right(found, gold, expected):
    attributions = [Attribution(content, (9,), (), p) for content, p in found]
    judged = list(_judged(attributions, [Gold(content, (9,), ()) for content in gold]))
    assert [hit for _, hit in judged] == expected
    confidence = [a.confidence for a, _ in judged]
    assert confidence == sorted(confidence, reverse=True)


class Overconfident:
    """Finds every gold attribution with odds of nine to one, and as many that are wrong."""

    def cited(self, table, tags, min_confidence):
        assert min_confidence == 0.0
        rows = range(len(table))
        return [Attribution((row,), (0,), (), 0.9) for row in rows], None


def test_a_model_that_is_too_sure(annotate, tagger):
    articles = [annotate("a", *["<c:Rain> <v:fell>"] * 50)]
    slope, intercept = fit(Overconfident(), list(batches(articles, SentenceSplitter(), tagger)))
    odds = np.exp(slope * np.log(9) + intercept)
    assert odds / (1 + odds) == pytest.approx(0.5, abs=0.01)


def test_nothing_to_learn_from(annotate, tagger):
    articles = [annotate("a", "Rain fell.")]
    assert fit(Overconfident(), list(batches(articles, SentenceSplitter(), tagger))) == (1.0, 0.0)
