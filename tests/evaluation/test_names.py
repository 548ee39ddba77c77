"""Names that mean the same speaker, and names that do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.evaluation.names import same_speaker


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        ("Ana Ruiz", "Ana Ruiz", True),
        ("Ana Ruiz", "ruiz", True),
        ("Ruiz", "Ana Ruiz", True),
        ("Ana Ruiz", "Minister Ruiz", True),
        ("Ana Ruiz", "Ruiz's", True),
        ("Ana Ruiz", "Ana Lund", False),
        ("Ana Ruiz", "Minister", False),
        ("the President", "president", True),  # nothing but a title: the titles are compared
        ("the Minister", "the President", False),
        ("Ana Ruiz", "", False),
        ("Ana Ruiz", None, False),
        ("", "", False),
        (None, None, False),
        ("…", "…", False),
    ],
)
def test_same_speaker(gold, predicted, expected):
    assert same_speaker(gold, predicted) is expected


@given(st.text(), st.text())
def test_is_symmetric(one, other):
    assert same_speaker(one, other) == same_speaker(other, one)
