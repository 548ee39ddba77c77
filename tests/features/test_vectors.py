import numpy as np
import pytest

from stancekit.errors import ModelError
from stancekit.features import WordVectors

TEXTS = [
    "they eat bread and drink milk",
    "they eat cake and drink tea",
    "they drive cars and ride bikes",
] * 30


def test_learned_vectors_keep_company():
    vectors = WordVectors.learn(TEXTS, dimensions=4, min_count=1, seed=1)
    unit = vectors.matrix / np.linalg.norm(vectors.matrix.astype(float), axis=1, keepdims=True)
    bread, cake, cars = (unit[vectors.rows[w]] for w in ("bread", "cake", "cars"))
    assert bread @ cake > bread @ cars


def test_same_seed_same_vectors():
    one, two = (WordVectors.learn(TEXTS, dimensions=4, min_count=1, seed=3) for _ in range(2))
    np.testing.assert_array_equal(one.matrix, two.matrix)


def test_names_get_no_vector():
    texts = ["she met Rosa at noon", "we saw Rosa at dawn"] * 20
    assert "rosa" not in WordVectors.learn(texts, dimensions=2, min_count=1).rows


def test_saved_and_loaded(tmp_path):
    vectors = WordVectors(["one", "two"], np.array([[1, 2], [3, 4]], np.int8))
    vectors.save(tmp_path)
    again = WordVectors.load(tmp_path)
    assert again.words == vectors.words
    np.testing.assert_array_equal(again.matrix, vectors.matrix)


def test_words_and_vectors_must_fit():
    with pytest.raises(ModelError, match="3 words do not fit 2 vectors"):
        WordVectors(["a", "b", "c"], np.zeros((2, 5), np.int8))
