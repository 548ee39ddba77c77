"""Annotated articles as token tables: gold spans become token rows."""

import pytest

from stancekit.evaluation.brat import Attribution, BratArticle
from stancekit.records import Span
from stancekit.text import SentenceSplitter
from stancekit.training.batches import batches

TEXT = "He said, “It works.”"  # He said , “ It works . ”


def read(tagger, *articles):
    return list(batches(articles, SentenceSplitter(), tagger))


@pytest.mark.parametrize(
    ("spans", "rows"),
    [
        ([(3, 7)], (1,)),
        ([(9, 20)], (3, 4, 5, 6, 7)),
        ([(8, 9)], ()),  # the space alone
        ([(2, 8)], (1, 2)),  # with a space at the front
        ([(3, 9)], (1, 2)),  # and behind
        ([(4, 6)], (1,)),  # letters inside a word take the word
        ([(1, 4)], (0, 1)),
        ([(0, 2), (10, 12)], (0, 4)),
        ([(10, 12), (0, 2)], (0, 4)),  # in any order
        ([(10, 15), (13, 18)], (4, 5)),  # overlapping
        ([(18, 99)], (6, 7)),  # beyond the text
        ([(20, 20)], ()),
        ([], ()),
    ],
)
def test_spans_become_rows(tagger, spans, rows):
    found = tuple(Span(a, b) for a, b in spans)
    gold = Attribution("E1", source=found, cue=found, content=(Span(0, 2),))
    (batch,) = read(tagger, BratArticle("a", TEXT, (gold,)))
    assert batch.gold == [((0,), rows, rows)]


def test_rows_count_over_the_batch(tagger, annotate):
    (batch,) = read(
        tagger,
        annotate("a", "<s:He> <v:said> <c:so>."),
        annotate("b", ""),
        annotate("c", "Then <s:she> <v:told> me <c:no>.", "<c:Yes,> <s:they> <v:said>."),
    )
    words = [[batch.table.words[batch.table.word[r]] for r in part] for gold in batch.gold for part in gold]
    assert words == [["so"], ["said"], ["He"], ["no"], ["told"], ["she"], ["Yes", ","], ["said"], ["they"]]
    assert [a.id for a in batch.table.articles] == ["a", "b", "c"]
    assert len(batch.tags) == len(batch.table)


def test_attributions_without_content_are_left_out(tagger, annotate):
    (batch,) = read(tagger, annotate("a", "<s:He> <v:spoke>.", "<s:She> <v:said> <c:so>."))
    assert [gold.cue for gold in batch.gold] == [(4,)]


def test_forty_articles_a_batch(tagger, annotate):
    found = read(tagger, *(annotate(str(i), "<s:He> <v:said> <c:so>.") for i in range(85)))
    assert [len(batch.table.articles) for batch in found] == [40, 40, 5]
    assert found[2].gold[0].content == (2,)
    assert read(tagger) == []
