"""Quotations that no attribution claims."""

import numpy as np
import pytest

from stancekit.utterances.attribution import Attribution
from stancekit.utterances.cues import Roles
from stancekit.utterances.uncited import add_uncited, join_continued

STAY = "“Nobody will make us leave.”"
STAYS = "“ Nobody will make us leave . ”"
HOME = "“ We will not go home , ”"


def words_of(table, rows):
    return " ".join(table.words[table.word[r]] for r in rows)


def added(make, *texts, found=(), cue="", source=""):
    """What is made of the texts by roles that are sure of some cue words and source words."""
    table = make[0](*texts)
    words = [table.words[w] for w in table.word]
    roles = Roles(*(np.array([w in part.split() for w in words], np.float32) for part in ("", cue, source)))
    out = add_uncited(table, roles, list(found))
    return [tuple(words_of(table, part) for part in (a.content, a.cue, a.source)) for a in out]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will not go home.” They cheered.", [("“ We will not go home . ”", "", "")]),
        ('"We will not go home." They cheered.', [('" We will not go home . "', "", "")]),
        ("„We will not go home.“ They cheered.", [("„ We will not go home . “", "", "")]),
        ("The “great man” came by.", []),
        ("He read “To Kill” and “The Old Man”.", []),
        ("They cheered.", []),
        ("", []),
    ],
)
def test_long_quotations_are_added(make, text, expected):
    assert added(make, text) == expected


@pytest.mark.parametrize(
    ("text", "cue", "source", "expected"),
    [
        ("“We will not go home,” Ortega insisted.", "insisted", "Ortega", (HOME, "insisted", "Ortega")),
        ("“We will not go home,” she insisted.", "", "she", (HOME, "", "")),  # a source needs a cue
        ("“We will not go home,” was heard.", "heard", "", (HOME, "heard", "")),
        (f"Ortega insisted: {STAY}", "insisted", "Ortega", (STAYS, "insisted", "Ortega")),
        (f"Ortega went on, {STAY}", "went on", "Ortega", (STAYS, "went on", "Ortega")),
        # of several, what stands nearest
        (f"Lee nodded, Ortega wrote: {STAY}", "nodded wrote", "Lee Ortega", (STAYS, "wrote", "Ortega")),
        # cues and sources of other sentences are theirs
        (f"Ortega insisted. {STAY}", "insisted", "Ortega", (STAYS, "", "")),
        # but not those above a quotation that they lead to
        (f"Ortega wrote:\n\n{STAY}", "wrote", "Ortega", (STAYS, "wrote", "Ortega")),
        (f"Ortega wrote.\n\n{STAY}", "wrote", "Ortega", (STAYS, "", "")),
    ],
)  # fmt: skip
def test_with_the_cue_and_source_beside_them(make, text, cue, source, expected):
    assert added(make, text, cue=cue, source=source) == [expected]


def test_cues_within_the_quotation_are_not_beside_it(make):
    assert added(make, "“We said we will stay,” it read.", cue="said", source="We") == [
        ("“ We said we will stay , ”", "", "")
    ]


@pytest.mark.parametrize(
    ("content", "n"),
    [((1, 2, 3, 4, 5), 1), ((0, 1, 2), 1), ((1,), 2), ((7,), 2)],
)
def test_what_is_claimed_is_left_alone(make, content, n):
    claim = Attribution(content, (9,), (), 0.9)
    assert len(added(make, "“We will not go home,” Ortega has insisted.", found=[claim])) == n


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        (f"“We stay,” Ortega said. {STAY}", True),
        (f"“We stay,” Ortega said. He sat. {STAY}", False),
        (f"“We stay,” Ortega said.\n\n{STAY}", False),
        (f"“We stay,” Ortega said. Then: {STAY}", False),
        (f"“We stay,” Ortega said: {STAY}", False),
    ],
)
def test_a_quotation_goes_on(make, text, goes_on):
    claim = Attribution((0, 1, 2, 3, 4), (6,), (5,), 0.9)
    out = added(make, text, found=[claim])
    begin = "“ We stay , ”"
    expected = [(f"{begin} {STAYS}", "said", "Ortega")]
    assert out == (expected if goes_on else [(begin, "said", "Ortega"), (STAYS, "", "")])


def test_a_quotation_with_words_behind_it_is_another_one(make):
    claim = Attribution((0, 1, 2, 3, 4), (6,), (5,), 0.9)
    out = added(make, "“We stay,” Ortega said. “We will not go home,” Lee hissed.", found=[claim])
    assert out == [("“ We stay , ”", "said", "Ortega"), (HOME, "", "")]


