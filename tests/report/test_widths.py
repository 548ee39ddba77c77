from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.report.plain import plain
from stancekit.report.widths import fit, pad, width


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("mayor", 5),
        ("naïve", 5),
        ("e\u0301te\u0301", 3),
        ("市長", 4),
        ("ＡＢ", 4),
        ("한글", 4),
        ("\u1112\u1161\u11ab", 2),
        ("🚒", 2),
        ("שלום", 4),
        ("“…” –", 5),
    ],
)
def test_width(text, columns):
    assert width(text) == columns


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("fits", 4, "fits"),
        ("fits not", 4, "fit…"),
        ("one two", 5, "one…"),
        ("市長選挙", 8, "市長選挙"),
        ("市長選挙", 7, "市長選…"),
        ("市長選挙", 6, "市長…"),
        ("cafe\u0301s", 5, "cafe\u0301s"),
        ("cafe\u0301 bar", 5, "cafe\u0301…"),
        ("👩\u200d🚒👩", 4, "👩…"),
        ("anything", 1, "…"),
        ("anything", 0, ""),
        ("anything", -3, ""),
    ],
)
def test_fit(text, columns, expected):
    assert fit(text, columns) == expected


def test_pad_fills_either_side():
    assert (pad("市", 4), pad("市", 4, right=True), pad("long", 3)) == ("市  ", "  市", "lo…")


@given(st.text().map(plain), st.integers(0, 30))
def test_padded_text_is_exactly_as_wide(text, columns):
    assert width(pad(text, columns)) == columns


@given(st.text().map(plain), st.integers(0, 30))
def test_fitted_text_is_no_wider_and_its_start(text, columns):
    shown = fit(text, columns)
    assert width(shown) <= columns
    assert text.startswith(shown.removesuffix("…"))


def test_fit_bounds_a_pile_of_combining_marks():
    assert len(fit("a" + "\u0301" * 10_000, 10)) <= 45
