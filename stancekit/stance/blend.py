"""The default classifier: a linear model of the words, blended with a small network on their vectors."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

from stancekit.errors import InputError
from stancekit.records import LABELS
from stancekit.stance.labels import Soft
from stancekit.stance.logistic import solve
from stancekit.stance.network import train
from stancekit.stance.scorer import Scorer

__all__ = ["BlendClassifier", "fitted"]

_ROUNDS = 60  # of the solver; more of them change the scores by less than the folds differ
_TYPES = (np.float32, np.float64)


class BlendClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """Multinomial logistic regression on sparse columns and a one-layer network on the dense ones.

    Parameters
    ----------
    n_dense : int
        How many of the last columns are dense; with 0 this is a plain logistic regression.
    share : float
        Weight of the network in the blend of log-probabilities, from 0 to 1.
    C : float
        Inverse strength of the logistic regression's L2 penalty.
    hidden, epochs, dropout, alpha
        Width of the network, passes over the data, share of units that a step does without, L2 penalty.
    random_state : int
        Seed of the network.

    Attributes
    ----------
    classes_ : array of shape (n_classes,)
    coef_ : array of shape (n_classes, n_features - n_dense)
        Of the logistic regression.
    intercept_ : array of shape (n_classes,)
    scorer_ : Scorer
        All that was learned; the network's inputs are centred inside its first layer.
    """

    def __init__(
        self,
        *,
        n_dense: int = 0,
        share: float = 0.35,
        C: float = 0.15,
        hidden: int = 128,
        epochs: int = 12,
        dropout: float = 0.2,
        alpha: float = 150.0,
        random_state: int = 0,
    ) -> None:
        self.n_dense = n_dense
        self.share = share
        self.C = C
        self.hidden = hidden
        self.epochs = epochs
        self.dropout = dropout
        self.alpha = alpha
        self.random_state = random_state

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> BlendClassifier:
        """Fit both parts."""
        X, y = validate_data(self, X, y, accept_sparse="csr", dtype=_TYPES)
        check_classification_targets(y)
        classes, number = np.unique(y, return_inverse=True)
        if len(classes) < 2:
            raise ValueError(
                f"{type(self).__name__} needs cases of at least 2 classes, not of one class only"
            )
        weight = _check_sample_weight(sample_weight, X, dtype=np.float64)
        return self._fit(X, classes, np.eye(len(classes))[number], weight)

    def fit_soft(self, X: Any, targets: Any, sample_weight: Any) -> BlendClassifier:
        """Fit both parts to probabilities of shape (n_samples, n_classes); classes are their positions."""
        X = validate_data(self, X, accept_sparse="csr", dtype=_TYPES)
        return self._fit(X, np.arange(targets.shape[1]), targets, sample_weight)

    def predict_proba(self, X: Any) -> npt.NDArray[np.float64]:
        """Return probabilities of shape (n_samples, n_classes)."""
        check_is_fitted(self)
        X = validate_data(self, X, accept_sparse="csr", dtype=_TYPES, reset=False)
        return self.scorer_.probabilities(*self._split(X))

    def predict(self, X: Any) -> npt.NDArray[Any]:
        """Return the most probable class of each sample."""
        probabilities = self.predict_proba(X)
        labels: npt.NDArray[Any] = self.classes_[probabilities.argmax(axis=1)]
        return labels

    @classmethod
    def of(cls, scorer: Scorer) -> BlendClassifier:
        """Return a fitted classifier that scores as ``scorer`` does."""
        n_dense = len(scorer.layers[0][0]) if scorer.layers else 0
        model = cls(n_dense=n_dense, share=scorer.share)
        model.n_features_in_ = len(scorer.columns) + n_dense
        model._set(scorer)
        return model

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        return tags

    def _split(self, X: Any) -> tuple[Any, Any]:
        border = X.shape[1] - self.n_dense
        dense = X[:, border:]
        return X[:, :border], dense.toarray() if hasattr(dense, "toarray") else dense

    def _set(self, scorer: Scorer) -> None:
        self.scorer_ = scorer
        self.classes_, self.intercept_, self.coef_ = scorer.classes, scorer.intercept, scorer.columns.T

    def _fit(self, X: Any, classes: Any, targets: Any, weight: Any) -> BlendClassifier:
        linear, dense = self._split(X)
        columns, intercept = solve(linear, targets, weight, strength=self.C, rounds=_ROUNDS)
        layers: Any = ()
        if self.n_dense:
            layers = train(
                dense.astype(np.float32, copy=False),
                targets,
                weight,
                hidden=self.hidden,
                epochs=self.epochs,
                dropout=self.dropout,
                alpha=self.alpha,
                seed=self.random_state or 0,
            )
        columns, intercept = columns.astype(X.dtype), intercept.astype(X.dtype)
        self._set(Scorer(classes, columns, intercept, layers, float(self.share)))
        return self


def fitted(classifier: Any, X: Any, truth: Any, weight: Any, soft: Soft | None) -> Any:
    """Return a copy of the classifier, fitted to known labels and, below them in ``X``, to soft ones."""
    model = clone(classifier)
    if soft is None:
        return model.fit(X, truth) if weight is None else model.fit(X, truth, sample_weight=weight)
    if not isinstance(model, BlendClassifier):
        raise InputError(f"soft labels need a BlendClassifier, not a {type(model).__name__}")
    known = np.ones(len(truth)) if weight is None else weight
    every = np.concatenate([known, np.full(len(soft.cases), soft.weight)])
    return model.fit_soft(X, np.vstack([np.eye(len(LABELS))[truth], soft.probabilities]), every)
