"""The stance layer's labels join with the spans of PolNeAR."""

import json
import os
from pathlib import Path

import pytest

from stancekit.errors import InputError
from stancekit.training.layer import rebuild

LABELS = Path(__file__).parents[2] / "corpus" / "polnear-stance"
DATA = Path(os.environ.get("STANCEKIT_DATA") or "no data")


def rows(path):
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]


def test_labels_hold_no_text_and_no_offsets():
    found = rows(LABELS / "labels.jsonl")
    assert len(found) == 861
    assert {key for row in found for key in row} == {"id", "split", "topics", "utterances"}
    keys = {key for row in found for u in row["utterances"] for key in u}
    assert keys == {"id", "speaker", "stance", "target", "topic", "stance2", "target2"}
    assert sum(len(row["utterances"]) for row in found) == 19_647


@pytest.mark.skipif(not (DATA / "stance").is_dir(), reason="STANCEKIT_DATA names no folder with the layer")
@pytest.mark.parametrize("split", ["train", "dev"])
def test_rebuilt_layer_is_the_layer(tmp_path, split):
    rebuild(LABELS, DATA / "polnear", tmp_path)
    assert rows(tmp_path / f"{split}.jsonl") == rows(DATA / "stance" / f"{split}.jsonl")


@pytest.fixture
def small(tmp_path):
    for split in ("train", "dev"):
        (tmp_path / "polnear" / split / "text").mkdir(parents=True)
        (tmp_path / "polnear" / split / "attributions").mkdir()
    (tmp_path / "polnear" / "train" / "text" / "a.txt").write_text("Roe said no.")
    lines = "T1\tSource 0 3\tRoe\nT2\tCue 4 8\tsaid\nT3\tContent 9 11\tno\nE1\tAttribution:T2 Content:T3"
    (tmp_path / "polnear" / "train" / "attributions" / "a_gold.ann").write_text(f"{lines} Source:T1 Cue:T2\n")
    return tmp_path


def write(folder, name="a", id="E1"):
    labels = {"id": id, "speaker": "Roe", "stance": "condemning", "target": "it", "topic": "1"}
    row = {"id": name, "split": "train", "topics": {"1": "it"}, "utterances": [labels]}
    (folder / "labels.jsonl").write_text(json.dumps(row))


def test_labels_get_their_spans(small):
    write(small)
    rebuild(small, small / "polnear", small / "out")
    (row,) = rows(small / "out" / "train.jsonl")
    (said,) = row["utterances"]
    assert (said["content"], said["cue"], said["source"]) == ([[9, 11]], [[4, 8]], [[0, 3]])
    assert said["stance"] == "condemning"


@pytest.mark.parametrize(("name", "id", "lost"), [("b", "E1", "'b'"), ("a", "E9", "'E9'")])
def test_what_is_not_there(small, name, id, lost):
    write(small, name, id)
    with pytest.raises(InputError, match=lost):
        rebuild(small, small / "polnear", small / "out")
