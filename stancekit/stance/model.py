"""The trained stage: cases in, stances out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from stancekit.errors import InputError, ModelError
from stancekit.features import Case, FeatureExtractor
from stancekit.features.extractor import Batch
from stancekit.persistence import read_config, read_estimator, write_config, write_estimator
from stancekit.records import LABELS, Evidence, Stance, StanceLabel
from stancekit.stance import evidence
from stancekit.stance.calibration import fit_label_weights, fit_temperature, sharpen
from stancekit.stance.scorer import Scorer

__all__ = ["StanceModel"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_FORMAT = 1
_BATCH = 2_000  # cases whose features are in memory together
_NONE = LABELS.index("none")


class StanceModel:
    """Tells the stance of utterances.

    Parameters
    ----------
    classifier : scikit-learn classifier, optional
        Anything with ``fit`` and ``predict_proba`` that takes a sparse matrix; by default a
        `BlendClassifier`. Its classes are positions in `LABELS`.
    extractor : FeatureExtractor, optional
        By default one without word vectors.
    folds : int
        Parts, split by article, for the cross-validation that fits temperature and label weights; below 2
        there is none, and both stay 1.

    Attributes
    ----------
    temperature_ : float
        Of the probabilities.
    label_weights_ : array of shape (4,)
        The label of a case is the one with the largest probability × label weight.
    held_out_ : array of shape (n_cases, 4)
        Cross-validated probabilities of the training cases, at ``temperature_``; empty without folds.

    Examples
    --------
    >>> from stancekit.records import Span, Utterance
    >>> def case(text):
    ...     return Case(text, Utterance("u", "indirect", (Span(8, len(text)),), (Span(3, 7),), (Span(0, 2),)))
    >>> good, bad = case("He said the plan is great"), case("He said the plan is awful")
    >>> model = StanceModel(folds=0).fit([good, bad] * 4, ["supportive", "condemning"] * 4)
    >>> [s.label for s in model.label([bad, good])]
    ['condemning', 'supportive']
    """

    def __init__(
        self, classifier: Any = None, *, extractor: FeatureExtractor | None = None, folds: int = 5
    ) -> None:
        self.classifier = classifier
        self.extractor = extractor
        self.folds = folds

    def fit(
        self,
        cases: Sequence[Case],
        labels: Sequence[str | None],
        sample_weight: Sequence[float] | None = None,
    ) -> StanceModel:
        """Learn from labelled cases.

        Parameters
        ----------
        cases : sequence of Case
        labels : sequence of str or None
            One of `LABELS` each; None is "none".
        sample_weight : sequence of float, optional

        Raises
        ------
        InputError
            If the lengths differ, a label is unknown, or there are fewer than two labels.
        """
        truth = _numbers(cases, labels)
        weight = None if sample_weight is None else np.asarray(sample_weight, np.float64)
        self.extractor_ = (self.extractor or FeatureExtractor()).fit(cases)
        X = self.extractor_.transform(cases)
        self.temperature_, self.label_weights_ = 1.0, np.ones(len(LABELS))
        self.held_out_ = np.empty((0, len(LABELS)))
        if self.folds > 1:
            self._calibrate(X, truth, weight, [case.text for case in cases])
        self._classifier = self._fitted(X, truth, weight)
        self._set_scorer(self._linear_reading(X), is_classifier=hasattr(self._classifier, "scorer_"))
        return self

    @property
    def classifier_(self) -> Any:
        """The fitted classifier."""
        if self._classifier is None:  # the default one, which scores without scikit-learn until asked for
            from stancekit.stance.blend import BlendClassifier

            self._classifier = BlendClassifier.of(self._scorer)
        return self._classifier

    def predict_proba(self, cases: Sequence[Case]) -> Floats:
        """Return an array of shape (n_cases, 4), calibrated, in the order of `LABELS`."""
        parts = [self._probabilities(self.extractor_.occurrences(part)) for part in _parts(cases)]
        return np.vstack(parts) if parts else np.empty((0, len(LABELS)))

    def label(self, cases: Sequence[Case]) -> list[Stance]:
        """Return the stance of each case, with probabilities and evidence.

        An evidence's weight is what the words add to the linear score of the label that was chosen, less the
        mean of what they add to the other labels. Spans are offsets into the case's text, strongest first.
        """
        return [stance for part in _parts(cases) for stance in self._label(self.extractor_.occurrences(part))]

    def decide(self, probabilities: Floats) -> Ints:
        """Return positions in `LABELS`: the largest probability × label weight of each row."""
        decided: Ints = (probabilities * self.label_weights_).argmax(axis=1)
        return decided

    def save(self, folder: Path) -> None:
        """Write the model to ``folder``; nothing in it executes when it is read."""
        weights = [float(w) for w in self.label_weights_]
        write_config(
            folder,
            {
                "format": _FORMAT,
                "labels": list(LABELS),
                "temperature": float(self.temperature_),
                "label_weights": weights,
                "classifier": "blend" if self._is_blend else "skops",
            },
        )
        self.extractor_.save(folder)
        self._scorer.save(folder)
        if not self._is_blend:
            write_estimator(folder, "classifier", self.classifier_)

    @classmethod
    def load(cls, folder: Path, *, trusted: Sequence[str] = ()) -> StanceModel:
        """Read what `save` wrote.

        Parameters
        ----------
        folder : Path
        trusted : sequence of str
            Further types that a classifier of your own may hold.

        Raises
        ------
        ModelError
            If a file is missing, broken, of another format, or holds a type that is not trusted.
        """
        config = read_config(folder)
        if config.get("format") != _FORMAT or config.get("labels") != list(LABELS):
            raise ModelError(f"model {folder} is not a stance model of format {_FORMAT}: {config!r:.120}")
        model = cls()
        model.extractor_ = FeatureExtractor.load(folder)
        model.temperature_ = float(config["temperature"])
        model.label_weights_ = np.array(config["label_weights"], np.float64)
        model.held_out_ = np.empty((0, len(LABELS)))
        model._classifier = None
        model._set_scorer(Scorer.load(folder), is_classifier=config.get("classifier") == "blend")
        if not model._is_blend:
            model._classifier = read_estimator(folder, "classifier", trusted=trusted)
        return model

    def _fitted(self, X: Any, truth: Ints, weight: Floats | None) -> Any:
        from sklearn.base import clone

        from stancekit.stance.blend import BlendClassifier

        default = BlendClassifier(n_dense=self.extractor_.n_dense)
        model = default if self.classifier is None else clone(self.classifier)
        return model.fit(X, truth) if weight is None else model.fit(X, truth, sample_weight=weight)

    def _calibrate(self, X: Any, truth: Ints, weight: Floats | None, articles: Sequence[str]) -> None:
        fold = _folds(articles, self.folds)
        probabilities = np.zeros((len(truth), len(LABELS)))
        for k in range(self.folds):
            out = fold == k
            if out.any() and len(set(truth[~out])) > 1:
                model = self._fitted(X[~out], truth[~out], None if weight is None else weight[~out])
                probabilities[out] = _ordered(model.classes_, model.predict_proba(X[out]))
        self.temperature_ = fit_temperature(probabilities, truth)
        self.held_out_ = sharpen(probabilities, self.temperature_)
        self.label_weights_ = fit_label_weights(self.held_out_, truth)

    def _linear_reading(self, X: Any) -> Scorer:
        """Return the weights that evidence is read off: the classifier's own, or an imitator's."""
        from stancekit.stance.blend import BlendClassifier

        model = self._classifier
        if not isinstance(model, BlendClassifier):
            sparse = X[:, : self.extractor_.n_sparse]
            model = BlendClassifier().fit(
                sparse, _ordered(model.classes_, model.predict_proba(X)).argmax(axis=1)
            )
        return model.scorer_

    def _set_scorer(self, scorer: Scorer, *, is_classifier: bool) -> None:
        self._scorer, self._is_blend = scorer, is_classifier
        self._gains = _gains(scorer)

    def _probabilities(self, batch: Batch) -> Floats:
        from scipy.sparse import csr_matrix

        shape = (batch.tokens.n_rows, self.extractor_.n_sparse)
        sparse = csr_matrix((batch.value, (batch.row, batch.column)), shape)
        dense = self.extractor_.dense(batch.tokens)
        if self._is_blend:
            raw, classes = self._scorer.probabilities(sparse, dense), self._scorer.classes
        else:
            raw, classes = self.classifier_.predict_proba(_beside(sparse, dense)), self.classifier_.classes_
        return _ordered(classes, sharpen(raw, self.temperature_))

    def _label(self, batch: Batch) -> Iterator[Stance]:
        probabilities = self._probabilities(batch)
        decided = self.decide(probabilities)
        weights = evidence.token_weights(batch, self._gains, decided)
        spans = evidence.find(batch.tokens, weights)
        for number, row, shown in zip(decided.tolist(), probabilities.tolist(), spans, strict=True):
            yield _stance(number, row, shown)


def _gains(scorer: Scorer) -> npt.NDArray[np.float32]:
    """Return what a feature adds to each label's score, less the mean of what it adds to the other labels."""
    coef = np.zeros((len(scorer.columns), len(LABELS)), np.float32)
    coef[:, scorer.classes] = scorer.columns
    others = (coef.sum(axis=1, keepdims=True) - coef) / (len(LABELS) - 1)
    return np.asarray(coef - others, np.float32)


