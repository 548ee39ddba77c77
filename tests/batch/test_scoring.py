from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

import stancekit
from stancekit import batch, pool
from stancekit.batch import ScoreSummary
from stancekit.errors import InputError, ModelError
from stancekit.inputs import digest
from stancekit.records import Analysis, Span, Topic, Utterance
from stancekit.results import parquet, run
from stancekit.results.schema import TABLES


class _Kit:
    """An analyzer that finds the whole text to be an utterance and fails on the word CRASH."""

    utterance_confidence, min_confidence = None, 0.0

    def __init__(self, folder) -> None:
        self.folder, self.topics = folder, None

    def batch(self, articles, topics=None):
        self.topics = topics
        return [self._one(article) for article in articles]

    def _one(self, article):
        if "CRASH" in article.text:
            raise ValueError("crashed as asked")
        said = Utterance("u1", "direct", (Span(0, len(article.text)),))
        return Analysis(article, utterances=(said,), model="fake")

    def reference(self):
        return self

    def info(self):
        return {"name": "fake", "version": "1", "folder": str(self.folder)}


@pytest.fixture
def kit(monkeypatch, tmp_path_factory):
    made = _Kit(tmp_path_factory.mktemp("model"))
    monkeypatch.setattr(stancekit, "load", lambda name="fast", **_: made)
    monkeypatch.setattr(pool, "Processes", lambda n_jobs, time_limit: pool.Inline())
    return made


def score(inputs, out, *, format="jsonl", **options):
    return batch.score(inputs, out, format=format, **options)


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
    assert names == [".lock", "analyses.jsonl", "failures.jsonl", "manifest.jsonl", "run.json"]


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
    assert failure["stage"] == ("analysis" if b"CRASH" in line else "read")
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
    first, last = write("in/1.txt", "One." * 100_000), write("in/2.txt", "Two.")  # the first fills a batch
    one = kit._one

    def remove_the_last(article):
        last.unlink(missing_ok=True)
        return one(article)

    kit._one = remove_the_last
    assert score([first, last], out).failures == 1
    assert _ids(out) == ["1"]


def test_a_second_run_replaces_the_first_only_if_asked_to(kit, write, out):
    score([write("a.txt", "One.")], out)
    with pytest.raises(InputError, match="holds a run that is complete; go on with it by --resume"):
        score([write("b.txt", "CRASH")], out)
    assert (_ids(out), _ids(out, "failures")) == (["a"], [])
    score([write("b.txt", "CRASH")], out, overwrite=True)
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
    score([article], out, overwrite=True)
    assert precious.read_text() == "Mine."
    assert _ids(out) == ["a"]


def test_results_below_the_input_are_not_read(kit, write, tmp_path):
    write("in/z.txt", "One.")
    for _ in range(2):
        assert score([tmp_path / "in"], tmp_path / "in" / "out", overwrite=True).articles == 1


def test_results_as_input_are_refused(kit, write, out):
    score([write("a.txt", "One.")], out)
    with pytest.raises(InputError, match="is in the results folder"):
        score([out / "analyses.jsonl"], out, overwrite=True)
    with pytest.raises(InputError, match="holds no file"):
        score([out], out, overwrite=True)
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
    rows = [json.dumps({"text": f"{i}. " * 100_000, "id": str(i)}) for i in range(4)]  # a batch each
    source, one = write("in.jsonl", "\n".join(rows)), kit._one

    def stop_at_2(article):
        if article.id == "2":
            raise KeyboardInterrupt
        return one(article)

    kit._one = stop_at_2
    with pytest.raises(KeyboardInterrupt):
        score([source], out)
    assert _ids(out) == ["0", "1"]
    assert run.read(out)["status"] == "interrupted"
    kit._one = one
    assert score([source], out, resume=True).articles == 4
    assert _ids(out) == ["0", "1", "2", "3"]
    assert run.read(out)["status"] == "complete"


def test_columns_are_passed_on(kit, write, out):
    score([write("in.csv", "name,words\nk,One.\n")], out, columns={"text": "words", "id": "name"})
    assert _ids(out) == ["k"]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"n_jobs": 0}, "n_jobs=0"),
        ({"columns": {"words": "x"}}, "'words' cannot be chosen"),
        ({"format": "xml"}, "format 'xml' is not one of parquet, jsonl"),
        ({"time_limit": 0}, "time_limit=0 must be more than 0 seconds"),
        ({"resume": True, "overwrite": True}, "allowed is one of them"),
    ],
)
def test_bad_options_leave_no_folder(kit, write, out, options, reason):
    with pytest.raises(InputError, match=reason):
        score([write("a.txt", "One.")], out, **options)
    assert not out.exists()


