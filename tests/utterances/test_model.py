"""The two chains together."""

import json

import pytest

from stancekit.errors import ModelError
from stancekit.utterances import AttributionModel, to_utterances


def find(model, make, *texts):
    table = make[0](*texts)
    return table, model.find(table, make[1](table))


def shifted(found, rows):
    return [
        a._replace(
            **{part: tuple(r + rows for r in getattr(a, part)) for part in ("content", "cue", "source")}
        )
        for a in found
    ]


def test_finds_something(model, make, texts):
    table, found = find(model, make, *texts)
    assert found
    assert all(a.content and 0 <= a.confidence <= 1 for a in found)
    assert all(0 <= row < len(table) for a in found for part in (a.content, a.cue, a.source) for row in part)


def test_batched_equals_one_by_one(model, make, texts):
    table, together = find(model, make, *texts, *texts[::-1])
    alone = []
    for i, text in enumerate((*texts, *texts[::-1])):
        alone += shifted(find(model, make, text)[1], int(table.first[i]))
    assert sorted(together) == sorted(alone)


@pytest.mark.parametrize("some", [(), ("",), ("", " \n"), ("Word",)])
def test_little_to_read(model, make, some):
    table, found = find(model, make, *some)
    assert len(to_utterances(table, found)) == len(some)


def test_utterances_are_spans_of_the_text(model, make, texts):
    table, found = find(model, make, *texts)
    for text, utterances in zip(texts, to_utterances(table, found), strict=True):
        assert [u.id for u in utterances] == [f"u{i + 1}" for i in range(len(utterances))]
        for span in (s for u in utterances for s in (*u.content, *u.cue, *u.source)):
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end] == text[span.start : span.end].strip()


def test_save_and_load(model, make, texts, tmp_path):
    model.save(tmp_path)
    loaded = AttributionModel.load(tmp_path)
    assert (loaded.threshold, loaded.min_confidence) == (model.threshold, model.min_confidence)
    assert find(loaded, make, *texts)[1] == find(model, make, *texts)[1]


@pytest.mark.parametrize(
    "name",
    [
        "config.json",
        "words/level_key.npy",
        "cues/chain.json",
        "candidates/context.npy",
        "windows/weight.npy",
    ],
)
def test_a_file_is_missing(model, tmp_path, name):
    model.save(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(ModelError, match="cannot read model file"):
        AttributionModel.load(tmp_path)


@pytest.mark.parametrize(
    "config",
    [
        {},
        {"threshold": 0.1},
        {"threshold": "high", "min_confidence": 0.3},
        {"threshold": 0.1, "min_confidence": None},
        {"threshold": [0.1], "min_confidence": 0.3},
        [0.1, 0.3],
    ],
)
def test_a_broken_config(model, tmp_path, config):
    model.save(tmp_path)
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf8")
    with pytest.raises(ModelError, match=r"config\.json"):
        AttributionModel.load(tmp_path)


def test_nothing_is_sure_enough(model, make, texts):
    strict = AttributionModel(
        model.lexicon, model.finder, model.classifier, model.chain, threshold=0.3, min_confidence=1.1
    )
    _, found = find(strict, make, *texts)
    assert found == []
