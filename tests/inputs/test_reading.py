"""The stream of a collection's articles."""

import math
import os
import threading
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.inputs import columns, digest, read
from stancekit.records import Article, Failure

NAMES = columns(None)


def test_what_is_told_of_an_article(write, tmp_path):
    write("in/a.txt", "One.")
    write("in/deep/b.jsonl", '{"text": "One."}\n{"text": 2}\n{"text": "Three.", "id": "a"}\n')
    found = list(read([str(tmp_path / "in"), tmp_path / "in" / "a.txt"], NAMES, tmp_path / "out"))
    assert [one.result.id for one in found] == ["a", digest("One."), "deep/b:2", "a-2", "a-3"]
    assert [one.duplicate for one in found] == [False, True, False, False, True]
    assert [one.digest for one in found] == [
        digest(t) if t else "" for t in ("One.", "One.", "", "Three.", "One.")
    ]
    inner, outer = str(tmp_path / "in" / "deep" / "b.jsonl"), str(tmp_path / "in" / "a.txt")
    assert [one.input for one in found] == [outer, inner, inner, inner, outer]
    assert isinstance(found[2].result, Failure)


def test_inputs_are_told_as_they_were_named(write, tmp_path, monkeypatch):
    write("in/a.txt", "One."), write("in/deep/b.txt", "Two.")
    monkeypatch.chdir(tmp_path)
    found = read(["in", "in/deep/b.txt", "i*/*.txt"], NAMES, tmp_path / "out")
    assert [one.input for one in found] == ["in/a.txt", "in/deep/b.txt", "in/deep/b.txt", "in/a.txt"]


def test_shares_grow_to_one(write, tmp_path, packed):
    ending, pack = packed
    rows = b"".join(b'{"text": "Row %d."}\n' % i for i in range(30_000))
    write(f"in/a.jsonl{ending}", pack(rows))
    write("in/b.csv", b"text\n" + b"Row.\n" * 30_000)
    write("in/c.txt", "Last.")
    shares = [one.share for one in read([tmp_path / "in"], NAMES, tmp_path / "out")]
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.6
    assert len(set(shares)) > 3
    assert shares[-1] == 1


def test_shares_of_empty_files(write, tmp_path):
    assert [one.share for one in read([write("a.txt", "")], NAMES, tmp_path / "out")] == [1]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_has_no_share(write, tmp_path):
    os.mkfifo(tmp_path / "a.csv")
    writer = threading.Thread(target=write, args=("a.csv", "text\nOne.\n"))
    writer.start()
    found = list(read([write("b.txt", "Two."), tmp_path / "a.csv"], NAMES, tmp_path / "out"))
    writer.join()
    assert [one.result.text for one in found] == ["Two.", "One."]
    assert all(math.isnan(one.share) for one in found)


def test_repeated_ids_get_a_suffix_of_their_own(write, gather):
    lines = "\n".join(f'{{"text": "x", "id": "{id}"}}' for id in ("a", "a-2", "a", "a", "a-2", "b"))
    found, _ = gather(write("in.jsonl", lines))
    assert [a.id for a in found] == ["a", "a-2", "a-3", "a-4", "a-2-2", "b"]


def test_failures_have_ids_of_their_own_too(write, gather, tmp_path):
    write("x/a.jsonl", "no"), write("y/a.jsonl", "no")
    _, failures = gather(tmp_path / "x", tmp_path / "y")
    assert [f.id for f in failures] == ["a:1", "a:1-2"]


def test_a_file_of_another_kind_is_a_recorded_failure(write, gather):
    _, (failure,) = gather(write("a.pdf", "%PDF"))
    assert "a.pdf is not a file ending in .txt, " in failure.error


def test_articles_are_read_as_they_are_needed(write, tmp_path):
    stream = read([write("a.txt", "One."), tmp_path / "b.txt"], NAMES, tmp_path / "out")
    assert next(stream).result == Article("One.", id="a")
    write("b.txt", "Written later.")
    assert next(stream).result.text == "Written later."


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_memory_stays_the_same_however_much_is_read(write, tmp_path, packed, kind):
    ending, pack = packed
    row = {"csv": b'%d,"%s"\n', "jsonl": b'{"id": %d, "text": "%s"}\n'}[kind]
    rows = b"".join(row % (i, b"Some words. " * 300) for i in range(3000))
    path = write(f"a.{kind}{ending}", pack(b"id,text\n" * (kind == "csv") + rows))
    stream = read([path], NAMES, tmp_path / "out")
    next(stream)
    tracemalloc.start()
    try:
        assert sum(len(one.result.text) for one in stream) == 2999 * 3600
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()


def test_a_stream_that_is_left_closes_its_file(write, tmp_path):
    stream = read([write("a.jsonl", '{"text": "x"}\n' * 9)], NAMES, tmp_path / "out")
    next(stream)
    stream.close()  # a file left open would warn, and warnings are errors


@given(
    st.binary(max_size=300), st.sampled_from(["jsonl", "csv", "tsv", "txt", "parquet", "csv.gz", "txt.zst"])
)
def test_no_bytes_stop_the_stream(tmp_path_factory, gather, data, kind):
    folder = tmp_path_factory.mktemp("any")
    (folder / f"a.{kind}").write_bytes(data)
    (folder / "b.txt").write_bytes(b"The rest.")
    found, failures = gather(folder)
    assert found[-1].text == "The rest."
    assert all(failure.stage == "read" and failure.id.startswith("a") for failure in failures)
