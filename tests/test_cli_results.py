"""The commands that read a results folder."""

from __future__ import annotations

import json

import pytest

from stancekit.cli import main
from stancekit.cli.commands import query as query_command
from stancekit.cli.commands import score as score_command
from stancekit.cli.commands import summary as summary_command
from tests.results.conftest import analysis, results  # noqa: F401 - a fixture

pytest.importorskip("duckdb")
HOSTILE = "=cmd|' /C calc'!A0 \x1b[31mred \u202e"


@pytest.fixture
def folder(results):  # noqa: F811
    return str(
        results(
            analysis(
                "a1", [("Ann Roe", "supportive"), (HOSTILE, "condemning")], date="2024-05-01", source="Post"
            ),
            analysis("a2", [("Ann Roe", "supportive")], date="2024-05-02", source="Post"),
        )
    )


def test_summary(folder, capsys):
    assert main(["summary", folder, "--by", "month"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2 articles, 3 utterances",
        "by language: en 2",
        "",
        "Who says what (utterances)",
        "                        bridge",
        "Ann Roe                 supportive (2)",
        "=cmd|' /C calc'!A0 red  condemning (1)",
        "",
        "By month",
        "month       articles  utterances  condemning  cautious  supportive",
        "2024-05-01         2           3           1         0           2",
        "",
        "By outlet (share of the stances taken)",
        "outlet  articles  stances  condemning    cautious     supportive",
        "Post           2        3  33% (3%–91%)  0% (0%–79%)  67% (9%–97%)",
    ]


def test_summary_as_json(folder, capsys):
    assert main(["summary", folder, "--json", "--speaker", "ann"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [cell["speaker"] for cell in found["cells"]] == ["Ann Roe"]


def test_query_formats(folder, capsys, tmp_path):
    sql = "select person, p_supportive, content_spans from sayings order by p_supportive, person limit 1"
    assert main(["query", folder, sql]) == 0
    shown = capsys.readouterr().out
    assert "=cmd|' /C calc'!A0 red" in shown
    assert "\x1b" not in shown
    assert main(["query", folder, sql, "--format", "csv"]) == 0
    assert "'=cmd" in capsys.readouterr().out
    assert main(["query", folder, sql, "--format", "json"]) == 0
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    assert json.loads(shown)["person"] == HOSTILE
    out = tmp_path / "answer.parquet"
    assert main(["query", folder, sql, "--format", "parquet", "-o", str(out)]) == 0
    import pandas

    assert pandas.read_parquet(out)["person"].tolist() == [HOSTILE]


def test_an_answer_is_written_whole_or_not_at_all(folder, capsys, tmp_path):
    out = tmp_path / "answer.csv"
    out.write_text("what was there")
    fails = "select range, error('boom') from range(10)"
    assert main(["query", folder, fails, "--format", "csv", "-o", str(out)]) == 2
    assert "boom" in capsys.readouterr().err
    assert out.read_text() == "what was there"
    assert main(["query", folder, "select 1 as one", "--format", "csv", "-o", str(out)]) == 0
    assert out.read_bytes() == b"one\r\n1\r\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answer.csv", "results"]


def test_a_dash_is_standard_output(folder, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["query", folder, "select 1 as one", "--format", "json", "-o", "-"]) == 0
    assert json.loads(capsys.readouterr().out) == {"one": 1}
    assert not (tmp_path / "-").exists()


def test_the_tables_in_any_format(folder, capsys):
    assert main(["query", folder, "--format", "json"]) == 0
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert list(first) == ["table_name", "column_name", "data_type", "meaning"]


def test_query_without_sql_shows_the_tables(folder, capsys):
    assert main(["query", folder]) == 0
    assert "Monday of that day's week" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (["query", "{}", "drop table articles"], "query refused"),
        (["query", "{}", "select 1", "--format", "parquet"], "--format parquet is no text"),
        (["query", "nowhere"], "is no results folder"),
        (["query", "{}", "select 1", "-o", "{}/articles/part-000000.parquet"], "which is only read"),
        (["query", "{}", "select 'infinity'::date as d"], "column 'd' has a value that text cannot hold"),
        (["summary", "nowhere"], "is no results folder"),
        (["summary", "{}", "--top", "0"], "top=0 must be at least 1"),
    ],
)
def test_errors(folder, capsys, command, reason):
    assert main([part.format(folder) for part in command]) == 2
    assert reason in capsys.readouterr().err


def test_what_the_help_offers_is_what_there_is():
    from stancekit.results import answers, parts, summary

    assert score_command.FORMATS == parts.FORMATS
    assert summary_command.PERIODS == summary.PERIODS
    assert query_command.FORMATS == answers.FORMATS
