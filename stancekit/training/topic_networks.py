"""Fit the small networks of the topics stage: several from different seeds, averaged into one."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np

from stancekit.topics.network import Network

__all__ = ["fit_networks"]


def fit_networks(
    table: Any, target: Any, weight: Any, *, seed: int, kind: str, n_hidden: int = 16, n_networks: int = 3
) -> Network:
    """Fit networks with different seeds on standardized features; return their average as one network.

    Parameters
    ----------
    table : array of shape (n_rows, n_features)
    target : array of shape (n_rows,)
        Truth values for a ``classifier``, numbers for a ``regressor``.
    weight : array of shape (n_rows,), optional
        How much each row counts; all the same without it.
    seed : int
    kind : str
        ``classifier`` (the network's score is the log-odds) or ``regressor``.
    n_hidden, n_networks : int
        Hidden units of a network, and number of networks.
    """
    mean, scale = table.mean(axis=0), np.maximum(table.std(axis=0), 0.01)
    scaled = (table - mean) / scale
    networks = [_fit_network(scaled, target, weight, seed + i, kind, n_hidden) for i in range(n_networks)]
    hidden = np.concatenate([h for h, _ in networks], axis=1)
    hidden[:-1] /= scale[:, None]
    hidden[-1] -= mean @ hidden[:-1]
    output = np.concatenate([o[:-1] for _, o in networks] + [[sum(o[-1] for _, o in networks)]])
    return Network(hidden, output / n_networks)


def _fit_network(
    table: Any, target: Any, weight: Any, seed: int, kind: str, n_hidden: int
) -> tuple[Any, Any]:
    """Fit one network on a (weighted) resample; return hidden and output weights, constants last."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier, MLPRegressor

    share = None if weight is None else weight / weight.sum()
    drawn = np.random.default_rng(seed).choice(len(table), len(table), p=share)
    estimator = MLPClassifier if kind == "classifier" else MLPRegressor
    network = estimator(
        hidden_layer_sizes=(n_hidden,),
        alpha=1e-3,
        batch_size=min(1024, len(table)),
        max_iter=12,
        random_state=seed,
        tol=0,
        n_iter_no_change=99,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the number of passes is fixed
        network.fit(table[drawn], target[drawn])
    (w1, w2), (b1, b2) = network.coefs_, network.intercepts_
    return np.vstack([w1, b1]), np.append(w2[:, 0], b2)
