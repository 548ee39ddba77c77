"""Figures of the shipped model, with a tolerance: a change that costs quality should be seen here."""

import os
from pathlib import Path

import pytest

import stancekit
from stancekit.evaluation import evaluate_model

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "corpus"
DATA = Path(os.environ.get("STANCEKIT_DATA", "nowhere"))


@pytest.fixture(scope="module")
def kit():
    return stancekit.load()


def _at_least(report, figure, number, least):
    assert report.figures[figure][number] >= least, f"{figure}.{number}"


@pytest.fixture(scope="module")
def own_corpus(kit):
    return evaluate_model(kit, CORPUS)


@pytest.mark.parametrize(
    ("figure", "number", "least"),
    [("content", "f", 0.89), ("quote+source", "f", 0.86), ("speaker", "accuracy", 0.87)],
)
def test_own_corpus(own_corpus, figure, number, least):
    _at_least(own_corpus, figure, number, least)


@pytest.mark.slow
@pytest.mark.skipif(not (DATA / "polnear" / "dev").is_dir(), reason="STANCEKIT_DATA names no data folder")
class TestData:
    """On the optional data folder."""

    def test_attributions(self, kit):
        report = evaluate_model(kit, DATA / "polnear" / "dev")
        for figure, least in (
            ("content", 0.72),
            ("content.exact", 0.57),
            ("quote+source", 0.67),
            ("tokens.content", 0.86),
        ):
            _at_least(report, figure, "f", least)
        for kind, least in (("direct", 0.94), ("mixed", 0.83), ("indirect", 0.61)):
            _at_least(report, f"recall.{kind}", "r", least)

    def test_stance_of_given_spans(self, kit):
        texts = DATA / "polnear" / "dev" / "text"
        report = evaluate_model(kit, DATA / "stance" / "dev.jsonl", texts=texts, given=True)
        _at_least(report, "stance", "macro3", 0.61)

    def test_whole_analysis(self, kit):
        texts = DATA / "polnear" / "dev" / "text"
        report = evaluate_model(kit, DATA / "stance" / "dev.jsonl", texts=texts)
        _at_least(report, "speaker", "accuracy", 0.79)
        _at_least(report, "triples", "f", 0.37)
