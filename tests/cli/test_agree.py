"""``stancekit agree``: two annotations compared on the command line."""

import json

import pytest

from stancekit import exchange
from stancekit.cli import main
from stancekit.records import Analysis, Article, Span, Stance, Utterance

TEXT = "“Build it,” she said. “=now()\x1b[31m”"


def made(answer):
    said = (
        Utterance("u1", "direct", (Span(0, 11),), stance=Stance("condemning")),
        Utterance("u2", "direct", (Span(22, len(TEXT)),), stance=Stance(answer)),
    )
    return [Analysis(Article(TEXT, "a"), utterances=said)]


@pytest.fixture
def both(tmp_path):
    exchange.write(made("cautious"), tmp_path / "anna.jsonl", "doccano")
    exchange.write(made("supportive"), tmp_path / "ben", "label-studio")
    return [str(tmp_path / "anna.jsonl"), str(tmp_path / "ben")]


def test_a_table(both, capsys):
    assert main(["agree", *both]) == 0
    shown = capsys.readouterr().out
    assert "content        f=1.000 both=2 a=2 b=2" in shown
    assert "stance         alpha=0.400 kappa=0.333 equal=0.500" in shown
    assert "a           22   35  cautious  supportive  “=now()”" in shown
    assert "\x1b" not in shown


def test_json(both, capsys):
    assert main(["agree", *both, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["stance"]["kappa"] == pytest.approx(1 / 3)
    assert told["confusion"]["cautious"]["supportive"] == 1
    assert told["disagreements"][0]["text"] == TEXT[22:]


def test_a_models_analyses_and_an_annotators_file(both, tmp_path, capsys):
    exchange.write(made("supportive"), tmp_path / "gold", "gold")
    exchange.write(made("supportive"), tmp_path / "analyses.jsonl", "jsonl")
    texts = ["--texts", str(tmp_path / "gold" / "text")]
    assert main(["agree", str(tmp_path / "analyses.jsonl"), both[1], *texts]) == 0
    assert "alpha=1.000 kappa=1.000" in capsys.readouterr().out


def test_what_is_wrong_is_named(both, tmp_path, capsys):
    assert main(["agree", both[0], str(tmp_path / "none")]) == 2
    assert "none does not exist" in capsys.readouterr().err
    exchange.write([], tmp_path / "empty", "label-studio")
    assert main(["agree", both[0], str(tmp_path / "empty")]) == 2
    assert "no article is in both: one has 'a', the other none" in capsys.readouterr().err
