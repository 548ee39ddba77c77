"""A network of one hidden layer, trained on targets that may be probabilities."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from stancekit.stance.scorer import softmax

__all__ = ["Layers", "train"]

Floats = npt.NDArray[np.float32]
Layers = tuple[tuple[Floats, Floats], tuple[Floats, Floats]]  # weights and biases of both layers

_BATCH = 256
_RATE, _MEAN, _SQUARE, _TINY = 1e-3, 0.9, 0.999, 1e-8  # of Adam
_FLUSH = np.float32(1e-20)


def train(
    X: Floats,
    targets: npt.NDArray[Any],
    weight: npt.NDArray[Any],
    *,
    hidden: int,
    epochs: int,
    dropout: float,
    alpha: float,
    seed: int,
) -> Layers:
    """Return the layers; the first takes ``X`` as it is, its inputs are centred inside.

    Parameters
    ----------
    X : array of shape (n_cases, n_columns)
    targets : array of shape (n_cases, n_classes)
        Probabilities; a known class is 1.
    weight : array of shape (n_cases,)
    hidden, epochs, dropout
        Units, passes over the cases, and the share of units that a batch does without.
    alpha : float
        L2 penalty, against the loss of all cases together.
    seed : int

    References
    ----------
    D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", ICLR 2015. N. Srivastava et al.,
    "Dropout", JMLR 2014. The learning rate falls as half a cosine.
    """
    random = np.random.default_rng(seed)
    n, width = X.shape
    centre = X.mean(axis=0)
    layers = [
        random.normal(0, 0.5 * np.sqrt(2 / width), (width, hidden)).astype(np.float32),
        np.zeros(hidden, np.float32),
        random.normal(0, np.sqrt(1 / hidden), (hidden, targets.shape[1])).astype(np.float32),
        np.zeros(targets.shape[1], np.float32),
    ]
    adam, penalty = _Adam(layers), np.float32(alpha / weight.sum())
    share = (weight / weight.mean()).astype(np.float32)
    size = min(_BATCH, n)
    steps = epochs * (n // size)
    for _ in range(epochs):
        order = random.permutation(n)
        for start in range(0, n - size + 1, size):
            rows = order[start : start + size]
            kept = (random.random((size, hidden)) >= dropout).astype(np.float32) / (1 - dropout)
            slopes = _slopes(layers, X[rows] - centre, targets[rows], share[rows], kept, penalty)
            adam.step(slopes, _RATE * (1 + np.cos(np.pi * adam.steps / steps)) / 2)
    first, bias, last, final = layers
    return (first, bias - centre @ first), (last, final)


def _slopes(
    layers: list[Floats],
    X: Floats,
    targets: npt.NDArray[Any],
    weight: Floats,
    kept: Floats,
    penalty: np.float32,
) -> list[Floats]:
    """Return the gradient of a batch's mean loss, by layer."""
    first, bias, last, final = layers
    before = X @ first + bias
    active = np.maximum(before, 0) * kept
    gap = (softmax(active @ last + final) - targets) * (weight / len(X))[:, None]
    gap = gap.astype(np.float32)
    inner = gap @ last.T * kept * (before > 0)
    return [X.T @ inner + penalty * first, inner.sum(0), active.T @ gap + penalty * last, gap.sum(0)]


class _Adam:
    def __init__(self, layers: list[Floats]) -> None:
        self._layers, self.steps = layers, 0
        self._means = [np.zeros_like(layer) for layer in layers]
        self._squares = [np.zeros_like(layer) for layer in layers]

    def step(self, slopes: list[Floats], rate: float) -> None:
        """Move the layers in place."""
        self.steps += 1
        rate *= np.sqrt(1 - _SQUARE**self.steps) / (1 - _MEAN**self.steps)
        for layer, slope, mean, square in zip(self._layers, slopes, self._means, self._squares, strict=True):
            mean += (1 - _MEAN) * (slope - mean)
            square += (1 - _SQUARE) * (slope * slope - square)
            layer -= np.float32(rate) * mean / (np.sqrt(square) + np.float32(_TINY))
            for array in (layer, mean, square):  # of units that never fire: denormal numbers are slow
                array += _FLUSH
                array -= _FLUSH
