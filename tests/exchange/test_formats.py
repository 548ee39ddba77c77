"""Writing by name: what is checked before anything is written."""

from dataclasses import replace

import pytest

from stancekit import exchange
from stancekit.errors import InputError


def test_unknown_formats_are_refused(analysis, tmp_path):
    with pytest.raises(InputError, match="format='excel' is not one of brat, csv, dna"):
        exchange.write([analysis], tmp_path / "x", "excel")


@pytest.mark.parametrize("format", exchange.FORMATS)
def test_unknown_options_are_refused(format, analysis, tmp_path):
    with pytest.raises(InputError, match=f"{format} has no option 'colour'; allowed are "):
        exchange.write([analysis], tmp_path / "x", format, colour="red")
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("format", exchange.FORMATS)
def test_an_article_comes_once(format, analysis, tmp_path):
    with pytest.raises(InputError, match="article id 'a1' comes twice"):
        exchange.write([analysis, analysis], tmp_path / "x", format)


@pytest.mark.parametrize("format", ["csv", "dna", "doccano", "edges", "graphml", "jsonl", "spacy"])
def test_a_file_is_replaced_only_once_all_is_written(format, analysis, tmp_path):
    path = tmp_path / "x"
    path.write_text("before")

    def broken():
        yield analysis
        raise InputError("no more")

    with pytest.raises(InputError, match="no more"):
        exchange.write(broken(), path, format)
    assert path.read_text() == "before"
    exchange.write([analysis], path, format)
    assert path.read_bytes() != b"before"
    assert [p.name for p in tmp_path.iterdir()] == ["x"]


@pytest.mark.parametrize("format", ["brat", "gold", "label-studio", "parquet"])
def test_a_folder_must_be_new_or_empty(format, analysis, tmp_path):
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(InputError, match="is there already; allowed is a new or an empty folder"):
        exchange.write([analysis], tmp_path, format)
    assert [p.name for p in tmp_path.iterdir()] == ["mine"]


def test_articles_are_read_as_they_are_written(analysis, tmp_path):
    asked = []

    def stream():
        for n in range(3):
            asked.append(n)
            yield replace(analysis, article=replace(analysis.article, id=f"a{n}"))
            written = (tmp_path / "out" / "text" / f"a{n}.txt").exists()
            assert written

    exchange.write(stream(), tmp_path / "out", "brat")
    assert asked == [0, 1, 2]
