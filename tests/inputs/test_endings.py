"""What a file's name says of it."""

import sys

import pytest

from stancekit.errors import MissingExtraError
from stancekit.inputs.endings import need, split


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.txt", ("a", ".txt", "")),
        ("2024/05.01/a.b.JSONL.Gz", ("2024/05.01/a.b", ".jsonl", ".gz")),
        ("a.htm", ("a", ".htm", "")),
        ("a.html.zst", ("a", ".html", ".zst")),
        ("a.ndjson.bz2", ("a", ".ndjson", ".bz2")),
        ("a.tsv.xz", ("a", ".tsv", ".xz")),
        ("a.parquet", ("a", ".parquet", "")),
    ],
)
def test_names_are_taken_apart(name, expected):
    assert split(name) == expected


@pytest.mark.parametrize("name", ["", "a", ".txt", "a.md", "a.gz", "a.tar.gz", "a.parquet.gz", "a.txt.gz.gz"])
def test_other_files_are_none_to_read(name):
    assert split(name).kind == ""


@pytest.mark.parametrize(
    ("ending", "package", "extra"),
    [(".parquet", "pyarrow", "parquet"), (".htm", "trafilatura", "html"), (".zst", "zstandard", "zstd")],
)
def test_a_missing_package_is_told_with_its_extra(monkeypatch, ending, package, extra):
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=rf"reading a.* '{package}'.*stancekit\[{extra}\]"):
        need(ending, "reading a")


def test_the_standard_library_is_enough_for_most():
    assert [need(ending, "x") for ending in (".txt", ".gz", "")] == [None, None, None]