def test_an_indirect_utterance_does_not_go_on_in_quotation_marks(make):
    claim = Attribution((2, 3), (1,), (0,), 0.9)
    assert added(make, f"Ortega said they stay. {STAY}", found=[claim]) == [
        ("they stay", "said", "Ortega"),
        (STAYS, "", ""),
    ]


def test_it_goes_on_and_on(make):
    claim = Attribution((0, 1, 2, 3, 4), (6,), (5,), 0.9)
    out = added(make, f"“We stay,” Ortega said. {STAY} “No, we will not leave.”", found=[claim])
    assert out == [(f"“ We stay , ” {STAYS} “ No , we will not leave . ”", "said", "Ortega")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Ortega wrote:", STAY),
        ("Ortega wrote", STAY),
        ("“We stay,” Ortega wrote.", STAY),
        (STAY, "Ortega wrote."),
        ("", STAY),
        ("“Ortega wrote", STAY),
    ],
)
def test_articles_are_not_crossed(make, before, after):
    table = make[0](before, after)
    together = added(make, before, after, cue="wrote", source="Ortega")
    alone = [a for text in (before, after) for a in added(make, text, cue="wrote", source="Ortega")]
    assert together == alone
    claim = Attribution(tuple(range(int(table.first[1]))), (), (), 0.9)
    if claim.content:
        assert (words_of(table, claim.content), "", "") in added(make, before, after, found=[claim])


def test_in_the_order_of_their_contents(make):
    claim = Attribution((13, 14), (), (), 0.9)
    out = added(make, f"{STAY} He sat down. Then they left. {STAY}", found=[claim])
    assert [content for content, _, _ in out] == [STAYS, "they left", STAYS]


OVER_PARAGRAPHS = "“We will stay here.\n\n“Nobody asked us.\n\n“We were here first,” Ortega said."


def joined(make, text, *found):
    table = make[0](text)
    words = [table.words[w] for w in table.word]

    def rows(part):  # of words that stand next to each other
        n = len(part.split())
        at = next((i for i in range(len(words)) if words[i : i + n] == part.split()), 0) if n else 0
        return tuple(range(at, at + n))

    out = join_continued(table, [Attribution(rows(a), rows(b), rows(c), 0.9) for a, b, c in found])
    return [tuple(words_of(table, part) for part in (a.content, a.cue, a.source)) for a in out]


ONE, TWO, THREE = "“ We will stay here .", "“ Nobody asked us .", "“ We were here first , ”"
ALL = " ".join((ONE, TWO, THREE))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        # whoever has a cue speaks all parts, also those that nobody claimed
        ([(ONE, "", ""), (TWO, "", ""), (THREE, "said", "Ortega")], [(ALL, "said", "Ortega")]),
        ([(THREE, "said", "Ortega")], [(ALL, "said", "Ortega")]),
        ([(ONE, "", ""), (THREE, "", "")], [(ALL, "", "")]),
        # two that have cues are two
        ([(TWO, "asked", ""), (THREE, "said", "Ortega")], [(TWO, "asked", ""), (THREE, "said", "Ortega")]),
        # what is within it, but holds little of it, stays
        (
            [(ONE, "", ""), ("here first", "were", "We"), (TWO, "", "")],
            [(f"{ONE} {TWO} “ We were , ”", "", ""), ("here first", "were", "We")],
        ),
        ([], []),
    ],
)  # fmt: skip
def test_a_quotation_over_paragraphs_is_one(make, found, expected):
    assert joined(make, OVER_PARAGRAPHS, *found) == expected


def test_it_goes_on_with_what_was_said_before(make):
    text = f"“We stay,” Ortega said. {OVER_PARAGRAPHS.removesuffix(',” Ortega said.')}.”"
    said, rest = "“ We stay , ”", ALL.replace("first ,", "first .")
    found = [(said, "said", "Ortega"), (ONE, "", "")]
    assert joined(make, text, *found) == [(f"{said} {rest}", "said", "Ortega")]


def test_a_quotation_of_the_next_paragraph_is_another(make):
    text = "“We will stay here.”\n\n“Nobody asked us.”"
    found = [("“ We will stay here . ”", "", ""), ("“ Nobody asked us . ”", "", "")]
    assert joined(make, text, *found) == found
