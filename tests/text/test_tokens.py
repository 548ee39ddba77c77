"""What a token is, and the columns of a token table."""

from __future__ import annotations

import numpy as np
import pytest

from stancekit.records import Article
from stancekit.text import SentenceSplitter, TokenTable, tokenize


def table_of(*texts: str) -> TokenTable:
    return tokenize([Article(text) for text in texts], SentenceSplitter())


def words_of(text: str) -> list[str]:
    return table_of(text).document(0).words


TOKENS = [
    ("Blinken’s plan isn't new.", "Blinken|’s|plan|isn't|new|."),
    ("We've said they'LL go; I'd've", "We|'ve|said|they|'LL|go|;|I|'d|'ve"),
    ("The U.S.-led U.N. force, J.R.R. at 5 p.m.", "The|U.S.-led|U.N.|force|,|J.R.R.|at|5|p.m."),
    ("Mr. Smith, Ph.D., of AT&T", "Mr|.|Smith|,|Ph.D.|,|of|AT&T"),
    ("a vice-president’s e‑mail", "a|vice-president|’s|e‑mail"),
    ("$1,000.50 or 3.5% at 10:30 on 9/11", "$|1,000.50|or|3.5|%|at|10:30|on|9/11"),
    ("a .38 and No.5", "a|.38|and|No|.|5"),
    ("O’Brien’s rock'n'roll of the ’90s", "O’Brien|’s|rock'n'roll|of|the|’90s"),
    ("rock ’n’ roll, 'em and ’68", "rock|’n’|roll|,|'em|and|’68"),
    ("6'2\" tall", "6'2\"|tall"),
    ("See https://a.org/b?c=d. Now", "See|https://a.org/b?c=d|.|Now"),
    ("(www.a.com/x), a.com and bbc.co.uk.", "(|www.a.com/x|)|,|a.com|and|bbc.co.uk|."),
    ("Ask j.doe@mail.a.org, @jane_d #MeToo #1", "Ask|j.doe@mail.a.org|,|@jane_d|#MeToo|#|1"),
    ("it ended.The next", "it|ended|.|The|next"),
    ("word--word — a... b… c", "word|--|word|—|a|...|b|…|c"),
    ("``Go,'' 'he' ''", "``|Go|,|''|'|he|'|''"),
    ("cafe\u0301 na\u0308ive", "cafe\u0301|na\u0308ive"),
    ("हिन्दी में", "हिन्दी|में"),
    ("שָׁלוֹם עולם", "שָׁלוֹם|עולם"),
    ("co\u00adop zero\u200bwidth", "co\u00adop|zero\u200bwidth"),
    ("a\u00a0b\u2009c\u3000d", "a|b|c|d"),
    ("👩\u200d💻 👍🏽 ❤\ufe0f 🇺🇸🇫🇷", "👩\u200d💻|👍🏽|❤\ufe0f|🇺🇸|🇫🇷"),
    ("\ud800 a\udfff \0", "\ud800|a|\udfff|\0"),
    ("", ""),
    (" \n\t", ""),
]


@pytest.mark.parametrize(("text", "expected"), TOKENS)
def test_words(text: str, expected: str) -> None:
    assert words_of(text) == [word for word in expected.split("|") if word]


def test_rows_of_the_articles() -> None:
    table = table_of("One two.", "", "Three.")
    assert table.first.tolist() == [0, 3, 3, 5]
    assert table.start.tolist() == [0, 4, 7, 0, 5]
    assert table.sentence.tolist() == [0, 0, 0, 1, 1]
    assert table.paragraph.tolist() == [0, 0, 0, 1, 1]
    assert [table.words[i] for i in table.word] == ["One", "two", ".", "Three", "."]


def test_columns_are_int32() -> None:
    table = table_of("“One.”\n\nTwo.")
    columns = ("first", "start", "end", "word", "sentence", "paragraph", "quote")
    assert {getattr(table, name).dtype for name in columns} == {np.dtype(np.int32)}


def test_a_document_counts_from_zero() -> None:
    document = table_of("One. Two.", "“Three.”\n\nFour.").document(1, tags=["X"] * 9)
    assert document.sentences == [0, 0, 0, 0, 1, 1]
    assert document.paragraphs == [0, 0, 0, 0, 1, 1]
    assert document.quotes == [1, 1, 1, 1, 0, 0]
    assert [(q.first, q.last) for q in document.quotations] == [(0, 3)]
    assert document.tags == ["X"] * 5
    assert len(document) == 6


def test_no_articles() -> None:
    table = table_of()
    assert len(table) == 0
    assert table.first.tolist() == [0]
    assert table.quotations == ()
