from __future__ import annotations

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import stancekit
from stancekit import pool
from stancekit.cli import main
from stancekit.errors import InputError, MissingExtraError, ModelError
from stancekit.records import Analysis, Span, Speaker, SpeakerStance, Stance, Topic, Utterance
from stancekit.report.widths import width

ROOT = Path(__file__).parents[1]
TEXT = "“Build the bridge,” Mira Holt said. Others feared the noise."
STANCE = Stance("supportive", {"supportive": 0.88})


class _Kit:
    """An analyzer to which the first five characters are a speaker and everything is one utterance."""

    def __init__(self) -> None:
        self.articles = []
        self.topics = None

    def analyze(self, article, *, topics=None):
        self.articles.append(article)
        self.topics = topics
        said = Utterance("u1", "direct", (Span(0, len(article.text)),), (), (), "s1", "t1", "it", STANCE)
        return Analysis(
            article,
            speakers=(Speaker("s1", article.text[:19], "person"),),
            topics=(Topic("t1", "harbour bridge"),),
            utterances=(said,),
            stances=(SpeakerStance("s1", "t1", STANCE, ("u1",)),),
            model="fake",
        )

    utterance_confidence, min_confidence = None, 0.0

    def batch(self, articles, topics=None):
        if any("CRASH" in article.text for article in articles):
            raise ValueError("no")
        return [self.analyze(article) for article in articles]

    def reference(self):
        return self

    def info(self):
        return {
            "name": "fake",
            "version": "1.2",
            "folder": "models/fake\x1b[31m",
            "files": {"stance/weights.npy": 1234567, "card.json": 89},
            "scores": {"stance": {"macro3": 0.61234, "n": 42}, "note": "own"},
        }


