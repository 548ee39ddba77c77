import numpy as np
import pytest

from stancekit.stance.calibration import (
    calibration_error,
    class_f1,
    fit_label_weights,
    fit_temperature,
    sharpen,
)


@pytest.fixture
def sample():
    rng = np.random.default_rng(0)
    probabilities = rng.dirichlet([1.0] * 4, 3000)
    truth = np.array([rng.choice(4, p=p) for p in probabilities])
    return probabilities, truth


@pytest.mark.parametrize("wrong", [0.6, 1.0, 1.6])
def test_temperature_undoes_a_wrong_one(sample, wrong):
    probabilities, truth = sample
    assert fit_temperature(sharpen(probabilities, wrong), truth) == pytest.approx(1 / wrong, rel=0.1)


def test_right_probabilities_have_a_small_error(sample):
    assert calibration_error(*sample) < 0.03
    assert calibration_error(sharpen(sample[0], 0.3), sample[1]) > 0.1


def test_label_weights_do_not_lose_macro_f1(sample):
    probabilities, truth = sample
    weights = fit_label_weights(probabilities)
    plain = class_f1(truth, probabilities.argmax(axis=1))[:3].mean()
    assert class_f1(truth, (probabilities * weights).argmax(axis=1))[:3].mean() >= plain - 0.002


def test_a_rare_label_is_told_more_often():
    rng = np.random.default_rng(1)
    probabilities = rng.dirichlet([2.0, 0.6, 2.0, 2.0], 3000)
    weights = fit_label_weights(probabilities)
    told = [np.bincount((probabilities * w).argmax(axis=1), minlength=4)[1] for w in (np.ones(4), weights)]
    assert told[1] > told[0]


def test_sharpening_keeps_the_order(sample):
    probabilities, _ = sample
    assert (sharpen(probabilities, 0.5).argmax(axis=1) == probabilities.argmax(axis=1)).all()
