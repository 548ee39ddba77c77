import json
import subprocess
import sys

import pytest

from stancekit.errors import InputError
from stancekit.results import query as query_module
from stancekit.results.query import columns, connect, query
from stancekit.results.schema import TABLES
from tests.results.conftest import analysis

pytest.importorskip("duckdb")
HOSTILE = "Robert'); DROP TABLE articles;--"


@pytest.fixture
def folder(results):
    return results(
        analysis(
            "a1", [("Ann Roe", "supportive"), (HOSTILE, "none")], date="2024-05-01T08:00:00Z", source="S"
        ),
        analysis("a2", [("Ann Roe", "condemning")], date="last week"),
    )


def test_sayings_carry_what_is_asked_of_them_most(folder):
    found = query(
        folder, "select person, issue, stance, title, outlet, day, week from sayings order by article, 1"
    )
    rows = found.to_pylist()
    assert [tuple(map(str, row.values())) for row in rows] == [
        ("Ann Roe", "bridge", "supportive", "On a1", "S", "2024-05-01", "2024-04-29"),
        (HOSTILE, "bridge", "none", "On a1", "S", "2024-05-01", "2024-04-29"),
        ("Ann Roe", "bridge", "condemning", "On a2", "", "None", "None"),
    ]


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("2024-05-01", "2024-05-01"),
        ("2024-05-01T10:00:00+02:00", "2024-05-01"),
        ("2024-05-01 10:00", "2024-05-01"),
        ("2024-02-30", None),
        ("2024-05-011", None),
        ("2024-05", None),
        ("infinity", None),  # these are dates to DuckDB
        ("-infinity", None),
        ("epoch", None),
        ("0000-01-01", None),
        ("0044-03-15 (BC)", None),
        ("1 May 2024", None),
        ("'); drop view sayings; --", None),
        ("", None),
    ],
)
def test_a_day_is_an_iso_date_or_nothing(results, date, day):
    folder = results(analysis("a1", [("Ann Roe", "none")], date=date))
    assert query(folder, "select day::varchar as day from sayings").to_pylist() == [{"day": day}]


def test_every_table_is_there(folder):
    shown = columns(folder).to_pylist()
    assert {row["table_name"] for row in shown} == {*TABLES, "sayings"}
    assert all(row["meaning"] for row in shown)
    assert query(folder, "select count(*) n from failures").to_pylist() == [{"n": 0}]


def test_tables_over_all_articles_have_a_name_of_their_own(folder):
    (folder / "collection").mkdir()
    (folder / "collection" / "notes.parquet").write_bytes(
        (folder / "articles" / "part-000000.parquet").read_bytes()
    )
    assert query(folder, "select article from collection_notes").to_pylist() == [{"article": "a1"}]


def test_a_part_that_is_not_done_does_not_count(folder):
    manifest = folder / "manifest.jsonl"
    manifest.write_bytes(manifest.read_bytes().splitlines(keepends=True)[0])
    assert query(folder, "select article from articles").to_pylist() == [{"article": "a1"}]


@pytest.mark.parametrize(
    "sql",
    [
        "copy (select 1) to '{out}'",
        "copy articles to '{folder}/articles/part-000000.parquet'",
        "select * from read_csv('/etc/passwd')",
        "select * from read_text('{folder}/run.json')",
        "select * from '{folder}/articles/part-000000.parquet'",
        "attach '{out}' as other",
        "export database '{out}'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set python_enable_replacements = true",
        "select * from secret",
    ],
)
def test_a_query_reads_its_tables_and_nothing_else(folder, tmp_path, sql):
    secret = query(folder, "select 1")  # a variable of the program that asks
    before = (folder / "articles" / "part-000000.parquet").read_bytes()
    with pytest.raises(InputError, match="query refused"):
        query(folder, sql.format(folder=folder, out=tmp_path / "written"))
    assert not (tmp_path / "written").exists()
    assert (folder / "articles" / "part-000000.parquet").read_bytes() == before
    assert secret.num_rows == 1


def test_where_memory_runs_short_nothing_is_put_aside_on_the_disk(folder, tmp_path, monkeypatch):
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setattr(query_module, "_LOCKS", ("set memory_limit = '16MB'", *query_module._LOCKS))
    assert query(folder, "select current_setting('temp_directory') as it").to_pylist() == [{"it": ""}]
    with pytest.raises(InputError, match="query refused: Out of Memory"):
        query(folder, "select md5(range::varchar) as m from range(2000000) order by m")
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("sql", ["selec 1", "select nothing from articles", "select * from words", ""])
def test_a_wrong_query_is_one_line(folder, sql):
    with pytest.raises(InputError, match=r"^(query refused: [^\n]+|not a query: [^\n]+)$"):
        query(folder, sql)


def test_what_is_no_parquet_results_folder(results, tmp_path):
    with pytest.raises(InputError, match="is no results folder"):
        connect(tmp_path)
    with pytest.raises(InputError, match="has no part yet"):
        connect(results())
    folder = tmp_path / "lines"
    folder.mkdir()
    (folder / "run.json").write_text('{"schema": "stancekit-results/2", "options": {"format": "jsonl"}}')
    with pytest.raises(InputError, match="has format 'jsonl'; only 'parquet' can be queried"):
        connect(folder)


def _cut(folder):
    part = folder / "utterances" / "part-000000.parquet"
    part.write_bytes(part.read_bytes()[:500])


def _of_other_columns(folder):
    parquet = pytest.importorskip("pyarrow.parquet")
    for part in (folder / "articles").iterdir():
        parquet.write_table(parquet.read_table(part).drop_columns(["date"]), part)


def _without_options(folder):
    run = json.loads((folder / "run.json").read_text())
    (folder / "run.json").write_text(json.dumps({**run, "options": ["parquet"]}))


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (_cut, "cannot be read: "),
        (_of_other_columns, 'cannot be read: Binder Error: .*"date"'),
        (_without_options, "has format None"),
    ],
)
def test_a_spoilt_folder_is_told_in_one_line(folder, spoil, reason):
    spoil(folder)
    with pytest.raises(InputError, match=rf"^results folder {folder} {reason}[^\n]*$"):
        connect(folder)


def test_without_duckdb_it_says_what_to_install(folder):
    code = "import sys; sys.modules['duckdb'] = None\nfrom stancekit.cli import main\nmain(sys.argv[1:])"
    command = [sys.executable, "-c", code, "query", str(folder)]
    done = subprocess.run(command, capture_output=True, encoding="utf8", check=False)
    assert 'pip install "stancekit[query]"' in done.stderr
