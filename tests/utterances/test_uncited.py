"""Quotations that no attribution claims."""

import numpy as np
import pytest

from stancekit.utterances.attribution import Attribution
from stancekit.utterances.cues import Roles
from stancekit.utterances.uncited import add_uncited


def words_of(table, rows):
    return " ".join(table.words[table.word[r]] for r in rows)


def added(make, text, found=(), *, cue="", source=""):
    """What is made of the text by roles that are sure of a cue word and a source word."""
    table = make[0](text)
    words = np.array([table.words[w] for w in table.word])
    roles = Roles(*(np.float32(words == word) for word in ("", cue, source)))
    out = add_uncited(table, roles, list(found))
    return [tuple(words_of(table, part) for part in (a.content, a.cue, a.source)) for a in out]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will not go home.” They cheered.", [("“ We will not go home . ”", "", "")]),
        ("The “great man” came by.", []),
        ("They cheered.", []),
        ("", []),
    ],
)
def test_long_quotations_are_added(make, text, expected):
    assert added(make, text) == expected


def test_with_the_cue_and_source_beside_them(make):
    text = "“We will not go home,” Ortega insisted."
    assert added(make, text, cue="insisted", source="Ortega") == [
        ("“ We will not go home , ”", "insisted", "Ortega")
    ]


def test_what_is_claimed_is_left_alone(make):
    claim = Attribution((1, 2, 3, 4, 5), (8,), (7,), 0.9)
    assert len(added(make, "“We will not go home,” Ortega insisted.", [claim])) == 1


def test_a_quotation_goes_on(make):
    claim = Attribution((0, 1, 2, 3, 4), (6,), (5,), 0.9)
    out = added(make, "“We stay,” Ortega said. “Nobody will make us leave.”", [claim])
    assert out == [("“ We stay , ” “ Nobody will make us leave . ”", "said", "Ortega")]
