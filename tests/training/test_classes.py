"""Word classes learned from company: words that stand in the same places fall together."""

import gzip
import json

import numpy as np
import pytest

from stancekit.chain import word_columns
from stancekit.text import SentenceSplitter
from stancekit.training.classes import fit

GROUPS = {
    "town": ("Arle", "Borne", "Cessy", "Dorn"),
    "verb": ("visited", "praised", "left", "mocked"),
    "day": ("today", "yesterday", "twice", "gladly"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    (folder / "news").mkdir()
    random = np.random.default_rng(0)
    with gzip.open(folder / "news" / "articles.jsonl.gz", "wt", encoding="utf8") as file:
        for _ in range(60):
            towns, verbs, days = (random.choice(words, 10) for words in GROUPS.values())
            text = " ".join(f"The crowd {v} {t} {d}." for v, t, d in zip(verbs, towns, days, strict=True))
            file.write(json.dumps({"text": text + " Rarely so."}) + "\n")
    return folder


@pytest.fixture(scope="module")
def tables(folder):
    return fit(folder, SentenceSplitter())


def look_up(table, *words):
    return table.look_up(word_columns(words).lower).tolist()


def test_a_class_for_each_frequent_word(tables):
    for table in tables:
        assert (np.diff(table.key.astype(np.int64)) > 0).all()
        assert table.value.dtype == np.uint16
        assert 0 < table.value.min() <= table.value.max() <= len(table.key)
        words = [word for group in GROUPS.values() for word in group]
        assert 0 not in look_up(table, *words)
        assert look_up(table, "Visited", "ARLE") == look_up(table, "visited", "Arle")


def test_words_that_are_rare_have_none(tables):
    assert [look_up(table, "nowhere", "") for table in tables] == [[0, 0], [0, 0]]


def test_same_company_same_vector(folder, monkeypatch):
    monkeypatch.setattr("stancekit.training.classes._COARSE", 6)
    _, coarse = fit(folder, SentenceSplitter())
    found = [set(look_up(coarse, *group)) for group in GROUPS.values()]
    assert all(len(classes) <= 2 for classes in found)  # how k-means cuts differs between releases
    assert sum(map(len, found)) == len(set.union(*found))


def test_fitting_twice_gives_the_same(folder, tables):
    for one, two in zip(tables, fit(folder, SentenceSplitter()), strict=True):
        assert (one.key.tolist(), one.value.tolist()) == (two.key.tolist(), two.value.tolist())
