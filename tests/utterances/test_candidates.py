"""Cues told from words that only look like one."""

import numpy as np
import pytest

from stancekit.errors import ModelError
from stancekit.utterances.candidates import CueClassifier, candidate_keys, surroundings

N_NUMBERS = 57
LOWER, AT = 0, 18  # template of the word itself; where the candidate's own roles begin


def rows(*values):
    return np.array(values, np.int64)


def classifier(key=(), weight=(), *, intercept=0.0, **numbers):
    context = np.zeros(N_NUMBERS + 1, np.float32)
    context[-1] = intercept
    for place, value in numbers.items():
        context[int(place[1:])] = value
    return CueClassifier(np.array(key, np.uint32), np.array(weight, np.float16), context)


def logistic(score):
    return pytest.approx(1 / (1 + np.exp(-score)), abs=1e-6)


def test_a_weight_for_a_word(read, make_roles):
    table, columns, layout = read("He said it. They ate.")
    key = candidate_keys(rows(1), layout)[LOWER]
    candidate = rows(0, 1, 5)
    found = classifier(key, [2.0], intercept=-1).confidence(
        table, columns, make_roles(table), candidate, layout
    )
    assert found.dtype == np.float32
    assert found.tolist() == [logistic(-1), logistic(1), logistic(-1)]


def test_a_weight_for_what_is_around(read, make_roles):
    table, columns, layout = read("He said it.")
    roles = make_roles(table, cue={1: 0.5}, source={0: 0.25})
    for place, score in ((AT + 1, 4 * 0.5), (AT - 3 + 2, 4 * 0.25), (AT - 6, -4)):
        found = classifier(**{f"n{place}": 4}).confidence(table, columns, roles, rows(1), layout)
        assert found.tolist() == [logistic(score)]


def test_rescaled_log_odds(read, make_roles):
    table, columns, layout = read("He said it.")
    made = classifier(candidate_keys(rows(1), layout)[LOWER], [2.0], intercept=-1, **{f"n{AT + 1}": 4})
    roles = make_roles(table, cue={1: 0.5})
    for slope, intercept in ((1, 0), (0.5, -1)):
        found = made.rescaled(slope, intercept).confidence(table, columns, roles, rows(0, 1), layout)
        assert found[1] == logistic(slope * (2 - 1 + 4 * 0.5) + intercept)
    assert made.confidence(table, columns, roles, rows(1), layout).tolist() == [logistic(3)]


@pytest.mark.parametrize(("intercept", "expected"), [(-1e4, 0), (1e4, 1), (0, 0.5)])
def test_scores_however_great(read, make_roles, intercept, expected):
    table, columns, layout = read("He said it.")
    found = classifier(intercept=intercept).confidence(table, columns, make_roles(table), rows(1), layout)
    assert found.tolist() == [pytest.approx(expected, abs=1e-12)]


def test_no_candidates(read, make_roles):
    table, columns, layout = read("He said it.")
    found = classifier([5], [1.0]).confidence(table, columns, make_roles(table), rows(), layout)
    assert found.shape == (0,)


def test_a_key_for_each_template_and_candidate(read):
    _, _, layout = read("He said it.", "He said it.")
    keys = np.stack(candidate_keys(rows(1, 2, 5), layout))
    assert keys.shape[1] == 3
    assert keys[:, 0].tolist() == keys[:, 2].tolist()  # the same words in the same place
    assert (keys[:, 0] != keys[:, 1]).any()


def test_save_and_load(read, make_roles, tmp_path):
    table, columns, layout = read("He said it. They told us.")
    ours = classifier(candidate_keys(rows(1), layout)[LOWER], [2.0], intercept=-1, n19=0.5)
    ours.save(tmp_path)
    given = table, columns, make_roles(table, cue={1: 0.5}), rows(1, 5), layout
    assert CueClassifier.load(tmp_path).confidence(*given).tolist() == ours.confidence(*given).tolist()


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("context", np.zeros(3, np.float32)),
        ("weight", np.zeros(1, np.float16)),
        ("key", np.array([3, 2], np.uint32)),
    ],
)
def test_arrays_that_do_not_fit(tmp_path, name, array):
    classifier([1, 2], [1.0, 2.0]).save(tmp_path)
    np.save(tmp_path / f"{name}.npy", array)
    with pytest.raises(ModelError):
        CueClassifier.load(tmp_path)


def test_surroundings(read, make_roles):
    table, columns, _ = read("Anna said it rains. Bob left.")
    roles = make_roles(table, content={3: 0.75}, cue={1: 0.5, 2: 0.375}, source={0: 0.25, 5: 1})
    numbers = surroundings(table, columns, roles, rows(1, 6))
    assert (numbers.shape, numbers.dtype) == ((2, N_NUMBERS), np.float32)

    places = numbers[0, :45].reshape(15, 3).tolist()
    assert places[:5] == [[-1, -1, -1]] * 5  # before the sentence
    assert places[5:10] == [[0, 0, 0.25], [0, 0.5, 0], [0, 0.375, 0], [0.75, 0, 0], [0, 0, 0]]
    assert places[10:] == [[-1, -1, -1]] * 5  # behind it
    assert numbers[0, 45:51].tolist() == [0.75, 0.5, 0.25, 0.75, 0.875, 0.25]  # greatest, sums
    # likely cues, log odds, cue level of "said", outside quotation marks, from the start, to the end
    assert numbers[0, 51:].tolist() == [2, pytest.approx(0, abs=1e-6), 4, 0, 1, 3]

    places = numbers[1, :45].reshape(15, 3).tolist()
    assert places[4:8] == [[-1, -1, -1], [0, 0, 1], [0, 0, 0], [0, 0, 0]]
    assert numbers[1, 51:].tolist() == [0, pytest.approx(np.log(1e-6), abs=1e-3), 0, 0, 1, 1]


@pytest.mark.parametrize("texts", [("One word",), ("One", "two"), ("One two.", "Three four five.")])
def test_surroundings_stay_within_the_sentence(read, make_roles, texts):
    table, columns, _ = read(*texts)
    roles = make_roles(table, cue=dict.fromkeys(range(len(table)), 1))
    numbers = surroundings(table, columns, roles, np.arange(len(table)))
    near = (numbers[:, 1:45:3] == 1).sum(axis=1)
    assert near.tolist() == [int((table.sentence == s).sum()) for s in table.sentence]


def test_no_surroundings(read, make_roles):
    for text in ("", "He said it."):
        table, columns, _ = read(text)
        assert surroundings(table, columns, make_roles(table), rows()).shape == (0, N_NUMBERS)
