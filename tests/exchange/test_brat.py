"""Brat: attributes and notes on events, beside the spans."""

import pytest

from stancekit import exchange
from stancekit.errors import InputError
from stancekit.exchange import brat

ANN = """\
T1\tSource 0 3\tAna
T2\tCue 4 8\tsaid
T3\tContent 9 14\t“No.”
E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3
A1\tStance E1 Condemning
#1\tAnnotatorNotes E1\tnot sure about this one
#2\tAnnotatorNotes E1\t{"speaker": "Ana Ruiz", "target": 3, "elsewhere": "x"}
E2\tAttribution:T2 Cue:T2
"""
TEXT = "Ana said “No.”"


def folder(tmp_path, ann=ANN):
    for part in ("text", "attributions"):
        (tmp_path / part).mkdir()
    (tmp_path / "text" / "a.txt").write_text(TEXT, encoding="utf8")
    (tmp_path / "attributions" / "a_me.ann").write_text(ann, encoding="utf8")
    return tmp_path


def test_events_with_attributes_and_notes(tmp_path):
    (found,) = exchange.read(folder(tmp_path))
    one, two = found.utterances
    assert (one.stance.answer, one.target, found.speakers[0].name) == ("condemning", None, "Ana Ruiz")
    assert (two.id, two.stance, two.content) == ("E2", None, ())


def test_layout(analysis, tmp_path):
    exchange.write([analysis], tmp_path / "out", "brat")
    lines = (tmp_path / "out" / "attributions" / "a1_stancekit.ann").read_text(encoding="utf8").splitlines()
    assert lines[3:8] == [
        "T4\tAttribution 76 80\tsaid",
        "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1",
        "A1\tStance E1 supportive",
        "A2\tKind E1 direct",
        '#1\tAnnotatorNotes E1\t{"id": "u1", "speaker": "Zoe\u0301 Ruiz", "topic": "harbour bridge", '
        '"target": "the bridge"}',
    ]
    assert (tmp_path / "out" / "text" / "a1.txt").read_bytes().decode() == analysis.article.text


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Condemning", "angry", r"a_me\.ann, utterance E1: stance 'angry' is not one of"),
        ("9 14", "9 99", r"\[9, 99\) is not within the text \[0, 14\)"),
        ("9 14", "14 9", "is not within the text"),
        ("9 14", "9", "is no span"),
        ("Content:T3", "Content:T9", "refers to no span"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, old, new, message):
    with pytest.raises(InputError, match=message):
        list(exchange.read(folder(tmp_path, ANN.replace(old, new))))


def test_an_article_cannot_be_named_into_another_folder(analysis, tmp_path):
    from dataclasses import replace

    moved = replace(analysis, article=replace(analysis.article, id="../a"))
    with pytest.raises(InputError, match="is no file name"):
        exchange.write([moved], tmp_path / "out", "brat")


def test_a_folder_that_holds_something_is_left_alone(analysis, tmp_path):
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(InputError, match="is there already; allowed is a new or an empty folder"):
        exchange.write([analysis], tmp_path, "brat")
    with pytest.raises(InputError, match="is there already"):
        brat.write([analysis], tmp_path / "mine")
