import os

import pytest

from stancekit.errors import InputError
from stancekit.results.files import append, locked, place, written


def test_a_file_is_replaced_as_a_whole(tmp_path):
    path = tmp_path / "a.bin"
    place(path, b"one")
    place(path, b"two")
    assert path.read_bytes() == b"two"
    assert [p.name for p in tmp_path.iterdir()] == ["a.bin"]


def test_what_an_interrupted_write_left_is_no_obstacle(tmp_path):
    (tmp_path / ".a.bin.tmp").write_bytes(b"torn")
    place(tmp_path / "a.bin", b"one")
    assert [p.name for p in tmp_path.iterdir()] == ["a.bin"]


def test_append_returns_the_length(tmp_path):
    assert [append(tmp_path / "a", data) for data in (b"one", b"", b"two")] == [3, 3, 6]


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX locks")
def test_a_folder_has_one_writer(tmp_path):
    with (
        locked(tmp_path),
        pytest.raises(InputError, match="is being written by another run"),
        locked(tmp_path),
    ):
        pass
    with locked(tmp_path):
        pass


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX links")
@pytest.mark.parametrize("name", [".lock", ".a.tmp"])
def test_links_lead_nowhere(tmp_path, name):
    precious = tmp_path / "precious"
    precious.write_bytes(b"mine")
    (tmp_path / name).symlink_to(precious)
    with locked(tmp_path):
        place(tmp_path / "a", b"one")
    assert precious.read_bytes() == b"mine"


def test_what_a_user_names_is_there_whole_or_as_it_was(tmp_path):
    path = tmp_path / "a.csv"
    with written(path) as file:
        file.write(b"one")
        assert not path.exists()
    assert path.read_bytes() == b"one"
    with pytest.raises(RuntimeError, match="stopped"), written(path) as file:
        _stop(file)
    assert path.read_bytes() == b"one"
    assert [p.name for p in tmp_path.iterdir()] == ["a.csv"]


def _stop(file):
    file.write(b"half of tw")
    raise RuntimeError("stopped")


def test_a_link_that_a_user_names_stays_one(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"one")
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "a.csv")
    with written(link) as file:
        file.write(b"two")
    assert link.is_symlink()
    assert (tmp_path / "a.csv").read_bytes() == b"two"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_pipe_that_a_user_names_is_written_to_and_stays(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with written(pipe) as file:
            file.write(b"one")
        assert os.read(reader, 10) == b"one"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
