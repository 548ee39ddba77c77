import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.utils.estimator_checks import check_estimator

from stancekit.errors import ModelError
from stancekit.stance.blend import BlendClassifier
from stancekit.stance.scorer import Scorer, softmax


def test_is_a_scikit_learn_classifier():
    checks = check_estimator(BlendClassifier(), on_skip=None)
    assert len(checks) > 40
    assert all(check["status"] in ("passed", "skipped") for check in checks)


@pytest.fixture
def data():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(300, 6)).astype(np.float32)
    y = (X[:, 0] > 0).astype(int) + 2 * (X[:, 5] > 0)
    return X, y


def test_network_reads_the_dense_columns(data):
    X, y = data
    plain = BlendClassifier(n_dense=2, share=0.0).fit(X, y).score(X, y)
    blended = BlendClassifier(n_dense=2, share=0.5, epochs=200, dropout=0.0, hidden=32).fit(X, y).score(X, y)
    assert blended > plain + 0.2


def test_columns_apart_or_together(data):
    X, y = data
    model = BlendClassifier(n_dense=2).fit(csr_matrix(X), y)
    np.testing.assert_allclose(
        model.predict_proba(X), model.scorer_.probabilities(csr_matrix(X[:, :4]), X[:, 4:]), rtol=1e-5
    )


def test_two_classes(data):
    X, y = data
    probabilities = BlendClassifier(n_dense=2).fit(X, y > 1).predict_proba(X)
    assert probabilities.shape == (300, 2)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1)


def test_softmax_of_no_rows():
    assert softmax(np.empty((0, 4))).shape == (0, 4)


def test_classifier_of_a_saved_scorer(data, tmp_path):
    X, y = data
    model = BlendClassifier(n_dense=2).fit(X, y)
    model.scorer_.save(tmp_path)
    again = BlendClassifier.of(Scorer.load(tmp_path))
    np.testing.assert_array_equal(again.predict_proba(X), model.predict_proba(X))


def test_arrays_that_do_not_fit(data, tmp_path):
    BlendClassifier().fit(*data).scorer_.save(tmp_path)
    np.save(tmp_path / "columns.npy", np.ones((3, 9), np.float32))
    with pytest.raises(ModelError, match="does not fit"):
        Scorer.load(tmp_path)
