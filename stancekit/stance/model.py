"""The trained stage: cases in, stances out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from stancekit.errors import ModelError
from stancekit.features import Case, FeatureExtractor
from stancekit.features.extractor import Batch
from stancekit.persistence import read_config, read_estimator, write_config, write_estimator
from stancekit.records import LABELS, Stance
from stancekit.stance import answers
from stancekit.stance.adaptation import Adaptation
from stancekit.stance.calibration import Calibration
from stancekit.stance.labels import Soft, folds, numbers, ordered
from stancekit.stance.projection import Projection
from stancekit.stance.scorer import Scorer
from stancekit.text import TokenTable

__all__ = ["StanceModel"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_FORMAT = 1
_BATCH = 500  # cases whose features are in memory together
_STRENGTH = 0.01  # of an adaptation to few cases
_ENOUGH = 300  # cases from which an adapted model's calibration is its own


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
        Parts, split by article, for the cross-validation that the calibration is fitted on; below 2 there
        is none, and probabilities stay as they are.

    Attributes
    ----------
    calibration_ : Calibration
        Temperature, label weights and how often held-out answers were right.
    held_out_ : array of shape (n_cases, 4)
        Cross-validated probabilities of the training cases, calibrated; empty without folds.

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
        *,
        soft: Soft | None = None,
        vocabulary: Sequence[Case] | None = None,
    ) -> StanceModel:
        """Learn from labelled cases.

        Parameters
        ----------
        cases : sequence of Case
        labels : sequence of str or None
            One of `LABELS` each; None is "none".
        sample_weight : sequence of float, optional
        soft : Soft, optional
            Further cases, labelled by a teacher; for the default classifier.
        vocabulary : sequence of Case, optional
            What the features are learned from; by default all cases.

        Raises
        ------
        InputError
            If the lengths differ, a label is unknown, or there are fewer than two labels.
        """
        truth = numbers(cases, labels)
        weight = None if sample_weight is None else np.asarray(sample_weight, np.float64)
        every = [*cases, *soft.cases] if soft else cases
        self.extractor_ = (self.extractor or FeatureExtractor()).fit(vocabulary or every)
        X = self.extractor_.transform(every)
        self.calibration_, self.held_out_ = Calibration.none(), np.empty((0, len(LABELS)))
        if self.folds > 1:
            raw = self._cross_validated(X[: len(cases)], truth, weight, cases)
            self.held_out_ = self._calibrate(raw, truth, cases)
        self._classifier = self._fitted(X, truth, weight, soft)
        self._set_scorer(self._linear_reading(X), is_classifier=hasattr(self._classifier, "scorer_"))
        return self

    def adapt(
        self, cases: Sequence[Case], labels: Sequence[str | None], *, strength: float | None = None
    ) -> StanceModel:
        """Return a model that has learned from further cases, starting from the weights of this one.

        Parameters
        ----------
        cases, labels
            As in `fit`; a hundred are a beginning.
        strength : float, optional
            How far weights may move from where they are, as the variance of a Gaussian prior; by default as
            suits left-out articles best, or, with few cases, not far.

        Raises
        ------
        ModelError
            If this model's classifier is none whose weights are known.

        Notes
        -----
        From some hundred cases on, the calibration is fitted anew, on a cross-validation by article.
        """
        if not self._is_blend:
            raise ModelError(
                f"{type(self.classifier_).__name__} cannot be adapted; fit it on all cases instead"
            )
        truth = numbers(cases, labels)
        X = self.extractor_.transform(cases)
        border = self.extractor_.n_sparse
        task = Adaptation(self._scorer, X[:, :border], X[:, border:], truth)
        model = copy(self)
        model._classifier, model.held_out_ = None, np.empty((0, len(LABELS)))
        articles = [case.text for case in cases]
        if strength is None:
            strength = task.best_strength(articles) if len(truth) >= _ENOUGH else _STRENGTH
        if len(truth) >= _ENOUGH:
            raw = task.cross_validated(articles, strength)
            model.held_out_ = model._calibrate(raw, truth, cases)
        model._set_scorer(task.solve(strength), is_classifier=True)
        return model

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

    def label(
        self, cases: Sequence[Case], table: TokenTable | None = None, *, min_confidence: float = 0.0
    ) -> list[Stance]:
        """Return the stance of each case, with probabilities and evidence.

        Parameters
        ----------
        cases : sequence of Case
        table : TokenTable, optional
            Tokens of the cases' articles, where they are at hand.
        min_confidence : float
            The model abstains where the label that it would choose is less probable than this.

        Notes
        -----
        An evidence's weight is what the words add to the linear score of the label that was chosen, less the
        mean of what they add to the other labels. Spans are offsets into the case's text, strongest first.
        """
        batches = (self.extractor_.occurrences(part, table) for part in _parts(cases))
        return [stance for batch in batches for stance in self._label(batch, min_confidence)]

    def save(self, folder: Path) -> None:
        """Write the model to ``folder``; nothing in it executes when it is read."""
        write_config(
            folder,
            {
                "format": _FORMAT,
                "labels": list(LABELS),
                **self.calibration_.to_config(),
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
        model.calibration_ = Calibration.of_config(config)
        model.held_out_ = np.empty((0, len(LABELS)))
        model._classifier = None
        model._set_scorer(Scorer.load(folder), is_classifier=config.get("classifier") == "blend")
        if not model._is_blend:
            model._classifier = read_estimator(folder, "classifier", trusted=trusted)
        return model

    def _fitted(self, X: Any, truth: Ints, weight: Floats | None, soft: Soft | None = None) -> Any:
        from stancekit.stance import blend

        classifier = self.classifier or blend.BlendClassifier(n_dense=self.extractor_.n_dense)
        return blend.fitted(classifier, X, truth, weight, soft)

    def _cross_validated(self, X: Any, truth: Ints, weight: Floats | None, cases: Sequence[Case]) -> Floats:
        fold = folds([case.text for case in cases], self.folds)
        probabilities = np.zeros((len(truth), len(LABELS)))
        for k in range(self.folds):
            out = fold == k
            if out.any() and len(set(truth[~out])) > 1:
                model = self._fitted(X[~out], truth[~out], None if weight is None else weight[~out])
                probabilities[out] = ordered(model.classes_, model.predict_proba(X[out]))
        return probabilities

    def _calibrate(self, raw: Floats, truth: Ints, cases: Sequence[Case]) -> Floats:
        self.calibration_ = Calibration.fit(raw, truth, [case.text for case in cases])
        return self.calibration_.probabilities(raw)

    def _linear_reading(self, X: Any) -> Scorer:
        """Return the weights that evidence is read off: the classifier's own, or an imitator's."""
        from stancekit.stance.blend import BlendClassifier

        model = self._classifier
        if not isinstance(model, BlendClassifier):
            told = ordered(model.classes_, model.predict_proba(X))
            model = BlendClassifier().fit_soft(X[:, : self.extractor_.n_sparse], told, np.ones(len(told)))
        return model.scorer_

    def _set_scorer(self, scorer: Scorer, *, is_classifier: bool) -> None:
        self._scorer, self._is_blend = scorer, is_classifier
        projects = is_classifier and scorer.layers and self.extractor_.vectors
        self._projection = Projection(self.extractor_, scorer) if projects else None
        self._gains = answers.gains(scorer)

    def _probabilities(self, batch: Batch) -> Floats:
        n = batch.tokens.n_rows
        if self._is_blend:
            scores = self._scorer.linear(batch.row, batch.column, batch.value, n)
            hidden = self._projection(batch.tokens) if self._projection else None
            raw, classes = self._scorer.blend(scores, hidden), self._scorer.classes
        else:
            from scipy.sparse import csr_matrix

            sparse = csr_matrix((batch.value, (batch.row, batch.column)), (n, self.extractor_.n_sparse))
            X = _beside(sparse, self.extractor_.dense(batch.tokens))
            raw, classes = self.classifier_.predict_proba(X), self.classifier_.classes_
        return ordered(classes, self.calibration_.probabilities(raw))

    def _label(self, batch: Batch, least: float) -> Iterator[Stance]:
        probabilities = self._probabilities(batch)
        decided = self.calibration_.decide(probabilities)
        return answers.answer(batch, probabilities, decided, self._gains, least)


def _parts(cases: Sequence[Case]) -> Iterator[Sequence[Case]]:
    for start in range(0, len(cases), _BATCH):
        yield cases[start : start + _BATCH]


def _beside(sparse: Any, dense: npt.NDArray[np.float32]) -> Any:
    from scipy.sparse import hstack

    return hstack([sparse, dense]).tocsr() if dense.shape[1] else sparse
