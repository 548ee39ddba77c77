"""One small analysis, built by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stancekit.records import Analysis, Article, Span, Speaker, SpeakerStance, Stance, Topic, Utterance

TEXT = "“The bridge,” Mira Holt said, “must be built.” Harbour Watch feared the noise.\n“Nobody asked us.”\n"


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


FOR = Stance("supportive", {"condemning": 0.02, "cautious": 0.05, "supportive": 0.88, "none": 0.05})
CARE = Stance("cautious", {"condemning": 0.2, "cautious": 0.6, "supportive": 0.1, "none": 0.1})
NO_STANCE = Stance(None, {"condemning": 0.1, "cautious": 0.1, "supportive": 0.1, "none": 0.7})


@pytest.fixture
def analysis() -> Analysis:
    utterances = (
        Utterance(
            "u1",
            "direct",
            (_span("“The bridge,”"), _span("“must be built.”")),
            (_span("said"),),
            (_span("Mira Holt"),),
            "s1",
            "t1",
            "the bridge",
            FOR,
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
            CARE,
        ),
        Utterance("u3", "direct", (_span("“Nobody asked us.”"),), stance=NO_STANCE),
    )
    return Analysis(
        Article(TEXT, id="a1", title="A bridge too loud", date="2024-05-01", source="Daily Example"),
        speakers=(
            Speaker("s1", "Mira Holt", "person", "mayor", (_span("Mira Holt"),)),
            Speaker("s2", "Harbour Watch", "organization", "", (_span("Harbour Watch"),)),
        ),
        topics=(Topic("t1", "harbour bridge", ("bridge", "harbour")),),
        utterances=utterances,
        stances=(SpeakerStance("s1", "t1", FOR, ("u1",)), SpeakerStance("s2", "t1", CARE, ("u2",))),
        model="fast 1",
    )


@pytest.fixture
def renamed(analysis):
    """Return a function that gives the speaker, the topic and the title of the analysis another name."""

    def rename(name: str) -> Analysis:
        first, *others = analysis.speakers
        return replace(
            analysis,
            article=replace(analysis.article, title=name),
            speakers=(replace(first, name=name, role=name), *others),
            topics=(replace(analysis.topics[0], label=name),),
        )

    return rename
