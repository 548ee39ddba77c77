"""Compressed files."""

import io

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from stancekit.inputs.unpack import unpack

LINES = b"".join(b'{"text": "Row %d."}\n' % i for i in range(5000))


def zstd(data, **options):
    return zstandard.ZstdCompressor(**options).compress(data)


def test_texts_and_lines_are_unpacked(write, gather, packed, tmp_path):
    ending, pack = packed
    write(f"a.txt{ending}", pack("Übung.".encode()))
    write(f"b.jsonl{ending}", pack(b'{"text": "One.", "id": 1}\n{"text": 1}\n'))
    found, failures = gather(tmp_path)
    assert [(a.id, a.text) for a in found] == [("a", "Übung."), ("1", "One.")]
    assert [f.id for f in failures] == ["b:2"]


def test_archives_of_several_parts_are_read_to_their_end(write, gather, archive):
    ending, pack = archive
    path = write(f"a.jsonl{ending}", pack(LINES) + pack(b"") + pack(b'{"text": "Last.", "id": "z"}'))
    found, failures = gather(path)
    assert (len(found), found[-1].id, failures) == (5001, "z", [])


@pytest.mark.parametrize("share", [0, 0.001, 0.5, 0.99])
def test_a_truncated_archive_is_a_recorded_failure(write, gather, archive, tmp_path, share):
    ending, pack = archive
    whole = pack(LINES)
    write(f"a.jsonl{ending}", whole[: int(share * len(whole))])
    write("c.txt", "The rest.")
    found, (failure,) = gather(tmp_path)
    assert found[-1].text == "The rest."
    assert (failure.id, failure.stage) == ("a", "read")
    assert f"a.jsonl{ending}: " in failure.error


def test_what_is_no_archive_is_a_recorded_failure(write, gather, archive):
    _, (failure,) = gather(write(f"a.csv{archive[0]}", b"no archive at all"))
    assert (failure.id, failure.stage) == ("a", "read")
    assert f"a.csv{archive[0]}: " in failure.error


@given(st.binary(max_size=5000), st.integers(1, 4), st.integers(1, 3000))
def test_zstandard_in_any_steps(data, frames, step):
    whole = b"".join(zstd(data) for _ in range(frames))
    with unpack(io.BytesIO(whole), ".zst") as file:
        read = b"".join(iter(lambda: file.read(step), b""))
    assert read == data * frames


@given(st.binary(min_size=1, max_size=500), st.data())
def test_zstandard_cut_anywhere_but_between_frames_is_an_error(data, draw):
    whole = zstd(data)
    cut = draw.draw(st.integers(0, len(whole) - 1))
    with unpack(io.BytesIO(whole[:cut]), ".zst") as file, pytest.raises(EOFError, match="before its end"):
        file.read()


def test_zstandard_makes_little_of_a_bomb_at_a_time():
    packed = zstd(b"\0" * 2**28, level=19)
    with unpack(io.BytesIO(packed), ".zst") as file:
        assert len(packed) < 20_000
        assert file.read(10) == b"\0" * 10
        assert len(file.raw._ready) <= 2**25


def test_an_article_that_unpacks_to_more_than_one_can_be_is_refused(write, gather, archive, monkeypatch):
    monkeypatch.setattr("stancekit.inputs.texts.LONGEST", 100_000)
    ending, pack = archive
    _, (failure,) = gather(write(f"a.txt{ending}", pack(b"x" * 100_001)))
    assert "an article of more than 100000 bytes" in failure.error
    (article,), _ = gather(write(f"b.txt{ending}", pack(b"x" * 100_000)))
    assert len(article.text) == 100_000
