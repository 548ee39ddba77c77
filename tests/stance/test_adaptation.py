import numpy as np
import pytest
from sklearn.naive_bayes import MultinomialNB

from stancekit.errors import InputError, ModelError
from stancekit.records import LABELS
from stancekit.stance import StanceModel

WORDS = {"condemning": "glorpish", "supportive": "fleemish", "cautious": "wumbly", None: "tarkish"}


@pytest.fixture(scope="module")
def cases(case):
    """Utterances in words that no news holds, each word with a stance, and words that the model knows."""
    known = {"condemning": "awful", "supportive": "great", "cautious": "uncertain", None: "published"}
    return [
        (case(f"Text {i}. {{s She}} {{q said}} {{c the plan was {word[label]} in town}}."), label)
        for i in range(30)
        for word in (WORDS, known)
        for label in WORDS
    ]


@pytest.fixture(scope="module")
def base(cases):
    said, labels = zip(*cases, strict=True)
    return StanceModel(folds=0).fit(said, [labels[(i + 1) % 4] for i in range(len(labels))])


def test_learns_what_it_is_told(base, cases):
    said, labels = zip(*cases, strict=True)
    before = [s.label for s in base.label(said)]
    adapted = base.adapt(said, labels, strength=10.0)
    assert [s.label for s in adapted.label(said)] == list(labels)
    assert [s.label for s in base.label(said)] == before  # the old one stays as it is


def test_weak_labels_move_little(base, cases):
    said, labels = zip(*cases, strict=True)
    old = base.predict_proba(said)
    moved = [
        np.abs(base.adapt(said, labels, strength=s).predict_proba(said) - old).max() for s in (1e-6, 1.0)
    ]
    assert moved[0] < 0.05 < moved[1]


def test_many_labels_calibrate_anew(base, cases):
    said, labels = zip(*(2 * cases), strict=True)
    few, many = base.adapt(said[:200], labels[:200]), base.adapt(said, labels)
    assert few.calibration_ == base.calibration_
    assert many.held_out_.shape == (len(said), len(LABELS))
    assert many.calibration_.abstention is not None


def test_saved_and_loaded(base, cases, tmp_path):
    said, labels = zip(*cases, strict=True)
    adapted = base.adapt(said, labels)
    adapted.save(tmp_path)
    assert StanceModel.load(tmp_path).label(said) == adapted.label(said)


def test_other_classifiers_cannot(cases):
    said, labels = zip(*cases, strict=True)
    model = StanceModel(MultinomialNB(), folds=0).fit(said, labels)
    with pytest.raises(ModelError, match="MultinomialNB"):
        model.adapt(said, labels)


def test_unknown_label(base, cases):
    with pytest.raises(InputError, match="'angry'"):
        base.adapt([cases[0][0]], ["angry"])
