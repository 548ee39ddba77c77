"""Columns of tokens."""

import numpy as np
import pytest

from stancekit.chain.columns import stable_hash
from stancekit.text.tagger import TAGS
from stancekit.utterances.columns import Lexicon, WordTable, bucket, token_columns


def columns_of(make, lexicon, *texts):
    table = make[0](*texts)
    return table, token_columns(table, make[1](table), TAGS.index("VERB"), lexicon)


@pytest.fixture
def lexicon(model):
    return model.lexicon


@pytest.mark.parametrize(
    ("word", "level"), [("said", 4), ("told", 4), ("warned", 3), ("think", 2), ("plan", 0), ("", 0)]
)
def test_levels(lexicon, word, level):
    assert lexicon.level.look_up(np.array([stable_hash(word)], np.uint32)).tolist() == [level]


def test_a_table_without_words():
    table = WordTable(np.empty(0, np.uint32), np.empty(0, np.uint8))
    assert table.look_up(np.array([1, 2], np.uint32)).tolist() == [0, 0]


def test_keys_at_both_ends():
    table = WordTable(np.array([0, 0xFFFFFFFF], np.uint32), np.array([3, 4], np.uint8))
    assert table.look_up(np.array([0, 1, 0xFFFFFFFE, 0xFFFFFFFF], np.uint32)).tolist() == [3, 0, 0, 4]


def test_lexicon_files(lexicon, tmp_path):
    lexicon.save(tmp_path)
    loaded = Lexicon.load(tmp_path)
    for ours, read in zip(lexicon, loaded, strict=True):
        assert (ours.key.tolist(), ours.value.tolist()) == (read.key.tolist(), read.value.tolist())


def test_bucket():
    distance = [0, 1, 2, 3, 4, 5, 6, 8, 9, 14, 15, 24, 25, 999]
    expected = [0, 1, 2, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8]
    assert bucket(np.array(distance)).tolist() == expected
    assert bucket(-np.array(distance)).tolist() == expected


def test_places_in_the_sentence(make, lexicon):
    _, columns = columns_of(make, lexicon, "So, one, two. Then three.")
    assert columns.features["commas"].tolist() == [0, 1, 1, 2, 2, 2, 0, 0, 0]
    assert columns.features["from_start"].tolist() == [0, 1, 2, 3, 4, 4, 0, 1, 2]
    assert columns.features["to_end"].tolist() == [4, 4, 3, 2, 1, 0, 2, 1, 0]
    assert set(columns.features["opener"].tolist()) == {stable_hash("so"), stable_hash("then")}


def test_nearest_cues(make, lexicon):
    table, columns = columns_of(make, lexicon, "He said it. They warned us, she told me.")
    words = [table.words[w] for w in table.word]
    left, right = columns.nearest
    assert [words[i] for i in left if i >= 0] == ["said"] * 3 + ["warned"] * 4 + ["told"] * 3
    assert [words[i] for i in right[:2]] == ["said", "said"]
    assert right[2:4].tolist() == [-1, -1]
    assert columns.features["right_far"][2] == columns.features["right_cue"][2] == 99


def test_likely_cues(make, lexicon):
    table, columns = columns_of(make, lexicon, "They think, he said; a plan.")
    assert [table.words[w] for w in table.word[columns.likely]] == ["think", "said"]
    assert [table.words[w] for w in table.word[columns.comma]] == [","]


@pytest.mark.parametrize(
    ("text", "state"),
    [("“No” he", [5, 4, 6, 0]), ('"No" he', [5, 4, 6, 0]), ("No he", [0, 0])],
)
def test_quotation_state(make, lexicon, text, state):
    assert columns_of(make, lexicon, text)[1].quote.tolist() == state


def test_no_tokens(make, lexicon):
    _, columns = columns_of(make, lexicon, "")
    assert {len(column) for column in columns.features.values()} == {0}


def test_articles_do_not_see_each_other(make, lexicon, texts):
    _, together = columns_of(make, lexicon, 'He said "no"', *texts)
    alone = [columns_of(make, lexicon, text)[1] for text in ('He said "no"', *texts)]
    for name, column in together.features.items():
        assert column.tolist() == np.concatenate([part.features[name] for part in alone]).tolist(), name
