"""What every reader's tests need: files to read, and what came of them."""

import bz2
import csv
import gzip
import io
import lzma

import pytest
import zstandard

from stancekit.inputs import columns, read
from stancekit.records import Article

PACKERS = {
    "": bytes,
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstandard.ZstdCompressor().compress,
}


@pytest.fixture(params=PACKERS)
def packed(request):
    """Return an ending and the function that compresses for it; the first does nothing."""
    return request.param, PACKERS[request.param]


@pytest.fixture(params=[ending for ending in PACKERS if ending])
def archive(request):
    """Return an ending of compressed files and the function that makes them."""
    return request.param, PACKERS[request.param]


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a file below a folder and returns its path."""

    def write(name, content):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture(scope="session")
def gather(tmp_path_factory):
    """Return a function that reads inputs and returns the articles and the failures, in order."""
    nowhere = tmp_path_factory.mktemp("results") / "out"

    def gather(*inputs, names=None, out=nowhere):
        found = [one.result for one in read(inputs, columns(names), out)]
        articles = [result for result in found if isinstance(result, Article)]
        return articles, [result for result in found if not isinstance(result, Article)]

    return gather


@pytest.fixture(scope="session")
def table():
    """Return a function that makes a table of text from rows."""

    def table(rows, mark=","):
        file = io.StringIO(newline="")
        csv.writer(file, delimiter=mark).writerows(rows)
        return file.getvalue().encode()

    return table
