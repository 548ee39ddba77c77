"""Remote addresses, of which two kinds need no network."""

import functools
import http.server
import sys
import threading
import zipfile

import fsspec
import pytest
from fsspec.registry import known_implementations

from stancekit.errors import InputError, MissingExtraError
from stancekit.inputs import check, columns, read
from stancekit.inputs.remote import is_remote, listed, public


@pytest.fixture
def memory():
    """Return a file system in memory, with files in it."""
    system = fsspec.filesystem("memory")
    for name in (
        "/news/b.txt",
        "/news/2024-01.csv",
        "/news/a/z.txt",
        "/news/a/2024-02.csv",
        "/news/.hidden/y.txt",
        "/news/notes.md",
        "/odd/[1]*.txt",
        "/odd/1x.txt",
    ):
        system.pipe(name, b"text\nOne." if name.endswith(".csv") else b"One.")
    yield system
    system.store.clear()
    system.pseudo_dirs[:] = [""]


ALL = ["2024-01.csv", "b.txt", "a/2024-02.csv", "a/z.txt"]


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("memory://news/b.txt", ["b.txt"]),
        ("memory://news", ALL),
        ("memory:///news/", ALL),
        ("memory://news/*.csv", ["2024-01.csv"]),
        ("memory://news/**/*.csv", ["2024-01.csv", "a/2024-02.csv"]),
        ("memory://news/**", ALL),
        ("memory://news/[a]", ["a/2024-02.csv", "a/z.txt"]),
        ("memory://n*/a/z.txt", ["news/a/z.txt"]),
        ("memory://news/.h*/*", [".hidden/y.txt"]),
        ("memory://odd/[1]*.txt", ["[1]*.txt"]),
        ("memory://odd/1*.txt", ["1x.txt"]),
        (
            "memory://",
            [f"news/{name}" for name in ALL[:2]]
            + [f"news/{n}" for n in ALL[2:]]
            + ["odd/1x.txt", "odd/[1]*.txt"],
        ),
    ],
)
def test_addresses(tmp_path, address, expected):
    assert [file.name for file in listed(address, tmp_path)] == expected


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("memory://news/b.txt", "memory://news/b.txt"),
        ("memory://news/a/", "memory://news/a/2024-02.csv"),
        ("memory:///news/*.csv", "memory:///news/2024-01.csv"),
    ],
)
def test_files_are_shown_as_they_were_named(tmp_path, address, shown):
    assert next(listed(address, tmp_path)).shown == shown


@pytest.mark.usefixtures("memory")
def test_remote_articles_are_read(gather, tmp_path):
    check(["memory://news"], tmp_path)
    found, failures = gather("memory://news")
    assert [(a.id, a.text) for a in found][1::2] == [("b", "One."), ("a/z", "One.")]
    assert failures == []
    shares = [one.share for one in read(["memory://news"], columns(None), tmp_path)]
    assert shares == pytest.approx([9 / 26, 13 / 26, 22 / 26, 1])


def test_remote_tables_and_archives(gather, memory, packed):
    import io

    import pyarrow as pa
    from pyarrow import parquet

    data = io.BytesIO()
    parquet.write_table(pa.table({"text": ["One.", "Two."]}), data)
    ending, pack = packed
    memory.pipe({"/t/a.parquet": data.getvalue(), f"/t/b.jsonl{ending}": pack(b'{"text": "Three."}')})
    found, failures = gather("memory://t")
    assert [a.text for a in found] == ["One.", "Two.", "Three."]
    assert failures == []


