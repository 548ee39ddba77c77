"""Templates and the keys that they make."""

import numpy as np
import pytest

from stancekit.chain import Sequences, keys
from stancekit.chain.columns import PADDING
from stancekit.chain.features import parse
from stancekit.errors import ModelError

TEMPLATES = parse("word word-1 word+1 word-3|word+3 word|tag word-2|tag-1|word+2")


def laid_out(sentences):
    """Columns and layout of sentences given as lists of (word, tag)."""
    tokens = np.array([token for s in sentences for token in s], np.uint32).reshape(-1, 2)
    end = np.cumsum([len(s) for s in sentences])
    sequences = Sequences.ranges(end - [len(s) for s in sentences], end)
    return {name: sequences.take(tokens[:, i]) for i, name in enumerate(("word", "tag"))}, sequences


def keys_of(*sentences, templates=TEMPLATES):
    columns, sequences = laid_out(sentences)
    return np.stack(list(keys(templates, columns, sequences.inside)), axis=1).tolist()


FIRST, SECOND = [(1, 1), (2, 1), (3, 2)], [(9, 2), (8, 1)]


def test_the_same_keys_every_time():
    assert keys_of(FIRST) == keys_of(FIRST)
    assert keys_of([(1, 1)], templates=parse("word word|tag+1")) == [[3558673510, 475583910]]


def test_templates_do_not_share_keys():
    key = keys_of([(5, 5)], templates=parse("word tag word|tag tag|word word+1 tag+1"))[0]
    assert len(set(key)) == 6


def test_a_sequence_does_not_see_its_neighbours():
    together = keys_of(FIRST, SECOND, FIRST)
    assert together[3:5] == keys_of(SECOND)
    assert together[:3] == together[5:] == keys_of(FIRST)


def test_equal_words_give_equal_keys_elsewhere():
    columns, sequences = laid_out([[(4, 1), (5, 1), (4, 1)]])
    word = next(keys(parse("word"), columns, sequences.inside))
    assert word[0] == word[2] != word[1]


def test_parse():
    assert parse("word word-1|tag+2") == ((("word", 0),), (("word", -1), ("tag", 2)))
    assert parse("") == ()


@pytest.mark.parametrize(
    "text", [f"word+{PADDING + 1}", f"word-{PADDING + 1}", "word+x", "word|", "wo rd-", "w+12"]
)
def test_templates_that_cannot_be_read(text):
    with pytest.raises(ModelError, match="template part"):
        parse(text)
