import gzip
import json
import os
from pathlib import Path

import numpy as np
import pytest

from stancekit.topics import TopicModel
from stancekit.training import topics, word_vectors

MODEL = Path(__file__).parents[2] / "models" / "fast" / "topics"
DATA = Path(os.environ.get("STANCEKIT_DATA", "/nowhere"))

TEXT = (
    "The council wants a tram line. The tram will cut traffic, the mayor said.\n\n"
    "The hospital needs nurses. Wards close without nurses, the director warned."
)
SAID = {
    "a tram line": "1",
    "The tram will cut traffic": "1",
    "nurses": "2",
    "Wards close without nurses": "2",
}


def gold(name: str) -> dict[str, object]:
    rows = [
        {
            "id": f"E{i}",
            "content": [[TEXT.index(part), TEXT.index(part) + len(part)]],
            "cue": [],
            "source": [],
            "speaker": "Ines Roth",
            "topic": topic,
            "target": "tram",
        }
        for i, (part, topic) in enumerate(SAID.items())
    ]
    return {"id": name, "topics": {"1": "new tram line", "2": "hospital staffing"}, "utterances": rows}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    news = [{"title": f"Tram {i}", "text": TEXT} for i in range(8)]
    (tmp_path / "news").mkdir()
    with gzip.open(tmp_path / "news" / "articles.jsonl.gz", "wt") as file:
        file.write("\n".join(map(json.dumps, news)))
    for part in ("train", "dev"):
        (tmp_path / "polnear" / part / "text").mkdir(parents=True)
        names = [f"{part}{i}" for i in range(2)]
        for name in names:
            (tmp_path / "polnear" / part / "text" / f"{name}.txt").write_text(TEXT)
        (tmp_path / "stance").mkdir(exist_ok=True)
        (tmp_path / "stance" / f"{part}.jsonl").write_text("\n".join(json.dumps(gold(n)) for n in names))
    return tmp_path


def test_training_writes_the_same_model_again(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(topics, "_JUDGE", {"n_hidden": 4, "n_networks": 1})
    figures = [topics.train(data, data / name, corpus=None, seed=1) for name in ("one", "two")]
    assert figures[0] == figures[1]
    assert set(figures[0]) == {"b_cubed", "label_overlap", "given_accuracy"}
    for path in (data / "one").iterdir():
        assert path.read_bytes() == (data / "two" / path.name).read_bytes()
    assert isinstance(TopicModel.load(data / "one"), TopicModel)


def test_words_that_keep_company_have_like_vectors() -> None:
    texts = [f"{a} {b} {a} {b}" for a, b in [("tram", "rail"), ("nurse", "ward")] for _ in range(6)]
    background = word_vectors.fit_background(texts)
    keys = background.word_keys(["tram", "rail", "nurse", "ward"])
    vectors = background.vectors[background.rows(keys)]
    likeness = vectors @ vectors.T
    assert likeness[0, 1] > likeness[0, 2]
    assert np.allclose(background.rarity[background.rows(keys)], np.log(2), atol=0.01)


@pytest.mark.parametrize(
    ("label", "phrase", "expected"),
    [
        ("tram line", "new tram lines", 1.0),
        ("tram", "tram line", 2 / 3),
        ("nurse", "tram line", 0),
        ("", "", 0),
    ],
)
def test_overlap(label: str, phrase: str, expected: float) -> None:
    assert topics.overlap(label, phrase) == pytest.approx(expected)


@pytest.mark.skipif(
    not (DATA / "stance").is_dir() or not MODEL.is_dir(), reason="needs data and trained model"
)
def test_the_trained_model_beats_one_topic_for_all() -> None:
    reader = topics.Reader.beside(MODEL)
    articles = list(reader.read(DATA / "stance" / "dev.jsonl", DATA / "polnear" / "dev" / "text"))
    figures = topics.measure(TopicModel.load(MODEL), articles)
    assert figures["b_cubed"] > 0.58  # 0.485 with all utterances in one topic
    assert figures["label_overlap"] > 0.2
    assert figures["given_accuracy"] > 0.5
