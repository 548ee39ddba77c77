import sys

import pytest

from stancekit.cli import main


def test_the_page_is_written(folder, tmp_path, capsys):
    out = tmp_path / "report.html"
    assert main(["report", str(folder), "-o", str(out), "--title", "Port & ferries"]) == 0
    assert "<title>Port &amp; ferries</title>" in out.read_text(encoding="utf8")
    assert f"open {out} in a browser" in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]


def test_a_link_that_is_named_stays_one(folder, tmp_path):
    (tmp_path / "page.html").write_text("old")
    (tmp_path / "link.html").symlink_to(tmp_path / "page.html")
    assert main(["report", str(folder), "-o", str(tmp_path / "link.html")]) == 0
    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "page.html").read_text(encoding="utf8").startswith("<!doctype html>")


def test_the_page_goes_to_standard_output(folder, capsys):
    assert main(["report", str(folder), "-o", "-"]) == 0
    assert capsys.readouterr().out.startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["no-such-folder", "-o", "x.html"], "no-such-folder is not a folder"),
        (["{folder}", "-o", "no-such-folder/x.html"], "is not a file in a folder that exists"),
        (["{folder}", "-o", "{folder}"], "is not a file in a folder that exists"),
        (["{folder}", "-o", "x.html", "--topics", "0"], "topics=0 is not a whole number from 1 to 100"),
    ],
)
def test_errors_are_one_line(folder, capsys, arguments, error):
    assert main(["report", *(a.format(folder=folder) for a in arguments)]) == 2
    told = capsys.readouterr().err
    assert error in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("package", ["altair", "vl_convert", "duckdb"])
def test_a_missing_package_is_named_with_its_extra(folder, tmp_path, monkeypatch, capsys, package):
    monkeypatch.setitem(sys.modules, package, None)
    assert main(["report", str(folder), "-o", str(tmp_path / "x.html")]) == 2
    assert 'pip install "stancekit[report]"' in capsys.readouterr().err
