"""Where cues may be, and the text around them."""

import numpy as np
import pytest

from stancekit.utterances.cues import Roles
from stancekit.utterances.windows import seeds, windows


def roles_at(table, cues):
    """Roles with the given probabilities of words being cues."""
    cue = np.zeros(len(table), np.float32)
    for row, probability in cues.items():
        cue[row] = probability
    return Roles(np.zeros_like(cue), cue, np.zeros_like(cue))


def words_of(table, rows):
    return " ".join(table.words[table.word[r]] for r in rows)


@pytest.mark.parametrize(
    ("cues", "expected"),
    [
        ({}, []),
        ({1: 0.2}, []),
        ({1: 0.9}, [1]),
        ({1: 0.5, 2: 0.8}, [2]),
        ({1: 0.8, 2: 0.8}, [1]),
        ({1: 0.8, 3: 0.4}, [1, 3]),
        ({3: 0.8, 4: 0.9}, [3, 4]),
    ],
)
def test_one_seed_a_run(make, cues, expected):
    table = make[0]("He said it. She left it. They came.")  # the second sentence begins at row 4
    assert seeds(table, roles_at(table, cues), 0.3).tolist() == expected


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("A one. B two said. C three.", "said", "A one . B two said ."),
        ("A one said. C three.", "said", "A one said ."),
        ("A said.\n\nB told it.", "told", "B told it ."),
        ("B said it. “We go.” C three.", "said", "B said it . “ We go . ”"),
        ("“We go. We stay.” B said it.", "said", "“ We go . We stay . ” B said it ."),
    ],
)
def test_windows(make, text, cue, expected):
    table = make[0](text)
    row = [table.words[w] for w in table.word].index(cue)
    found = windows(table, np.array([row]))
    assert found.seed.tolist() == [row]
    assert words_of(table, range(int(found.begin[0]), int(found.end[0]))) == expected


def test_windows_are_bounded(make):
    table = make[0]("word " * 400 + "said " + "word " * 400)
    found = windows(table, np.array([400]))
    assert 0 < found.end[0] - found.begin[0] < 400
    assert found.begin[0] <= 400 < found.end[0]


def test_windows_stay_within_their_article(make):
    table = make[0]("“A one.", "B said. “C", "two.”")
    found = windows(table, np.flatnonzero(table.word == table.words.index("said")))
    assert table.first[1] <= found.begin[0] < found.end[0] <= table.first[2]


def test_no_windows(make):
    assert [len(part) for part in windows(make[0]("A one."), np.empty(0, np.int64))] == [0, 0, 0]
