"""Tables of our own sentences and a model with made-up weights, which labels all sorts of things."""

import numpy as np
import pytest

from stancekit.chain import ChainModel, keys
from stancekit.chain.columns import stable_hash
from stancekit.chain.features import parse
from stancekit.records import Article
from stancekit.text import SentenceSplitter, tokenize
from stancekit.text.tagger import TAGS
from stancekit.utterances import AttributionModel, cues, windows
from stancekit.utterances.candidates import CueClassifier, candidate_keys, surroundings
from stancekit.utterances.codes import of_tokens
from stancekit.utterances.columns import Lexicon, WordTable, token_columns
from stancekit.utterances.cues import CueFinder, Roles

VERBS = {"said", "told", "warned", "rose", "wrote", "think"}
TEXTS = (
    "The minister said prices rose. “We will act,” she told reporters, “and soon.”\n\nNobody warned them.",
    '"It works," an engineer wrote.',
    "",
    "Critics think that the plan, which the council backed, will fail. Analysts warned of delays.",
    "“Enough,” he said. “We have waited for years. Nothing came of it.”\n\n“Never again.”",
)


def make_table(*texts):
    return tokenize([Article(text, id=str(i)) for i, text in enumerate(texts)], SentenceSplitter())


def make_tags(table):
    """VERB for the verbs, NOUN for other words, PUNCT for the rest."""
    tags = ["VERB" if w in VERBS else "NOUN" if w[0].isalnum() else "PUNCT" for w in table.words]
    return np.array([TAGS.index(tag) for tag in tags], np.int8)[table.word]


def make_lexicon():
    levels = {
        stable_hash(word): level for word, level in (("said", 4), ("told", 4), ("warned", 3), ("think", 2))
    }
    key = np.array(sorted(levels), np.uint32)
    level = WordTable(key, np.array([levels[int(k)] for k in key], np.uint8))
    return Lexicon(
        level, WordTable(key, np.arange(1, 5, dtype=np.uint16)), WordTable(key[:2], np.ones(2, np.uint8))
    )


def made_up(labels, templates, columns, sequences, seed):
    """A chain with random weights for every second feature of the columns."""
    known = np.unique(np.concatenate(list(keys(parse(templates), columns, sequences.inside))))[::2]
    random = np.random.default_rng(seed)
    weight = random.normal(0, 0.4, (len(known), len(labels))).astype(np.float16)
    return ChainModel(
        labels, templates, known, weight, random.normal(size=(len(labels),) * 2).astype(np.float32)
    )


def made_up_classifier(candidate, layout, numbers):
    """A classifier with random weights for every second feature of the candidates."""
    known = np.unique(np.concatenate(candidate_keys(candidate, layout)))[::2]
    random = np.random.default_rng(2)
    weight = random.normal(0, 0.2, len(known)).astype(np.float16)
    return CueClassifier(known, weight, random.normal(0, 0.05, numbers.shape[1] + 1).astype(np.float32))


@pytest.fixture(scope="session")
def model():
    table, lexicon = make_table(*TEXTS), make_lexicon()
    tags = make_tags(table)
    columns = token_columns(table, tags, TAGS.index("VERB"), lexicon)
    tokens = of_tokens(table, columns)
    layout = cues.layout(table, tokens)
    finder = CueFinder(made_up(cues.LABELS, cues.TEMPLATES, *layout, 0))
    roles = finder.roles(*layout)
    candidate = windows.seeds(table, roles, 0.3)
    classifier = made_up_classifier(candidate, layout, surroundings(table, columns, roles, candidate))
    found = windows.windows(table, candidate)
    chain = made_up(
        windows.LABELS, windows.TEMPLATES, *windows.layout(table, columns, tokens, roles, found), 1
    )
    return AttributionModel(lexicon, finder, classifier, chain, threshold=0.3, min_confidence=0.25)


@pytest.fixture(scope="session")
def make():
    """Functions that make a table of texts, and its tags."""
    return make_table, make_tags


@pytest.fixture(scope="session")
def read(model):
    """A function that makes the table of texts, its columns and their layout for the first chain."""

    def read(*texts):
        table = make_table(*texts)
        columns = token_columns(table, make_tags(table), TAGS.index("VERB"), model.lexicon)
        return table, columns, cues.layout(table, of_tokens(table, columns))

    return read


@pytest.fixture(scope="session")
def make_roles():
    """A function that makes roles of ``{row: probability}`` for contents, cues and sources."""

    def make_roles(table, *, content=(), cue=(), source=()):
        roles = Roles(*np.zeros((3, len(table)), np.float32))
        for column, given in zip(roles, (content, cue, source), strict=True):
            for row, probability in dict(given).items():
                column[row] = probability
        return roles

    return make_roles


@pytest.fixture(scope="session")
def texts():
    return TEXTS
