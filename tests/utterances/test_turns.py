"""Turns of interviews and transcripts, and signed tweets."""

import pytest

from stancekit.utterances.attribution import Attribution
from stancekit.utterances.turns import with_turns


def words_of(table, rows):
    return " ".join(table.words[table.word[r]] for r in rows)


def turns_of(make, *texts, found=()):
    """Source, cue and content of each attribution, as words."""
    table = make[0](*texts)
    out = with_turns(table, list(found))
    assert [a.content[0] for a in out] == sorted(a.content[0] for a in out)
    return [tuple(words_of(table, part) for part in (a.source, a.cue, a.content)) for a in out]


def test_a_transcript(make):
    assert turns_of(make, "MS. ROE: We pay. We always did.\n\nMR. POE: Not so.\n\nMS. ROE: It is.") == [
        ("MS . ROE", ":", "We pay . We always did ."),
        ("MR . POE", ":", "Not so ."),
        ("MS . ROE", ":", "It is ."),
    ]


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("Q: Why?\n\nA: Because.\n\nQ: Since when?\n\nA: May.", ["Q", "A", "Q", "A"]),
        ("The Echo: Why?\n\nAna Poe: Because.\n\nThe Echo: Will you?", ["The Echo", "Ana Poe", "The Echo"]),
        ("ANA POE (by phone): Yes.\n\nROE: No.\n\nPOE: Ha.", ["ANA POE ( by phone )", "ROE", "POE"]),
        ("@poe: We pay.", ["@poe"]),
        ("It rained.\n\n@poe: We pay.\n\nTime: noon", ["@poe"]),
        # no label comes back: a list of facts
        ("Time: Noon\n\nPlace: Oslo\n\nCost: Five", []),
        # too few
        ("ROE: Yes.\n\nROE: No.", []),
        # labels that nobody has
        ("Photo: Ana Poe\n\nPhoto: Rex Roe\n\nPhoto: Ida Moe", []),
        ("he said: Yes.\n\nhe said: No.\n\nhe said: Yes.", []),
        # nothing is said
        ("ROE:\n\nROE:\n\nROE:", []),
        ("", []),
    ],
)
def test_labels(make, text, sources):
    assert [source for source, _, _ in turns_of(make, text)] == sources


def test_turns_are_counted_article_by_article(make):
    assert turns_of(make, "ROE: Yes.\n\nROE: No.", "ROE: Yes.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We will rebuild.\n\n— Ana Poe (@poe) May 3, 2020", [("Ana Poe ( @poe )", "", "We will rebuild .")]),
        ("It rained.\n\nWe go.\n\n-- Poe Roe (@p)", [("Poe Roe ( @p )", "", "We go .")]),
        ("We will rebuild.\n\n— Ana Poe, May 3, 2020", []),
        ("We will rebuild.\n\n— we all (@poe) agree", []),
        ("— Ana Poe (@poe)", []),
    ],
)
def test_signed_tweets(make, text, expected):
    assert turns_of(make, text) == expected


def test_a_signature_signs_nothing_of_another_article(make):
    assert turns_of(make, "We will rebuild.", "— Ana Poe (@poe)") == []


def test_what_was_found_within_a_turn_gives_way(make):
    table = make[0]("It rained, he said.\n\n@poe: We think we pay.")
    row = [table.words[w] for w in table.word].index
    said = Attribution((row("It"), row("rained")), (row("said"),), (row("he"),), 0.9)
    think = Attribution((row("pay"),), (row("think"),), (row("We"),), 0.9)
    outside, turn = with_turns(table, [said, think])
    assert outside == said
    assert (words_of(table, turn.content), turn.verbatim) == ("We think we pay .", True)
