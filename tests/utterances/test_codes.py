"""Columns as codes: what they say at each place is what the columns say."""

import numpy as np
import pytest

from stancekit.chain import CodedColumns, Sequences
from stancekit.utterances import codes


@pytest.mark.parametrize("some", [(), ("",), ("He said “no”.",), "all"])
def test_codes_of_tokens(read, texts, some):
    table, columns, _ = read(*(texts if some == "all" else some))
    sequences = Sequences.runs(table.paragraph, 8)
    coded = CodedColumns(tuple(c.lay_out(sequences) for c in codes.of_tokens(table, columns)), {})
    assert set(coded) == set(columns.features)
    for name, column in columns.features.items():
        assert coded[name].tolist() == sequences.take(column).tolist(), name


def test_codes_of_groups():
    sequences = Sequences.ranges(np.array([0, 2]), np.array([2, 5]))
    features = {"a": np.array([7, 3], np.uint32)}
    (found,) = codes.small(features)
    coded = found.lay_out(sequences, np.array([0, 0, 1, 1, 1]))
    assert coded.values["a"].take(coded.code.take(sequences.inside)).tolist() == [7, 7, 3, 3, 3]


def test_columns_that_go_with_a_number():
    sequences = Sequences.ranges(np.array([0]), np.array([4]))
    features = {"a": np.array([7, 3, 7, 3], np.uint32), "b": np.array([1, 0, 1, 0], np.uint32)}
    coded = codes.code(features, ("a", "b"), np.array([5, 2, 5, 2]), 9, 16).lay_out(sequences)
    assert (coded.n, coded.size) == (3, 16)  # two numbers, and none
    for name, column in features.items():
        assert coded.values[name].take(coded.code.take(sequences.inside)).tolist() == column.tolist()
