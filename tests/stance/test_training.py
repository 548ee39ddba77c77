import gzip
import json

import numpy as np
import pytest

from stancekit.errors import InputError
from stancekit.stance import StanceModel
from stancekit.training.stance import read_cases, train

SAID = [
    ("condemned the raid as a crime", 10, "condemning"),
    ("welcomed the great deal", 9, "supportive"),
    ("declined to comment", 9, "cautious"),
    ("said the shop opens at nine", 5, None),
]


def write_articles(folder, n):
    (folder / "text").mkdir(parents=True)
    rows = []
    for i in range(n):
        text, utterances = "", []
        for k, (said, cut, stance) in enumerate(SAID):
            start = len(text) + 4
            text += f"She {said}. "
            spans = {"source": [[start - 4, start - 1]], "cue": [[start, start + cut - 1]]}
            spans["content"] = [[start + cut, start + len(said)]]
            utterances.append({"id": f"u{k}", "speaker": "She", "stance": stance, "target": "raid", **spans})
        rows.append({"id": f"a{i}", "topics": {}, "utterances": utterances})
        (folder / "text" / f"a{i}.txt").write_text(text + f"Article {i}.", encoding="utf8")
    lines = "\n".join(map(json.dumps, rows))
    (folder / "gold.jsonl").write_text(lines, encoding="utf8")


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    write_articles(folder / "layer", 12)
    (folder / "stance").mkdir()
    (folder / "layer" / "gold.jsonl").rename(folder / "stance" / "train.jsonl")
    (folder / "polnear" / "train").mkdir(parents=True)
    (folder / "layer" / "text").rename(folder / "polnear" / "train" / "text")
    (folder / "news").mkdir()
    story = "the crime was a great shame and the deal was a great success for the shop. " * 20
    with gzip.open(folder / "news" / "articles.jsonl.gz", "wt", encoding="utf8") as file:
        file.writelines(json.dumps({"text": story}) + "\n" for _ in range(3))
    write_articles(folder / "corpus", 2)
    return folder


def test_trains_saves_and_measures(data, tmp_path):
    figures = train(data, tmp_path / "one", corpus=data / "corpus", seed=3)
    assert {"macro3", "macro4", "condemning", "cautious", "supportive", "none", "ece"} <= set(figures)
    assert np.isfinite(list(figures.values())).all()
    assert figures["macro3"] > 0.9
    cases = [case for case, _ in read_cases(data / "corpus" / "gold.jsonl", data / "corpus" / "text")]
    labels = [s.label for s in StanceModel.load(tmp_path / "one").label(cases)]
    assert labels == [stance for _, _, stance in SAID] * 2
    train(data, tmp_path / "two", corpus=data / "corpus", seed=3)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_missing_data(tmp_path):
    with pytest.raises(InputError, match=r"train\.jsonl"):
        train(tmp_path, tmp_path / "model", corpus=None, seed=0)
