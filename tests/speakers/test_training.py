"""Weights learned from articles whose speakers are known."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from stancekit.errors import ModelError
from stancekit.records import Article, Span, Utterance
from stancekit.speakers import SpeakerResolver
from stancekit.text import SentenceSplitter, tokenize
from stancekit.training import speakers as training
from stancekit.training.speaker_choices import Example, collect


def example(first: str, second: str, speaker: str) -> Example:
    text = f"{first} met {second}. He said so."
    at = text.index("He said")
    said = Utterance("u1", "indirect", (Span(at + 8, at + 10),), (Span(at + 3, at + 7),), (Span(at, at + 2),))
    document = tokenize([Article(text)], SentenceSplitter()).document(0)
    return Example(document, [said], [speaker])


PAIRS = [("Tom Rowe", "Al Baum"), ("John Marsh", "Bill Frey"), ("Mark Orr", "Carl Lund")]


@pytest.mark.parametrize("wanted", [0, 1])
def test_fit_learns_whom_a_pronoun_prefers(wanted: int) -> None:
    resolver = training.fit([example(*pair, pair[wanted]) for pair in PAIRS * 4])
    pair = ("Peter Holm", "Simon Ash")
    document, utterances, _ = example(*pair, "")
    assert resolver.resolve(document, utterances)[0][0].name == pair[wanted]


def test_sources_left_out_teach_what_stands_beside_the_cue() -> None:
    choices = collect([example(*PAIRS[0], PAIRS[0][0])], {})["implicit"]
    right = [clues for clues, is_right in zip(choices.options, choices.right, strict=True) if is_right]
    assert choices.first == [0, len(choices.options)]
    assert any("before0-pronoun" in clues for clues in right)


def test_fit_without_examples_has_no_weights() -> None:
    assert training.fit([]).weights == {}


def test_what_is_known_travels_with_the_weights(tmp_path: Path) -> None:
    known = {"Tom Rowe": ["m", "mayor"]}
    training.fit([example(*PAIRS[0], PAIRS[0][0])], known).save(tmp_path)
    assert SpeakerResolver.load(tmp_path).known == known


def test_train_names_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="sentences"):
        training.train(tmp_path, tmp_path / "model" / "speakers")


@pytest.mark.skipif(not os.environ.get("STANCEKIT_DATA"), reason="STANCEKIT_DATA names no data folder")
def test_shipped_resolver_is_right_on_most_utterances() -> None:
    folder = Path(__file__).parents[2] / "models" / "fast"
    data = Path(os.environ["STANCEKIT_DATA"])
    if not (folder / "speakers" / "weights.json").is_file() or not (data / "stance").is_dir():
        pytest.skip("no model or no data")
    resolver = SpeakerResolver.load(folder / "speakers")
    assert training.accuracy(resolver, data, folder, split="dev") > 0.8
