"""Topics and cells lined up by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.evaluation import cells


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        ([], [], 0.0),
        (["a", "b"], ["x", "y"], 1.0),
        (["a", "a"], ["x", "x"], 1.0),
        (["a", "a"], ["x", "y"], 2 / 3),  # precision 1, recall 1/2
        (["a", "b"], ["x", "x"], 2 / 3),
        (["a", "a", "b"], ["x", "y", "y"], 2 / 3),  # precision and recall 2/3
    ],
)
def test_b_cubed(gold, predicted, expected):
    assert cells.b_cubed(gold, predicted) == pytest.approx(expected, rel=1e-15)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), min_size=1))
def test_b_cubed_is_a_symmetric_fraction(pairs):
    gold, predicted = zip(*pairs, strict=True)
    assert 0 < cells.b_cubed(gold, predicted) <= 1 + 1e-12
    assert cells.b_cubed(gold, predicted) == pytest.approx(cells.b_cubed(predicted, gold))


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([], {}),
        ([(None, "war")], {}),
        ([("t1", "war"), ("t1", "trade"), ("t1", "trade")], {"t1": "trade"}),
        ([("t1", "war"), ("t2", "war"), ("t2", "war")], {"t2": "war"}),
        ([("t2", "war"), ("t1", "war")], {"t1": "war"}),  # a tie goes by name
    ],
)
def test_align(pairs, expected):
    assert cells.align(pairs) == expected


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ([], None),
        (["none", "none"], None),
        (["none", "none", "cautious"], "cautious"),
        (["supportive", "cautious", "cautious"], "cautious"),
        (["supportive", "cautious"], "supportive"),  # a tie goes to the first
    ],
)
def test_a_cell_has_the_majority_of_its_stances(labels, expected):
    found = cells.table((("Ana", "port"), label) for label in labels)
    assert found == ({("Ana", "port"): expected} if expected else {})


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        ({}, {}, 0),
        ({("Ana Ruiz", "1"): "cautious"}, {("Ruiz", "1"): "cautious"}, 1),
        ({("Ana Ruiz", "1"): "cautious"}, {("Ruiz", "1"): "supportive"}, 0),
        ({("Ana Ruiz", "1"): "cautious"}, {("Ruiz", "2"): "cautious"}, 0),
        ({("Ana Ruiz", "1"): "cautious"}, {("Ruiz", "1"): "cautious", ("Ana", "1"): "cautious"}, 1),
    ],
)
def test_shared_cells(gold, predicted, expected):
    assert cells.shared_cells(gold, predicted) == expected
