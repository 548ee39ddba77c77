"""Datelines are no part of any attribution."""

import pytest

from stancekit.utterances.attribution import Attribution
from stancekit.utterances.datelines import in_dateline, without_datelines


def _flagged(table):
    return " ".join(table.words[w] for w in table.word[in_dateline(table)])


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("TALLINN, March 14 - Leaders agreed.", "TALLINN , March 14 -"),
        ("WASHINGTON (Agency) — The Senate voted.", "WASHINGTON ( Agency ) —"),
        ("A headline\n\nNEW YORK – Prices rose.", "NEW YORK –"),
        ("BERLIN. The chancellor - who spoke first - left.", ""),
        ("The chancellor - who spoke first - left.", ""),
        ("NATO said on Monday that it would, after much debate and many delays, act - soon.", ""),
        ("One.\n\nTwo.\n\nThree.\n\nPARIS - The fourth paragraph is none.", ""),
        ("UN - a body of states", ""),
        ("NATO - the alliance - agreed.", ""),
        ("TALLINN", ""),
        ("", ""),
    ],
)
def test_in_dateline(make, text, dateline):
    assert _flagged(make[0](text)) == dateline


def test_parts_lose_the_dateline(make):
    table = make[0]("TALLINN - Leaders agreed to act.")
    whole = Attribution((4, 5), (3,), (0, 1, 2), 0.9)
    nothing_else = Attribution((0, 1), (3,), (2,), 0.9)
    assert without_datelines(table, [whole, nothing_else]) == [whole._replace(source=(2,))]


def test_every_article_of_a_batch_has_its_own(make):
    table = make[0]("OSLO - One.", "Two - three.", "ROME - Four.")
    assert _flagged(table) == "OSLO - ROME -"