# --- going on


def test_a_run_goes_on_where_inputs_have_grown(kit, write, out):
    score([write("in/1.txt", "One.")], out)
    write("in/2.txt", "CRASH")
    summary = score([write("in/3.txt", "Three.").parent], out, resume=True)
    assert (summary.articles, summary.failures) == (2, 1)
    assert (_ids(out), _ids(out, "failures")) == (["1", "3"], ["2"])


def test_a_complete_run_has_nothing_to_go_on_with(kit, write, out):
    first = score([write("1.txt", "One.")], out)
    kit._one = None
    assert score([write("1.txt", "One.")], out, resume=True) == first


def test_resume_without_a_run_begins_one(kit, write, out):
    assert score([write("1.txt", "One.")], out, resume=True).articles == 1


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"skip_duplicates": True}, "skip_duplicates was False and is True"),
        ({"format": "parquet"}, "format was 'jsonl' and is 'parquet'"),
        ({"columns": {"text": "x"}}, r"columns was {} and is {'text': 'x'}"),
        ({"topics": [Topic("t1", "harbour", origin="given")]}, "topics was None and is "),
    ],
)
def test_another_option_is_refused(kit, write, out, options, reason):
    score([write("1.txt", "One.")], out)
    with pytest.raises(InputError, match=f"cannot go on with other options: {reason}"):
        score([write("1.txt", "One.")], out, resume=True, **options)


def test_another_model_is_refused(kit, write, out):
    score([write("1.txt", "One.")], out)
    (kit.folder / "weights.npy").write_bytes(b"other")
    with pytest.raises(InputError, match="cannot go on with other options: model was"):
        score([write("1.txt", "One.")], out, resume=True)


def test_another_text_is_refused(kit, write, out):
    score([write("1.txt", "One.")], out)
    with pytest.raises(InputError, match="among the 1 articles that are done, some are no longer"):
        score([write("1.txt", "Two.")], out, resume=True)
    assert _ids(out) == ["1"]


def test_the_format_of_a_run_that_goes_on_is_its_own(kit, write, out):
    score([write("1.txt", "One.")], out, format="jsonl")
    score([write("1.txt", "One.")], out, format=None, resume=True)
    assert _ids(out) == ["1"]


def test_another_run_at_the_same_time_is_refused(kit, write, out):
    article = write("1.txt", "One.")
    one, errors = kit._one, []

    def again(article_):
        with pytest.raises(InputError, match="is being written by another run") as told:
            score([article], out, resume=True)
        errors.append(told)
        return one(article_)

    kit._one = again
    score([article], out)
    assert len(errors) == 1
    assert _ids(out) == ["1"]


# --- tables


def test_tables_and_counts(kit, write, out):
    texts = [{"text": "One two.", "id": "a"}, {"text": "One two.", "id": "b"}, {"text": "CRASH"}, {"no": 1}]
    summary = score([write("in.jsonl", "\n".join(map(json.dumps, texts)))], out, format="parquet")
    assert summary == ScoreSummary(out, articles=2, failures=2, duplicates=1, utterances=2)
    articles = parquet.read(out, "articles").to_pylist()
    assert [(row["status"], row["duplicate"], row["words"]) for row in articles] == [
        ("analysed", False, 2),
        ("analysed", True, 2),
        ("failed", False, 1),
        ("failed", False, 0),
    ]
    assert [row["stage"] for row in parquet.read(out, "failures").to_pylist()] == ["analysis", "read"]
    assert parquet.read(out, "utterances").column("content").to_pylist() == ["One two.", "One two."]
    told = run.read(out)
    assert (told["status"], told["counts"]["articles"]) == ("complete", 2)
    assert told["model"] == {"name": "fake", "version": "1"}
    assert told["inputs"][0]["bytes"] == (out.parent / "in.jsonl").stat().st_size
    assert set(told["tables"]) == set(TABLES)


