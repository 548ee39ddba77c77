"""Sources for attributions that have none: of a joined cue, or likely ones nearby."""

import numpy as np
import pytest

from stancekit.utterances.attribution import Attribution
from stancekit.utterances.cues import Roles
from stancekit.utterances.sources import find_sources, nearest_run, share_sources


@pytest.mark.parametrize(
    ("text", "shared"),
    [
        ("Anna smiled and said yes", True),
        ("Anna smiled , said yes", True),
        ("Anna smiled, then said yes", True),
        ("Anna smiled BUT said yes", True),
        ("Anna smiled he said yes", False),
        ("Anna smiled. And said yes", False),
        ("Anna smiled\n\nand said yes", False),
    ],
)
def test_a_joined_cue_shares_the_source(make, text, shared):
    table = make[0](text)
    said = [table.words[w] for w in table.word].index("said")
    first = Attribution((1,), (1,), (0,), 0.9)
    second = Attribution((said + 1,), (said,), (), 0.9)
    out = share_sources(table, [first, second])
    assert out == [first, second._replace(source=(0,) if shared else ())]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Attribution((1,), (1,), (), 0.9), Attribution((4,), (3,), (), 0.9)),  # no source to share
        (Attribution((1,), (1,), (0,), 0.9), Attribution((4,), (3,), (4,), 0.9)),  # one of its own
        (Attribution((1,), (1,), (0,), 0.9), Attribution((4,), (), (), 0.9)),  # no cue to join
    ],
)
def test_what_shares_no_source(make, first, second):
    assert share_sources(make[0]("Anna smiled and said yes"), [first, second]) == [first, second]


def test_a_source_is_handed_on_along_a_row_of_cues(make):
    table = make[0]("Anna smiled , nodded and said yes")
    found = [Attribution((6,), (5,), (), 0.9), Attribution((2,), (3,), (), 0.9)]
    found.append(Attribution((2,), (1,), (0,), 0.9))
    assert [(a.cue, a.source) for a in share_sources(table, found)] == [((i,), (0,)) for i in (1, 3, 5)]


def test_an_article_shares_nothing_with_the_one_before(make):
    table = make[0]("Anna smiled and", "said yes")
    found = [Attribution((1,), (1,), (0,), 0.9), Attribution((4,), (3,), (), 0.9)]
    assert share_sources(table, found) == found


def test_nothing_to_share(make):
    assert share_sources(make[0](""), []) == []


def _likely(table, rows):
    source = np.zeros(len(table), np.float32)
    source[list(rows)] = 0.5
    return Roles(np.zeros_like(source), np.zeros_like(source), source)


@pytest.mark.parametrize(
    ("likely", "found"),
    [
        ((), ()),
        ((0,), (0,)),
        ((0, 6, 7), (6, 7)),  # the nearest run
        ((2, 3), ()),  # words of the content itself
        ((9,), ()),  # another sentence
    ],
)
def test_a_likely_source_of_the_sentence_is_found(make, likely, found):
    table = make[0]("Today prices will rise , said Anna Lund . Bo slept")
    attribution = Attribution((1, 2, 3), (5,), (), 0.9)
    assert find_sources(table, _likely(table, likely), [attribution]) == [attribution._replace(source=found)]


def test_what_has_a_source_or_no_cue_stays(make):
    table = make[0]("Anna said yes")
    found = [Attribution((2,), (1,), (0,), 0.9), Attribution((2,), (), (), 0.9)]
    assert find_sources(table, _likely(table, [2]), found) == found


@pytest.mark.parametrize(
    ("rows", "begin", "end", "expected"),
    [([], 3, 4, ()), ([1, 2, 8], 4, 6, (1, 2)), ([1, 2, 8], 4, 7, (8,)), ([5], 9, 9, (5,))],
)
def test_nearest_run(rows, begin, end, expected):
    assert nearest_run(rows, begin, end) == expected
