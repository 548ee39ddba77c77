"""Articles from tables of text."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.inputs import columns, digest, read
from stancekit.records import Article


@pytest.mark.parametrize(("suffix", "mark"), [(".csv", ","), (".tsv", "\t"), (".CSV", ",")])
def test_a_row_is_an_article(write, gather, table, packed, suffix, mark):
    rows = [
        ["url", "title", "published", "outlet", "body", "more"],
        ["u/1", "Deal", "2024-05-01", "Wire", "“Yes,” she\nsaid; no, or\tyes.", "x"],
        ["", "", "", "", "Two.", ""],
    ]
    ending, pack = packed
    found, failures = gather(write(f"in{suffix}{ending}", pack(b"\xef\xbb\xbf" + table(rows, mark))))
    text = "“Yes,” she\nsaid; no, or\tyes."
    assert found[0] == Article(text, id="u/1", title="Deal", date="2024-05-01", source="Wire")
    assert (found[1].text, found[1].id) == ("Two.", digest("Two."))
    assert failures == []


def test_columns_by_name(write, gather, table):
    path = write("in.csv", table([["text", "full", "key"], ["not this", "This.", "k1"]]))
    found, _ = gather(path, names={"text": "full", "id": "key"})
    assert [(a.id, a.text) for a in found] == [("k1", "This.")]


def test_a_table_without_the_text(write, gather, table):
    found, (failure,) = gather(write("in.csv", table([["id", "words"], ["1", "x"]])))
    assert found == []
    assert "in.csv: no column text or body or content among id, words" in failure.error
    assert (failure.id, failure.stage) == ("in", "read")


def test_a_table_of_very_many_columns_is_told_in_short(write, gather, table):
    _, (failure,) = gather(write("in.csv", table([[f"c{i}" for i in range(1000)]])))
    assert failure.error.endswith("c18, c19 …")


@pytest.mark.parametrize("content", ["", "\n\n", "text\n"])
def test_a_table_without_rows_holds_no_article(write, gather, content):
    assert gather(write("in.csv", content)) == ([], [])


def test_blank_lines_are_no_rows(write, gather):
    found, failures = gather(write("in.csv", "\n\nid,text\n\na,One.\n\n\nb,Two.\n"))
    assert [a.id for a in found] == ["a", "b"]
    assert failures == []


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
def test_a_bad_row_is_a_recorded_failure(write, gather, line, reason):
    found, failures = gather(write("in.csv", b"id,text\n0,Good.\n" + line + b"\n2,Good too.\n"))
    assert [a.text for a in found] == ["Good.", "Good too."]
    (failure,) = failures
    assert failure.id == "in:3"
    assert reason in failure.error


@pytest.fixture
def short(monkeypatch):
    """Take more than 200,000 bytes for longer than an article can be."""
    monkeypatch.setattr("stancekit.inputs.texts.LONGEST", 200_000)
    usual = csv.field_size_limit(1000)
    yield
    csv.field_size_limit(usual)


@pytest.mark.usefixtures("short")
def test_a_quotation_mark_that_is_not_closed_takes_no_more_than_an_article(write, gather):
    rows = b"".join(b"%d,Row.\n" % i for i in range(100_000))
    found, failures = gather(write("in.csv", b'id,text\na,One.\nb,"Two\n' + rows))
    assert found[0].id == "a"
    assert len(found) > 50_000
    assert "field larger than field limit" in failures[0].error


def test_an_article_longer_than_the_limit_of_the_csv_module(write, gather, table):
    found, failures = gather(write("in.csv", table([["text"], ["word " * 100_000]])))
    assert (len(found[0].text), failures) == (500_000, [])


def test_a_long_line_is_put_together_again(write, gather, table, monkeypatch):
    monkeypatch.setattr("stancekit.inputs.texts.LONGEST", 1000)
    texts = [f"{i} " * 150 + "end, \n" for i in range(3)]
    found, failures = gather(write("in.csv", table([["text"], *[[text] for text in texts]])))
    assert ([a.text for a in found], failures) == (texts, [])


def test_rows_come_as_they_are_read(write, tmp_path):
    path = write("in.csv", b"text\nOne.\n" + b"\xff" * 10_000_000)
    stream = read([path], columns(None), tmp_path / "out")
    assert next(stream).result.text == "One."


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)


@given(st.lists(st.tuples(cells, cells), max_size=8))
def test_any_cells_survive(tmp_path_factory, gather, table, rows):
    path = tmp_path_factory.mktemp("t") / "in.csv"
    path.write_bytes(table([["title", "text"], *rows]))
    found, failures = gather(path)
    assert failures == []
    assert [(a.title, a.text) for a in found] == list(rows)
