"""Viterbi and forward-backward over many sequences at once, one position of all of them at a time.

Arrays are laid out label by label, tokens sorted by their position within the sequence: a step is then a
few operations on long rows. All arithmetic is between elements, never a matrix product, so that a sequence
gets the same bits in whatever company it is decoded.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from stancekit.chain.columns import Rows

__all__ = ["marginals", "viterbi"]

Scores = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int8]

_BLOCK = 512  # sequences per operation, so that what is in between stays in the processor's cache
_PIECE = 2048  # tokens brought into another order at a time, for the same reason
_LEAST = np.float32(1e-18)  # what is less likely than this is taken for this: nothing becomes 0 / 0


class _Steps(NamedTuple):
    """Tokens sorted by position, at each position the longest sequences first.

    ``token[bound[t] : bound[t + 1]]`` are the tokens at position ``t``; the same sequence keeps the same
    place within each of these slices.
    """

    token: Rows
    bound: list[int]

    def forth(self) -> Iterator[tuple[int, int, int]]:
        """Yield where the step before begins, and where the step begins and ends; not for the first."""
        return zip(self.bound, self.bound[1:], self.bound[2:], strict=False)


def _steps(length: Rows) -> _Steps:
    order = np.argsort(-length, kind="stable")
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    position = np.arange(int(length.sum())) - np.repeat(np.cumsum(length) - length, length)
    bound = np.concatenate([[0], np.cumsum(np.bincount(position))])
    token = np.empty(len(position), np.int64)
    token[bound[position] + np.repeat(rank, length)] = np.arange(len(position))
    return _Steps(token, bound.tolist())


def viterbi(scores: Scores, transition: Scores, length: Rows) -> Labels:
    """Return the best label of every token.

    Parameters
    ----------
    scores : array of shape (n_tokens, n_labels)
        Tokens of all sequences end to end.
    transition : array of shape (n_labels, n_labels)
    length : array of shape (n_sequences,)
    """
    steps = _steps(length)
    best = _by_label(scores, steps.token)
    for before, a, b in steps.forth():
        for low in range(a, b, _BLOCK):
            high = min(low + _BLOCK, b)
            paths = best[:, None, low - a + before : high - a + before] + transition[:, :, None]
            best[:, low:high] += np.maximum.reduce(paths, axis=0)
    return _trace_back(best, transition, steps)


def _by_label(scores: Scores, token: Rows) -> Scores:
    """Return the scores of ``token`` in that order, of shape (n_labels, n_tokens); in cache-sized pieces."""
    out = np.empty(scores.shape[::-1], np.float32)
    for a in range(0, len(token), _PIECE):
        out[:, a : a + _PIECE] = scores.take(token[a : a + _PIECE], axis=0).T
    return out


def _trace_back(best: Scores, transition: Scores, steps: _Steps) -> Labels:
    """Follow the best paths from their ends; ``best`` are the scores of the best paths up to each token."""
    label = np.empty(best.shape[1], np.int8)
    arriving = np.ascontiguousarray(transition.T)
    after = np.empty(0, np.intp)  # labels that the step after this one has chosen
    for a, b in zip(steps.bound[-2::-1], steps.bound[:0:-1], strict=True):
        total = np.ascontiguousarray(best[:, a:b].T)
        total[: len(after)] += arriving.take(after, axis=0)
        after = total.argmax(axis=1)
        label[a:b] = after
    out = np.empty_like(label)
    out[steps.token] = label
    return out


def marginals(scores: Scores, transition: Scores, length: Rows) -> Scores:
    """Return the probability of every label of every token; parameters as for `viterbi`."""
    steps = _steps(length)
    local = _by_label(scores, steps.token)
    local = np.exp(local - local.max(axis=0))
    step = np.maximum(np.exp(transition - transition.max()), _LEAST)
    forward = local.copy()
    for before, a, b in steps.forth():
        forward[:, a:b] *= _scaled(forward[:, before : before + b - a], step)
    backward = np.ones_like(local)
    for before, a, b in reversed(list(steps.forth())):
        coming = backward[:, a:b] * local[:, a:b]
        backward[:, before : before + b - a] = _scaled(coming, step.T)
    product = forward * backward
    product /= reduce(np.add, product)
    out = np.empty_like(scores)
    out[steps.token] = product.T
    return out


def _scaled(value: Scores, step: Scores) -> Scores:
    """Return ``step.T @ value`` with the greatest of each column made 1."""
    # label by label in memory, whatever the shapes: only so are the sums always taken in the same order
    terms = np.multiply(value[:, None], step[:, :, None], order="C")
    total: Scores = np.add.reduce(terms, axis=0)
    total /= np.maximum.reduce(total, axis=0)
    return np.maximum(total, _LEAST, out=total)