@pytest.fixture
def kit(monkeypatch):
    made = _Kit()
    monkeypatch.setattr(stancekit, "load", lambda name="fast", **_: made)
    for name in ("NO_COLOR", "FORCE_COLOR", "TERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    return made


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "holt.txt"
    path.write_text(TEXT, encoding="utf8")
    return str(path)


@pytest.fixture
def stdin(monkeypatch):
    """Return a function that puts bytes on standard input."""
    return lambda data: monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


class _Terminal(io.TextIOWrapper):
    """A terminal as standard output; pytest puts its own in place between a fixture and its test."""

    def __init__(self, monkeypatch, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding)
        monkeypatch.setattr(sys, "stdout", self)

    def isatty(self) -> bool:
        return True

    def shown(self) -> str:
        self.flush()
        return self.buffer.getvalue().decode(self.encoding)


def _error(capsys) -> str:
    """Return the one line that standard error holds."""
    shown = capsys.readouterr().err
    assert shown.startswith("stancekit: error: ")
    assert shown.endswith("\n")
    assert len(shown.splitlines()) == 1
    return shown


# --- analyze


def test_analyze_shows_the_plain_page_when_piped(kit, article, capsys):
    assert main(["analyze", article]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("holt · model fake\n\n")
    assert "supportive 0.88 (1)" in shown.out
    assert ("\x1b" in shown.out, shown.err) == (False, "")
    assert (kit.articles[0].text, kit.articles[0].id, kit.topics) == (TEXT, "holt", None)


@pytest.mark.parametrize(
    ("environ", "color"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "dumb"}, False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
    ],
)
def test_analyze_colours_a_terminal(kit, article, monkeypatch, environ, color):
    terminal = _Terminal(monkeypatch)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    assert main(["analyze", article]) == 0
    assert ("\x1b[32msupportive 0.88" in terminal.shown()) is color


def test_force_colour_colours_a_pipe(kit, article, capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    main(["analyze", article])
    assert "\x1b[32m" in capsys.readouterr().out


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("text", ["市長は橋を建てると言った。" * 20, "e\u0301🚒 " * 90, TEXT * 9])
def test_analyze_keeps_to_the_width(kit, tmp_path, capsys, monkeypatch, columns, text):
    monkeypatch.setenv("COLUMNS", str(columns))
    path = tmp_path / "wide.txt"
    path.write_text(text, encoding="utf8")
    main(["analyze", str(path)])
    longest = max(map(width, capsys.readouterr().out.splitlines()))
    assert columns - 2 <= longest <= columns


def test_a_terminal_of_another_encoding_gets_replacements(kit, article, monkeypatch):
    terminal = _Terminal(monkeypatch, "ascii")
    assert main(["analyze", article]) == 0
    assert "?Build the bridge,? Mira" in terminal.shown()


@pytest.mark.parametrize("format", ["json", "csv", "brat"])
def test_data_is_utf8_whatever_the_terminal(kit, article, monkeypatch, format):
    terminal = _Terminal(monkeypatch, "ascii")
    assert main(["analyze", article, "--format", format]) == 0
    assert "“" in terminal.shown()


def test_analyze_table(kit, article, capsys):
    assert main(["analyze", article, "--format", "table"]) == 0
    assert capsys.readouterr().out.split("\n")[0].split() == ["speaker", "topic", "stance", "p", "utterances"]


def test_what_alone_means_the_table(kit, article, capsys):
    assert main(["analyze", article, "--what", "topics"]) == 0
    assert capsys.readouterr().out.split("\n")[1].split() == ["t1", "harbour", "bridge", "discovered", "1"]


def test_analyze_json(kit, article, capsys):
    assert main(["analyze", article, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["schema"] == "stancekit/1"


def test_analyze_csv_of_utterances(kit, article, capsys):
    assert main(["analyze", article, "--format", "csv", "--what", "utterances"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out, newline=""))
    assert (row["id"], row["start"], row["end"], row["text"]) == ("u1", "0", str(len(TEXT)), TEXT)


def test_analyze_brat(kit, article, capsys):
    assert main(["analyze", article, "--format", "brat"]) == 0
    assert capsys.readouterr().out.startswith(f"T1\tContent 0 {len(TEXT)}\t“Build")


def test_analyze_html(kit, article, capsys):
    assert main(["analyze", article, "--format", "html"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("<!doctype html>\n")
    assert "supports" in shown


@pytest.mark.parametrize("option", [[], ["--format", "json"], ["--format", "html"]])
def test_analyze_writes_to_a_file(kit, article, capsys, tmp_path, monkeypatch, option):
    monkeypatch.setenv("FORCE_COLOR", "1")
    target = tmp_path / "out.x"
    assert main(["analyze", article, "-o", str(target), *option]) == 0
    assert capsys.readouterr().out == ""
    assert "harbour bridge" in target.read_text(encoding="utf8")
    assert "\x1b" not in target.read_text(encoding="utf8")


def test_analyze_does_not_overwrite_the_article(kit, article, capsys):
    assert main(["analyze", article, "-o", article]) == 2
    assert "is the article itself" in _error(capsys)
    assert Path(article).read_text(encoding="utf8") == TEXT


_MODEL = ("--model", "mine", "--utterance-confidence", "0.6", "--min-confidence", "0.4")
_CONFIDENCES = {"utterance_confidence": 0.6, "min_confidence": 0.4, "target_precision": None}
_LOADED = ("mine", {**_CONFIDENCES, "lexicon": None})


def test_analyze_passes_model_and_topics(kit, article, monkeypatch):
    import stancekit.topics

    topics, asked = (Topic("t1", "bridge", origin="given"),), []
    monkeypatch.setattr(
        stancekit.topics, "read_topics", lambda path: asked.append(path) or topics, raising=False
    )
    monkeypatch.setattr(stancekit, "load", lambda name, **options: asked.append((name, options)) or kit)
    assert main(["analyze", article, "--topics", "t.toml", *_MODEL]) == 0
    assert (asked, kit.topics) == ([Path("t.toml"), _LOADED], topics)


def test_hostile_text_reaches_no_terminal(kit, tmp_path, monkeypatch):
    terminal = _Terminal(monkeypatch)
    path = tmp_path / "evil\x1b[31m.txt"
    path.write_text("\x1b]0;gone\x07\x1b[2JEv\u202eil\x9b31m\r\n“hostile”", encoding="utf8")
    for options in (
        [],
        ["--format", "table"],
        ["--format", "json"],
        ["--format", "csv"],
        ["--format", "brat"],
        ["--format", "html"],
    ):
        assert main(["analyze", str(path), *options]) == 0
    bare = re.sub(r"\x1b\[(0|1|2|32)m", "", terminal.shown())
    assert "“hostile”" in bare
    assert "evil · model fake" in bare
    assert not set(bare) & set("\x1b\x07\x9b\u202e")


def test_csv_runs_no_formula(kit, tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text("=HYPERLINK(“x”)", encoding="utf8")
    main(["analyze", str(path), "--format", "csv"])
    assert "\r\n'=HYPERLINK" in capsys.readouterr().out


# --- what comes in


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("\ufeff“Yes,” she said.\r\nNo.".encode(), "“Yes,” she said.\r\nNo."),
        (b"", ""),
        ("a\u2028b\x0c🚒".encode(), "a\u2028b\x0c🚒"),
    ],
)
def test_standard_input_is_read_unaltered(kit, stdin, data, text):
    stdin(data)
    assert main(["analyze", "-", "--format", "json"]) == 0
    assert (kit.articles[0].text, kit.articles[0].id) == (text, "stdin")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"caf\xe9 au lait", "standard input: byte 0xe9 at offset 3 is not UTF-8"),
        (b"\x7fELF\x00\x01", "standard input: a NUL byte at offset 4"),
        (b"\xff\xfe", "standard input: byte 0xff at offset 0"),
    ],
)
def test_undecodable_input_is_named_by_its_offset(kit, stdin, capsys, data, reason):
    stdin(data)
    assert main(["analyze", "-"]) == 2
    assert reason in _error(capsys)


@pytest.mark.parametrize(("stream", "reason"), [("stdin", "input is closed"), ("stdout", "output is closed")])
def test_closed_streams(kit, article, capsys, monkeypatch, stream, reason):
    monkeypatch.setattr(sys, stream, None)
    assert main(["analyze", "-" if stream == "stdin" else article]) == 2
    assert reason in _error(capsys)


@pytest.mark.parametrize(("name", "reason"), [("no.txt", "no.txt: No such file"), (".", "Is a directory")])
def test_unreadable_files(kit, capsys, tmp_path, monkeypatch, name, reason):
    monkeypatch.chdir(tmp_path)
    assert main(["analyze", name]) == 2
    assert reason in _error(capsys)


# --- errors


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "required: COMMAND (see stancekit --help)"),
        (["guess"], "invalid choice: 'guess'"),
        (["analyze"], "required: FILE (see stancekit analyze --help)"),
        (["analyze", "x", "--format", "pdf"], "invalid choice: 'pdf' (choose from"),
        (["analyze", "x", "--form", "json"], "unrecognized arguments: --form"),
        (["analyze", "x", "--format", "json", "--what", "topics"], "--what goes with --format table or csv"),
        (["analyze", "x", "--format", "html", "--what", "topics"], "html always holds everything"),
        (["score", "x"], "required: -o/--output"),
        (["train", "x", "-o", "y", "--seed", "one"], "invalid int value: 'one'"),
        (["analyze", "no\nsuch\x1b[31m"], "no such"),
    ],
)
def test_bad_usage_is_one_line(kit, capsys, arguments, reason):
    assert main(arguments) == 2
    assert reason in _error(capsys)


