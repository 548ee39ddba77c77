"""One small analysis, built by hand: an emoji and a combining mark stand before most of its spans."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stancekit.records import Analysis, Article, Span, Speaker, Stance, Topic, Utterance

TEXT = (
    "👋🏽 Zoe\u0301 Ruiz, spokeswoman for the Port Authority, spoke.\r\n"
    "“The bridge,” she said, “must be built.” Harbour Watch feared the noise.\n“Nobody asked us.”\n"
)
_SURE = {"condemning": 0.05, "cautious": 0.05, "supportive": 0.85, "none": 0.05}


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def _utterances() -> tuple[Utterance, ...]:
    return (
        Utterance(
            "u1",
            "direct",
            (_span("“The bridge,”"), _span("“must be built.”")),
            (_span("said"),),
            (_span("she"),),
            "s1",
            "t1",
            "the bridge",
            Stance("supportive", _SURE),
            0.95,
        ),
        Utterance(
            "u2",
            "indirect",
            (_span("the noise"),),
            (_span("feared"),),
            (_span("Harbour Watch"),),
            "s2",
            "t1",
            "noise",
            Stance("cautious"),
        ),
        Utterance("u3", "direct", (_span("“Nobody asked us.”"),), stance=Stance(None)),
    )


@pytest.fixture
def analysis() -> Analysis:
    return Analysis(
        Article(
            TEXT, "a1", "A bridge too loud", "2024-05-01T09:30:00Z", "Daily Example", {"author": "B. Lund"}
        ),
        speakers=(
            Speaker("s1", "Zoe\u0301 Ruiz", "person", "spokeswoman for the Port Authority"),
            Speaker("s2", "Harbour Watch", "organization"),
        ),
        topics=(Topic("t1", "harbour bridge", ("bridge",), "discovered"),),
        utterances=_utterances(),
    )


@pytest.fixture
def told() -> Callable[[Analysis], list[tuple[object, ...]]]:
    """Return a function that gives what a round trip must not change: the spans and labels of utterances."""

    def listed(analysis: Analysis) -> list[tuple[object, ...]]:
        names = {speaker.id: speaker.name for speaker in analysis.speakers}
        labels = {topic.id: topic.label for topic in analysis.topics}
        return [
            (
                *(u.id, u.kind, u.content, u.cue, u.source),
                names.get(u.speaker),
                labels.get(u.topic),
                u.target,
                u.stance.answer if u.stance else None,
            )
            for u in analysis.utterances
        ]

    return listed
