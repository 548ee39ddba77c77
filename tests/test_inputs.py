"""Articles from tables and compressed files."""

import bz2
import csv
import gzip
import io
import lzma

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.errors import InputError
from stancekit.inputs import articles, columns
from stancekit.records import Article, Failure

PACKERS = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress}


def read(*paths, names=None, out=None):
    """Return the articles and the failures, in order."""
    failures: list[Failure] = []
    found = list(articles(paths, columns(names), out or paths[0].parent / "out", failures.append))
    return found, failures


def table(rows, mark=","):
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=mark).writerows(rows)
    return file.getvalue().encode()


@pytest.mark.parametrize(("suffix", "mark"), [(".csv", ","), (".tsv", "\t"), (".CSV", ",")])
@pytest.mark.parametrize("packed", ["", ".gz", ".bz2", ".xz"])
def test_a_row_is_an_article(tmp_path, suffix, mark, packed):
    rows = [
        ["url", "title", "published", "outlet", "body", "more"],
        ["u/1", "Deal", "2024-05-01", "Wire", "“Yes,” she\nsaid; no, or\tyes.", "x"],
        ["", "", "", "", "Two.", ""],
    ]
    data = b"\xef\xbb\xbf" + table(rows, mark)
    path = tmp_path / f"in{suffix}{packed}"
    path.write_bytes(PACKERS[packed](data) if packed else data)
    found, failures = read(path)
    text = "“Yes,” she\nsaid; no, or\tyes."
    assert found[0] == Article(text, id="u/1", title="Deal", date="2024-05-01", source="Wire")
    assert (found[1].text, found[1].id) == ("Two.", "in:4")
    assert failures == []


@pytest.mark.parametrize("packed", PACKERS)
def test_texts_and_lines_are_unpacked(tmp_path, packed):
    (tmp_path / f"a.txt{packed}").write_bytes(PACKERS[packed]("Übung.".encode()))
    (tmp_path / f"b.jsonl{packed}").write_bytes(PACKERS[packed](b'{"text": "One.", "id": 1}\n{"text": 1}\n'))
    found, failures = read(tmp_path)
    assert [(a.id, a.text) for a in found] == [("a", "Übung."), ("1", "One.")]
    assert [f.id for f in failures] == ["b:2"]


def test_columns_by_name(tmp_path):
    (tmp_path / "in.csv").write_bytes(table([["text", "full", "key"], ["not this", "This.", "k1"]]))
    found, _ = read(tmp_path / "in.csv", names={"text": "full", "id": "key"})
    assert [(a.id, a.text) for a in found] == [("k1", "This.")]


def test_unknown_part():
    with pytest.raises(InputError, match="'body' cannot be chosen; allowed are text, id"):
        columns({"body": "x"})


def test_a_table_without_the_text(tmp_path):
    (tmp_path / "in.csv").write_bytes(table([["id", "words"], ["1", "x"]]))
    found, (failure,) = read(tmp_path / "in.csv")
    assert found == []
    assert "no column text or body or content among id, words" in failure.error


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'1,"caf\xe9"', "byte 0xe9 at offset 3 is not UTF-8"),
        (b"1,a\x00b", "NUL"),
        (b"1,two,three", "more cells than the first one has columns"),
        (b'1,"a"b', "no row"),
        (b"1", "must be a string, not NoneType"),
    ],
)
def test_a_bad_row_is_a_recorded_failure(tmp_path, line, reason):
    (tmp_path / "in.csv").write_bytes(b"id,text\n0,Good.\n" + line + b"\n2,Good too.\n")
    found, failures = read(tmp_path / "in.csv")
    assert [a.text for a in found] == ["Good.", "Good too."]
    (failure,) = failures
    assert failure.id == "in:3"
    assert reason in failure.error


@pytest.mark.parametrize("packed", PACKERS)
def test_a_broken_archive_is_a_recorded_failure(tmp_path, packed):
    whole = PACKERS[packed](table([["text"], *[[f"Row {i}."] for i in range(2000)]]))
    (tmp_path / f"a.csv{packed}").write_bytes(whole[: len(whole) // 2])
    (tmp_path / f"b.csv{packed}").write_bytes(b"no archive at all")
    (tmp_path / "c.txt").write_text("The rest.")
    found, failures = read(tmp_path)
    assert found[-1].text == "The rest."
    assert [f.id for f in failures] == ["a", "b"]


def test_an_article_longer_than_the_limit_of_the_csv_module(tmp_path):
    (tmp_path / "in.csv").write_bytes(table([["text"], ["word " * 100_000]]))
    found, failures = read(tmp_path / "in.csv")
    assert (len(found[0].text), failures) == (500_000, [])


def test_rows_come_as_they_are_read(tmp_path):
    (tmp_path / "in.csv").write_bytes(b"text\nOne.\n" + b"\xff" * 10_000_000)
    stream = articles([tmp_path / "in.csv"], columns(None), tmp_path / "out", lambda failure: None)
    assert next(stream).text == "One."


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)


@given(st.lists(st.tuples(cells, cells), max_size=8))
def test_any_cells_survive(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("t") / "in.csv"
    path.write_bytes(table([["title", "text"], *rows]))
    found, failures = read(path)
    assert failures == []
    assert [(a.title, a.text) for a in found] == list(rows)
