from __future__ import annotations

from dataclasses import replace

import pytest

from stancekit.errors import InputError
from stancekit.records import Analysis, Article, Utterance
from stancekit.report.rows import COLUMNS, ROWS


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        (
            "stances",
            [
                ("Mira Holt", "harbour bridge", "supportive", 0.88, "u1"),
                ("Harbour Watch", "harbour bridge", "cautious", 0.6, "u2"),
            ],
        ),
        (
            "speakers",
            [("s1", "Mira Holt", "person", "mayor", 1, 1), ("s2", "Harbour Watch", "organization", "", 1, 1)],
        ),
        ("topics", [("t1", "harbour bridge", "discovered", "bridge harbour", 2)]),
    ],
)
def test_rows(analysis, what, expected):
    assert ROWS[what](analysis) == expected


def test_utterance_rows_resolve_ids_and_join_split_content(analysis):
    first, _, last = (
        dict(zip(COLUMNS["utterances"], row, strict=True)) for row in ROWS["utterances"](analysis)
    )
    assert first == {
        "id": "u1",
        "kind": "direct",
        "utterance_confidence": 0.95,
        "speaker": "Mira Holt",
        "topic": "harbour bridge",
        "target": "the bridge",
        "stance": "supportive",
        "confidence": 0.88,
        "start": 0,
        "end": 46,
        "text": "“The bridge,” “must be built.”",
        "cue": "said",
        "source": "Mira Holt",
    }
    assert (last["speaker"], last["topic"], last["stance"], last["confidence"]) == (None, None, "none", 0.7)


def test_unclassified_differs_from_no_stance():
    analysis = Analysis(Article(""), utterances=(Utterance("u1", "direct", ()),))
    row = dict(zip(COLUMNS["utterances"], ROWS["utterances"](analysis)[0], strict=True))
    assert (row["stance"], row["confidence"], row["start"], row["end"]) == (None, None, None, None)


def test_unknown_id_stands_for_itself(analysis):
    assert ROWS["stances"](replace(analysis, speakers=()))[0][0] == "s1"


@pytest.mark.parametrize("what", list(ROWS))
def test_every_row_has_every_column(analysis, what):
    assert {len(row) for row in ROWS[what](analysis)} == {len(COLUMNS[what])}
    assert ROWS[what](Analysis(Article(""))) == []


@pytest.mark.parametrize("what", list(ROWS))
def test_frames(analysis, what):
    pytest.importorskip("pandas")
    frame = analysis.to_frame(what)
    assert list(frame.columns) == list(COLUMNS[what])
    assert len(frame) == len(ROWS[what](analysis))


def test_frame_of_something_else_is_refused(analysis):
    with pytest.raises(InputError, match="what='words'"):
        analysis.to_frame("words")
