import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.errors import InputError
from stancekit.results.manifest import MANIFEST, Entry, Manifest, follow

ONE = Entry(0, 10, "c0", {"articles": 9, "failures": 1}, {"analyses": 500}, 1.5)
TWO = Entry(1, 5, "c1", {"articles": 5}, {"analyses": 700}, 0.5)


def test_it_is_read_as_it_was_written(tmp_path):
    written = Manifest(tmp_path)
    written.add(ONE)
    written.add(TWO)
    read = Manifest(tmp_path)
    assert read.entries == written.entries == [ONE, TWO]
    assert (read.articles, read.chain, read.sizes) == (15, "c1", {"analyses": 700})
    assert read.counts == {"articles": 14, "failures": 1}


def test_an_empty_one(tmp_path):
    read = Manifest(tmp_path)
    assert (read.entries, read.articles, read.chain, read.sizes) == ([], 0, "", {})


def test_a_torn_line_is_dropped_wherever_it_is_torn(tmp_path):
    path = tmp_path / MANIFEST
    written = Manifest(tmp_path)
    written.add(ONE)
    first = path.stat().st_size
    written.add(TWO)
    whole = path.read_bytes()
    for length in range(len(whole)):
        path.write_bytes(whole[:length])
        read = Manifest(tmp_path)
        assert read.entries == ([ONE] if length >= first else [])
        read.add(TWO)
        assert Manifest(tmp_path).entries[-1] == TWO


@pytest.mark.parametrize(
    "line", [b"{}\n", b"not JSON\n", b'{"part": 0, "articles": 1, "chain": "", "x": 1}\n']
)
def test_what_is_no_manifest_is_refused(tmp_path, line):
    (tmp_path / MANIFEST).write_bytes(line)
    with pytest.raises(InputError, match="not a manifest of a run"):
        Manifest(tmp_path)


@given(st.lists(st.text()), st.lists(st.text()))
def test_the_chain_tells_articles_and_order(one, two):
    assert follow(follow("", one), two) == follow("", one + two)
    assert (follow("", one) == follow("", two)) == (one == two)
