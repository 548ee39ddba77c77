"""Words, phrases and names of an article."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.records import Span
from stancekit.stance.phrases import Phrases, phrases, pieces, read_word


@pytest.mark.parametrize(
    ("word", "letter", "bare", "parts"),
    [
        ("Roe", "N", "Roe", ("roe",)),
        ("Roe's", "N", "Roe", ("roe",)),
        ("budget", "n", "budget", ("budget",)),
        ("long-term", "n", "long-term", ("long", "term")),
        ("of", "f", "of", ("of",)),
        ("Their", "d", "Their", ("their",)),
        ("he", ".", "he", ("he",)),
        ("won’t", ".", "won’t", ("won", "t")),
        (",", ".", ",", ()),
        ("“", "o", "“", ()),
    ],
)
def test_words(word, letter, bare, parts):
    assert read_word(word) == (letter, word[0].isupper(), bare, parts)


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("", []),
        (".fd", []),
        ("nn", [(0, 0, 2)]),
        ("n.n", [(0, 0, 1), (1, 2, 3)]),
        ("nfdn", [(0, 0, 4), (0, 0, 1), (0, 3, 4)]),
        ("nNN", [(0, 0, 3), (0, 1, 3)]),
        ("n" * 10, []),
        ("n" * 9 + "N", [(0, 9, 10)]),
    ],
)
def test_phrases(letters, expected):
    assert list(phrases(letters, 5)) == expected


def test_so_many_phrases_and_no_more():
    assert [number for number, _, _ in phrases("n.n.n.n", 2)] == [0, 1]


def test_a_capital_after_a_full_stop_is_a_name_only_if_known():
    article = Phrases("Roads need money. Ana Poe spoke. Poe left.")
    assert article.letters(article.rows([Span(0, 42)], 20)) == "n.nonNnoNno"
    assert article.letters(article.rows([Span(6, 16)], 20)) == ".n"


def test_names():
    text = "Sen. Ana Poe met Rex Kahn. Poe's aide said Poe left. Kahn stayed."
    article = Phrases(text)
    assert article.full == {"Poe": "Ana Poe", "Kahn": "Rex Kahn"}
    assert article.counts["Poe"] == 3
    assert article.frequent_names(1) == ["Ana Poe"]
    assert list(article.names(0, text.index("left"), 2)) == ["Ana Poe", "Ana Poe"]
    assert article.text(*article.rows([Span(text.index("Kahn stayed"), len(text) - 8)], 1) * 2) == "Rex Kahn"


@pytest.mark.parametrize("spans", [[(0, 9), (0, 3)], [(4, 9), (0, 9)], [(0, 3), (4, 9)]])
def test_rows_of_spans_that_overlap_are_in_order(spans):
    assert Phrases("Ana Poe left.").rows([Span(*span) for span in spans], 9) == [0, 1, 2]


@given(st.text(st.characters(), max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_rows_begin_within_the_span(text, a, b):
    article = Phrases(text)
    rows = article.rows([Span(min(a, b), max(a, b))], 50)
    assert len(article.letters(rows)) == len(rows) == len(set(rows))
    for row in rows:
        assert article.text(row, row).strip()


def test_pieces_leave_out_articles():
    assert pieces("The Mayor's long-term plan, a deal") == ["mayor", "long", "term", "plan", "deal"]
