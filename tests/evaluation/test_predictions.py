"""Prediction JSONL: the JSON form of analyses, checked on the way in."""

import json

import pytest

from stancekit.errors import InputError
from stancekit.evaluation import predictions
from stancekit.records import Analysis, Article, Span, Stance, Utterance

UTTERANCE = {"content": [[0, 3]], "probabilities": {"none": 1}}


def test_an_analysis_comes_back_as_it_went(tmp_path):
    said = Utterance("u1", "direct", (Span(0, 3),), stance=Stance("cautious", {"cautious": 0.75}))
    form = Analysis(Article("“No.”\u2028\ud800", id="a"), utterances=(said,)).to_dict()
    predictions.write(tmp_path / "p.jsonl", [form])
    assert predictions.read(tmp_path / "p.jsonl") == {"a": form}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"content": 3}, "line 1, utterance 1: content is 3; a list of"),
        ({"id": 3}, "utterance 3: id is 3; a string is allowed"),
        ({"id": "u7", "stance": "pro"}, "utterance u7: stance is 'pro'"),
        ({"probabilities": {"pro": 0.5}}, "condemning, cautious, supportive, none and numbers from 0 to 1"),
        ({"probabilities": {"none": 1.5}}, "numbers from 0 to 1"),
        ({"probabilities": {"none": float("nan")}}, "numbers from 0 to 1"),
        ({"probabilities": [1]}, "numbers from 0 to 1"),
    ],
)
def test_refuses_broken_utterances(tmp_path, change, message):
    path = tmp_path / "p.jsonl"
    path.write_text(json.dumps({"id": "a", "utterances": [{**UTTERANCE, **change}]}), encoding="utf8")
    with pytest.raises(InputError, match=message):
        predictions.read(path)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"id": "a"}, "utterances is None"),
        ({"id": "a", "utterances": [], "speakers": [{"name": "Ana"}]}, "id is None; a string is allowed"),
        ({"id": "a", "utterances": [], "speakers": {"s1": "Ana"}}, "speakers is"),
    ],
)
def test_refuses_broken_articles(tmp_path, row, message):
    path = tmp_path / "p.jsonl"
    path.write_text(json.dumps(row), encoding="utf8")
    with pytest.raises(InputError, match=message):
        predictions.read(path)
