"""The results folder: statements without texts, analyses with them."""

import pyarrow.parquet as pq
import pytest

from stancekit import exchange
from stancekit.errors import InputError
from stancekit.exchange import folder, statements
from stancekit.results import parquet
from stancekit.results.schema import TABLES


@pytest.fixture
def results(analysis, tmp_path):
    exchange.write([analysis], tmp_path / "results", "parquet")
    return tmp_path / "results"


def test_tables_are_those_of_the_schema(results, analysis):
    for name in ("articles", "utterances", "stances", "speakers", "topics"):
        assert parquet.read(results, name).column_names == [column.name for column in TABLES[name]]
    assert parquet.read(results, "articles").to_pylist()[0]["status"] == "analysed"
    assert parquet.read(results, "utterances").num_rows == len(analysis.utterances)


def test_statements_need_no_texts(results, analysis):
    from dataclasses import replace

    meant = [replace(s, author="") for s in statements.of([analysis])]  # no table has the author
    assert list(exchange.read_statements(results)) == meant


def test_an_article_without_a_row_has_no_outlet(results):
    parquet_of = results / "articles" / "part-00000.parquet"
    parquet_of.write_bytes(parquet.encode([parquet.table("articles", [])]))
    assert {(s.article, s.outlet, s.date) for s in exchange.read_statements(results)} == {("a1", "", "")}


@pytest.mark.parametrize("format", ["csv", "dna", "edges", "graphml"])
def test_the_same_comes_of_the_tables_and_of_the_analyses(results, analysis, format, tmp_path):
    from dataclasses import replace

    bare = replace(analysis, article=replace(analysis.article, meta={}))
    exchange.write([bare], tmp_path / "one", format)
    exchange.write(exchange.read_statements(results), tmp_path / "two", format)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_analyses_need_texts(results, tmp_path):
    with pytest.raises(InputError, match=r"holds no texts; texts \(--texts\) must be a folder"):
        exchange.read(results)
    with pytest.raises(InputError, match="no text of article 'a1'"):
        list(exchange.read(results, texts=tmp_path))


def test_a_span_that_is_not_in_the_text_is_named(results, tmp_path):
    (tmp_path / "a1.txt").write_text("short")
    with pytest.raises(
        InputError, match=r"article a1, utterance u1: \[58, 71\) is not within the text \[0, 5\)"
    ):
        list(exchange.read(results, texts=tmp_path))


def test_formats_with_texts_take_no_statements(results, tmp_path):
    with pytest.raises(InputError, match="brat needs the articles' texts"):
        exchange.write(exchange.read_statements(results), tmp_path / "out", "brat")


def test_parts_are_read_as_one(analysis, results, monkeypatch, tmp_path):
    from dataclasses import replace

    monkeypatch.setattr(folder, "_PART", 2)
    many = [replace(analysis, article=replace(analysis.article, id=f"a{n}")) for n in range(5)]
    exchange.write(many, tmp_path / "many", "parquet")
    assert len(list((tmp_path / "many" / "utterances").iterdir())) == 3
    assert [s.article for s in exchange.read_statements(tmp_path / "many")][::3] == [
        f"a{n}" for n in range(5)
    ]


def test_a_broken_part_is_named(results):
    (results / "utterances" / "part-00000.parquet").write_bytes(b"PAR1 no")
    with pytest.raises(InputError, match="cannot read table 'utterances' of"):
        list(exchange.read_statements(results))


def test_a_table_of_another_make_is_named(results):
    table = parquet.read(results, "utterances").drop_columns(["stance"])
    pq.write_table(table, results / "utterances" / "part-00000.parquet")
    with pytest.raises(InputError, match="cannot read table 'utterances'"):
        list(exchange.read_statements(results))
