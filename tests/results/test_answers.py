"""Answers as text and Parquet: what articles say stays harmless, and every value of DuckDB finds a form."""

import csv
import io
import json

import pyarrow.parquet
import pytest

from stancekit.errors import InputError
from stancekit.results.answers import FORMATS, texts, write
from stancekit.results.query import ask
from tests.results.conftest import analysis

pytest.importorskip("duckdb")
HOSTILE = "=cmd|' /C calc'!A0 \x1b[31mred \u202e"


@pytest.fixture
def shown(results):
    """Return a function that returns what a query answers, as text."""
    folder = results(
        analysis("a1", [("Ann Roe", "supportive"), (HOSTILE, "none")], date="2024-05-01"),
        analysis("a2", [("Ann \ud800Roe", "cautious")]),
    )

    def show(sql: str, format: str) -> str:
        with ask(folder, sql) as answer:
            return "".join(texts(answer, format))

    show.folder = folder
    return show


@pytest.mark.parametrize(
    ("value", "cell", "parsed"),
    [
        ("sum(2)", "2", 2),  # a sum of whole numbers is a decimal to Arrow
        ("1.5::decimal(4, 2)", "1.5", 1.5),
        ("'nan'::double", "nan", None),
        ("-1 / 0", "-inf", None),
        ("[date '2024-01-01']", '["2024-01-01"]', ["2024-01-01"]),
        (
            "{'a': 0.5::decimal(4, 2), 'b': ['nan'::float]}",
            '{"a": 0.5, "b": [null]}',
            {"a": 0.5, "b": [None]},
        ),
        ("date '2024-01-01'", "2024-01-01", "2024-01-01"),
        ("timestamp '2024-01-01 10:00'", "2024-01-01 10:00:00", "2024-01-01 10:00:00"),
        ("'\\xAB'::blob", "ab", "ab"),
        ("map {'a': 1}", '[["a", 1]]', [["a", 1]]),
        ("true", "True", True),
        ("null", "", None),
    ],
)
def test_every_value_has_a_form(shown, value, cell, parsed):
    ((found,),) = list(csv.reader(io.StringIO(shown(f"select {value} as it", "csv"))))[1:] or [("",)]
    assert found == cell
    assert json.loads(shown(f"select {value} as it", "json")) == {"it": parsed}
    assert shown(f"select {value} as it", "table").split()[0] == "it"


def test_numbers_stand_to_the_right_also_sums(shown):
    assert shown("select 'a' as name, sum(1000) as n", "table") == "name     n\na     1000\n"


@pytest.mark.parametrize("value", ["'infinity'::date", "'-290000-01-01'::timestamp"])
@pytest.mark.parametrize("format", FORMATS[:3])
def test_a_date_beyond_those_of_python_is_told(shown, value, format):
    with pytest.raises(InputError, match="column 'it' has a value that text cannot hold"):
        shown(f"select {value} as it", format)


@pytest.mark.parametrize("format", FORMATS[:3])
def test_what_articles_say_is_harmless_in_cells_and_in_names_of_columns(shown, format):
    for sql in (
        "select distinct person from sayings",
        "pivot (select person, 1 as n from sayings) on person",
        "select list(person) as persons, map(list(distinct person), [1, 2, 3]) as said from sayings",
    ):
        found = shown(sql, format)
        assert "red" in found
        assert "\x1b" not in found
        assert "\u202e" not in found
        found.encode()  # no lone surrogate
        if format == "csv":
            cells = [cell for row in csv.reader(io.StringIO(found)) for cell in row]
            assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        ("1 as a, 2 as a, 3 as a", ["a", "a_1", "a_2"]),
        ("1 as a, 2 as a, 3 as a_1", ["a", "a_2", "a_1"]),
        ("1 as a_1, 2 as a, 3 as a", ["a_1", "a", "a_2"]),
    ],
)
def test_columns_of_one_name_all_stay(shown, names, found):
    assert json.loads(shown(f"select {names}", "json")) == dict(zip(found, (1, 2, 3), strict=True))
    assert shown(f"select {names}", "csv").splitlines() == [",".join(found), "1,2,3"]


def test_batches_come_one_by_one_and_whole(shown):
    sql = "select range as n from range(300000)"
    with ask(shown.folder, sql) as answer:
        parts = list(texts(answer, "csv"))
    assert len(parts) > 1  # older DuckDBs have long batches
    assert [int(n) for n in "".join(parts).split()[1:]] == list(range(300_000))
    assert len(shown(sql, "json").splitlines()) == 300_000


def test_parquet_has_what_arrow_has(shown):
    sql = "select person, content_spans, day from sayings order by article, utterance"
    out = io.BytesIO()
    with ask(shown.folder, sql) as answer:
        write(answer, "parquet", out)
    found = pyarrow.parquet.read_table(out).to_pylist()
    assert [row["person"] for row in found] == ["Ann Roe", HOSTILE, "Ann ?Roe"]
    assert found[0]["content_spans"] == [{"start": 0, "end": 9}]
    out = io.BytesIO()
    with ask(shown.folder, sql) as answer:
        write(answer, "json", out)
    assert len(out.getvalue().splitlines()) == 3


def test_no_rows(shown):
    sql = "select article from articles where false"
    assert [shown(sql, format) for format in FORMATS[:3]] == ["article\n", "article\r\n", ""]


def test_what_parquet_cannot_hold_is_told(shown):
    with (
        pytest.raises(InputError, match="query refused: Unhandled type"),
        ask(shown.folder, "select interval 1 month as i") as answer,
    ):
        write(answer, "parquet", io.BytesIO())
