"""Evidence adds up to the linear score, and what is deleted no longer counts."""

import json
from pathlib import Path

import numpy as np
import pytest

from stancekit.records import LABELS
from stancekit.stance import StanceModel, answers, evidence
from stancekit.training import labelled

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def shipped():
    return StanceModel.load(ROOT / "models" / "fast" / "stance")


@pytest.fixture(scope="module")
def cases():
    lines = (ROOT / "corpus" / "gold.jsonl").read_text(encoding="utf8").splitlines()
    names = [row["id"] for row in map(json.loads, lines) if row["split"] == "test"][:6]
    return labelled.read(ROOT / "corpus" / "gold.jsonl", ROOT / "corpus" / "text", names=names).cases


def test_weights_add_up_to_the_linear_score(shipped, cases):
    batch = shipped.extractor_.occurrences(cases)
    scorer = shipped.classifier_.scorer_
    scores = scorer.linear(batch.row, batch.column, batch.value, len(cases))
    scores = scores[:, np.argsort(scorer.classes)]
    chosen = shipped.calibration_.decide(shipped.predict_proba(cases))
    here = np.arange(len(cases))
    lead = scores[here, chosen] - (scores.sum(axis=1) - scores[here, chosen]) / (len(LABELS) - 1)
    gains = answers.gains(scorer)
    tokens = np.bincount(batch.tokens.row, evidence.token_weights(batch, gains, chosen), minlength=len(cases))
    nowhere = batch.first < 0  # features that are read off no token: the shape of the utterance
    shape = np.bincount(
        batch.row[nowhere],
        batch.value[nowhere] * gains[batch.column[nowhere], chosen[batch.row[nowhere]]],
        minlength=len(cases),
    )
    np.testing.assert_allclose(tokens + shape, lead, atol=1e-3)


def test_deleting_the_evidence_moves_the_score(shipped, cases):
    told = shipped.label(cases)
    shown = [(case, s) for case, s in zip(cases, told, strict=True) if s.label and s.evidence[0].weight > 0]
    without = []
    for case, stance in shown:
        text = case.text
        for e in stance.evidence:
            if e.weight > 0:
                text = text[: e.start] + "," * (e.end - e.start) + text[e.end :]
        without.append(case._replace(text=text))
    after = shipped.predict_proba(without)
    fell = [
        p[LABELS.index(s.label)] < s.probabilities[s.label] for p, (_, s) in zip(after, shown, strict=True)
    ]
    assert len(shown) > 80
    assert np.mean(fell) > 0.95
