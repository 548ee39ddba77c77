"""Two targets in one utterance, two stances: on the pairs that were written to be measured on."""

import json
from pathlib import Path

import pytest

import stancekit
from stancekit.records import STANCES

PAIRS = Path(__file__).parents[2] / "corpus" / "target-pairs" / "pairs.jsonl"
ROWS = [json.loads(line) for line in PAIRS.read_text(encoding="utf8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_targets_stand_in_the_content_and_differ(row):
    content = " ".join(row["text"][a:b] for a, b in row["content"])
    assert all(target in content for target in row["targets"])
    assert len(set(row["targets"].values())) == 2
    assert set(row["targets"].values()) <= set(STANCES)


def test_labels_flip_with_the_target():
    kit = stancekit.load()
    chosen = [row for row in ROWS if row["split"] == "test"]
    right = 0
    for row in chosen:
        spans = {part: row[part] for part in ("content", "cue", "source")}
        told = kit.classify(row["text"], [{**spans, "target": target} for target in row["targets"]])
        right += [s.label for s in told] == list(row["targets"].values())
    assert len(chosen) == 36
    assert right / len(chosen) > 0.75


def test_a_topic_counts_where_there_is_no_target():
    kit = stancekit.load()
    text = "Roe said the tram is a disgrace, but the harbour deserves praise."
    spans = {"content": [[9, 64]], "cue": [[4, 8]], "source": [[0, 3]]}
    by_topic = kit.classify(text, [{**spans, "topic": "the harbour"}, {**spans, "topic": "tram"}])
    by_target = kit.classify(text, [{**spans, "target": "harbour"}, {**spans, "target": "tram"}])
    assert [s.label for s in by_topic] == [s.label for s in by_target] == ["supportive", "condemning"]