def _stance(number: int, probabilities: list[float], shown: tuple[Evidence, ...]) -> Stance:
    label: StanceLabel | None = None if number == _NONE else LABELS[number]  # type: ignore[assignment]
    return Stance(label, dict(zip(LABELS, probabilities, strict=True)), shown)


def _parts(cases: Sequence[Case]) -> Iterator[Sequence[Case]]:
    for start in range(0, len(cases), _BATCH):
        yield cases[start : start + _BATCH]


def _numbers(cases: Sequence[Case], labels: Sequence[str | None]) -> Ints:
    if len(cases) != len(labels):
        raise InputError(f"{len(cases)} cases do not fit {len(labels)} labels")
    names = ["none" if label is None else label for label in labels]
    if unknown := sorted(set(names) - set(LABELS)):
        raise InputError(f"unknown stance {unknown[0]!r}; allowed are {', '.join(LABELS)} and None")
    if len(set(names)) < 2:
        raise InputError(f"training needs cases of at least two labels, not only {sorted(set(names))}")
    return np.array([LABELS.index(name) for name in names], np.int64)


def _folds(articles: Sequence[str], n: int) -> Ints:
    """Return a fold for each case; those of one article share it."""
    order = {text: i for i, text in enumerate(dict.fromkeys(articles))}
    return np.array([order[text] % n for text in articles], np.int64)


def _ordered(classes: Any, probabilities: Floats) -> Floats:
    """Put a classifier's columns in the order of `LABELS`; a label it never saw gets 0."""
    ordered = np.zeros((len(probabilities), len(LABELS)))
    ordered[:, np.asarray(classes, np.int64)] = probabilities
    return ordered


def _beside(sparse: Any, dense: npt.NDArray[np.float32]) -> Any:
    from scipy.sparse import hstack

    return hstack([sparse, dense]).tocsr() if dense.shape[1] else sparse
