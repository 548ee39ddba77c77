"""Fitting the attribution stage on articles of our own."""

import numpy as np
import pytest

from stancekit.chain import Sequences, word_columns
from stancekit.text import SentenceSplitter
from stancekit.training.batches import Gold, batches
from stancekit.training.utterances import _role_labels, _window_labels, fit, fit_cue_levels
from stancekit.utterances import AttributionModel, cues, to_utterances, windows
from stancekit.utterances.columns import WordTable


@pytest.fixture(scope="module")
def read(tagger):
    return lambda articles: list(batches(articles, SentenceSplitter(), tagger))


@pytest.mark.parametrize(
    ("n_cue", "n_other", "level"),
    [(0, 5, 0), (1, 39, 0), (1, 19, 1), (1, 4, 2), (2, 2, 3), (4, 1, 4), (5, 0, 4), (3, 0, 0)],
)
def test_cue_levels(read, annotate, n_cue, n_other, level):
    sentences = ["<s:He> <v:hinted> <c:so>."] * n_cue + ["He Hinted so."] * n_other
    table = fit_cue_levels(read([annotate("a", *sentences)]))
    hinted, other = table.look_up(word_columns(["hinted", "never"]).lower)
    assert (hinted, other) == (level, 0)


def test_cue_levels_without_cues(read, annotate):
    assert len(fit_cue_levels(read([annotate("a", "He left.")])).key) == 0


def test_labels_of_the_first_chain(read, annotate):
    (batch,) = read([annotate("a", "<c:“It works,”> <s:Al Orr> <v:went on>, <c:“well.”>")])
    #                                 “ It works , ” Al Orr went on , “ well . ”
    names = [cues.LABELS[i] for i in _role_labels(batch)]
    expected = ["B-content", *["I-content"] * 4, "B-source", "I-source", "B-cue", "I-cue", "O"]
    assert names == [*expected, "B-content", *["I-content"] * 3]


def test_cues_win_where_attributions_overlap(read, annotate):
    (batch,) = read([annotate("a", "<s:He> <v:said> <c:she left>.")])
    batch.gold.append(Gold(content=(0, 1), cue=(3,), source=(2,)))
    names = [cues.LABELS[i] for i in _role_labels(batch)]
    assert names == ["B-source", "B-cue", "B-source", "B-cue", "O"]


@pytest.mark.parametrize(
    ("begin", "end", "gold", "expected"),
    [
        ([0], [6], [Gold((3, 4, 5), (1,), (0,))], [[3, 4, 0, 1, 2, 2]]),
        ([0], [6], [Gold((0, 1, 4, 5), (3,), (2,))], [[1, 2, 3, 4, 1, 2]]),  # split content begins twice
        ([2], [6], [Gold((0, 1, 2, 3), (4,), (9,))], [[1, 2, 4, 0]]),  # what lies outside is not seen
        ([0], [3], [Gold((0, 1), (1,), (1,))], [[1, 4, 0]]),  # the cue wins, then the source
        ([0, 2], [4, 5], [Gold((2, 3), (1,), ()), Gold((2,), (4,), (3,))], [[0, 4, 1, 2], [1, 3, 4]]),
        # two windows on the same rows do not run into one another
        ([0, 0], [2, 2], [Gold((1,), (0,), ()), Gold((0,), (1,), ())], [[4, 1], [1, 4]]),
    ],
)
def test_labels_of_the_second_chain(begin, end, gold, expected):
    sequences = Sequences.ranges(np.array(begin), np.array(end))
    found = _window_labels(sequences, gold)
    assert np.split(found, np.cumsum(sequences.length)[:-1])[0].tolist() == expected[0]
    assert found.tolist() == [label for labels in expected for label in labels]


@pytest.fixture(scope="module")
def model(read, corpus):
    pytest.importorskip("pycrfsuite")
    key = np.sort(word_columns(["said", "warned", "insisted", "argued"]).lower)
    classes = WordTable(key, np.ones(len(key), np.uint16))
    return fit(read(corpus(60)), classes, classes)


def found_in(model, table, tags):
    words = [table.words[w] for w in table.word]
    found = model.find(table, tags)
    return [tuple(" ".join(words[r] for r in part) for part in (a.source, a.cue, a.content)) for a in found]


def test_the_model_has_learned_the_toy_language(model, read, annotate):
    (batch,) = read(
        [
            annotate("a", "Eva Ortega argued that nobody was hurt. Then Bob Ray left."),
            annotate("b", "It rained on the mayor. “Taxes must fall,” two officials warned."),
            annotate("c", "Anna Lee walked over the bridge."),
        ]
    )
    assert found_in(model, batch.table, batch.tags) == [
        ("Eva Ortega", "argued", "nobody was hurt"),
        ("two officials", "warned", "“ Taxes must fall , ”"),
    ]


def test_it_finds_most_of_what_is_annotated(model, read, corpus):
    (batch,) = read(corpus(40, seed=7))
    gold = {(g.source, g.cue, g.content) for g in batch.gold}
    found = {(a.source, a.cue, a.content) for a in model.find(batch.table, batch.tags)}
    assert len(gold & found) > 0.8 * len(gold)
    assert len(gold & found) > 0.8 * len(found)


def test_batched_equals_one_by_one(model, read, corpus):
    articles = corpus(12, seed=8)
    (together,) = read(articles)
    alone = [read([article])[0] for article in articles]
    assert to_utterances(together.table, model.find(together.table, together.tags)) == [
        to_utterances(batch.table, model.find(batch.table, batch.tags))[0] for batch in alone
    ]


def test_labels_and_templates_are_those_of_the_stage(model):
    assert model.finder.chain.labels == cues.LABELS
    assert model.chain.labels == windows.LABELS
    assert (model.finder.chain.templates, model.chain.templates) == (cues.TEMPLATES, windows.TEMPLATES)


def test_saved_and_loaded_it_finds_the_same(model, read, corpus, tmp_path):
    model.save(tmp_path)
    (batch,) = read(corpus(10, seed=9))
    loaded = AttributionModel.load(tmp_path)
    assert found_in(loaded, batch.table, batch.tags) == found_in(model, batch.table, batch.tags)
