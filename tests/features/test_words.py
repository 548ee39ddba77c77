import pickle

import numpy as np
import pytest

from stancekit.features import summary, words
from stancekit.features.lexicon import CLASSES
from stancekit.features.tokens import read
from stancekit.features.words import WordTypes, code, known_words


@pytest.fixture
def types():
    return WordTypes(frozenset(("the", "said", "great")), {"great": 4})


@pytest.mark.parametrize(
    ("token", "same_as"),
    [
        ("Said", "said"),
        ("The", "the"),
        ("Rome", "Oslo"),
        ("1,200", "7"),
        ("it’s", "it's"),
        ("Rome's", "Rome"),
    ],
)
def test_tokens_that_are_one_word(types, token, same_as):
    numbers, columns = types.encode([token, same_as])
    assert columns["word"][numbers[0]] == columns["word"][numbers[1]]


def test_attributes(types):
    numbers, columns = types.encode(["great", "not", ",", "NATO"])
    great, no, comma, nato = numbers
    assert columns["vector"][great] == 4
    assert list(CLASSES)[columns["group"][great, 0]] == "pos"
    assert columns["negator"][no]
    assert columns["breaks"][comma]
    assert not columns["telling"][comma]
    assert not columns["telling"][nato]


def test_numbers_stay_while_words_come(types):
    first, _ = types.encode(["said"])
    for i in range(3000):
        types.encode([f"w{i}"])
    again, columns = types.encode(["said"])
    assert first == again
    assert columns["word"][again[0]] == code("said")


def test_a_full_cache_starts_anew(types, monkeypatch):
    monkeypatch.setattr(words, "_MAX_TYPES", 2)
    for token in ("one", "two", "three", "four"):
        numbers, columns = types.encode([token])
        assert columns["word"][numbers[0]] == code(token)
    assert len(types) <= 3


def test_travels_between_processes(types):
    types.encode(["said"])
    again = pickle.loads(pickle.dumps(types))  # noqa: S301 (what joblib does)
    numbers, columns = again.encode(["great"])
    assert columns["vector"][numbers[0]] == 4


def test_known_words_leave_names_out():
    known = known_words(["we saw Rome and the rose in Rome, a rose of Rome"])
    assert "rose" in known
    assert "rome" not in known


def test_summary_counts_classes_by_part_and_negation(case):
    cases = [case("{s She} {q praised} {c a great, not a bad plan}."), case("{c Fine}")]
    types = WordTypes(frozenset(("great", "bad", "praised", "a", "not", "plan")), {})
    found = summary.read(read(cases, types))
    assert found.shape == (2, summary.WIDTH)
    names = list(CLASSES)
    great, bad = (names.index(c) * 8 for c in ("pos", "neg"))
    assert found[0, great] == pytest.approx(np.log(2))
    assert found[0, bad + 1] == pytest.approx(np.log(2))
    assert found[0, names.index("praise") * 8 + 2] == pytest.approx(np.log(2))
    assert found[1, -33:].sum() == 5
