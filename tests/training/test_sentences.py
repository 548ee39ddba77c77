"""Learning the sentence splitter from unlabelled articles."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from stancekit.errors import InputError
from stancekit.text import SentenceSplitter
from stancekit.training.sentences import train

TEXT = (
    "The town met approx. twenty times and then the mayor left. It rained on the town. But the mayor of"
    " Example stayed. The people were glad that it rained. He saw approx. forty of them and the bill passed."
    " Later came Bill Smith of Example."
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    with gzip.open(tmp_path / "news" / "articles.jsonl.gz", "wt", encoding="utf8") as file:
        file.writelines(json.dumps({"text": TEXT}) + "\n" for _ in range(150))
    return tmp_path


def test_learns_from_every_third_article(data: Path, tmp_path: Path) -> None:
    figures = train(data, tmp_path / "model", seed=0)
    splitter = SentenceSplitter.load(tmp_path / "model")
    assert figures["articles"] == 50
    assert {"the", "it", "but"} & splitter.starters == {"the", "it"}
    assert {"the", "mayor", "rained"} <= splitter.lower
    assert not {"example", "bill", "smith"} & splitter.lower
    assert figures["lower"] == len(splitter.lower)


def test_training_twice_writes_the_same(data: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        train(data, tmp_path / name, seed=0)
    one, two = ((tmp_path / name / "sentences.json").read_bytes() for name in ("one", "two"))
    assert one == two


def test_missing_articles_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"articles\.jsonl\.gz"):
        train(tmp_path, tmp_path / "model", seed=0)


def test_a_line_without_text_is_an_error(data: Path, tmp_path: Path) -> None:
    with gzip.open(data / "news" / "articles.jsonl.gz", "wt", encoding="utf8") as file:
        file.write('{"title": "No text"}\n')
    with pytest.raises(InputError, match="text"):
        train(data, tmp_path / "model", seed=0)
