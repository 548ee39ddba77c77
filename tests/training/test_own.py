import json

import pytest

import stancekit
from stancekit import exchange
from stancekit.cli import main
from stancekit.errors import InputError
from stancekit.training import own

TEXT = "Roe said the plan was a disgrace. “It will help,” Diallo said. Roe said trains run at nine."
SPANS = [([9, 32], [4, 8], [0, 3]), ([35, 47], [57, 61], [50, 56]), ([72, 90], [67, 71], [63, 66])]
LABELS = ["condemning", "supportive", None]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "text").mkdir()
    (tmp_path / "text" / "a.txt").write_text(TEXT, encoding="utf8")
    return tmp_path


def as_jsonl(folder):
    utterances = [
        {"id": f"u{i}", "content": [c], "cue": [q], "source": [s], "stance": label, "target": "plan"}
        for i, ((c, q, s), label) in enumerate(zip(SPANS, LABELS, strict=True))
    ]
    path = folder / "gold.jsonl"
    path.write_text(json.dumps({"id": "a", "topics": {}, "utterances": utterances}) + "\n", encoding="utf8")
    return path


def as_csv(folder, name="labels.csv", *, article="a", extra=""):
    rows = [
        f"{article},{label or 'none'},{c[0]},{c[1]},{TEXT[slice(*q)]},{TEXT[slice(*s)]}"
        for (c, q, s), label in zip(SPANS, LABELS, strict=True)
    ]
    path = folder / name
    lines = ["article,stance,start,end,cue,source", *rows, *([extra] if extra else [])]
    path.write_text("\ufeff" + "\n".join(lines) + "\n", encoding="utf8")
    return path


def as_brat(folder):
    lines = []
    for i, ((c, q, s), label) in enumerate(zip(SPANS, LABELS, strict=True), 1):
        for role, (a, b), n in zip(("Content", "Cue", "Source"), (c, q, s), range(3), strict=True):
            lines.append(f"T{3 * i + n}\t{role} {a} {b}\t{TEXT[a:b]}")
        lines.append(f"E{i}\tAttribution:T{3 * i + 1} Content:T{3 * i} Cue:T{3 * i + 1} Source:T{3 * i + 2}")
        lines.append(f"A{i}\tStance E{i} {(label or 'None').capitalize()}")
    (folder / "attributions").mkdir()
    (folder / "attributions" / "a_me.ann").write_text("\n".join(lines) + "\n", encoding="utf8")
    return folder


def as_exported(format, name):
    def write(folder):
        as_jsonl(folder)
        exchange.write(exchange.read(folder / "gold.jsonl"), folder / name, format)
        return folder / name

    return write


EXPORTED = [
    as_exported(format, name)
    for format, name in (
        ("label-studio", "tasks"),
        ("doccano", "a.jsonl"),
        ("spacy", "a.spacy"),
        ("csv", "a.csv"),
    )
]


@pytest.mark.parametrize("write", [as_jsonl, as_csv, as_brat, *EXPORTED])
def test_same_labels_from_every_form(folder, write):
    found = own.read(write(folder), folder / "text")
    assert found.y == LABELS
    for (article, u), (content, cue, source) in zip(found.X, SPANS, strict=True):
        assert article.text == TEXT
        assert [list(s) for s in (*u.content, *u.cue, *u.source)] == [content, cue, source]
        assert u.target is None


def test_exported_csv_is_read_again(folder):
    kit = stancekit.load()
    from stancekit.report import render

    analysis = kit.analyze(stancekit.Article(TEXT, id="a"))
    (folder / "text" / "a.csv").write_text(render(analysis, "csv", what="utterances"), encoding="utf8")
    found = own.read(folder / "text" / "a.csv")
    assert [u.content for _, u in found.X] == [u.content for u in analysis.utterances]
    assert [u.source for _, u in found.X] == [u.source for u in analysis.utterances]
    assert found.y == [u.stance.label for u in analysis.utterances]


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ("a,angry,0,3,,", "line 5: stance 'angry'"),
        ("a,none,x,3,,", "start 'x' and end '3'"),
        ("a,none,9,3,,", "not within the text"),
        ("a,none,0,999,,", "not within the text"),
        ("b,none,0,3,,", "no text of article 'b'"),
        ("../a,none,0,3,,", "no file name"),
    ],
)
def test_bad_rows_say_where(folder, extra, message):
    with pytest.raises(InputError, match=message):
        own.read(as_csv(folder, extra=extra), folder / "text")


def test_missing_column(folder):
    (folder / "labels.csv").write_text("start,end\n0,3\n")
    with pytest.raises(InputError, match="no column 'stance'"):
        own.read(folder / "labels.csv", folder / "text")


def test_what_was_not_judged_is_left_out(folder):
    rows = "stance,start,end\nabstained,0,3\n,0,3\nnone,0,3\n"
    (folder / "text" / "labels.txt").write_text(TEXT, encoding="utf8")
    (folder / "labels.csv").write_text(rows)
    assert own.read(folder / "labels.csv", folder / "text").y == [None]


def test_files_that_are_no_annotation_say_why(folder):
    (folder / "labels.jsonl").write_text("not JSON\n")
    with pytest.raises(InputError, match="line 1: not JSON"):
        own.read(folder / "labels.jsonl", folder / "text")
    (folder / "labels.docx").write_text("")
    with pytest.raises(InputError, match=r"labels\.docx is not a folder or a file ending in"):
        own.read(folder / "labels.docx", folder / "text")


def test_no_labels(folder):
    (folder / "labels.csv").write_text("stance,start,end\n,0,3\n")
    with pytest.raises(InputError, match="no labelled utterance"):
        own.read(folder / "labels.csv", folder / "text")


def test_command_adapts_and_writes_a_model(folder, capsys):
    out = folder / "mine"
    assert main(["train", str(as_csv(folder)), "--texts", str(folder / "text"), "-o", str(out)]) == 0
    shown = capsys.readouterr()
    assert "3 labels; macro-F1 of the stances before:" in shown.err
    kit = stancekit.load(out)
    assert kit.info()["name"] == "mine"
    assert "scores" not in kit.info()
    assert kit.analyze(TEXT).utterances
    assert kit.stances.classifier_.coef_.shape == stancekit.load().stances.classifier_.coef_.shape
