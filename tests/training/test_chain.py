"""Training a chain: what CRFsuite learns is what the arrays say."""

import sys
from itertools import pairwise

import numpy as np
import pytest

from stancekit.chain import Sequences, keys
from stancekit.chain.features import parse
from stancekit.errors import MissingExtraError
from stancekit.training.chain import ChainTrainer

LABELS = ("O", "B", "I")
TEMPLATES = "word word-1 word+1 word-1|word"


def toy(n, seed):
    """Sentences in which 7 opens a group, 8 and 9 go on with it, and everything else ends it."""
    random = np.random.default_rng(seed)
    end = np.cumsum(random.integers(1, 9, n))
    words = random.integers(0, 12, end[-1])
    sequences = Sequences.ranges(end - np.diff(end, prepend=0), end)
    label: list[int] = []
    for a, b in pairwise([0, *end.tolist()]):
        before = 0
        for word in words[a:b].tolist():
            before = 1 if word == 7 else 2 if before and word in (8, 9) else 0
            label.append(before)
    return {"word": sequences.take(words)}, sequences, np.array(label)


@pytest.fixture(scope="module")
def chain():
    pytest.importorskip("pycrfsuite")
    trainer = ChainTrainer(LABELS, TEMPLATES, c1=0.0, c2=0.01)
    for seed in range(2):
        trainer.add(*toy(150, seed))
    return trainer.fit()


def test_learns_the_pattern(chain):
    columns, sequences, label = toy(80, 9)
    found = chain.decode(chain.scores(columns, sequences), sequences)
    assert (found == label).mean() > 0.98
    assert set(label.tolist()) == {0, 1, 2}


def test_decodes_as_crfsuite_does(tmp_path):
    pycrfsuite = pytest.importorskip("pycrfsuite")
    trainer = ChainTrainer(LABELS, TEMPLATES, c1=0.05, max_iterations=8)
    trainer.add(*toy(100, 0))
    chain = trainer.fit()
    trainer._trainer.train(str(tmp_path / "model"))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(tmp_path / "model"))

    columns, sequences, _ = toy(60, 5)
    names = np.stack(list(keys(parse(TEMPLATES), columns, sequences.inside)), axis=1)
    scores = chain.scores(columns, sequences)
    decoded, marginal = chain.decode(scores, sequences), chain.marginals(scores, sequences)
    for a, b in pairwise([0, *np.cumsum(sequences.length).tolist()]):
        expected = tagger.tag([[str(name) for name in row] for row in names[a:b].tolist()])
        assert [LABELS[i] for i in decoded[a:b]] == expected
        for t in range(a, b):
            assert marginal[t].tolist() == pytest.approx(
                [tagger.marginal(label, t - a) for label in LABELS], abs=1e-4
            )
    tagger.close()


def test_training_twice_gives_the_same_weights(chain):
    trainer = ChainTrainer(LABELS, TEMPLATES, c1=0.0, c2=0.01)
    for seed in range(2):
        trainer.add(*toy(150, seed))
    again = trainer.fit()
    assert again.key.tolist() == chain.key.tolist()
    np.testing.assert_allclose(again.weight, chain.weight, atol=1e-6)


def test_says_which_package_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "pycrfsuite", None)
    with pytest.raises(MissingExtraError, match=r"stancekit\[train\]"):
        ChainTrainer(LABELS, TEMPLATES)
