"""The shipped model on the annotated development articles; skipped where the data are absent."""

import os
from pathlib import Path

import numpy as np
import pytest

from stancekit.records import LABELS
from stancekit.stance import StanceModel
from stancekit.stance.calibration import calibration_error, class_f1
from stancekit.training.stance import read_cases

SHIPPED = Path(__file__).parents[2] / "models" / "fast" / "stance"
DATA = Path(os.environ.get("STANCEKIT_DATA") or "no data")


@pytest.mark.skipif(
    not (DATA / "stance").is_dir(), reason="STANCEKIT_DATA names no folder with the stance layer"
)
def test_quality_on_the_development_articles():
    labelled = read_cases(DATA / "stance" / "dev.jsonl", DATA / "polnear" / "dev" / "text")
    model = StanceModel.load(SHIPPED)
    probabilities = model.predict_proba([case for case, _ in labelled])
    truth = np.array([LABELS.index(label or "none") for _, label in labelled])
    assert class_f1(truth, model.decide(probabilities))[:3].mean() > 0.58
    assert calibration_error(probabilities, truth) < 0.05
