"""Coded columns, and which templates are scored together."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.chain import Coded, CodedColumns, Sequences, distinct
from stancekit.chain.columns import EMPTY
from stancekit.chain.features import parse
from stancekit.chain.plan import plan


@given(st.lists(st.integers(0, 300), max_size=40), st.sampled_from([301, 10_000_000]))
def test_distinct(numbers, n):
    found, index = distinct(np.array(numbers, np.int64), n)
    assert found.tolist() == sorted(set(numbers))
    assert found[index].tolist() == numbers


def test_coded_columns_read_as_plain_ones():
    sequences = Sequences.ranges(np.array([0, 2]), np.array([2, 3]))
    part = Coded.lay_out(sequences, np.array([1, 0, 1]), {"word": np.array([5, 6], np.uint32)}, 2)
    columns = CodedColumns((part,), {"tag": sequences.take(np.array([1, 2, 3]))})
    assert list(columns) == ["tag", "word"]
    assert len(columns) == 2
    assert columns["word"].tolist() == sequences.take(np.array([6, 5, 6])).tolist()
    assert part.values["word"][-1] == EMPTY
    with pytest.raises(KeyError, match="lemma"):
        columns["lemma"]


KINDS = (
    (frozenset({"word", "suffix", "tag"}), 1 << 14),
    (frozenset({"tag"}), 18),
    (frozenset({"far"}), 50),
)


@pytest.mark.parametrize(
    ("templates", "places"),
    [
        ("word suffix word|suffix word|tag", [{(0, 0)}]),
        ("word-1 suffix-1 tag-1", [{(0, -1)}, {(1, -1)}]),
        ("tag tag-1|tag tag-1|tag|tag+1", [{(1, -1), (1, 0), (1, 1)}]),
        ("far far|tag", [{(1, 0), (2, 0)}]),
    ],
)
def test_templates_that_look_at_few_codes_are_joined(templates, places):
    families, others = plan(parse(templates), KINDS)
    assert not others
    assert [set(family.places) for family in families] == places
    assert sorted(t for family in families for t in family.templates) == sorted(parse(templates))


@pytest.mark.parametrize(
    "template", ["word-1|word", "word|far", "lemma", "lemma|tag", "tag|tag+1|tag+2|tag+3"]
)
def test_templates_that_look_at_many_codes_are_not(template):
    assert plan(parse(template), KINDS) == ((), parse(template))


def test_nothing_coded():
    assert plan(parse("word tag"), ()) == ((), parse("word tag"))
