"""UTF-16 code units and code points."""

from hypothesis import given
from hypothesis import strategies as st

from stancekit.exchange.units import Units


@given(st.text(st.one_of(st.characters(), st.sampled_from("👋🏽🇸e\u0301\ud800")), max_size=30))
def test_both_ways(text):
    units = Units(text)
    assert units.size == len(text.encode("utf-16-le", "surrogatepass")) // 2
    for point in range(len(text) + 1):
        unit = units.of(point)
        assert unit == len(text[:point].encode("utf-16-le", "surrogatepass")) // 2
        assert units.point(unit) == point


def test_what_is_no_place():
    units = Units("a👋b")
    assert [units.point(n) for n in (-1, 0, 1, 2, 3, 4, 5)] == [None, 0, 1, None, 2, 3, None]
