"""Trains the stance stage."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from stancekit.features import FeatureExtractor, WordVectors
from stancekit.records import LABELS
from stancekit.stance import StanceModel
from stancekit.stance.blend import BlendClassifier
from stancekit.stance.calibration import Calibration, calibration_error, class_f1
from stancekit.training import labelled, teacher
from stancekit.training.clauses import compose
from stancekit.training.labelled import Labelled
from stancekit.training.news import read_news

__all__ = ["train"]

_TIMES_OWN = 2  # the own articles count twice: world news beside eight times as much US politics
_WEIGHT_OF_SOFT = 0.5  # of a case that the teacher labelled, beside one that was annotated
_MIN_DF = 4
_STATEMENTS = 4_000  # short ones, composed of written clauses
_WEIGHT_OF_CLAUSES = 0.4


def train(data: Path, folder: Path, *, corpus: Path | None = None, seed: int = 0) -> dict[str, float]:
    """Train on the stance layer, the project's own articles and the teacher's labels, and write the model.

    Two models are fitted: one without the held-out articles, which the calibration is fitted on, and then the
    one that is kept, with them.

    Parameters
    ----------
    data : Path
        Holds ``stance/train.jsonl``, its texts in ``polnear/train/text``, and ``news/articles.jsonl.gz``.
    folder : Path
        Where the model goes.
    corpus : Path, optional
        Holds ``gold.jsonl`` and ``text`` (articles of its test split are left out), ``target-pairs``, and
        ``news-stance``, what `stancekit.training.teacher` wrote. Without that, vectors are learned from news.
    seed : int

    Returns
    -------
    dict of str to float
        Figures on the held-out articles of the stance layer: ``macro3``, ``macro4``, the F1 of each label,
        ``accuracy`` and ``ece``, each half calibrated on the other.

    Raises
    ------
    InputError
        If a file is missing.
    """
    layer, held = labelled.apart(labelled.read_layer(data))
    own, own_dev = (labelled.read_own(corpus, split) for split in ("train", "dev"))
    taught = corpus / "news-stance" if corpus is not None else None
    if taught is not None and taught.is_dir():
        vectors, soft = WordVectors.load(taught), teacher.read(taught, data, weight=_WEIGHT_OF_SOFT)
    else:
        vectors, soft = WordVectors.learn(list(read_news(data)), seed=seed), None

    clauses = _clauses(corpus, seed)

    def fitted(annotated: Labelled) -> StanceModel:
        # composed statements repeat their words: they must not tell which features are frequent
        vocabulary = [*annotated.cases, *soft.cases] if soft else annotated.cases
        extractor = FeatureExtractor(vectors=vectors, min_df=_MIN_DF if soft else 2)
        classifier = BlendClassifier(n_dense=extractor.n_dense, random_state=seed)
        model = StanceModel(classifier, extractor=extractor, folds=0)
        whole = annotated + clauses
        weight = [1.0] * len(annotated.cases) + [_WEIGHT_OF_CLAUSES] * len(clauses.cases)
        return model.fit(whole.cases, whole.labels, weight, soft=soft, vocabulary=vocabulary)

    scout = fitted(layer + _times(own))
    unseen = held + own_dev
    raw = scout.predict_proba(unseen.cases)
    model = fitted(layer + held + _times(own + own_dev))
    model.calibration_ = Calibration.fit(raw, unseen.truth, unseen.articles)
    model.save(folder)
    return _figures(raw[: len(held.cases)], held)


def _clauses(corpus: Path | None, seed: int) -> Labelled:
    path = corpus / "target-pairs" / "clauses.json" if corpus is not None else None
    return compose(path, _STATEMENTS, seed=seed) if path and path.is_file() else Labelled([], [], [])


def _times(own: Labelled) -> Labelled:
    return Labelled(_TIMES_OWN * own.cases, _TIMES_OWN * own.labels, _TIMES_OWN * own.articles)


def _figures(raw: np.ndarray, held: Labelled) -> dict[str, float]:
    """Return scores of each half of the articles, calibrated on the other."""
    truth = held.truth
    probabilities, labels = Calibration.crosswise(raw, truth, held.articles)
    f1 = class_f1(truth, labels)
    return {
        "macro3": float(f1[:3].mean()),
        "macro4": float(f1.mean()),
        **dict(zip(LABELS, f1.tolist(), strict=True)),
        "accuracy": float((labels == truth).mean()),
        "ece": calibration_error(probabilities, truth),
    }
