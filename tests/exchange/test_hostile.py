"""Text that would act on whoever opens a file comes out inert, and exact where the format can hold it."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from stancekit import exchange
from stancekit.records import Analysis, Article, Span, Speaker, Stance, Topic, Utterance

HOSTILE = {
    "formula": "=cmd|' /C calc'!A1",
    "guarded formula": "'=cmd|' /C calc'!A1",
    "plus": "+1+1",
    "full-width": "＝1+1",
    "tag": "<script>alert(1)</script>&amp;",
    "bidi": "A\u202egnp.exe\u2066",
    "lines": "one\ntwo\r\nthree\tfour\x0bfive\x85six\u2028seven",
    "quotes": 'say "no"; or \'yes\'; "',
    "control": "A\x00\x01\x08\x0e\x1f\x7f\x9b31m\x1b]0;gone\x07B",
    "forbidden in XML": "a\ufffe\uffffb",
    "surrogate": "a\ud800b",
    "zalgo": "Z\u0335\u0321a\u0336l\u0334g\u0337o\u0338",
    "emoji": "👩‍👩‍👧 🇸🇮 👋🏽",
}
FILES = {
    "brat": "out",
    "csv": "out.csv",
    "dna": "out.csv",
    "doccano": "out.jsonl",
    "edges": "out.csv",
    "gold": "out",
    "graphml": "out.graphml",
    "jsonl": "out.jsonl",
    "label-studio": "out",
    "parquet": "out",
    "spacy": "out.spacy",
}
OPENED = ("csv", "dna", "edges")  # by spreadsheets
EXACT = ("doccano", "jsonl", "label-studio")  # lone surrogates included
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def hostile(text: str) -> Analysis:
    """Return an analysis in which every string is ``text``, and the article's text holds it twice."""
    whole = f"{text} said {text}"
    said = Utterance(
        "u1",
        "direct",
        (Span(len(text) + 6, len(whole)),),
        (Span(len(text) + 1, len(text) + 5),),
        (Span(0, len(text)),),
        "s1",
        "t1",
        text,
        Stance("condemning"),
    )
    other = Utterance("u2", "direct", (Span(0, 1),), speaker="s2", topic="t1", stance=Stance("supportive"))
    article = Article(whole, "a", text, "2024-05-01", text, {"author": text, "section": text, "type": text})
    cast = (Speaker("s1", text, "person", text), Speaker("s2", "Ana Ruiz", "organization"))
    return Analysis(article, cast, (Topic("t1", text, (text,)),), (said, other))


def written(text: str, format: str, folder: Path) -> Path:
    options = {"network": "conflict"} if format in ("edges", "graphml") else {}
    out = folder / FILES[format]
    exchange.write([hostile(text)], out, format, **options)
    return out


def as_text(path: Path, format: str) -> str:
    """Return all the text that a format's files hold."""
    if format in ("spacy", "parquet"):
        return ""
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    return "".join(file.read_bytes().decode("utf8") for file in files if file.parent.name != "text")


@pytest.mark.parametrize("format", FILES)
@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_that_acts_is_written(format, name, tmp_path):
    shown = as_text(written(HOSTILE[name], format, tmp_path), format)
    assert not ACTING.search(shown.replace("\r\n", "\n"))


@pytest.mark.parametrize("format", OPENED)
@pytest.mark.parametrize("name", HOSTILE)
def test_no_cell_is_a_formula_and_every_row_is_whole(format, name, tmp_path):
    shown = as_text(written(HOSTILE[name], format, tmp_path), format)
    head, *rows = csv.reader(io.StringIO(shown, newline=""), delimiter=";" if format == "dna" else ",")
    assert rows
    for row in rows:
        assert len(row) == len(head)
        for cell in row:
            assert not cell.startswith(("=", "+", "@", "＝", "＋", "－", "＠", "\t"))
            assert not cell.startswith("-") or cell == "-1"
            assert "\n" not in cell


@pytest.mark.parametrize("name", HOSTILE)
def test_event_lists_need_no_quoting(name, tmp_path):
    shown = as_text(written(HOSTILE[name], "dna", tmp_path), "dna")
    assert '"' not in shown
    assert all(line.count(";") == 14 for line in shown.splitlines())


@pytest.mark.parametrize("name", HOSTILE)
def test_graphml_opens_again(name, tmp_path):
    found = exchange.graphs.read(written(HOSTILE[name], "graphml", tmp_path))
    names = {data["name"] for _, data in found.nodes(data=True)}
    assert len(names) == 2
    assert "Ana Ruiz" in names
    assert not any(ACTING.search(name) or "\ufffe" in name or "\n" in name for name in names)
    if name in ("tag", "emoji", "zalgo", "formula", "quotes"):
        assert HOSTILE[name] in names


@pytest.mark.parametrize("format", [f for f in FILES if f not in ("dna", "edges", "graphml")])
@pytest.mark.parametrize("name", HOSTILE)
def test_spans_and_labels_read_back(format, name, told, tmp_path):
    text, made = HOSTILE[name], hostile(HOSTILE[name])
    out, texts = written(text, format, tmp_path), None
    if format in ("csv", "jsonl", "parquet"):
        exchange.write([made], tmp_path / "beside", "gold")
        texts = tmp_path / "beside" / "text"
    (found,) = exchange.read(out, texts=texts)
    assert [row[:5] for row in told(found)] == [row[:5] for row in told(made)]
    assert [u.stance.answer for u in found.utterances] == ["condemning", "supportive"]
    if format in EXACT and (name != "surrogate" or texts is None):
        assert found.article.text == made.article.text
    if format in EXACT:
        assert (found.speakers[0].name, found.topics[0].label) == (text, text)
        assert found.utterances[0].target == text
    if "\ud800" not in text:
        assert found.article.text == made.article.text
        if format in ("brat", "gold", "spacy", "parquet"):
            assert told(found) == told(made)
    else:
        assert found.article.text in (made.article.text, made.article.text.replace("\ud800", "\ufffd"))


@pytest.mark.parametrize(
    "name", ["formula", "guarded formula", "plus", "full-width", "emoji", "quotes", "tag"]
)
def test_tables_keep_names_that_are_on_one_line(name, tmp_path):
    (found,) = exchange.read(
        written(HOSTILE[name], "csv", tmp_path), texts=_texts(HOSTILE[name], tmp_path / "beside")
    )
    assert found.speakers[0].name == found.topics[0].label == HOSTILE[name]
    assert (found.article.title, found.speakers[0].role) == (HOSTILE[name], HOSTILE[name])


def _texts(text: str, folder: Path) -> Path:
    exchange.write([hostile(text)], folder, "gold")
    return folder / "text"


def test_json_holds_the_text_itself(tmp_path):
    (task,) = json.loads(as_text(written(HOSTILE["bidi"], "label-studio", tmp_path) / "tasks.json", "json"))
    assert task["data"]["title"] == HOSTILE["bidi"]
