"""Inputs, looked at before anything is written."""

import os
import sys
from pathlib import Path

import pytest

from stancekit.errors import InputError, MissingExtraError
from stancekit.inputs import check


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (
            "missing.txt",
            "input missing.txt does not exist; allowed are files, folders, patterns and addresses",
        ),
        ("notes.md", "input notes.md is not a folder or a file ending in .txt, "),
        ("in", "input folder in holds no file ending in .txt, "),
        ("in/*", "input pattern in/* matches no file ending in .txt, "),
        ("x*.csv", "input pattern x*.csv matches no file ending in .txt, "),
        ("out", "input folder out holds no file ending in .txt, "),
        ("out/a.jsonl", "input out/a.jsonl is in the results folder, whose files the run replaces"),
        ("out/*.jsonl", "input pattern out/*.jsonl matches no file ending in .txt, "),
        ("a\0.txt", "input a\0.txt does not exist"),
    ],
)
def test_what_cannot_be_read_is_told(write, out, tmp_path, monkeypatch, source, reason):
    write("notes.md", ""), write("in/notes.md", ""), write("out/a.jsonl", ""), write("a.txt", "")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as caught:
        check(["a.txt", source], out)
    assert str(caught.value).startswith(reason)


def test_a_folder_that_may_not_be_listed_is_told(write, out, monkeypatch):
    folder = write("in/a.txt", "").parent

    def scandir(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(InputError, match=r"holds no file ending in .* \(.*in: Permission denied\)"):
        check([folder], out)


@pytest.mark.parametrize(
    ("name", "package", "extra"),
    [
        ("z.parquet", "pyarrow", "parquet"),
        ("z.html.gz", "trafilatura", "html"),
        ("z.csv.zst", "zstandard", "zstd"),
    ],
)
def test_a_missing_package_is_told_before_anything_is_read(write, out, monkeypatch, name, package, extra):
    write("in/a.txt", ""), write(f"in/deep/{name}", "")
    monkeypatch.setitem(sys.modules, package, None)
    check([out.parent / "in" / "a.txt"], out)
    with pytest.raises(MissingExtraError, match=rf"reading .*{name} needs .*'{package}'.*\[{extra}\]"):
        check([out.parent / "in"], out)
    assert not out.exists()


def test_what_can_be_read_is_no_error(write, out, tmp_path):
    write("in/a.txt", ""), write("in/out/b.txt", "")
    check([tmp_path / "in", str(tmp_path / "in" / "*.txt"), Path(tmp_path / "in" / "a.txt")], out)
    check([], out)
