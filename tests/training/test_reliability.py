import json

import numpy as np
import pytest

from stancekit.records import Stance
from stancekit.training.reliability import Answers, answers, coverage, diagram


@pytest.fixture
def told():
    random = np.random.default_rng(0)
    confidence = random.uniform(0.25, 1, 4000)
    return Answers(confidence, random.random(4000) < confidence)


def test_diagram_of_honest_answers_is_a_diagonal(told):
    rows = list(diagram(told))
    assert sum(n for _, n, _, _ in rows) == 4000
    assert [name for name, *_ in rows] == [f"{i / 10:.1f}–{(i + 1) / 10:.1f}" for i in range(2, 10)]
    assert all(abs(confidence - right) < 0.07 for _, _, confidence, right in rows)


def test_fewer_answers_more_of_them_right(told):
    rows = list(coverage(told))
    assert rows[0] == (1.0, told.confidence.min(), told.right.mean())
    shares, thresholds, accuracies = zip(*rows, strict=True)
    assert list(shares) == sorted(shares, reverse=True)
    assert list(thresholds) == sorted(thresholds)
    assert accuracies[-1] > accuracies[0] + 0.2


def test_answers_are_set_against_the_gold(tmp_path):
    class Kit:
        def classify(self, article, utterances):
            assert article.text == "Roe said no."
            assert all(u.target is None for u in utterances)
            return [Stance("cautious", {"cautious": 0.7}), Stance(None, {"none": 0.9})]

    said = [
        {"id": i, "content": [[9, 11]], "stance": s} for i, s in (("u1", "cautious"), ("u2", "supportive"))
    ]
    (tmp_path / "gold.jsonl").write_text(json.dumps({"id": "a", "topics": {}, "utterances": said}))
    (tmp_path / "a.txt").write_text("Roe said no.")
    told = answers(Kit(), tmp_path / "gold.jsonl", tmp_path)
    assert told.confidence.tolist() == [0.7, 0.9]
    assert told.right.tolist() == [True, False]
