from pathlib import Path

import numpy as np
import pytest

from stancekit.errors import ModelError
from stancekit.records import Article, Span, Utterance
from stancekit.text import SentenceSplitter, tokenize
from stancekit.topics import pairs, passages
from stancekit.topics.background import Background
from stancekit.topics.network import Network

TEXT = "The tram will cut traffic. The tram costs too much. Nurses need better pay. Wards need nurses."
N_PAIRS = 6


@pytest.fixture
def read() -> tuple[passages.Passages, passages.Vocabulary]:
    document = tokenize([Article(TEXT)], SentenceSplitter()).document(0)
    vocabulary = passages.read_vocabulary(document, Background.empty())
    ends = [i + 1 for i, c in enumerate(TEXT) if c == "."]
    spans = [Span(a, b) for a, b in zip([0, *(e + 1 for e in ends)], ends, strict=False)]
    said = [Utterance(f"u{i}", "direct", (span,)) for i, span in enumerate(spans)]
    return passages.read(document, said, vocabulary), vocabulary


def taking(feature: str) -> Network:
    """Return a second network whose score is one feature, where that is not negative."""
    hidden = np.zeros((len(pairs.SECOND_FEATURES) + 1, 1), np.float32)
    hidden[pairs.SECOND_FEATURES.index(feature)] = 1
    return Network(hidden, np.array([1, 0], np.float32))


def test_second_features_are_finite_and_repeat_the_first(
    read: tuple[passages.Passages, passages.Vocabulary],
) -> None:
    first = pairs.features(*read)
    odds = np.linspace(-40, 40, N_PAIRS, dtype=np.float32)
    table = pairs.second_features(odds, first, len(read[0]))
    assert table.shape == (N_PAIRS, len(pairs.SECOND_FEATURES))
    assert np.isfinite(table).all()
    assert np.array_equal(table[:, -len(pairs.FEATURES) :], first)
    assert np.array_equal(table[:, 0], odds)


def test_passages_that_belong_with_the_same_others_are_neighbours() -> None:
    odds = np.array([-1, 4, -4, 4, -4, -4], np.float32)  # 0 and 1 both belong with 2, 3 with none
    table = pairs.second_features(odds, np.zeros((N_PAIRS, len(pairs.FEATURES)), np.float32), 4)
    likeness = table[:, pairs.SECOND_FEATURES.index("neighbours")]
    assert likeness[0] > likeness[2]


def test_the_second_network_has_the_last_word(read: tuple[passages.Passages, passages.Vocabulary]) -> None:
    scorer = pairs.PairScorer(pairs.PairScorer.untrained().network, taking("same_sentence"))
    together = scorer(*read)
    assert np.array_equal(together, together.T)
    assert np.array_equal(together.diagonal(), np.ones(4))
    assert together[0, 1] == pytest.approx(0.5)


def test_save_and_load_with_and_without_a_second_network(tmp_path: Path) -> None:
    first = pairs.PairScorer.untrained().network
    pairs.PairScorer(first, taking("neighbours")).save(tmp_path)
    loaded = pairs.PairScorer.load(tmp_path)
    assert loaded.second is not None
    assert np.array_equal(loaded.second.hidden, taking("neighbours").hidden)
    pairs.PairScorer(first).save(tmp_path)
    assert pairs.PairScorer.load(tmp_path).second is None


def test_a_second_network_for_other_features_is_refused(tmp_path: Path) -> None:
    first = pairs.PairScorer.untrained().network
    pairs.PairScorer(first, first).save(tmp_path)
    with pytest.raises(ModelError, match=f"not {len(pairs.SECOND_FEATURES)}"):
        pairs.PairScorer.load(tmp_path)
