"""Gold JSONL: what is read, what is refused, and that writing loses nothing."""

import json

import pytest

from stancekit.errors import InputError
from stancekit.evaluation import gold
from stancekit.evaluation.gold import GoldArticle, GoldUtterance
from stancekit.records import Span

UTTERANCE = {
    "id": "u1",
    "content": [[4, 9], [12, 14]],
    "cue": [[0, 3]],
    "speaker": "Ana Ruiz",
    "stance": "cautious",
    "target": "the port",
    "topic": "1",
    "stance2": None,
}
ARTICLE = {"id": "a", "origin": "own", "topics": {"1": "the port"}, "utterances": [UTTERANCE]}


def write(path, *rows):
    path.write_text(
        "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf8"
    )
    return path


def test_reads_records(tmp_path):
    (article,) = gold.read(write(tmp_path / "gold.jsonl", ARTICLE, ""))
    assert article == GoldArticle(
        "a",
        {"1": "the port"},
        (
            GoldUtterance(
                "u1",
                (Span(4, 9), Span(12, 14)),
                (Span(0, 3),),
                speaker="Ana Ruiz",
                stance="cautious",
                target="the port",
                topic="1",
            ),
        ),
        {"origin": "own"},
    )


def test_none_is_no_stance(tmp_path):
    row = {**ARTICLE, "utterances": [{**UTTERANCE, "stance": "none"}]}
    assert gold.read(write(tmp_path / "gold.jsonl", row))[0].utterances[0].stance is None


def test_round_trip(tmp_path):
    articles = gold.read(write(tmp_path / "gold.jsonl", ARTICLE, {**ARTICLE, "id": "b", "utterances": []}))
    gold.write(tmp_path / "again" / "gold.jsonl", articles)
    assert gold.read(tmp_path / "again" / "gold.jsonl") == articles


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (["{"], r"gold\.jsonl, line 1: not JSON"),
        (["[" * 100_000], "line 1: not JSON"),
        (["", "[]"], "line 2: a JSON list; one JSON object a line is allowed"),
        ([{**ARTICLE, "id": 3}], "line 1: id is 3; a string is allowed"),
        ([ARTICLE, ARTICLE], "line 2: id 'a' stands on an earlier line too"),
        ([{"id": "a"}], "utterances is None; a list of objects is allowed"),
        ([{**ARTICLE, "utterances": ["u"]}], "a list of objects is allowed"),
        ([{**ARTICLE, "utterances": [UTTERANCE, UTTERANCE]}], "two utterances have the same id"),
        ([{**ARTICLE, "topics": ["the port"]}], "an object of key and phrase is allowed"),
    ],
)
def test_refuses_broken_files(tmp_path, rows, message):
    with pytest.raises(InputError, match=message):
        gold.read(write(tmp_path / "gold.jsonl", *rows))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"stance": "neutral"},
            "line 1, utterance u1: stance is 'neutral'; condemning, cautious, supportive, none",
        ),
        ({"stance": ["cautious"]}, "stance is"),
        ({"topic": "9"}, "topic is '9'; 1 and null are allowed"),
        ({"kind": "quoted"}, "direct, indirect, mixed and null are allowed"),
        ({"speaker": 4}, "speaker is 4; a string is allowed"),
        ({"content": [[9, 4]]}, "0 <= start <= end is allowed"),
        ({"content": [[-1, 4]]}, "0 <= start <= end is allowed"),
        ({"cue": [[1.0, 4]]}, "cue is"),
        ({"cue": [[True, 4]]}, "cue is"),
        ({"cue": [[1, 2, 3]]}, "cue is"),
        ({"source": None}, "source is None"),
        ({"source": "x" * 200}, r"source is 'x+\.\.\.; a list"),
    ],
)
def test_refuses_broken_utterances(tmp_path, change, message):
    row = {**ARTICLE, "utterances": [{**UTTERANCE, **change}]}
    with pytest.raises(InputError, match=message):
        gold.read(write(tmp_path / "gold.jsonl", row))


def test_refuses_a_missing_file(tmp_path):
    with pytest.raises(InputError, match=r"cannot read .*gold\.jsonl"):
        gold.read(tmp_path / "gold.jsonl")