def test_duplicates_can_be_left_out(kit, write, out):
    source = write("in.jsonl", '{"text": "One.", "id": "a"}\n{"text": "One.", "id": "b"}\n')
    summary = score([source], out, format="parquet", skip_duplicates=True)
    assert (summary.articles, summary.skipped, summary.duplicates) == (1, 1, 1)
    assert parquet.read(out, "articles").column("status").to_pylist() == ["analysed", "skipped"]


def test_every_table_is_there_even_if_empty(kit, write, out):
    score([write("in.jsonl", '{"no": 1}')], out, format="parquet")
    for name, columns in TABLES.items():
        table = parquet.read(out, name)
        assert table.column_names == [column.name for column in columns]
        assert len(list((out / name).iterdir())) == 1


def test_progress_is_told(kit, write, out):
    told = []
    score([write("1.txt", "One."), write("2.txt", "CRASH")], out, progress=told.append)
    assert [(p.articles, p.failures, p.done_before) for p in told] == [(1, 1, 0)]
    assert told[0].pace > 0
    assert told[0].share == 1.0


def test_chunks_of_a_stream_are_lines(kit, write):
    (chunk,) = batch.stream(write("in.jsonl", '{"text": "One.", "id": "a"}\n{"no": 1}\n'))
    assert json.loads(chunk.data["analyses"])["id"] == "a"
    assert json.loads(chunk.data["failures"])["stage"] == "read"


# --- ends at every point at which something reaches the disk


class _PowerCut(BaseException):
    """What no code of the run handles."""


@pytest.fixture
def cut_power(monkeypatch):
    """Return a function by which the disk takes so many more writes, and then nothing ever again."""
    left = [None]

    def before(write):
        def write_while_there_is_power(*arguments, **options):
            if left[0] is not None:
                if left[0] == 0:
                    raise _PowerCut
                left[0] -= 1
            return write(*arguments, **options)

        return write_while_there_is_power

    for owner, name in (
        (os, "fsync"),
        (os, "truncate"),
        (Path, "replace"),
        (Path, "unlink"),
        (Path, "mkdir"),
    ):
        monkeypatch.setattr(owner, name, before(getattr(owner, name)))
    return lambda writes: left.__setitem__(0, writes)


@pytest.mark.slow
@pytest.mark.parametrize("format", ["parquet", "jsonl"])
@pytest.mark.parametrize("old", [False, True])
def test_a_power_cut_at_any_write_costs_nothing(kit, write, tmp_path, cut_power, monkeypatch, format, old):
    monkeypatch.setattr("stancekit.batch.results._PART_SECONDS", 0)  # a part for every batch
    rows = [json.dumps({"text": f"{i}. " * 80_000, "id": str(i)}) for i in range(4)]
    rows[2] = json.dumps({"text": "CRASH" * 50_000, "id": "2"})
    source, stale = write("in.jsonl", "\n".join(rows)), write("old.txt", "Old.")
    cuts = 0
    while True:
        out = tmp_path / str(cuts)
        if old:  # a run that is to be replaced
            score([stale], out, format=format)
        cut_power(cuts)
        try:
            score([source], out, format=format, overwrite=old)
            break
        except _PowerCut:
            cut_power(None)
        # an earlier run is still there as it was, or it is gone
        try:
            score([source], out, format=format, resume=True)
        except InputError:
            assert _found(out, format) == (["old"], [])
        else:
            assert _found(out, format) == (["0", "1", "3"], ["2"])
        cuts += 1
    cut_power(None)
    assert cuts > 20
    assert _found(out, format) == (["0", "1", "3"], ["2"])


@pytest.mark.parametrize("format", ["parquet", "jsonl"])
def test_a_full_disk_ends_a_run_that_goes_on(kit, write, out, monkeypatch, format):
    monkeypatch.setattr("stancekit.batch.results._PART_SECONDS", 0)
    rows = [json.dumps({"text": f"{i}. " * 80_000, "id": str(i)}) for i in range(4)]
    source, fsync, left = write("in.jsonl", "\n".join(rows)), os.fsync, [9]

    def full(descriptor):
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            score([source], out, format=format)
    assert score([source], out, format=format, resume=True).articles == 4
    assert _found(out, format) == (["0", "1", "2", "3"], [])


def _found(out, format):
    """Return the ids of analyses and of failures, as readers see them."""
    if format == "jsonl":
        return _ids(out), _ids(out, "failures")
    return tuple(parquet.read(out, name).column("article").to_pylist() for name in ("utterances", "failures"))
