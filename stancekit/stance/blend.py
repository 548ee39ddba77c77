"""The default classifier: a linear model of the words, blended with a small network on their vectors."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from stancekit.stance.scorer import Scorer

__all__ = ["BlendClassifier"]

Floats = npt.NDArray[np.float32]

_NETWORKS = 3  # of different seeds, as one alone depends on its seed
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
    hidden, epochs, alpha
        Width of the network, passes over the data, and its L2 penalty.
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
        share: float = 0.4,
        C: float = 0.15,
        hidden: int = 64,
        epochs: int = 8,
        alpha: float = 3.0,
        random_state: int = 0,
    ) -> None:
        self.n_dense = n_dense
        self.share = share
        self.C = C
        self.hidden = hidden
        self.epochs = epochs
        self.alpha = alpha
        self.random_state = random_state

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> BlendClassifier:
        """Fit both parts; only the linear one can weigh samples."""
        X, y = validate_data(self, X, y, accept_sparse="csr", dtype=_TYPES)
        linear, dense = self._split(X)
        classes, columns, intercept = self._fit_linear(linear, y, sample_weight)
        layers = self._fit_network(dense, y) if self.n_dense else ()
        self._set(Scorer(classes, columns, intercept, layers, float(self.share)))
        return self

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

    def _fit_linear(self, X: Any, y: Any, sample_weight: Any) -> tuple[Any, Any, Any]:
        from sklearn.linear_model import LogisticRegression

        model = LogisticRegression(C=self.C, max_iter=_ROUNDS, tol=1e-3)
        _fit_quietly(model, X, y, sample_weight)
        coef, intercept = model.coef_, model.intercept_
        if len(model.classes_) == 2:  # one row of log-odds becomes a row a class
            coef, intercept = np.vstack([-coef, coef]) / 2, np.hstack([-intercept, intercept]) / 2
        columns = np.ascontiguousarray(coef.T, X.dtype)
        return model.classes_, columns, intercept.astype(X.dtype, copy=False)

    def _fit_network(self, dense: Floats, y: Any) -> tuple[tuple[Floats, Floats], ...]:
        """Fit networks from several seeds and join them into one whose scores are the mean of theirs."""
        centre = dense.mean(axis=0)
        networks = [self._network(dense - centre, y, seed) for seed in range(_NETWORKS)]
        first, last = (np.concatenate([n.coefs_[k] for n in networks], axis=1 - k) for k in (0, 1))
        bias = np.concatenate([n.intercepts_[0] for n in networks]) - centre @ first
        last, final = last / _NETWORKS, np.mean([n.intercepts_[1] for n in networks], axis=0)
        if len(networks[0].classes_) == 2:
            last, final = np.hstack([-last, last]) / 2, np.hstack([-final, final]) / 2
        pairs = ((first, bias), (last, final))
        return tuple((weights.astype(np.float32), biases.astype(np.float32)) for weights, biases in pairs)

    def _network(self, dense: Floats, y: Any, seed: int) -> Any:
        from sklearn.neural_network import MLPClassifier

        model = MLPClassifier(
            (self.hidden,),
            alpha=self.alpha,
            batch_size=min(128, len(y)),
            max_iter=self.epochs,
            random_state=(self.random_state or 0) + seed,
        )
        _fit_quietly(model, dense, y)
        return model


def _fit_quietly(model: Any, X: Any, y: Any, *weight: Any) -> None:
    """Fit for a set number of rounds, which is no failure to converge."""
    import warnings

    from sklearn.exceptions import ConvergenceWarning

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(X, y, *weight)
