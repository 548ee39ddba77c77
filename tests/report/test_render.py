from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit import report
from stancekit.errors import InputError
from stancekit.records import Analysis, Article
from stancekit.report import spreadsheet, table
from stancekit.report.plain import plain
from stancekit.report.widths import width

RECORDS = ("stances", "utterances", "speakers", "topics")
HOSTILE = "\x1b]0;gone\x07\x1b[2J=cmd|' /C calc'!A1\u202e\r\n\x9b31m"


def test_table(analysis):
    assert report.render(analysis, "table").splitlines() == [
        "speaker        topic           stance         p  utterances",
        "Mira Holt      harbour bridge  supportive  0.88  u1",
        "Harbour Watch  harbour bridge  cautious    0.60  u2",
    ]


def test_table_of_nothing_is_its_header():
    assert report.render(Analysis(Article("")), "table") == "speaker  topic  stance  p  utterances\n"


def test_table_aligns_wide_characters():
    shown = table.text(("name", "n"), [("市長", 1), ("e\u0301te\u0301", 20), ("🚒", 300)]).splitlines()
    assert {width(line) for line in shown} == {9}


@pytest.mark.parametrize("make", [table.text, spreadsheet.text])
def test_names_of_columns_are_as_harmless_as_cells(make):
    shown = make((HOSTILE, "\x1b[31mred\u202e"), [])
    assert shown.split() == plain(shown).split()
    assert "red" in shown
    assert "\x1b" not in shown


def test_a_name_of_a_column_starts_no_formula():
    assert spreadsheet.text(("=cmd()", "n"), [("a", 1)]) == "'=cmd(),n\r\na,1\r\n"


def test_table_cuts_long_cells():
    assert table.text(("text",), [("word " * 100,)]).splitlines()[1] == "word " * 11 + "word…"


def test_csv(analysis):
    assert report.render(analysis, "csv") == (
        "speaker,topic,stance,p,utterances\r\n"
        "Mira Holt,harbour bridge,supportive,0.88,u1\r\n"
        "Harbour Watch,harbour bridge,cautious,0.6,u2\r\n"
    )


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\x1b[0m=1", "\x00=1", "\ufeff=1", "\t=1", "＝1"]
)
def test_csv_disarms_formulas(cell):
    shown = next(csv.reader(io.StringIO(spreadsheet.text(("name",), [(cell,)]).split("\r\n", 1)[1])))[0]
    assert shown.startswith("'")
    assert shown.endswith(("1", "(A1)"))


@pytest.mark.parametrize("cell", ['say "no"', "a,b", "'quoted'", "1-2", "", "mid=sign"])
def test_csv_cells_read_back(cell):
    assert next(csv.reader([spreadsheet.text((cell, "x"), [])])) == [cell, "x"]


@given(st.text(st.one_of(st.sampled_from("'=+-@＝ a"), st.characters()), max_size=6))
def test_csv_cells_lose_their_guard_again(text):
    assert spreadsheet.unguarded(spreadsheet.cell(text)) == plain(text)
    assert not spreadsheet.cell(text).startswith(("=", "+", "-", "@", "＝"))


def test_csv_numbers_are_numbers():
    assert spreadsheet.text(("a", "b", "c"), [(-1, 0.123456, None)]) == "a,b,c\r\n-1,0.1235,\r\n"


def test_json_is_the_analysis_on_one_line(analysis):
    shown = report.render(analysis, "json")
    assert shown.endswith("}\n")
    assert shown.count("\n") == 1
    assert json.loads(shown) == analysis.to_dict()


def test_json_keeps_hostile_names_as_escapes(renamed):
    hostile = renamed(HOSTILE + "\ud800")
    shown = report.render(hostile, "json")
    assert json.loads(shown) == hostile.to_dict()
    assert "\\u202e" in shown
    assert shown.encode()


@pytest.mark.parametrize("format", report.FORMATS)
@pytest.mark.parametrize("what", RECORDS)
def test_nothing_hostile_is_shown(renamed, format, what):
    shown = report.render(renamed(HOSTILE), format, what=what)
    assert not set(shown) & set("\x1b\x07\x9b\u202e")


@pytest.mark.parametrize("what", ["stances", "speakers", "topics"])
def test_hostile_csv_cells_run_nothing(renamed, what):
    shown = report.render(renamed(HOSTILE), "csv", what=what)
    cells = [cell for row in csv.reader(io.StringIO(shown)) for cell in row]
    assert "'=cmd|' /C calc'!A1" in cells
    assert not any(cell.startswith("=") for cell in cells)


@pytest.mark.parametrize("format", report.FORMATS)
def test_hostile_article_text_is_not_shown(analysis, format):
    text = "\x1b[31m“\x9b2J\u202e\x00" + "\n" * 200
    shown = report.render(replace(analysis, article=Article(text)), format, what="utterances")
    assert not set(shown) & set("\x1b\x9b\u202e\x00")


@pytest.mark.parametrize(("format", "what", "named"), [("pdf", "stances", "pdf"), ("csv", "words", "words")])
def test_what_there_is_not_is_refused(analysis, format, what, named):
    with pytest.raises(InputError, match=rf"{named}.* is not one of '"):
        report.render(analysis, format, what=what)


def test_unclassified_cells_are_empty(analysis):
    first, *_ = analysis.utterances
    bare = replace(analysis, utterances=(replace(first, stance=None, speaker=None),))
    assert "u1,direct,0.95,,harbour bridge,the bridge,,,0,46," in report.render(
        bare, "csv", what="utterances"
    )


def test_public_names():
    assert report.__all__ == sorted(report.__all__)
