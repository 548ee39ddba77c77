"""Fitting the classifier of candidates: it learns which words, and which surroundings, are those of cues."""

import numpy as np
import pytest

from stancekit.text import SentenceSplitter
from stancekit.training.batches import batches
from stancekit.training.candidates import fit
from stancekit.utterances import cues
from stancekit.utterances.codes import of_tokens
from stancekit.utterances.columns import Lexicon, WordTable, token_columns
from stancekit.utterances.cues import Roles
from stancekit.utterances.model import VERB
from stancekit.utterances.windows import seeds


@pytest.fixture(scope="module")
def make(corpus, tagger):
    """Data in which all words of saying, and "noted", are candidates alike."""
    empty = WordTable(np.empty(0, np.uint32), np.empty(0, np.uint8))

    def make(n, seed):
        data = list(batches(corpus(n, seed), SentenceSplitter(), tagger))
        columns = [token_columns(b.table, b.tags, VERB, Lexicon(empty, empty, empty)) for b in data]
        layouts = [cues.layout(b.table, of_tokens(b.table, c)) for b, c in zip(data, columns, strict=True)]
        return data, columns, [roles_of(b) for b in data], layouts

    return make


def roles_of(batch):
    verb = batch.tags == VERB
    content = np.zeros(len(verb), np.float32)
    for gold in batch.gold:
        content[list(gold.content)] = 0.9
    return Roles(content, np.where(verb, np.float32(0.5), np.float32(0)), np.zeros(len(verb), np.float32))


def test_learns_which_candidates_are_cues(make):
    classifier = fit(*make(50, 0), 0.1)
    (batch,), (columns,), (roles,), (layout,) = make(30, 1)
    candidate = seeds(batch.table, roles, 0.1)
    cue = {row for gold in batch.gold for row in gold.cue}
    right = np.array([row in cue for row in candidate.tolist()])
    found = classifier.confidence(batch.table, columns, roles, candidate, layout)
    assert 0 < right.mean() < 1
    assert ((found > 0.5) == right).mean() > 0.95
    assert ((found > 0) & (found < 1)).all()


def test_keys_are_in_order_and_weights_matter(make):
    classifier = fit(*make(50, 0), 0.1)
    assert (np.diff(classifier.key.astype(np.int64)) > 0).all()
    assert len(classifier.key) == len(classifier.weight)
    assert np.abs(classifier.weight).min() >= 0.002


def test_fitting_twice_gives_the_same(make):
    one, two = fit(*make(40, 0), 0.1), fit(*make(40, 0), 0.1)
    assert one.key.tolist() == two.key.tolist()
    np.testing.assert_allclose(one.weight, two.weight, atol=1e-9)
    np.testing.assert_allclose(one.context, two.context, atol=1e-9)