@pytest.mark.parametrize(
    ("error", "code", "reason"),
    [
        (ModelError("no model 'x'\nallowed: fast"), 2, "no model 'x' allowed: fast"),
        (InputError("bad \x1b[31mvalue"), 2, "bad value"),
        (MissingExtraError("p", extra="e", purpose="It"), 2, "It needs the package 'p'"),
        (OSError(28, "No space left on device", "disk"), 2, "disk: No space left on device"),
        (OSError("odd"), 2, "odd"),
        (KeyboardInterrupt(), 130, "interrupted"),
    ],
)
def test_errors_are_one_line(kit, article, capsys, monkeypatch, error, code, reason):
    def load(name, **_):
        raise error

    monkeypatch.setattr(stancekit, "load", load)
    assert main(["analyze", article]) == code
    assert reason in _error(capsys)


# --- the other commands


@pytest.fixture
def inline(monkeypatch):
    """Workers are this process; the numbers of those asked for are kept."""
    asked = []
    monkeypatch.setattr(pool, "Processes", lambda n_jobs, time_limit: asked.append(n_jobs) or pool.Inline())
    return asked


def test_score(kit, inline, article, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["score", article, "-o", str(out), "--format", "jsonl"]) == 0
    assert capsys.readouterr().out == f"1 analysed, 0 failed, 1 utterances; results in {out}\n"
    assert (out / "analyses.jsonl").read_text(encoding="utf8").count("\n") == 1
    assert main(["score", article, "-o", str(out)]) == 2
    assert "holds a run that is complete" in _error(capsys)
    for option in ("--resume", "--overwrite"):
        assert main(["score", article, "-o", str(out), option]) == 0
    assert inline == [1, 1, 1]


