"""Passages into groups: the partition that should score best, given how likely each pair belongs together.

Agglomerative clustering (average link) proposes a partition for each number of groups; the one with the
highest expected B-cubed F1 is taken and improved by moving single passages while that figure grows.

References
----------
Bagga and Baldwin (1998), Entity-based cross-document coreferencing using the vector space model: B-cubed.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["MAX_GROUPS", "expected_f1", "group"]

FloatArray = npt.NDArray[np.floating]
IntArray = npt.NDArray[np.intp]

MAX_GROUPS = 6
_MAX_MOVES = 40


def group(together: FloatArray, *, fewest: int = 2, most: int = MAX_GROUPS) -> IntArray:
    """Return a group number, counted from 0 in order of first use, for each passage.

    Parameters
    ----------
    together : array of shape (n, n)
        Probability that two passages share a topic; symmetric, 1 on the diagonal.
    fewest, most : int
        Limits of the number of groups; there are never more groups than passages.

    Examples
    --------
    >>> import numpy as np
    >>> together = np.array([[1, 0.9, 0.1], [0.9, 1, 0.2], [0.1, 0.2, 1]])
    >>> group(together).tolist()
    [0, 0, 1]
    """
    n = len(together)
    fewest, most = min(fewest, n), min(most, n)
    if most < 2:
        return np.zeros(n, np.intp)
    best = _best_cut(together, _merges(together), fewest, most)
    return _renumber(_improve(together, _renumber(best), fewest))


def expected_f1(together: FloatArray, labels: IntArray) -> float:
    """Return the B-cubed F1 that ``labels`` should reach if the probabilities are right.

    Recall is taken with the expected size of the true group, a close lower bound.
    """
    same = labels[:, None] == labels
    shared = (together * same).sum(axis=1)
    precision = float((shared / same.sum(axis=1)).mean())
    recall = float((shared / together.sum(axis=1)).mean())
    return 2 * precision * recall / (precision + recall)


def _merges(together: FloatArray) -> FloatArray:
    from scipy.cluster.hierarchy import linkage

    merges: FloatArray = linkage(1 - together[np.triu_indices(len(together), 1)], "average")
    return merges


def _best_cut(together: FloatArray, merges: FloatArray, fewest: int, most: int) -> IntArray:
    """Return the labels of the cut with ``fewest`` to ``most`` groups whose expected F1 is highest.

    From the cut into most groups on, sums over pairs of groups are added up instead of counted anew.
    """
    n = len(together)
    nodes, labels = np.unique(_roots(merges, n, most), return_inverse=True)
    group_of = {int(node): g for g, node in enumerate(nodes)}
    member = (np.arange(most)[:, None] == labels).astype(np.float64)
    shared = member @ together @ member.T
    recalled = member @ (together / together.sum(axis=1, keepdims=True)) @ member.T
    size = member.sum(axis=1)
    best, best_value = labels, _f1(shared, recalled, size)
    for step in range(n - most, n - fewest):
        a, b = (group_of[int(node)] for node in merges[step, :2])
        group_of[n + step] = a
        labels = np.where(labels == b, a, labels)
        size[a], size[b] = size[a] + size[b], 0
        for sums in (shared, recalled):
            sums[a] += sums[b]
            sums[:, a] += sums[:, b]
            sums[b] = sums[:, b] = 0
        if (value := _f1(shared, recalled, size)) > best_value:
            best, best_value = labels, value
    return best


def _f1(shared: FloatArray, recalled: FloatArray, size: FloatArray) -> float:
    """Return the expected F1, times a constant, from sums over pairs of groups and the groups' sizes."""
    precision = float((shared.diagonal() / np.maximum(size, 1)).sum())
    recall = float(recalled.diagonal().sum())
    return precision * recall / (precision + recall)


def _roots(merges: FloatArray, n: int, k: int) -> list[int]:
    """Return for each passage the node of the tree that it is under when ``k`` groups are left."""
    parent = list(range(2 * n - k))
    for step, (a, b) in enumerate(merges[: n - k, :2].astype(np.intp).tolist()):
        parent[a] = parent[b] = n + step
    for node in range(2 * n - k - 1, -1, -1):
        parent[node] = parent[parent[node]]
    return parent[:n]


def _improve(together: FloatArray, labels: IntArray, fewest: int) -> IntArray:
    """Move one passage at a time to where the expected F1 grows most, until it grows no more."""
    labels = labels.copy()
    size_of_truth = together.sum(axis=1, keepdims=True)
    both = np.concatenate([together, together / size_of_truth.T])
    best = expected_f1(together, labels)
    for _ in range(_MAX_MOVES):
        values = _move_values(both, size_of_truth, labels)
        i, to = divmod(int(values.argmax()), values.shape[1])
        empties = np.count_nonzero(labels == labels[i]) == 1 and len(set(labels.tolist())) <= fewest
        if values[i, to] <= best + 1e-6 or empties:
            break
        labels[i], best = to, float(values[i, to])
    return labels


def _move_values(both: FloatArray, size_of_truth: FloatArray, labels: IntArray) -> FloatArray:
    """Return the expected F1 (n, n_groups) after moving each passage to each group.

    Parameters
    ----------
    both : array of shape (2 n, n)
        The probabilities, and below them the same over the column's expected size of the true group.
    size_of_truth : array of shape (n, 1)
    """
    n = len(labels)
    member = (labels[:, None] == np.arange(int(labels.max()) + 1)).astype(np.float32)
    size = member.sum(axis=0)
    sums = both @ member
    to_group, from_group = sums[:n], sums[n:]
    inner = (to_group * member).sum(axis=0)
    own = (to_group * member).sum(axis=1, keepdims=True)
    own_from = (from_group * member).sum(axis=1, keepdims=True)
    # precision summed by group: what the own group keeps without i, and what another has with it
    precision = inner / np.maximum(size, 1)
    kept = (inner[labels][:, None] - 2 * own + 1) / np.maximum(size[labels][:, None] - 1, 1)
    gained = (inner + 2 * to_group + 1) / (size + 1) - precision
    total_precision = precision.sum() - precision[labels][:, None] + kept + gained
    recall = (own / size_of_truth).sum()
    total_recall = recall + (to_group - own + 2) / size_of_truth + from_group - own_from
    values: FloatArray = 2 * total_precision * total_recall / (total_precision + total_recall) / n
    values[member > 0] = -1
    return values


def _renumber(labels: IntArray) -> IntArray:
    """Number groups in order of first use."""
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.intp)
    rank[np.argsort(first)] = np.arange(len(first))
    renumbered: IntArray = rank[inverse]
    return renumbered
