"""What holds for every text."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancekit.records import Article
from stancekit.text import SentenceSplitter, TokenTable, paragraphs, tokenize
from stancekit.text.quotations import read

SPLITTER = SentenceSplitter(starters=["the", "it"], lower=["the", "it", "said"])

_PIECES = (
    "“ ” ‘ ’ ' \" « » „ `` '' ″ . ? ! … ... , ( ) [ ] — - -- @ # / : & Mr U.S. p.m. a.b 6'2\" The it said s"
    " ’s n’t 3 1,000 a@b.org https:// www. x.com/ 👩 \u200d \ufe0f \u0301 \ud800 \0 \u200b שׁ"
)
_SPACES = (" ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u2029", "\x1c")
PIECES = st.sampled_from(_PIECES.split(" ")) | st.sampled_from(_SPACES)
TEXTS = st.lists(PIECES, max_size=60).map("".join) | st.text(st.characters(), max_size=80)


def table_of(*texts: str) -> TokenTable:
    return tokenize([Article(text) for text in texts], SPLITTER)


@given(TEXTS)
def test_every_visible_character_is_in_exactly_one_token(text: str) -> None:
    table = table_of(text)
    covered = [i for a, b in zip(table.start, table.end, strict=True) for i in range(a, b)]
    assert covered == sorted(set(covered))
    assert {i for i, c in enumerate(text) if not c.isspace()} == set(covered)


@given(TEXTS)
def test_offsets_are_exact(text: str) -> None:
    document = table_of(text).document(0)
    spans = zip(document.starts, document.ends, strict=True)
    assert [text[a:b] for a, b in spans] == document.words


@given(TEXTS)
def test_sentences_nest_in_paragraphs(text: str) -> None:
    document = table_of(text).document(0)
    assert _grows_by_steps(document.sentences)
    assert _grows_by_steps(document.paragraphs)
    pairs = set(zip(document.sentences, document.paragraphs, strict=True))
    assert len(pairs) == len(set(document.sentences))


@given(TEXTS)
def test_quotations_stay_in_their_paragraph(text: str) -> None:
    document = table_of(text).document(0)
    for quotation in document.quotations:
        assert 0 <= quotation.first < quotation.last < len(document)
        assert document.paragraphs[quotation.first] == document.paragraphs[quotation.last]


@given(TEXTS)
def test_depth_counts_the_quotations_around_a_token(text: str) -> None:
    document = table_of(text).document(0)
    around = [sum(q.first <= row <= q.last for q in document.quotations) for row in range(len(document))]
    assert document.quotes == around


@given(TEXTS)
def test_quotations_never_cross(text: str) -> None:
    quotations = table_of(text).quotations[0]
    for one in quotations:
        assert not any(one.first < other.first <= one.last < other.last for other in quotations)
        assert one.depth == sum(q.first <= one.first and one.last <= q.last for q in quotations)


@given(TEXTS)
def test_reading_a_document_again_gives_its_quotations(text: str) -> None:
    document = table_of(text).document(0)
    marks = read(document.words, document.starts, document.ends, document.paragraphs)
    assert marks.quotations == document.quotations


@given(st.lists(TEXTS, max_size=4))
@settings(max_examples=50)
def test_batched_equals_one_by_one(texts: list[str]) -> None:
    batched = table_of(*texts)
    alone = [table_of(text).document(0) for text in texts]
    assert [batched.document(i) for i in range(len(texts))] == alone


@given(TEXTS)
def test_breaks_are_inside_the_text(text: str) -> None:
    found = paragraphs.breaks(text)
    assert found == sorted(set(found))
    assert all(0 < at < len(text) and not text[at].isspace() for at in found)


@given(TEXTS)
def test_split_keeps_every_visible_character(text: str) -> None:
    assert "".join("".join(SPLITTER.split(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "unit",
    [
        ". ",
        "a.b",
        '"',
        "'",
        "Mr. ",
        "‘a ",
        "“a ",
        "(",
        "\n",
        "``",
        "?” ",
        "a-",
        "1,",
        "www.",
        "a@b.",
        "'s",
        "’",
    ],
)
def test_long_monotonous_texts(unit: str) -> None:
    table = table_of(unit * 3000)
    assert int(np.sum(table.end - table.start)) == len("".join((unit * 3000).split()))


def _grows_by_steps(numbers: list[int]) -> bool:
    return all(b - a in (0, 1) for a, b in pairwise(numbers)) and numbers[:1] in ([], [0])
