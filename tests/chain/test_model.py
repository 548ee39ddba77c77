"""Chain models: scores, files and batches."""

import json

import numpy as np
import pytest

from stancekit.chain import ChainModel, Coded, CodedColumns, Sequences, keys
from stancekit.chain import model as module
from stancekit.chain.features import parse
from stancekit.errors import ModelError

TEMPLATES = "word word-1 word+1 word|tag word-1|tag-1 word-1|word tag|tag+1"
LABELS = ("O", "B", "I")


def sentences(n, seed=0):
    """Words and tags of ``n`` random sentences."""
    random = np.random.default_rng(seed)
    return [random.integers(0, 6, (length, 2)).astype(np.uint32) for length in random.integers(1, 9, n)]


def laid_out(parts):
    tokens = np.concatenate([*parts, np.empty((0, 2), np.uint32)])
    end = np.cumsum([len(part) for part in parts]).astype(np.int64)
    sequences = Sequences.ranges(end - [len(part) for part in parts], end)
    return {name: sequences.take(tokens[:, i]) for i, name in enumerate(("word", "tag"))}, sequences


def coded(parts):
    """The same columns, coded by pairs of word and tag, and by tag."""
    _, sequences = laid_out(parts)
    tokens = np.concatenate([*parts, np.empty((0, 2), np.uint32)]).astype(np.int64)
    pairs = np.array([(word, tag) for word in range(6) for tag in range(6)], np.uint32)
    both = {"word": pairs[:, 0], "tag": pairs[:, 1]}
    return CodedColumns(
        (
            Coded.lay_out(sequences, tokens[:, 0] * 6 + tokens[:, 1], both, 40),
            Coded.lay_out(sequences, tokens[:, 1], {"tag": np.arange(6, dtype=np.uint32)}, 7),
        ),
        {},
    ), sequences


@pytest.fixture(scope="module")
def chain():
    """A model with random weights for half of the keys that thirty sentences have."""
    columns, sequences = laid_out(sentences(30))
    known = np.unique(np.concatenate(list(keys(parse(TEMPLATES), columns, sequences.inside))))[::2]
    random = np.random.default_rng(1)
    weight = random.normal(size=(len(known), 3)).astype(np.float16)
    return ChainModel(LABELS, TEMPLATES, known, weight, random.normal(size=(3, 3)).astype(np.float32))


def expected_scores(chain, columns, sequences):
    row = {int(key): i for i, key in enumerate(chain.key)}
    weight = np.asarray(chain.weight, float)
    out = np.zeros((len(sequences.inside), 3))
    for column in keys(parse(chain.templates), columns, sequences.inside):
        for i, key in enumerate(column.tolist()):
            if key in row:
                out[i] += weight[row[key]]
    return out


@pytest.mark.parametrize("layout", [laid_out, coded])
def test_scores_are_sums_of_weights(chain, layout):
    parts = sentences(50, seed=2)
    scores = chain.scores(*layout(parts))
    assert scores.dtype == np.float32
    np.testing.assert_allclose(scores, expected_scores(chain, *laid_out(parts)), atol=1e-5)


def test_unseen_features_score_nothing(chain):
    columns, sequences = laid_out([np.full((4, 2), 99, np.uint32)])
    assert chain.scores(columns, sequences)[1:-1].tolist() == [[0.0] * 3] * 2  # the edges have been seen


@pytest.mark.parametrize("layout", [laid_out, coded])
def test_batched_equals_one_by_one_bit_for_bit(chain, layout, monkeypatch):
    parts = sentences(200, seed=3)
    alone = [layout([part]) for part in parts]
    scores = [chain.scores(*part) for part in alone]
    monkeypatch.setattr(module, "_CHUNK", 100)  # parts end within sentences
    batch = layout(parts)
    together = chain.scores(*batch)
    assert together.tobytes() == np.concatenate(scores).tobytes()
    for run in (chain.decode, chain.marginals):
        one_by_one = np.concatenate([run(s, part[1]) for s, part in zip(scores, alone, strict=True)])
        assert run(together, batch[1]).tobytes() == one_by_one.tobytes()