def test_score_makes_tables_by_default(kit, inline, article, tmp_path, capsys):
    assert main(["score", article, article, "-o", str(tmp_path / "out")]) == 0
    assert capsys.readouterr().out.startswith("2 analysed, 0 failed, 1 duplicates, 2 utterances; ")
    assert len(list((tmp_path / "out" / "utterances").iterdir())) == 1
    command = ["score", article, article, "-o", str(tmp_path / "second"), "--skip-duplicates"]
    assert main(command) == 0
    assert "1 analysed, 0 failed, 1 duplicates (1 left out)" in capsys.readouterr().out


def test_score_to_standard_output(kit, inline, article, tmp_path, capsys):
    bad = tmp_path / "bad.txt"
    bad.write_text("CRASH")
    assert main(["score", article, str(bad), "-o", "-"]) == 1
    shown = capsys.readouterr()
    assert json.loads(shown.out)["schema"] == "stancekit/1"
    assert json.loads(shown.err)["stage"] == "analysis"
    for wrong in (["--format", "parquet"], ["--resume"], ["--overwrite"]):
        assert main(["score", article, "-o", "-", *wrong]) == 2
        assert "-o - writes JSON lines" in _error(capsys)


@pytest.mark.parametrize("quiet", [False, True])
def test_score_tells_its_progress_a_line_a_minute(kit, inline, article, tmp_path, capsys, monkeypatch, quiet):
    from stancekit.cli import progress

    monkeypatch.setattr(progress, "_PERIOD", 0.0)
    command = ["score", article, "-o", str(tmp_path / "out")]
    assert main([*command, "--quiet"] if quiet else command) == 0
    told = capsys.readouterr().err
    assert re.fullmatch("" if quiet else r"1 articles, [\d.]+ a second, 0:00 left\n", told)


