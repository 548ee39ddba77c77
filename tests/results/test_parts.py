import pytest

from stancekit.results import parquet
from stancekit.results.manifest import Entry, Manifest
from stancekit.results.parts import FORMATS, JsonLines, ParquetParts, store_of
from stancekit.results.schema import TABLES

ROW = ("a1", "news.jsonl", "read", "not a line of JSON")


def _failures(*ids):
    rows = [(id, *ROW[1:]) for id in ids]
    return {name: parquet.table(name, rows if name == "failures" else ()) for name in TABLES}


def _lines(*ids):
    return {"analyses": b"", "failures": b"".join(f'"{id}"\n'.encode() for id in ids)}


def _ids(folder, format):
    if format == "parquet":
        return parquet.read(folder, "failures").column("article").to_pylist()
    return [line.strip('"') for line in (folder / "failures.jsonl").read_text().splitlines()]


@pytest.mark.parametrize(("format", "make"), [("parquet", _failures), ("jsonl", _lines)])
def test_parts_beyond_those_known_are_forgotten(tmp_path, format, make):
    store, manifest = store_of(format, tmp_path), Manifest(tmp_path)
    sizes = []
    for part, ids in enumerate([("a",), ("b", "c"), ("d",)]):
        store.add(make(*ids))
        assert store.waiting > 0
        sizes.append(store.store(part))
        manifest.add(Entry(part, len(ids), ""))
        assert store.waiting == 0
    assert _ids(tmp_path, format) == ["a", "b", "c", "d"]
    store_of(format, tmp_path).forget(2, sizes[1])
    assert _ids(tmp_path, format) == ["a", "b", "c"]
    again = store_of(format, tmp_path)
    again.add(make("d"))
    again.store(2)
    assert _ids(tmp_path, format) == ["a", "b", "c", "d"]


def test_only_the_first_part_is_written_without_rows(tmp_path):
    store = ParquetParts(tmp_path)
    store.store(0)
    store.add(_failures("a"))
    store.store(1)
    assert {name: len(list((tmp_path / name).iterdir())) for name in TABLES} == {
        name: 2 if name == "failures" else 1 for name in TABLES
    }


def test_the_tables_open_as_they_are_in_other_tools(tmp_path):
    duckdb, pandas = pytest.importorskip("duckdb"), pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    store = ParquetParts(tmp_path)
    for part, id in enumerate("ab"):
        store.add(_failures(id))
        store.store(part)
    folder = tmp_path / "failures"
    assert pandas.read_parquet(folder)["article"].tolist() == ["a", "b"]
    assert polars.read_parquet(folder)["article"].to_list() == ["a", "b"]
    found = duckdb.read_parquet(f"{folder}/*.parquet").order("article").project("article").fetchall()
    assert found == [("a",), ("b",)]


def test_nothing_is_left_of_a_run_without_parts(tmp_path):
    store = JsonLines(tmp_path)
    store.add(_lines("a"))
    store.store(0)
    JsonLines(tmp_path).forget(0, {})
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_a_link_is_not_followed(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "part-000009.parquet").write_bytes(b"mine")
    out = tmp_path / "out"
    out.mkdir()
    (out / "failures").symlink_to(elsewhere)
    ParquetParts(out).forget(0, {})
    assert (elsewhere / "part-000009.parquet").read_bytes() == b"mine"
    assert list(out.iterdir()) == []


def test_formats():
    assert FORMATS == ("parquet", "jsonl")