@pytest.mark.parametrize("layout", [laid_out, coded])
def test_empty_table(chain, layout):
    columns, sequences = layout([])
    scores = chain.scores(columns, sequences)
    assert scores.shape == (0, 3)
    assert chain.decode(scores, sequences).shape == (0,)
    assert chain.marginals(scores, sequences).shape == (0, 3)


def test_a_model_that_knows_nothing():
    chain = ChainModel(LABELS, "word", np.empty(0, np.uint32), np.empty((0, 3)), np.zeros((3, 3)))
    assert chain.scores(*laid_out(sentences(3))).any() == np.False_


def test_decode_weighs_scores_and_transitions():
    transition = np.array([[0, 0, -9], [0, 0, 1], [0, 0, 1]], np.float32)  # no I after O
    chain = ChainModel(LABELS, "word", np.empty(0, np.uint32), np.empty((0, 3)), transition)
    scores = np.array([[2, 0, 0], [0, 0.5, 1], [0, 1, 0.5]], np.float32)
    _, sequences = laid_out([np.zeros((3, 2), np.uint32)])
    assert chain.decode(scores, sequences).tolist() == [0, 1, 2]


def test_save_and_load(chain, tmp_path):
    chain.save(tmp_path)
    loaded = ChainModel.load(tmp_path)
    assert np.load(tmp_path / "weight.npy").dtype == np.float16
    assert (loaded.labels, loaded.templates) == (chain.labels, chain.templates)
    columns, sequences = laid_out(sentences(20, seed=4))
    assert loaded.scores(columns, sequences).tobytes() == chain.scores(columns, sequences).tobytes()
    assert loaded.transition.tobytes() == chain.transition.tobytes()


def replaced(array):
    return lambda path: np.save(path, array)


def text(value):
    return lambda path: path.write_text(value)


@pytest.mark.parametrize(
    ("name", "spoil", "message"),
    [
        ("chain.json", lambda path: path.unlink(), "cannot read model file"),
        ("chain.json", text("{"), "cannot read model file"),
        ("chain.json", text("[]"), "JSON object"),
        ("chain.json", text(json.dumps({"labels": ["O"]})), "labels"),
        ("chain.json", text(json.dumps({"labels": "OBI", "templates": TEMPLATES})), "labels"),
        ("chain.json", text(json.dumps({"labels": ["O", "B"], "templates": TEMPLATES})), "does not fit"),
        ("chain.json", text(json.dumps({"labels": [], "templates": TEMPLATES})), "0 labels"),
        ("chain.json", text(json.dumps({"labels": list(LABELS), "templates": "word+9"})), "template part"),
        ("key.npy", lambda path: path.unlink(), "cannot read model file"),
        ("key.npy", text("nothing"), "cannot read model file"),
        ("key.npy", lambda path: path.write_bytes(path.read_bytes()[:-2]), "cannot read model file"),
        ("key.npy", replaced(np.array([1], np.uint32)), "does not fit"),
        ("weight.npy", replaced(np.zeros((3, 3))), "does not fit"),
        ("weight.npy", replaced(np.zeros(3)), "does not fit"),
        ("transition.npy", replaced(np.zeros((2, 3))), "transition"),
        ("transition.npy", replaced(np.array([[None]])), "cannot read model file"),
        ("transition.npy", replaced(np.full((3, 3), "a")), "transition"),
    ],
)
def test_broken_files(chain, tmp_path, name, spoil, message):
    chain.save(tmp_path)
    spoil(tmp_path / name)
    with pytest.raises(ModelError, match=message):
        ChainModel.load(tmp_path)


@pytest.mark.parametrize(
    ("key", "message"),
    [
        (np.array([2, 1], np.uint32), "sorted"),
        (np.array([1, 2], np.int64), "32-bit"),
        (np.array([[1], [2]], np.uint32), "32-bit"),
    ],
)
def test_keys_that_are_no_keys(key, message):
    with pytest.raises(ModelError, match=message):
        ChainModel(LABELS, "word", key, np.zeros((2, 3)), np.zeros((3, 3)))
