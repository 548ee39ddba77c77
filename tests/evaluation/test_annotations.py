"""Annotations of other formats as the gold of an evaluation."""

import json
from pathlib import Path

import pytest

from stancekit import evaluation, exchange
from stancekit.errors import InputError
from stancekit.records import Analysis, Article, Span, Speaker, Stance, Topic, Utterance

TEXT = "👋 Ana Ruiz said “the port must close”.\r\nBo Lund warned of strikes."


def _span(words):
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


SAID = (
    Utterance(
        "u1",
        "direct",
        (_span("“the port must close”"),),
        (_span("said"),),
        (_span("Ana Ruiz"),),
        "s1",
        "t1",
        "the port",
        Stance("condemning"),
    ),
    Utterance(
        "u2",
        "indirect",
        (_span("strikes"),),
        (_span("warned"),),
        (_span("Bo Lund"),),
        "s2",
        "t1",
        "strikes",
        Stance("cautious"),
    ),
)
MADE = Analysis(
    Article(TEXT, "a", meta={"split": "test"}),
    (Speaker("s1", "Ana Ruiz", "person"), Speaker("s2", "Bo Lund", "person")),
    (Topic("t1", "port"),),
    SAID,
)
OUT = {
    "brat": "out",
    "csv": "a.csv",
    "doccano": "a.jsonl",
    "gold": "out",
    "label-studio": "out",
    "spacy": "a.spacy",
}


class Knows:
    """Finds both utterances; classifies every utterance as condemning."""

    def analyze(self, article):
        assert article.text == TEXT
        return Analysis(article, MADE.speakers, MADE.topics, SAID)

    def classify(self, article, utterances):
        assert article.text == TEXT
        return [Stance("condemning", {"condemning": 1.0}) for _ in utterances]


def written(tmp_path, format, analysis=MADE):
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    exchange.write([analysis], tmp_path / OUT[format], format)
    return tmp_path / OUT[format]


@pytest.mark.parametrize("format", OUT)
def test_stances_are_measured(format, tmp_path):
    figures = evaluation.evaluate_model(Knows(), written(tmp_path, format)).figures
    assert figures["found"]["f"] == figures["triples"]["f"] == figures["speaker"]["accuracy"] == 1.0
    assert figures["stance"]["n"] == 2
    assert ("recall.direct" in figures) == (format == "brat")


@pytest.mark.parametrize("format", OUT)
def test_given_spans_are_classified(format, tmp_path):
    figures = evaluation.evaluate_model(Knows(), written(tmp_path, format), given=True).figures
    assert figures["stance"]["accuracy"] == 0.5


@pytest.mark.parametrize("format", ["doccano", "gold", "label-studio", "spacy"])
def test_splits_that_travel_with_the_article(format, tmp_path):
    path = written(tmp_path, format)
    assert evaluation.evaluate_model(Knows(), path, split="test").figures["stance"]["n"] == 2
    with pytest.raises(InputError, match="no article has split 'dev'; allowed are \\['test'\\]"):
        evaluation.evaluate_model(Knows(), path, split="dev")


def _unjudged(*ids):
    said = tuple(
        Utterance(u.id, u.kind, u.content, u.cue, u.source, stance=None if u.id in ids else u.stance)
        for u in SAID
    )
    return Analysis(MADE.article, utterances=said)


@pytest.mark.parametrize("format", ["brat", "csv", "doccano", "label-studio", "spacy"])
def test_without_any_stance_finding_is_measured(format, tmp_path):
    path = written(tmp_path, format, _unjudged("u1", "u2"))
    figures = evaluation.evaluate_model(Knows(), path).figures
    assert figures["content"]["f"] == figures["quote+source"]["f"] == 1.0
    assert "stance" not in figures
    with pytest.raises(InputError, match="no gold stances"):
        evaluation.evaluate_model(Knows(), path, given=True)


@pytest.mark.parametrize("format", ["csv", "doccano", "label-studio", "spacy"])
def test_some_stances_and_some_not_are_refused(format, tmp_path):
    path = written(tmp_path, format, _unjudged("u2"))
    with pytest.raises(InputError, match="article 'a', utterance 'u2': no stance, where others have one"):
        evaluation.evaluate_model(Knows(), path)


def test_a_brat_folder_with_some_stances_is_gold_for_finding(tmp_path):
    figures = evaluation.evaluate_model(Knows(), written(tmp_path, "brat", _unjudged("u2"))).figures
    assert figures["content"]["f"] == 1.0
    assert "stance" not in figures


def test_predictions_are_measured_against_what_an_annotator_exported(tmp_path):
    gold = written(tmp_path, "label-studio")
    exchange.write([MADE], tmp_path / "analyses.jsonl", "jsonl")
    figures = evaluation.run(gold, predictions=tmp_path / "analyses.jsonl").figures
    assert figures["triples"]["f"] == 1.0


def test_the_corpus_says_the_same_in_every_format(tmp_path):
    corpus = Path(__file__).parents[2] / "corpus"
    some = [a for a in exchange.read(corpus) if a.article.meta["split"] == "test"][:5]
    rows = [json.dumps(a.to_dict()) for a in some]
    (tmp_path / "analyses.jsonl").write_text("\n".join(rows) + "\n", encoding="utf8")
    for format in ("gold", "doccano", "label-studio", "spacy"):
        exchange.write(some, tmp_path / f"{format}.{OUT[format].rpartition('.')[2]}", format)
    found = {
        path.stem: evaluation.run(path, predictions=tmp_path / "analyses.jsonl").figures
        for path in sorted(tmp_path.iterdir())
        if path.stem != "analyses"
    }
    assert found["gold"]["triples"]["f"] == 1.0
    assert found["doccano"] == found["label-studio"] == found["spacy"] == found["gold"]
