"""Files, folders and patterns."""

import os
from pathlib import Path

import pytest

from stancekit.errors import InputError
from stancekit.inputs import columns, read
from stancekit.inputs.files import listed

needs_links = pytest.mark.skipif(os.name == "nt", reason="needs POSIX links")
NOWHERE = Path("/nowhere")


def names(source, out=NOWHERE):
    return [file.name for file in listed(str(source), out)]


@pytest.fixture
def news(tmp_path, monkeypatch):
    """Return a folder of files, in which the tests run."""
    for name in (
        "news/b.txt",
        "news/2024-01.csv",
        "news/2024-02.csv.gz",
        "news/2023-12.csv",
        "news/a/z.txt",
        "news/a/2024-03.csv",
        "news/a/deep/2024-04.csv",
        "news/.hidden/2024-05.csv",
        "news/.2024-06.csv",
        "news/2024-07.md",
        "[1]*.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "news"


def test_a_folder_is_listed_by_name_its_own_files_first(news):
    expected = [
        "2023-12.csv",
        "2024-01.csv",
        "2024-02.csv.gz",
        "b.txt",
        "a/2024-03.csv",
        "a/z.txt",
        "a/deep/2024-04.csv",
    ]
    assert names(news) == expected
    assert [file.shown for file in listed("news", NOWHERE)] == [f"news/{name}" for name in expected]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("news/2024-*.csv", ["2024-01.csv"]),
        ("news/2024-*.csv*", ["2024-01.csv", "2024-02.csv.gz"]),
        ("news/202[34]-??.csv", ["2023-12.csv", "2024-01.csv"]),
        ("news/**/2024-*.csv", ["2024-01.csv", "a/2024-03.csv", "a/deep/2024-04.csv"]),
        ("news/*/2024-*.csv", ["a/2024-03.csv"]),
        ("news/.h*/2024-*.csv", [".hidden/2024-05.csv"]),
        ("news/[a]", ["a/2024-03.csv", "a/z.txt", "a/deep/2024-04.csv"]),  # a folder that matches
        ("n*/a/z.txt", ["news/a/z.txt"]),
        ("news/*.md", []),
        ("news/x*", []),
    ],
)
def test_patterns(news, pattern, expected):
    assert names(pattern) == expected


@pytest.mark.parametrize("pattern", ["news/**", "new[s]", "news/**/*", "ne*/**"])
def test_a_pattern_that_means_all_lists_each_file_once(news, pattern):
    prefix = "" if pattern in ("news/**", "news/**/*") else "news/"
    assert names(pattern) == [prefix + name for name in names(news)]


def test_matches_are_shown_with_their_path(news):
    assert [file.shown for file in listed("news/*/z.txt", NOWHERE)] == ["news/a/z.txt"]
    assert [file.shown for file in listed(f"{news}/*/z.txt", NOWHERE)] == [f"{news}/a/z.txt"]


def test_a_file_of_that_very_name_is_no_pattern(news):
    (news.parent / "1x.txt").touch()
    assert names("[1]*.txt") == ["[1]*.txt"]
    Path("[1]*.txt").unlink()
    assert names("[1]*.txt") == ["1x.txt"]


def test_the_results_are_passed_over(news):
    assert names("news", out=news / "a") == ["2023-12.csv", "2024-01.csv", "2024-02.csv.gz", "b.txt"]
    assert names("news/**/2024-*.csv", out=news / "a") == ["2024-01.csv"]
    assert names("news/[a]", out=news) == []


@needs_links
def test_links_to_folders_are_not_followed(news):
    (news / "a" / "loop").symlink_to(news)
    (news / "a" / "linked.txt").symlink_to(news / "b.txt")
    (news / "a" / "broken.txt").symlink_to("nowhere")
    expected = ["a/2024-03.csv", "a/linked.txt", "a/z.txt", "a/deep/2024-04.csv"]
    assert names(news)[4:] == expected
    assert names("news/**/*")[4:] == expected


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_pipes_are_passed_over_where_they_are_not_named(news):
    os.mkfifo(news / "a.txt")
    assert "a.txt" not in names(news) + names("news/*")
    (named,) = listed("news/a.txt", NOWHERE)
    assert named.size is None


def test_deep_folders(tmp_path):
    folder = tmp_path / "/".join("d" * 400)
    folder.mkdir(parents=True)
    (folder / "a.txt").touch()
    assert [Path(name).name for name in names(tmp_path)] == ["a.txt"]


def test_a_bad_pattern(news):
    from stancekit.inputs import files

    class Broken(type(Path())):
        def glob(self, pattern):
            raise ValueError("Invalid pattern")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(files, "Path", Broken)
        with pytest.raises(InputError, match=r"input x\*\*y is no pattern: Invalid pattern; allowed are"):
            names("x**y")


def test_a_folder_that_may_not_be_listed_is_a_recorded_failure(news, gather, monkeypatch):
    scan = os.scandir

    def scandir(path):
        if str(path).endswith("deep"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found, (failure,) = gather("news/a")
    assert [a.id for a in found] == ["z"]
    assert (failure.id, failure.stage) == ("deep", "read")
    assert failure.error == f"{Path('news/a/deep')}: Permission denied"


def test_a_file_that_may_not_be_read_is_a_recorded_failure(write, gather, tmp_path, monkeypatch):
    write("a.txt", "One."), write("b.txt", "Two."), write("c.txt", "Three.")
    opened = Path.open

    def open(self, *arguments, **options):
        if self.name == "b.txt":
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", open)
    found, (failure,) = gather(tmp_path)
    assert [a.id for a in found] == ["a", "c"]
    assert (failure.id, failure.stage) == ("b", "read")
    assert "Permission denied" in failure.error
    assert "b.txt" in failure.error


def test_a_file_that_goes_away_is_a_recorded_failure(write, tmp_path):
    write("a/a.txt", "One."), write("a/c.txt", "Three.")
    last = write("a/b.txt", "Two.")
    stream = read([tmp_path / "a"], columns(None), tmp_path / "out")
    assert next(stream).result.text == "One."
    last.unlink()
    gone, there = stream
    assert (gone.result.id, gone.result.stage, there.result.id) == ("b", "read", "c")
    assert "b.txt" in gone.result.error
    assert 0 < gone.share < there.share < 1
