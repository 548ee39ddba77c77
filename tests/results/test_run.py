import pytest

from stancekit.errors import InputError
from stancekit.results import run
from stancekit.results.manifest import Entry, Manifest

RECORD = {"status": "unfinished", "options": {"format": "jsonl", "topics": (1, 2)}}


def test_what_is_written_is_read(tmp_path):
    run.write(tmp_path, RECORD)
    assert run.read(tmp_path) == {
        "schema": "stancekit-results/2",
        "status": "unfinished",
        "options": {"format": "jsonl", "topics": [1, 2]},
    }


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "is no results folder: it has no run.json"),
        ("{", "is not JSON"),
        ("[]", "has schema None"),
        ('{"schema": "stancekit-results/1"}', "has schema 'stancekit-results/1'; this version reads"),
    ],
)
def test_what_is_no_run_is_refused(tmp_path, content, reason):
    if content is not None:
        (tmp_path / run.RUN).write_text(content)
    with pytest.raises(InputError, match=reason):
        run.read(tmp_path)


def _begin(folder, options, *, resume):
    record = {"status": "unfinished", "options": options}
    manifest = run.known(folder, options, resume=resume)
    run.begin(folder, record, manifest)
    return manifest


def test_options_are_compared_as_they_are_stored(tmp_path):
    _begin(tmp_path, RECORD["options"], resume=True)
    assert _begin(tmp_path, RECORD["options"], resume=True).articles == 0
    with pytest.raises(InputError, match=r"topics was \[1, 2\] and is \[1\]"):
        run.known(tmp_path, {"format": "jsonl", "topics": [1]}, resume=True)


def test_beginning_anew_removes_what_is_ours_alone(tmp_path):
    _begin(tmp_path, RECORD["options"], resume=False)
    Manifest(tmp_path).add(Entry(0, 1, "c"))
    (tmp_path / "utterances").mkdir()
    (tmp_path / "utterances" / "part-000000.parquet").write_bytes(b"")
    (tmp_path / "notes.txt").write_text("mine")
    assert _begin(tmp_path, RECORD["options"], resume=True).articles == 1
    assert (tmp_path / "utterances").exists()
    assert _begin(tmp_path, RECORD["options"], resume=False).articles == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notes.txt", "run.json"]


def test_the_fingerprint_is_that_of_names_and_bytes(tmp_path):
    def made(**files):
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_text(content)
        return run.fingerprint(folder)

    assert made(a="1", b="2") == made(b="2", a="1") == made(a="1", b="2", **{"README.md": "card"})
    assert len({made(a="1", b="2"), made(a="2", b="1"), made(a="12", b=""), made(a="1", c="2")}) == 4