def test_a_file_address_is_read_but_not_the_results(write, gather, tmp_path):
    write("in/a.txt", "One.")
    write("in/out/b.txt", "Not this.")
    out = tmp_path / "in" / "out"
    for address in (f"file://{tmp_path}/in", f"file://{tmp_path}/in/**/*.txt"):
        found, failures = gather(address, out=out)
        assert ([a.id for a in found], failures) == (["a"], [])
    with pytest.raises(InputError, match="is no file and holds none"):
        check([f"file://{out}/b.txt"], out)


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("zip://x/*.txt", ["one.txt", "two.txt"]),
        ("zip://*.txt", ["three.txt"]),
        ("zip://x", ["one.txt", "two.txt"]),
        ("zip://", ["three.txt", "x/one.txt", "x/two.txt"]),
        ("zip://x/one.txt", ["one.txt"]),
    ],
)
def test_addresses_of_several_links(gather, tmp_path, address, names):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("x/one.txt", "x/two.txt", "three.txt"):
            archive.writestr(name, name)
    address = f"{address}::file://{tmp_path}/a.zip"
    files = list(listed(address, tmp_path / "out"))
    assert [file.name for file in files] == names
    found, _ = gather(address)
    shown = [f"zip://{article.text}::file://{tmp_path}/a.zip" for article in found]
    assert [file.shown for file in files] == shown


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("memory://nothing/here", "cannot be listed: there is no such file or folder"),
        ("nosuchkind://x", "cannot be opened: Protocol not known: nosuchkind"),
        ("memory://none/*.txt", "is no file and holds none ending in .txt"),
        ("lost://me:secret@x/y", r"^input lost://x/y cannot be opened: Install lostfs to access Lost$"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path, monkeypatch, address, reason):
    lost = {"class": "nowhere.Lost", "err": "Install lostfs to access Lost"}
    monkeypatch.setitem(known_implementations, "lost", lost)
    with pytest.raises(InputError, match=reason):
        check([address], tmp_path)


def test_a_missing_fsspec_is_told_with_its_extra(tmp_path, monkeypatch, write):
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    check([write("a.txt", "A local file never needs it.")], tmp_path / "out")
    with pytest.raises(MissingExtraError, match=r"input s3://x needs the package 'fsspec'.*\[remote\]"):
        check(["s3://x"], tmp_path)


def test_a_file_that_fails_or_goes_away_is_a_recorded_failure(memory, monkeypatch, tmp_path):
    stream = read(["memory://news", "memory://odd"], columns(None), tmp_path)
    assert next(stream).result.text == "One."
    memory.rm("/news/b.txt")
    memory.rm("/odd", recursive=True)
    gone, *_, last = stream
    assert (gone.result.id, gone.result.stage, gone.input) == ("b", "read", "memory://news/b.txt")
    assert (last.result.id, last.result.stage, last.input) == ("memory://odd", "read", "memory://odd")
    assert "memory://odd" in last.result.error


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("s3://bucket/a?b", "s3://bucket/a?b"),
        ("404 of URL('https://h/a.csv?X-Sig=1&b=2'), no", "404 of URL('https://h/a.csv'), no"),
        ("ftp://me:pass@h/x", "ftp://h/x"),
        ("https://token@h/x, http://token@h/x", "https://h/x, http://h/x"),
        ("abfs://container@account/x", "abfs://container@account/x"),
        ("github://org:repo@main/x", "github://org:repo@main/x"),
        ("no address", "no address"),
    ],
)
def test_secrets_are_not_shown(message, expected):
    assert public(message) == expected


def test_addresses_are_told_from_paths():
    assert [is_remote(s) for s in ("s3://a", "a::b://c", "C:/a", "a:b", "a//b")] == [True, True] + [False] * 3


@pytest.fixture
def server(tmp_path):
    """Return the address of a web server of this machine."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *arguments):
            pass

    folder = tmp_path / "www"
    folder.mkdir()
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield folder, f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


def test_a_web_server_is_read(server, gather, tmp_path, packed):
    folder, address = server
    ending, pack = packed
    (folder / f"a.jsonl{ending}").write_bytes(pack(b'{"text": "One.", "id": "1"}\n'))
    (folder / "sub").mkdir()
    (folder / "sub" / "b.txt").write_bytes(b"Two.")
    check([f"{address}/a.jsonl{ending}"], tmp_path / "out")
    (one,) = read([f"{address}/a.jsonl{ending}?key=secret"], columns(None), tmp_path / "out")
    assert (one.result.text, one.input) == ("One.", f"{address}/a.jsonl{ending}")
    for whole in (f"{address}/", address):
        found, failures = gather(whole)
        assert ([a.id for a in found], failures) == (["1", "sub/b"], [])
    with pytest.raises(InputError, match="there is no such file"):
        check([f"{address}/c.txt?key=secret"], tmp_path / "out")
