"""Where cues may be, the text around them, and how it stands to them."""

import numpy as np
import pytest

from stancekit.chain.columns import stable_hash
from stancekit.chain.features import parse
from stancekit.utterances.codes import of_tokens
from stancekit.utterances.windows import TEMPLATES, layout, seeds, windows


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
def test_one_seed_a_run(make, make_roles, cues, expected):
    table = make[0]("He said it. She left it. They came.")  # the second sentence begins at row 4
    assert seeds(table, make_roles(table, cue=cues), 0.3).tolist() == expected


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("A one. B two said. C three.", "said", "B two said ."),
        ("“A one.” B two said. C three.", "said", "“ A one . ” B two said ."),
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


def laid_out(table, columns, roles, *cues):
    """The layout of the windows around cues."""
    found = windows(table, np.array(cues, np.int64))
    return layout(table, columns, of_tokens(table, columns), roles, found)


def columns_of(read, make_roles, text, cue, **probabilities):
    """The columns of the one window around a cue, as lists."""
    table, columns, _ = read(text)
    roles = make_roles(table, cue={cue: 0.75}, **probabilities)
    coded, sequences = layout(
        table, columns, of_tokens(table, columns), roles, windows(table, np.array([cue]))
    )
    assert sequences.rows[sequences.inside].tolist() == list(range(len(table)))
    return {name: column.take(sequences.inside).tolist() for name, column in coded.items()}


def test_where_tokens_stand_to_the_cue(read, make_roles):
    found = columns_of(read, make_roles, "“It rained.” Anna, he said, left. “Bob did.”", 8)
    #                   “ It rained . ” | Anna , he said , left . | “ Bob did . ”
    assert found["side"] == [0] * 8 + [1] + [2] * 8
    assert [f % 16 for f in found["far"]] == [5, 5, 5, 4, 4, 3, 2, 1, 0, 1, 2, 3, 4, 4, 5, 5, 5]
    assert found["sentence"] == [1] * 5 + [2] * 7 + [3] * 5
    assert found["commas_between"] == [1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1]
    assert found["marks_between"] == [1] * 4 + [0] * 9 + [1] * 4


def test_what_stands_between(read, make_roles):
    found = columns_of(
        read, make_roles, "Anna told us he said so .", 4, source={0: 0.9, 3: 0.5}, content={5: 0.9}
    )
    assert found["cues_between"] == [1, 0, 0, 0, 0, 0, 0]  # "told"
    assert found["sources_between"] == [1, 1, 1, 0, 0, 0, 0]
    assert found["contents_between"] == [0, 0, 0, 0, 0, 0, 1]


def test_no_more_than_three_are_counted(read, make_roles):
    found = columns_of(read, make_roles, "He said , , , , , so", 1)
    assert found["commas_between"] == [0, 0, 0, 1, 2, 3, 3, 3]


def test_the_cue_is_the_same_all_over_the_window(read, make_roles):
    found = columns_of(read, make_roles, "“No,” he said loudly.", 4)
    for name, expected in (
        ("cue_word", stable_hash("he")),
        ("cue_before", stable_hash('"')),
        ("cue_next", stable_hash("said")),
        ("cue_quoted", 0),
        ("cue_sure", 4),
    ):
        assert set(found[name]) == {expected}, name
    assert set(columns_of(read, make_roles, "“No,” he said loudly.", 1)["cue_quoted"]) == {1}


def test_words_of_other_articles_are_not_beside_the_cue(read, make_roles):
    table, columns, _ = read("One two", "said", "three four")
    found = windows(table, np.array([2]))
    coded, sequences = layout(
        table, columns, of_tokens(table, columns), make_roles(table, cue={2: 0.9}), found
    )
    for name in ("cue_before", "cue_word", "cue_next"):
        assert coded[name].take(sequences.inside).tolist() == [stable_hash("said")]


@pytest.mark.parametrize(
    ("probabilities", "role", "level"),
    [
        ({}, 0, 0),
        ({"content": 0.5}, 0, 3),
        ({"cue": 0.2}, 1, 2),
        ({"source": 0.75, "content": 0.1}, 2, 4),
        ({"content": 1}, 0, 5),
    ],
)
def test_levels_of_roles(read, make_roles, probabilities, role, level):
    table, columns, _ = read("He said so")
    roles = make_roles(table, **{name: {2: p} for name, p in probabilities.items()})
    coded, sequences = laid_out(table, columns, roles, 1)
    assert coded["roles"].take(sequences.inside)[2] == 8 * role + level


def test_all_that_templates_name_is_laid_out(read, make_roles):
    table, columns, _ = read("He said so")
    coded, _ = layout(
        table, columns, of_tokens(table, columns), make_roles(table), windows(table, np.array([1]))
    )
    assert {name for template in parse(TEMPLATES) for name, _ in template} <= set(coded)


def test_a_layout_of_no_windows(read, make_roles):
    for text in ("", "He said so"):
        table, columns, _ = read(text)
        coded, sequences = layout(
            table,
            columns,
            of_tokens(table, columns),
            make_roles(table),
            windows(table, np.empty(0, np.int64)),
        )
        assert len(sequences.inside) == 0
        assert {len(column) for column in coded.values()} == {len(sequences.rows)}
