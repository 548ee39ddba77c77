"""The shipped model on the annotated development articles; skipped where the data are absent."""

import os
from pathlib import Path

import numpy as np
import pytest

from stancekit.stance import StanceModel
from stancekit.stance.calibration import calibration_error, class_f1
from stancekit.training import labelled

SHIPPED = Path(__file__).parents[2] / "models" / "fast" / "stance"
DATA = Path(os.environ.get("STANCEKIT_DATA") or "no data")


@pytest.fixture(scope="module")
def told():
    if not (DATA / "stance").is_dir():
        pytest.skip("STANCEKIT_DATA names no folder with the stance layer")
    dev = labelled.read(DATA / "stance" / "dev.jsonl", DATA / "polnear" / "dev" / "text")
    model = StanceModel.load(SHIPPED)
    return dev, model, model.predict_proba(dev.cases)


def test_quality_on_the_development_articles(told):
    dev, model, probabilities = told
    f1 = class_f1(dev.truth, model.calibration_.decide(probabilities))
    assert f1[:3].mean() > 0.60
    assert f1.mean() > 0.62
    assert calibration_error(probabilities, dev.truth) < 0.04


def test_sure_answers_are_right_more_often(told):
    dev, model, probabilities = told
    labels = model.calibration_.decide(probabilities)
    sure = probabilities[np.arange(len(labels)), labels]
    right = labels == dev.truth
    assert right[sure >= np.median(sure)].mean() > 0.8
    for precision in (0.75, 0.85):
        answered = sure >= model.calibration_.threshold(precision)
        assert answered.mean() > 0.1
        assert right[answered].mean() > precision - 0.03