def test_score_shows_a_bar_on_a_terminal(kit, inline, article, tmp_path, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(sys, "stderr", Terminal())
    assert main(["score", article, "-o", str(tmp_path / "out")]) == 0
    assert "1 articles" in sys.stderr.getvalue()


def test_score_with_failures_is_1(kit, inline, article, tmp_path, capsys):
    bad = tmp_path / "bad.txt"
    bad.write_text("CRASH")
    assert main(["score", article, str(bad), "-o", str(tmp_path / "out")]) == 1
    assert "1 analysed, 1 failed" in capsys.readouterr().out


def test_score_into_a_foreign_folder_is_2(kit, article, tmp_path, capsys):
    assert main(["score", article, "-o", str(tmp_path)]) == 2
    assert "holds files that are not results" in _error(capsys)


def test_train(monkeypatch, capsys, tmp_path):
    import stancekit.training

    asked = []

    def train(data, out, *, corpus, stages, seed, log):
        asked.append((data, out, corpus, stages, seed))
        log("stage 1 of 2")

    monkeypatch.setattr(stancekit.training, "train", train)
    assert main(["train", "data", "-o", "mine", "--stage", "stance", "tagger", "--seed", "3"]) == 0
    assert main(["train", "data", "-o", "mine", "--corpus", "corpus"]) == 0
    assert asked == [
        (Path("data"), Path("mine"), None, ["stance", "tagger"], 3),
        (Path("data"), Path("mine"), Path("corpus"), None, 0),
    ]
    shown = capsys.readouterr()
    assert shown.out == "model written to mine\n" * 2
    assert shown.err == "stage 1 of 2\n" * 2


class _Report:
    def __str__(self) -> str:
        return "stance   0.61\nspeaker  0.80"

    def to_json(self) -> str:
        return '{\n "stance": 0.61\n}'


@pytest.mark.parametrize(
    ("options", "expected", "shown"),
    [
        ([], (None, None, None, "fast", [None] * 3, False, False), "stance   0.61\nspeaker  0.80\n"),
        (
            ["--json", "--given", "--intervals"],
            (None, None, None, "fast", [None] * 3, True, True),
            '{\n "stance": 0.61\n}\n',
        ),
        (
            ["--texts", "t", "--split", "test", "--predictions", "p", *_MODEL],
            (Path("t"), "test", Path("p"), "mine", [0.6, 0.4, None], False, False),
            "stance   0.61\nspeaker  0.80\n",
        ),
    ],
)
def test_evaluate(monkeypatch, capsys, options, expected, shown):
    import stancekit.evaluation

    asked = []

    def run(gold, *, texts, split, predictions, model, given, intervals, seed, **confidences):
        confidence = list(confidences.values())
        asked.append((gold, seed, (texts, split, predictions, model, confidence, given, intervals)))
        return _Report()

    monkeypatch.setattr(stancekit.evaluation, "run", run)
    assert main(["evaluate", "gold.jsonl", *options]) == 0
    assert asked == [(Path("gold.jsonl"), 0, expected)]
    assert capsys.readouterr().out == shown


def test_info(kit, capsys):
    assert main(["info"]) == 0
    shown = capsys.readouterr().out
    assert re.search(r"^numpy +\d+\.\d", shown, re.MULTILINE)
    assert "model        fake 1.2\n" in shown
    assert "   1,234,567  stance/weights.npy\n" in shown
    assert "       0.612  stance.macro3\n" in shown
    assert "          42  stance.n\n" in shown
    assert "\x1b" not in shown


def test_info_of_a_bare_card(kit, capsys):
    kit.info = dict
    assert main(["info"]) == 0
    assert capsys.readouterr().out.rstrip().endswith("folder")


def test_info_without_the_model_still_shows_versions(capsys, monkeypatch):
    def load(name, **_):
        raise ModelError("no model folder")

    monkeypatch.setattr(stancekit, "load", load)
    assert main(["info"]) == 2
    shown = capsys.readouterr()
    assert shown.out.startswith("stancekit ")
    assert shown.err == "stancekit: error: no model folder\n"


# --- help


@pytest.mark.parametrize("command", ["analyze", "score", "export", "train", "evaluate", "agree", "info"])
def test_help_has_examples_and_exit_codes(command, capsys):
    assert main([command, "--help"]) == 0
    shown = capsys.readouterr().out
    assert f"\n  stancekit {command} " in shown or f"\n  stancekit {command}\n" in shown
    assert "exit codes:" in shown
    assert max(map(len, shown.splitlines())) <= 110


def test_help_lists_every_command(capsys):
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert re.findall(r"^    (\w+)  ", shown, re.MULTILINE) == [
        "analyze",
        "score",
        "collect",
        "summary",
        "query",
        "report",
        "export",
        "train",
        "evaluate",
        "agree",
        "info",
    ]


def test_version(capsys):
    assert main(["--version"]) == 0
    assert re.fullmatch(r"stancekit \S.*\n", capsys.readouterr().out)


def test_the_formats_offered_are_the_formats_there_are():
    from stancekit import report
    from stancekit.cli.commands import analyze

    assert analyze.FORMATS == report.FORMATS
    assert tuple(report.ROWS) == analyze.RECORDS


# --- in a process of its own

_FAKE = """
import signal, sys, types
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell may have turned off for its jobs
import stancekit
from stancekit.records import Analysis, Span, Utterance
def analyze(article, *, topics=None):
    if article.text.startswith("WAIT"):
        print("ready", file=sys.stderr, flush=True)
        signal.pause()
    said = tuple(Utterance(f"u{i}", "direct", (Span(0, 60),)) for i in range(3_000))
    return Analysis(article, utterances=said)
stancekit.load = lambda name, **_: types.SimpleNamespace(analyze=analyze)
from stancekit.cli import main
sys.exit(main(sys.argv[1:]))
"""


def _start(*arguments: str, unbuffered: str = "", **streams) -> subprocess.Popen:
    environ = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "error",
        "PYTHONUNBUFFERED": unbuffered,
    }
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams}
    return subprocess.Popen([sys.executable, *arguments], env=environ, cwd=ROOT, **streams)


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("format", [[], ["--format", "json"]])
def test_a_reader_that_stops_early_ends_it_quietly(format, unbuffered):
    process = _start("-c", _FAKE, "analyze", "-", *format, unbuffered=unbuffered)
    process.stdout.close()  # before there is anything to analyse, so before anything is written
    process.stdout = None
    _, error = process.communicate(TEXT.encode())
    assert (process.returncode, error) == (0, b"")


