from __future__ import annotations

import re
from dataclasses import replace

from stancekit import report
from stancekit.records import Analysis, Article, Span, Utterance


def _read(shown: str) -> list[dict[str, list[tuple[int, int]]]]:
    """Read stand-off annotation as PolNeAR's readers do."""
    spans, events = {}, []
    for name, body, *_ in (line.split("\t") for line in shown.splitlines()):
        if name[0] == "T":
            spans[name] = [tuple(map(int, pair.split())) for pair in body.split(" ", 1)[1].split(";")]
        else:
            roles = (part.split(":") for part in body.split())
            events.append({role: spans[span] for role, span in roles})
    return events


def test_layout(analysis):
    lines = report.render(analysis, "brat").splitlines()
    assert lines[:5] == [
        "T1\tSource 14 23\tMira Holt",
        "T2\tCue 24 28\tsaid",
        "T3\tContent 0 13;30 46\t“The bridge,” “must be built.”",
        "T4\tAttribution 24 28\tsaid",
        "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1",
    ]
    assert lines[-2:] == [
        "T10\tAttribution-no-source 79 97\t“Nobody asked us.”",
        "E3\tAttribution-no-source:T10 Content:T9",
    ]


def test_reads_back(analysis):
    for event, utterance in zip(_read(report.render(analysis, "brat")), analysis.utterances, strict=True):
        assert event["Content"] == list(utterance.content)
        assert event.get("Cue", []) == list(utterance.cue)
        assert event.get("Source", []) == list(utterance.source)


def test_ranges_are_in_order_and_text_stays_on_its_line():
    text = "one\ntwo\x1b\u2028three"
    said = Utterance("u1", "direct", (Span(4, 14), Span(0, 4)), source=(Span(0, 3),))
    shown = report.render(Analysis(Article(text), utterances=(said,)), "brat")
    assert "T2\tContent 0 4;4 14\tone  two  three\n" in shown
    assert re.search(r"^T3\tAttribution 0 3\tone$", shown, re.MULTILINE)


def test_utterance_without_content_is_left_out(analysis):
    first, *others = analysis.utterances
    shown = report.render(replace(analysis, utterances=(replace(first, content=()), *others)), "brat")
    assert shown.startswith("T1\tSource")
    assert len(_read(shown)) == 2
