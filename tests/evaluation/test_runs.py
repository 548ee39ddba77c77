"""Evaluation of files and of an analyzer that knows the answers."""

import json

import pytest

import stancekit
from stancekit import evaluation
from stancekit.errors import InputError
from stancekit.evaluation import brat, gold, predictions
from stancekit.evaluation.brat import Attribution
from stancekit.evaluation.gold import GoldArticle, GoldUtterance
from stancekit.records import Analysis, Span, Speaker, Stance, Topic, Utterance

TEXT = "Ana Ruiz said “the port must close”.\r\nBo Lund warned of strikes."
SAID = Utterance(
    "u1", "direct", (Span(15, 34),), (Span(9, 13),), (Span(0, 8),), "s1", "t1", None, Stance("condemning")
)
WARNED = Utterance(
    "u2", "indirect", (Span(56, 63),), (Span(46, 55),), (Span(38, 45),), "s2", "t1", None, Stance("cautious")
)
SPEAKERS = (Speaker("s1", "Ana Ruiz", "person"), Speaker("s2", "Bo Lund", "person"))
GOLD = GoldArticle(
    "a",
    {"1": "the port"},
    tuple(
        GoldUtterance(u.id, u.content, u.cue, u.source, None, name, u.stance.label, "the port", "1")
        for u, name in ((SAID, "Ana Ruiz"), (WARNED, "Bo Lund"))
    ),
)


class Knows:
    """Finds both utterances; classifies every utterance as condemning, and remembers what it was asked."""

    def __init__(self):
        self.asked = []

    def analyze(self, article):
        assert article.text == TEXT
        return Analysis(article, SPEAKERS, (Topic("t1", "port"),), (SAID, WARNED))

    def classify(self, article, utterances):
        self.asked += utterances
        return [Stance("condemning", {"condemning": 1.0}) for _ in utterances]


@pytest.fixture
def folder(tmp_path):
    attributions = [
        Attribution(f"E{n}", u.source, u.cue, u.content) for n, u in enumerate((SAID, WARNED), start=1)
    ]
    brat.write_folder(tmp_path, [("a", TEXT, attributions), ("b", TEXT, attributions[:1])])
    gold.write(tmp_path / "gold.jsonl", [GOLD])
    return tmp_path


def test_a_model_is_measured_on_all_gold_there_is(folder):
    figures = evaluation.evaluate_model(Knows(), folder).figures
    assert (figures["articles"], figures["stance.articles"]) == (2, 1)
    assert figures["content.exact"] == {"p": 0.75, "r": 1.0, "f": 6 / 7, "tp": 3, "pred": 4, "gold": 3}
    assert figures["found"]["f"] == figures["speaker"]["accuracy"] == figures["triples"]["f"] == 1.0


def test_a_brat_folder_alone(folder):
    (folder / "gold.jsonl").unlink()
    figures = evaluation.evaluate_model(Knows(), folder).figures
    assert figures["recall.direct"] == {"r": 1.0, "gold": 2}
    assert "stance" not in figures


def test_gold_jsonl_alone_with_texts_beside_it_or_elsewhere(folder):
    beside = evaluation.evaluate_model(Knows(), folder / "gold.jsonl")
    (folder / "text").rename(folder / "elsewhere")
    assert beside.figures["cells"]["f"] == 1.0
    elsewhere = evaluation.evaluate_model(Knows(), folder / "gold.jsonl", texts=folder / "elsewhere")
    assert elsewhere == beside


def test_given_spans_measure_the_classifier_alone(folder):
    kit = Knows()
    figures = evaluation.evaluate_model(kit, folder, given=True).figures
    assert list(figures) == ["articles", "stance", "brier", "ece"]
    assert figures["stance"]["accuracy"] == 0.5
    assert kit.asked[0] == {
        "id": "u1",
        "kind": "direct",
        "content": [[15, 34]],
        "cue": [[9, 13]],
        "source": [[0, 8]],
    }


def test_the_classifier_is_told_no_more_than_asked_for(folder):
    kit = Knows()
    evaluation.evaluate_model(kit, folder, given=True, hints=("speaker",))
    assert [(form["speaker"], "target" in form) for form in kit.asked] == [
        ("Ana Ruiz", False),
        ("Bo Lund", False),
    ]


def test_unknown_hints_are_refused(folder):
    with pytest.raises(InputError, match=r"\['stance'\] are not allowed; speaker, target are"):
        evaluation.evaluate_model(Knows(), folder, given=True, hints=("stance",))


@pytest.mark.parametrize("given", [False, True])
def test_a_predictions_file(folder, given):
    form = Knows().analyze(stancekit.records.Article(TEXT, id="a")).to_dict()
    predictions.write(folder / "p.jsonl", [form])
    figures = evaluation.run(folder, predictions=folder / "p.jsonl", given=given).figures
    assert ("content" in figures) is not given
    assert figures["triples"]["f"] == 1.0


def test_without_predictions_the_model_is_loaded(folder, monkeypatch):
    loaded = []
    monkeypatch.setattr(
        stancekit, "load", lambda name, **options: loaded.append((name, options)) or Knows(), raising=False
    )
    report = evaluation.run(folder)
    assert evaluation.run(folder, model="own", utterance_confidence=0.6, target_precision=0.9) == report
    names = ("utterance_confidence", "min_confidence", "target_precision")
    asked = (("fast", (None, None, None)), ("own", (0.6, None, 0.9)))
    assert loaded == [(model, dict(zip(names, values, strict=True))) for model, values in asked]
    assert report.figures["found"]["f"] == 1.0


def test_intervals_are_seeded_and_hold_fractions(folder):
    report = evaluation.evaluate_model(Knows(), folder, intervals=True, seed=5)
    assert report == evaluation.evaluate_model(Knows(), folder, intervals=True, seed=5)
    low, high = report.intervals["content"]["p"]
    assert 0 <= low <= report.figures["content"]["p"] <= high <= 1
    assert json.loads(report.to_json())["intervals"]["cells"]["f"] == [1.0, 1.0]


def test_named_articles_alone(folder):
    figures = evaluation.evaluate_attribution(folder, {}, names={"b"}).figures
    assert (figures["articles"], figures["content"]["gold"]) == (1, 1)


def test_no_gold(tmp_path):
    with pytest.raises(InputError, match=r"no gold at .*attributions/ or gold\.jsonl"):
        evaluation.evaluate_model(Knows(), tmp_path)


def test_given_spans_need_stances(folder):
    (folder / "gold.jsonl").unlink()
    with pytest.raises(InputError, match=r"given spans need gold\.jsonl"):
        evaluation.evaluate_model(Knows(), folder, given=True)


def test_a_missing_text_is_named(folder):
    with pytest.raises(
        InputError, match=r"no text of article 'a' at .*texts must be a folder that holds ID\.txt"
    ):
        evaluation.evaluate_stance(folder / "gold.jsonl", folder / "nowhere", {})


def test_an_id_that_leads_elsewhere_is_refused(folder):
    gold.write(folder / "gold.jsonl", [GoldArticle("../text/a")])
    with pytest.raises(InputError, match="is no file name"):
        evaluation.evaluate_stance(folder / "gold.jsonl", folder / "text", {})