def test_help_into_a_closed_pipe_is_quiet():
    read, write = os.pipe()
    os.close(read)
    process = _start("-m", "stancekit", "--help", stdout=write)
    os.close(write)
    _, error = process.communicate()
    assert (process.returncode, error) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("arguments", [("-c", _FAKE, "analyze", "-"), ("-m", "stancekit", "--help")])
def test_a_full_disk_is_one_line(arguments, unbuffered):
    with Path("/dev/full").open("wb") as full:
        process = _start(*arguments, unbuffered=unbuffered, stdout=full)
        _, error = process.communicate(TEXT.encode())
    assert process.returncode == 2
    assert error == b"stancekit: error: [Errno 28] No space left on device\n"


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")
def test_ctrl_c_is_130():
    process = _start("-c", _FAKE, "analyze", "-")
    process.stdin.write(b"WAIT")
    process.stdin.close()
    assert process.stderr.readline() == b"ready\n"
    process.send_signal(signal.SIGINT)
    process.stdin = None
    out, error = process.communicate()
    assert (process.returncode, out, error) == (130, b"", b"stancekit: error: interrupted\n")


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from stancekit.cli import main; main(['analyze', '--help']);"
        "heavy = {'numpy', 'sklearn', 'nltk', 'skops', 'pandas', 'scipy'} & set(sys.modules);"
        "sys.exit(', '.join(heavy) or None)"
    )
    process = _start("-c", code)
    _, error = process.communicate()
    assert (process.returncode, error) == (0, b"")


def test_it_runs_as_a_module():
    process = _start("-m", "stancekit", "analyze", "no-such-file.txt")
    out, error = process.communicate()
    assert (process.returncode, out) == (2, b"")
    assert error == b"stancekit: error: no-such-file.txt: No such file or directory\n"


def test_score_takes_columns_and_jobs(kit, inline, tmp_path, capsys):
    (tmp_path / "in.csv").write_text("full\nThey said yes.\n")
    command = ["score", str(tmp_path / "in.csv"), "-o", str(tmp_path / "out")]
    assert main([*command, "--column", "text=full", "--jobs", "2"]) == 0
    assert (inline, capsys.readouterr().out.split(",")[0]) == ([2], "1 analysed")
    assert main([*command, "--column", "full"]) == 2
    assert "'full' is not PART=NAME" in _error(capsys)
