"""Attributes of words and the layout of sequences."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.chain import Sequences, word_columns
from stancekit.chain import columns as module
from stancekit.chain.columns import EMPTY, PADDING, stable_hash

NAMES = ("lower", "shape", "prefix", "suffix", "suffix2")


def attributes(word):
    columns = word_columns([word])
    return {name: int(getattr(columns, name)[0]) for name in NAMES}


@pytest.mark.parametrize(
    ("word", "lower", "shape"),
    [
        ("Blinken", "blinken", "Xx"),
        ("NATO", "nato", "X"),
        ("reform", "reform", "x"),
        ("McDonald", "mcdonald", "XxXx"),
        ("long-term", "long-term", "x-x"),
        ("1999", "0000", "d"),
        ("G20", "g00", "Xd"),
        ("’s", "'s", "’x"),
        ("“", '"', "“"),
        ("...", "...", "."),
        ("Ärzte", "ärzte", "Xx"),
        ("日本", "日本", "x"),
        ("ǅ", "ǆ", "x"),
        ("٣", "0", "d"),
        ("²", "²", "d"),
        ("", "", ""),
    ],
)
def test_word_attributes(word, lower, shape):
    expected = (lower, shape, lower[:3], lower[-3:], lower[-2:])
    assert attributes(word) == dict(zip(NAMES, map(stable_hash, expected), strict=True))


def test_shape_looks_at_the_first_24_characters():
    assert attributes("a" * 24 + "B")["shape"] == stable_hash("x")
    assert attributes("-" * 24 + "B")["shape"] == stable_hash("-")


@given(st.lists(st.text(max_size=60), max_size=8))
def test_words_have_the_same_attributes_in_any_company(words):
    columns = word_columns(words)
    for i, word in enumerate(words):
        assert attributes(word) == {name: int(getattr(columns, name)[i]) for name in NAMES}


def test_no_words():
    columns = word_columns([])
    assert [len(getattr(columns, name)) for name in NAMES] == [0] * 5
    assert columns.lower.dtype == np.uint32


def test_what_is_remembered_of_words_is_bounded(monkeypatch):
    monkeypatch.setattr(module, "_MOST_WORDS", 3)
    module._met.clear()
    for i in range(12):
        word_columns([f"word{chr(97 + i)}"])
    word_columns(["y" * 1000])
    assert len(module._met) <= 4
    assert "y" * 1000 not in module._met


def test_stable_hash_takes_any_string():
    assert stable_hash("said") == 0xEF3B04D6
    assert stable_hash("\ud800") != stable_hash("\ud801")


def layout_of(sequences):
    """Rows of each sequence, read back from the layout, after a check of the room between them."""
    rows = sequences.rows.tolist()
    assert rows[:PADDING] == [-1] * PADDING == rows[-PADDING:]
    found = []
    for first, length in zip(sequences.first.tolist(), sequences.length.tolist(), strict=True):
        assert (
            rows[first - PADDING : first] == [-1] * PADDING == rows[first + length : first + length + PADDING]
        )
        found.append(rows[first : first + length])
    assert [r for part in found for r in part] == sequences.rows[sequences.inside].tolist()
    return found


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [
        ([(0, 3)], [[0, 1, 2]]),
        ([(0, 2), (2, 5)], [[0, 1], [2, 3, 4]]),
        ([(4, 6), (0, 3), (1, 5)], [[4, 5], [0, 1, 2], [1, 2, 3, 4]]),
        ([], []),
    ],
)
def test_ranges(ranges, expected):
    begin, end = np.array(ranges, np.int64).reshape(-1, 2).T
    assert layout_of(Sequences.ranges(begin, end)) == expected


@pytest.mark.parametrize(
    ("group", "longest", "expected"),
    [
        ([0, 0, 1], 9, [[0, 1], [2]]),
        ([5], 9, [[0]]),
        ([0, 0, 0, 0, 0], 2, [[0, 1], [2, 3], [4]]),
        ([0, 0, 0, 0, 1, 1, 2, 2, 2], 2, [[0, 1], [2, 3], [4, 5], [6, 7], [8]]),
        ([1, 1, 0, 0, 1], 3, [[0, 1], [2, 3], [4]]),
        ([], 3, []),
    ],
)
def test_runs(group, longest, expected):
    assert layout_of(Sequences.runs(np.array(group, np.int32), longest)) == expected


@given(st.lists(st.integers(0, 3), max_size=40), st.integers(1, 6))
def test_runs_hold_every_row_once_and_none_too_many(group, longest):
    found = layout_of(Sequences.runs(np.array(group, np.int32), longest))
    assert [r for part in found for r in part] == list(range(len(group)))
    assert all(0 < len(part) <= longest and len({group[r] for r in part}) == 1 for part in found)


def test_take_fills_the_room_between():
    sequences = Sequences.ranges(np.array([1, 0]), np.array([3, 1]))
    column = sequences.take(np.array([7, 8, 9]))
    room = [EMPTY] * PADDING
    assert column.tolist() == [*room, 8, 9, *room, 7, *room]
    assert column.dtype == np.uint32
    assert sequences.take(np.array([7, 8, 9]), empty=0)[0] == 0


def test_take_from_nothing():
    assert Sequences.runs(np.empty(0, np.int32), 5).take(np.empty(0, np.int32)).tolist() == [EMPTY] * PADDING
