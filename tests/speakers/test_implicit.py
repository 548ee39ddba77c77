"""Utterances without a source: what stands beside the cue, the author, people at large."""

from __future__ import annotations

import pytest

from stancekit.records import Article, Span, Utterance
from stancekit.speakers import SpeakerResolver
from stancekit.text import SentenceSplitter, tokenize

TEXT = "Ann Lee met Bob Roe on Monday. Roe said later that it rained."
TAGS = {"Ann": "PERSON", "Lee": "PERSON", "Bob": "PERSON", "Roe": "PERSON", "said": "VERB"}


def speaker(weights: dict[str, float], *, cue: str = "said") -> str | None:
    document = tokenize([Article(TEXT)], SentenceSplitter()).document(0)
    document.tags[:] = [TAGS.get(word, "X") for word in document.words]
    content = TEXT.index("it rained")
    cues = (Span(TEXT.index(cue), TEXT.index(cue) + len(cue)),) if cue else ()
    said = Utterance("u1", "indirect", (Span(content, content + 9),), cues)
    speakers, _ = SpeakerResolver({"implicit": weights}).resolve(document, [said])
    return speakers[0].name if speakers else None


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ({"before0": 1.0}, "Bob Roe"),
        ({"before0-name-person": 1.0}, "Bob Roe"),
        ({"author-cue=said": 1.0}, "AUTHOR"),
        ({"observers-any": 1.0}, "observers"),
        ({"critics-verb": 1.0}, "critics"),
        ({"nobody-any": 1.0}, None),
    ],
)
def test_clues_decide(weights: dict[str, float], expected: str | None) -> None:
    assert speaker(weights) == expected


def test_without_a_cue_the_sentences_around_are_searched() -> None:
    assert speaker({"before0-no-cue": 1.0}, cue="") is not None
