import os

import pytest

from stancekit.errors import InputError
from stancekit.results.files import append, locked, place


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
