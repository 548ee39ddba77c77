"""The shipped tagger on sentences of our own, and what any tagger must do."""

from pathlib import Path

import numpy as np
import pytest

from stancekit.chain.columns import stable_hash
from stancekit.records import Article
from stancekit.text import SentenceSplitter, tokenize
from stancekit.text import tagger as module
from stancekit.text.tagger import TAGS, Tagger, layout

SHIPPED = Path(__file__).parents[2] / "models" / "fast" / "tagger"
TEXTS = (
    "The mayor said on Monday that the old bridge would reopen in June.",
    "“We will not sign this,” Anna Kowalska told reporters in Warsaw. She did not say why.",
    "Brussels and London are negotiating a new fisheries agreement, according to the European Commission.",
    "",
    "Officials\n\nHe: no!",
)


@pytest.fixture(scope="module")
def tagger():
    return Tagger.load(SHIPPED)


def table_of(*texts):
    return tokenize([Article(text) for text in texts], SentenceSplitter())


def tags_of(tagger, text):
    table = table_of(text)
    return {table.words[w]: TAGS[tag] for w, tag in zip(table.word, tagger.tag(table), strict=True)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TEXTS[0], "The=DET mayor=NOUN said=VERB on=ADP old=ADJ bridge=NOUN reopen=VERB .=PUNCT"),
        (TEXTS[1], "We=PRON will=AUX not=ADV sign=VERB Anna=PERSON Kowalska=PERSON told=VERB Warsaw=PLACE"),
        (TEXTS[2], "and=CONJ London=PLACE are=AUX negotiating=VERB European=ORG Commission=ORG"),
        ("They want to sell 40 trucks to Germany.", "They=PRON to=PART sell=VERB 40=NUM Germany=PLACE"),
        ("The minister’s spokesman quickly denied it.", "’s=PART spokesman=NOUN quickly=ADV denied=VERB"),
    ],
)
def test_shipped_tagger(tagger, text, expected):
    expected = dict(pair.rsplit("=", 1) for pair in expected.split())
    found = {word: tag for word, tag in tags_of(tagger, text).items() if word in expected}
    wrong = {word: (found[word], tag) for word, tag in expected.items() if found[word] != tag}
    assert len(wrong) <= 1, wrong  # a model that is trained anew may stumble once


def test_shipped_tagger_has_the_tags_and_templates_of_the_code(tagger):
    assert tagger.chain.labels == TAGS
    assert tagger.chain.templates == module.TEMPLATES


def test_batched_equals_one_by_one_bit_for_bit(tagger):
    texts = [*TEXTS, *(" ".join(TEXTS[:k]) for k in range(4))]
    together, sequences = layout(table_of(*texts))
    scores = tagger.chain.scores(together, sequences)
    alone = [tagger.chain.scores(*layout(table_of(text))) for text in texts]
    assert scores.tobytes() == np.concatenate(alone).tobytes()
    tags = [tagger.tag(table_of(text)) for text in texts]
    assert tagger.tag(table_of(*texts)).tolist() == np.concatenate(tags).tolist()


def test_one_tag_a_token(tagger):
    table = table_of(*TEXTS)
    tags = tagger.tag(table)
    assert tags.shape == (len(table),)
    assert tags.dtype == np.int8
    assert ((tags >= 0) & (tags < len(TAGS))).all()


@pytest.mark.parametrize("texts", [(), ("",), ("", " \n")])
def test_nothing_to_tag(tagger, texts):
    assert tagger.tag(table_of(*texts)).shape == (0,)


def test_save_and_load(tagger, tmp_path):
    tagger.save(tmp_path)
    assert Tagger.load(tmp_path).tag(table_of(*TEXTS)).tolist() == tagger.tag(table_of(*TEXTS)).tolist()


def test_layout_columns():
    columns, sequences = layout(table_of("Rain fell. Rain stops it."))
    inside = sequences.inside
    words = ["rain", "fell", ".", "rain", "stops", "it", "."]
    assert columns["lower"][inside].tolist() == [stable_hash(word) for word in words]
    assert columns["initial"][inside].tolist() == [1, 0, 0, 1, 0, 0, 0]
    assert sequences.length.tolist() == [3, 4]


def test_long_sentences_are_cut(tagger):
    table = table_of("word " * 1000)
    _, sequences = layout(table)
    assert sequences.length.sum() == 1000
    assert sequences.length.max() <= 128
    assert len(tagger.tag(table)) == 1000
