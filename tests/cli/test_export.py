"""``stancekit export``: what comes in, what goes out, and what is said."""

import csv
import json

import pytest

import stancekit
from stancekit import exchange
from stancekit.cli import main
from stancekit.cli.commands import export
from stancekit.records import Analysis, Failure, Span, Speaker, Stance, Topic, Utterance

TEXT = "👋 “Build the bridge,” Mira Holt said."
SAID = Utterance(
    "u1", "direct", (Span(2, 21),), (Span(32, 36),), (Span(22, 31),), "s1", "t1", "it", Stance("supportive")
)


class Kit:
    """An analyzer to which the whole of every article is one utterance."""

    def pipe(self, articles, *, n_jobs, topics):
        self.asked = n_jobs, topics
        for article in articles:
            if "CRASH" in article.text:
                yield Failure(article.id, "text", "no")
            else:
                cast = (Speaker("s1", "Mira Holt", "person"),)
                yield Analysis(article, cast, (Topic("t1", "bridge"),), (SAID,))


@pytest.fixture
def kit(monkeypatch):
    made = Kit()
    monkeypatch.setattr(stancekit, "load", lambda name="fast", **_: made)
    return made


@pytest.fixture
def articles(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "holt.txt").write_bytes(TEXT.encode())
    return tmp_path / "in"


def _error(capsys):
    shown = capsys.readouterr().err
    assert shown.startswith("stancekit: error: ")
    assert len(shown.splitlines()) == 1
    return shown


@pytest.mark.parametrize("format", export.FORMATS)
def test_articles_are_analysed_on_the_way(kit, articles, format, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["export", str(articles), "-o", str(out), "--format", format, "--jobs", "2"]) == 0
    assert capsys.readouterr().out == f"1 article written to {out}\n"
    assert out.exists()
    assert kit.asked == (2, None)


def test_an_article_that_fails_is_told_and_the_others_are_written(kit, articles, tmp_path, capsys):
    (articles / "bad.txt").write_text("CRASH")
    (articles / "worse.txt").write_bytes(b"\x00")
    out = tmp_path / "out.csv"
    assert main(["export", str(articles), "-o", str(out), "--format", "csv"]) == 1
    shown = capsys.readouterr()
    assert shown.out == f"1 article written to {out}, 2 failed\n"
    assert sorted(line.split(":")[1] for line in shown.err.splitlines()) == [" bad", " worse"]
    with out.open(encoding="utf8", newline="") as file:
        assert [row["article"] for row in csv.DictReader(file)] == ["holt"]


@pytest.mark.parametrize("format", [f for f in export.FORMATS if f not in ("dna", "edges", "graphml")])
def test_annotations_are_converted(kit, articles, format, tmp_path, capsys):
    one, two = tmp_path / "one", tmp_path / "two.jsonl"
    names = {"csv": "one.csv", "doccano": "one.jsonl", "jsonl": "one.jsonl", "spacy": "one.spacy"}
    one = tmp_path / names.get(format, "one")
    assert main(["export", str(articles), "-o", str(one), "--format", format]) == 0
    convert = ["export", str(one), "-o", str(two), "--format", "doccano", "--texts", str(articles)]
    assert main(convert) == 0
    (found,) = exchange.read(two)
    assert (found.utterances[0].content, found.utterances[0].stance.answer) == ((Span(2, 21),), "supportive")
    assert found.speakers[0].name == "Mira Holt"


def test_tables_of_results_need_no_texts(kit, articles, tmp_path, capsys):
    assert main(["export", str(articles), "-o", str(tmp_path / "results"), "--format", "parquet"]) == 0
    for format in ("dna", "csv", "edges", "graphml"):
        out = tmp_path / f"x.{format}"
        capsys.readouterr()
        assert main(["export", str(tmp_path / "results"), "-o", str(out), "--format", format]) == 0
        assert capsys.readouterr().out == f"1 statement written to {out}\n"
    out = str(tmp_path / "out")
    assert main(["export", str(tmp_path / "results"), "-o", out, "--format", "brat"]) == 2
    assert "holds no texts; texts (--texts) must be a folder" in _error(capsys)
    texts = ["--texts", str(articles)]
    assert main(["export", str(tmp_path / "results"), "-o", out, "--format", "brat", *texts]) == 0


def test_an_event_list_becomes_a_network(kit, articles, tmp_path, capsys):
    events, net = str(tmp_path / "events.csv"), str(tmp_path / "net.csv")
    assert main(["export", str(articles), "-o", events, "--format", "dna", "--agreement", "binary"]) == 0
    command = ["export", events, "-o", net, "--format", "edges", "--agreement", "binary"]
    assert main([*command, "--network", "congruence", "--normalization", "jaccard", "--window", "month"]) == 0
    assert main(["export", events, "-o", str(tmp_path / "x"), "--format", "brat"]) == 2
    assert "holds an event list, which has statements alone" in _error(capsys)


def test_options_reach_the_format(kit, articles, tmp_path):
    out = tmp_path / "tasks"
    for offsets, end in (("utf-16", 22), ("code-points", 21)):
        command = ["export", str(articles), "-o", str(out / offsets), "--format", "label-studio"]
        out.mkdir(exist_ok=True)
        assert main([*command, "--offsets", offsets]) == 0
        (task,) = json.loads((out / offsets / "tasks.json").read_text(encoding="utf8"))
        assert task["predictions"][0]["result"][0]["value"]["end"] == end


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--format", "excel"], "argument --format: invalid choice: 'excel'"),
        (["--format", "csv", "--window", "day"], "--window does not go with --format csv; allowed are none"),
        (["--format", "brat", "--keep-none"], "--keep-none does not go with --format brat"),
        (["--format", "dna", "--offsets", "utf-16"], "allowed are --agreement, --concepts, --keep-none"),
        (["--format", "graphml", "--network", "conflict", "--normalization", "activity"], "of conflict"),
        (["--format", "csv", "--from", "brat"], "attributions is no folder"),
        (["--format", "csv", "--texts"], "expected one argument"),
        (["--format", "csv", "--jobs", "0"], "--jobs 0 must be at least 1"),
    ],
)
def test_what_is_wrong_is_named(kit, articles, options, message, tmp_path, capsys):
    assert main(["export", str(articles), "-o", str(tmp_path / "out"), *options]) == 2
    assert message in _error(capsys)
    assert not (tmp_path / "out").exists()


def test_inputs_that_are_missing_or_the_output_itself_are_refused(kit, articles, tmp_path, capsys):
    assert main(["export", str(tmp_path / "no"), "-o", str(tmp_path / "out"), "--format", "csv"]) == 2
    assert "no does not exist" in _error(capsys)
    article = str(articles / "holt.txt")
    assert main(["export", article, "-o", article, "--format", "csv"]) == 2
    assert "is an input itself" in _error(capsys)
    assert (articles / "holt.txt").read_bytes() == TEXT.encode()


def test_choices_are_those_of_the_package():
    assert list(exchange.FORMATS) == list(export.FORMATS)
    assert exchange.KINDS == export.KINDS
