"""Viterbi and marginals against all paths, one by one."""

from itertools import pairwise, product

import numpy as np
import pytest

from stancekit.chain.paths import marginals, viterbi

CASES = [
    (2, [1]),
    (2, [5]),
    (3, [1, 2, 3, 4, 5]),
    (3, [5, 1, 5, 2]),
    (4, [4, 4, 4]),
    (4, [2, 5, 1, 1, 3]),
    (1, [3, 1]),
]


def random_chain(n_labels, lengths, scale=2.0, seed=0):
    random = np.random.default_rng([seed, n_labels, *lengths])
    scores = random.normal(0, scale, (sum(lengths), n_labels)).astype(np.float32)
    return scores, random.normal(0, scale, (n_labels, n_labels)).astype(np.float32), np.array(lengths)


def path_scores(scores, transition):
    """Score of every path through one sequence."""
    scores, transition = scores.astype(float), transition.astype(float)
    paths = list(product(range(scores.shape[1]), repeat=len(scores)))
    return paths, np.array(
        [
            sum(scores[t, label] for t, label in enumerate(path))
            + sum(transition[a, b] for a, b in pairwise(path))
            for path in paths
        ]
    )


def parts(array, lengths):
    return np.split(array, np.cumsum(lengths)[:-1])


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("n_labels", "lengths"), CASES)
def test_viterbi_finds_the_best_of_all_paths(n_labels, lengths, seed):
    scores, transition, length = random_chain(n_labels, lengths, seed=seed)
    found = viterbi(scores, transition, length)
    assert found.dtype == np.int8
    for part, label in zip(parts(scores, lengths), parts(found, lengths), strict=True):
        paths, totals = path_scores(part, transition)
        assert tuple(label) == paths[totals.argmax()]


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("n_labels", "lengths"), CASES)
def test_marginals_are_sums_over_all_paths(n_labels, lengths, seed):
    scores, transition, length = random_chain(n_labels, lengths, seed=seed)
    found = marginals(scores, transition, length)
    for part, probability in zip(parts(scores, lengths), parts(found, lengths), strict=True):
        paths, totals = path_scores(part, transition)
        weight = np.exp(totals - totals.max())
        expected = np.zeros(part.shape)
        for path, w in zip(paths, weight / weight.sum(), strict=True):
            expected[np.arange(len(path)), path] += w
        np.testing.assert_allclose(probability, expected, atol=1e-5)


@pytest.mark.parametrize("run", [viterbi, marginals])
@pytest.mark.parametrize("n_labels", [2, 3, 7, 17])
def test_the_same_bits_in_any_company(run, n_labels):
    lengths = [1, 40, 3, *[7] * 600, 2, 40, 39]
    scores, transition, length = random_chain(n_labels, lengths)
    together = parts(run(scores, transition, length), lengths)
    chosen = (0, 1, 2, 3, 250, 602, 603, 604, 605)
    for i in chosen:
        alone = run(parts(scores, lengths)[i], transition, length[i : i + 1])
        assert alone.tobytes() == together[i].tobytes()


@pytest.mark.parametrize("run", [viterbi, marginals])
def test_no_sequences(run):
    assert len(run(np.empty((0, 3), np.float32), np.zeros((3, 3), np.float32), np.empty(0, np.int64))) == 0


@pytest.mark.parametrize("scale", [50.0, 500.0])
def test_marginals_stand_extreme_scores(scale):
    scores, transition, length = random_chain(4, [30, 1, 7], scale=scale)
    found = marginals(scores, transition, length)
    assert np.isfinite(found).all()
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-5)


def test_ties_go_to_the_first_label():
    zeros = np.zeros((4, 3), np.float32)
    assert viterbi(zeros, np.zeros((3, 3), np.float32), np.array([3, 1])).tolist() == [0, 0, 0, 0]
    np.testing.assert_allclose(
        marginals(zeros, np.zeros((3, 3), np.float32), np.array([3, 1])), 1 / 3, rtol=1e-6
    )
