from __future__ import annotations

import json
import os

import pytest

import stancekit
from stancekit.batch import ScoreSummary, score
from stancekit.errors import InputError, ModelError
from stancekit.inputs import digest
from stancekit.records import Analysis, Failure, Span, Topic, Utterance


class _Kit:
    """An analyzer that finds the whole text to be an utterance and fails on the word CRASH."""

    def __init__(self) -> None:
        self.topics = None

    def pipe(self, articles, *, n_jobs=1, batch_size=32, topics=None):
        self.topics = topics
        for article in articles:
            if "CRASH" in article.text:
                yield Failure(article.id, "utterances", "crashed as asked")
            else:
                said = Utterance("u1", "direct", (Span(0, len(article.text)),))
                yield Analysis(article, utterances=(said,), model="fake")


@pytest.fixture
def kit(monkeypatch):
    made = _Kit()
    monkeypatch.setattr(stancekit, "load", lambda name="fast", **_: made)
    return made


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a file below a folder and returns its path."""

    def write(name: str, content: str | bytes):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def out(tmp_path):
    return tmp_path / "out"


def _lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]


def _ids(out, name="analyses"):
    return [row["id"] for row in _lines(out / f"{name}.jsonl")]


def test_text_files_and_folders(kit, write, out, tmp_path):
    write("news/b.txt", "Two.")
    write("news/a/deep.TXT", "One.")
    write("news/.hidden.txt", "Not this.")
    write("news/.git/x.txt", "Nor this.")
    write("news/notes.md", "Nor that.")
    single = write("single.txt", "\ufeffThree.")
    summary = score([tmp_path / "news", single], out)
    assert summary == ScoreSummary(out, articles=3, failures=0, utterances=3, stances=0)
    assert _ids(out) == ["b", "a/deep", "single"]
    assert _lines(out / "analyses.jsonl")[2]["utterances"][0]["content"] == [[0, 6]]
    names = sorted(path.name for path in out.iterdir())
    assert names == ["analyses.jsonl", "failures.jsonl", "stancekit-results.json"]


@pytest.mark.parametrize("suffix", ["jsonl", "ndjson", "JSONL"])
def test_json_lines_and_their_columns(kit, write, out, suffix):
    rows = [
        {"text": "One.", "id": "x", "title": "T", "date": "2024-05-01", "source": "S"},
        {"body": "Two.", "url": "http://y.example", "published": 2024, "outlet": "O"},
        {"text": None, "content": "Three.", "title": {"no": "name"}},
        {"text": "", "id": 7},
    ]
    score([write(f"in.{suffix}", "\r\n\n".join(map(json.dumps, rows)))], out)
    found = [[row[k] for k in ("id", "title", "date", "source")] for row in _lines(out / "analyses.jsonl")]
    assert found == [
        ["x", "T", "2024-05-01", "S"],
        ["http://y.example", "", "2024", "O"],
        [digest("Three."), "", "", ""],
        ["7", "", "", ""],
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{not json}", "not a line of JSON"),
        (b"[" * 100_000, "not a line of JSON"),
        (b'{"id": ' + b"9" * 5000 + b"}", "not a line of JSON"),
        (b'["a list"]', "must hold a JSON object, not list"),
        (b'{"id": "a"}', "column text, body or content must be a string, not NoneType"),
        (b'{"text": 3}', "must be a string, not int"),
        (b'{"text": "caf\xe9"}', "byte 0xe9 at offset 13 is not UTF-8"),
        (b'{"text": "\x00"}', "NUL byte at offset 10"),
        (b'{"text": "CRASH"}', "crashed as asked"),
    ],
)
def test_a_bad_line_is_a_recorded_failure(kit, write, out, line, reason):
    good = b'{"text": "Good.", "id": "good"}\n'
    summary = score([write("in.jsonl", good + line + b"\n" + good)], out)
    assert (summary.articles, summary.failures) == (2, 1)
    assert _ids(out) == ["good", "good-2"]
    (failure,) = _lines(out / "failures.jsonl")
    assert failure["id"] == (digest("CRASH") if b"CRASH" in line else "in:2")
    assert failure["stage"] == ("utterances" if b"CRASH" in line else "read")
    assert reason in failure["error"]


def test_a_bad_text_file_is_a_recorded_failure(kit, write, out, tmp_path):
    write("in/a.txt", b"\xff\xfeU\x00")
    write("in/b.txt", "Good.")
    assert score([tmp_path / "in"], out).failures == 1
    assert _lines(out / "failures.jsonl")[0]["id"] == "a"


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid"), reason="needs POSIX links")
def test_a_broken_link_is_passed_over(kit, write, out, tmp_path):
    write("in/b.txt", "Good.")
    (tmp_path / "in" / "a.txt").symlink_to(tmp_path / "nowhere")
    assert score([tmp_path / "in"], out).articles == 1


def test_repeated_ids_get_a_suffix_of_their_own(kit, write, out):
    rows = [{"text": "x", "id": id} for id in ("a", "a-2", "a", "a", "a-2", "b")]
    score([write("in.jsonl", "\n".join(map(json.dumps, rows)))], out)
    assert _ids(out) == ["a", "a-2", "a-3", "a-4", "a-2-2", "b"]


def test_lone_surrogates_survive(kit, write, out):
    score([write("in.jsonl", '{"text": "x", "id": "\\ud800", "title": "\\udfff “”"}')], out)
    (row,) = _lines(out / "analyses.jsonl")
    assert (row["id"], row["title"]) == ("\ud800", "\udfff “”")


def test_topics_and_model_are_passed_on(kit, write, out, monkeypatch):
    asked = []
    monkeypatch.setattr(stancekit, "load", lambda name, **options: asked.append((name, options)) or kit)
    topics = (Topic("t1", "harbour", origin="given"),)
    confidences = {"utterance_confidence": 0.6, "min_confidence": 0.5, "target_precision": None}
    score(write("a.txt", "One."), out, model="mine", topics=topics, **confidences)
    assert (asked, kit.topics) == ([("mine", {**confidences, "lexicon": None})], topics)


def test_articles_are_read_as_they_are_needed(kit, write, out):
    read = []

    def pipe(articles, *, n_jobs=1, topics=None):
        for article in articles:
            read.append(article.id)
            if len(read) == 1:
                last.unlink()
            yield Analysis(article)

    kit.pipe = pipe
    first, last = write("in/1.txt", "One."), write("in/2.txt", "Two.")
    assert score([first, last], out).failures == 1
    assert read == ["1"]


def test_a_second_run_replaces_the_first(kit, write, out):
    score([write("a.txt", "One.")], out)
    score([write("b.txt", "CRASH")], out)
    assert (_ids(out), _ids(out, "failures")) == ([], ["b"])


def test_an_empty_folder_is_used(kit, write, out):
    out.mkdir()
    assert score([write("a.txt", "One.")], out).articles == 1


def test_a_foreign_folder_is_refused_untouched(kit, write, out):
    write("out/precious.txt", "Mine.")
    with pytest.raises(InputError, match="holds files that are not results"):
        score([write("a.txt", "One.")], out)
    assert [path.name for path in out.iterdir()] == ["precious.txt"]


def test_a_file_as_results_folder_is_refused(kit, write, out):
    write("out", "Mine.")
    with pytest.raises(InputError, match="is a file"):
        score([write("a.txt", "One.")], out)


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX links")
def test_a_link_in_the_results_folder_leads_nowhere(kit, write, out):
    precious, article = write("precious.jsonl", "Mine."), write("a.txt", "One.")
    score([article], out)
    (out / "analyses.jsonl").unlink()
    (out / "analyses.jsonl").symlink_to(precious)
    score([article], out)
    assert precious.read_text() == "Mine."
    assert _ids(out) == ["a"]


def test_results_below_the_input_are_not_read(kit, write, tmp_path):
    write("in/z.txt", "One.")
    for _ in range(2):
        assert score([tmp_path / "in"], tmp_path / "in" / "out").articles == 1


def test_results_as_input_are_refused(kit, write, out):
    score([write("a.txt", "One.")], out)
    with pytest.raises(InputError, match="is in the results folder"):
        score([out / "analyses.jsonl"], out)
    with pytest.raises(InputError, match="holds no file"):
        score([out], out)
    assert _ids(out) == ["a"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("missing.txt", "does not exist"), ("a.pdf", "not a folder or a file ending in .txt")],
)
def test_a_wrong_input_stops_before_anything_is_written(kit, write, out, tmp_path, name, reason):
    write("a.pdf", "%PDF")
    with pytest.raises(InputError, match=reason):
        score([write("a.txt", "One."), tmp_path / name], out)
    assert not out.exists()


def test_a_folder_without_articles_is_refused(kit, write, out):
    folder = write("in/notes.md", "None.").parent
    with pytest.raises(InputError, match=r"holds no file ending in \.txt"):
        score([folder], out)


def test_a_model_that_does_not_load_leaves_no_folder(write, out, monkeypatch):
    def load(name, **_):
        raise ModelError(f"no model {name}")

    monkeypatch.setattr(stancekit, "load", load)
    with pytest.raises(ModelError):
        score([write("a.txt", "One.")], out)
    assert not out.exists()


def test_what_was_done_before_an_interruption_is_kept(kit, write, out):
    def pipe(articles, *, n_jobs=1, topics=None):
        yield Analysis(next(articles))
        raise KeyboardInterrupt

    kit.pipe = pipe
    with pytest.raises(KeyboardInterrupt):
        score([write("in.jsonl", '{"text": "x"}\n' * 5)], out)
    assert _ids(out) == [digest("x")]


def test_columns_and_processes_are_passed_on(kit, write, out):
    asked = []
    pipe = kit.pipe
    kit.pipe = lambda articles, *, n_jobs, topics: asked.append(n_jobs) or pipe(articles, topics=topics)
    score([write("in.csv", "name,words\nk,One.\n")], out, columns={"text": "words", "id": "name"}, n_jobs=3)
    assert (asked, _ids(out)) == ([3], ["k"])


@pytest.mark.parametrize("options", [{"n_jobs": 0}, {"columns": {"words": "x"}}])
def test_bad_options_leave_no_folder(kit, write, out, options):
    with pytest.raises(InputError, match=r"n_jobs=0|'words' cannot be chosen"):
        score([write("a.txt", "One.")], out, **options)
    assert not out.exists()
