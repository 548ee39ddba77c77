"""What a file is taken for, and what is said where it is nothing that can be read."""

import json

import pytest

from stancekit import exchange
from stancekit.errors import InputError
from stancekit.exchange import dna, sources

FORM = {"schema": "stancekit/1", "id": "a", "speakers": [], "utterances": []}
GOLD = {"id": "a", "topics": {}, "utterances": []}
SPAN = {"id": 1, "label": "cue", "start_offset": 0, "end_offset": 1}


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.txt", "text", "articles"),
        ("a.txt.gz", b"\x1f\x8b", "articles"),
        ("a.tsv", "text\n", "articles"),
        ("a.csv", "id,text\n1,stance", "articles"),
        ("a.csv", "", "articles"),
        ("a.csv", "\ufeffid,stance,start,end,text\n", "csv"),
        ("a.csv", '"article","stance","start","end"\n', "csv"),
        ("a.CSV", ";".join(dna.COLUMNS) + "\n", "dna"),
        ("a.jsonl", "", "articles"),
        ("a.jsonl", "no json", "articles"),
        ("a.jsonl", "[1]", "articles"),
        ("a.jsonl", json.dumps({"text": "x", "label": "politics", "entities": ["EU"]}), "articles"),
        ("a.jsonl", "\n\n" + json.dumps(FORM), "jsonl"),
        ("a.ndjson", json.dumps(GOLD), "gold"),
        ("a.jsonl", json.dumps({"text": "x", "label": [[0, 1, "cue"]]}), "doccano"),
        ("a.jsonl", json.dumps({"text": "x", "labels": []}), "doccano"),
        ("a.jsonl", json.dumps({"text": "x", "entities": [SPAN], "relations": []}), "doccano"),
        ("a.jsonl", json.dumps({**GOLD, "speakers": ["Ana"]}), "gold"),
        ("a.jsonl", json.dumps({"id": "a", "topics": [], "utterances": []}), "jsonl"),
        ("a.json", json.dumps(FORM, indent=1), "jsonl"),
        ("a.json", "[]", "label-studio"),
        ("a.spacy", b"", "spacy"),
    ],
)
def test_files_by_what_they_hold(tmp_path, name, content, kind):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert sources.kind(path) == kind


@pytest.mark.parametrize(
    ("entry", "kind"),
    [
        ("gold.jsonl", "gold"),
        ("attributions/a_x.ann", "brat"),
        ("tasks.json", "label-studio"),
        ("analyses.jsonl", "jsonl"),
        ("utterances/part-00000.parquet", "results"),
        ("a.txt", "articles"),
    ],
)
def test_folders_by_what_they_hold(tmp_path, entry, kind):
    path = tmp_path / entry
    path.parent.mkdir(exist_ok=True)
    path.write_text("")
    assert sources.kind(tmp_path) == kind


def test_a_folder_that_score_wrote_is_read_by_its_lines(tmp_path, analysis, told):
    exchange.write([analysis], tmp_path / "gold", "gold")
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "analyses.jsonl").write_text(analysis.to_json() + "\n", encoding="utf8")
    (found,) = exchange.read(tmp_path / "results", texts=tmp_path / "gold" / "text")
    assert told(found) == told(analysis)


def test_one_analysis_as_json(tmp_path, analysis, told):
    exchange.write([analysis], tmp_path / "gold", "gold")
    (tmp_path / "a.json").write_text(analysis.to_json(indent=1), encoding="utf8")
    (found,) = exchange.read(tmp_path / "a.json", texts=tmp_path / "gold" / "text")
    assert told(found) == told(analysis)


def test_a_kind_that_is_told_needs_no_ending(tmp_path):
    path = tmp_path / "mine.txt"
    path.write_text(json.dumps({"text": "x", "label": [[0, 1, "content"]]}))
    (found,) = exchange.read(path, kind="doccano")
    assert len(found.utterances) == 1


def test_a_long_first_line_is_no_head(tmp_path):
    (tmp_path / "a.csv").write_text("x" * 200_000 + "\n")
    assert sources.kind(tmp_path / "a.csv") == "articles"


def test_a_kind_that_is_told_counts(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "x", "label": [[0, 1, "cue"]]}) + "\n")
    with pytest.raises(InputError, match="id is None; a string is allowed"):
        list(exchange.read(path, kind="gold"))


@pytest.mark.parametrize(
    ("name", "options", "message"),
    [
        ("missing", {}, "missing does not exist; allowed are files and folders"),
        ("a.docx", {}, r"a\.docx is not a folder or a file ending in \.bz2, \.csv"),
        (
            "a.txt",
            {},
            "a.txt holds articles without annotations; allowed are brat, csv, doccano, gold, jsonl",
        ),
        ("a.csv", {}, "holds an event list, which has statements alone"),
        ("a.txt", {"kind": "word"}, "kind='word' is not one of articles, brat"),
        ("missing", {"kind": "brat"}, "missing does not exist"),
        ("a.json", {"kind": "brat"}, r"attributions is no folder; a brat folder holds"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, name, options, message):
    for entry, content in (("a.docx", ""), ("a.txt", ""), ("a.json", "[]"), ("a.csv", ";".join(dna.COLUMNS))):
        (tmp_path / entry).write_text(content)
    with pytest.raises(InputError, match=message):
        list(exchange.read(tmp_path / name, **options))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": 3}, "id is 3; a string is allowed"),
        (
            {"utterances": [{"id": "u1", "content": [[0, 99]]}]},
            r"utterance u1: \[0, 99\) is not within the text",
        ),
        ({"utterances": [{"content": [[0, 1]], "speaker": "s9"}]}, "utterance u1: speaker is 's9'"),
        ({"utterances": [{"content": [[0, 1]], "stance": "angry"}]}, "stance is 'angry'"),
        ({"utterances": [{"content": [[0, 1]], "kind": "loud"}]}, "kind is 'loud'"),
        ({"utterances": [{"content": [[0, 1]], "confidence": 2}]}, "confidence is 2; a number from 0 to 1"),
        ({"utterances": [{"stance": None, "probabilities": {"none": 7}}]}, "probabilities is"),
        (
            {"utterances": [{"stance": None, "evidence": [[0, 1]]}]},
            r"evidence is \[\[0, 1\]\]; a list of \[start",
        ),
        ({"stances": [{"speaker": "s1", "stance": None, "utterances": "u1"}]}, "a list of ids is allowed"),
        ({"speakers": [{"id": "s1", "name": "Ana", "mentions": [[0, 99]]}]}, "speaker s1: .* is not within"),
        ({"title": 3}, "title is 3"),
    ],
)
def test_analyses_are_checked(tmp_path, change, message):
    (tmp_path / "a.jsonl").write_text(json.dumps({**FORM, **change}) + "\n")
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "a.txt").write_text("short")
    with pytest.raises(InputError, match=message):
        list(exchange.read(tmp_path / "a.jsonl", kind="jsonl"))


def test_every_kind_and_format_is_in_order():
    assert list(exchange.KINDS) == sorted(exchange.KINDS)
    assert list(exchange.FORMATS) == sorted(exchange.FORMATS)
    assert exchange.__all__ == sorted(exchange.__all__)
