from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.records import Evidence, Span, Stance, Utterance
from stancekit.report.html.segments import Mark, cut, marks_of

LENGTH = 12
PIECES = st.builds(
    Mark,
    st.integers(-3, LENGTH + 3),
    st.integers(-3, LENGTH + 3),
    st.sampled_from(["content", "cue", "source", "for", "against"]),
    st.integers(1, 4),
)


def _shown(spans, breaks=()):
    """Return the cuts of spans of content, numbered from 1, as text."""
    marks = [Mark(*span, "content", number) for number, span in enumerate(spans, 1)]
    return [
        f"{s.start}-{s.end} {','.join(map(str, s.numbers('content')))}".rstrip()
        for s in cut(LENGTH, marks, breaks)
    ]


@pytest.mark.parametrize(
    ("spans", "shown"),
    [
        ([], ["0-12"]),
        ([(3, 5)], ["0-3", "3-5 1", "5-12"]),
        ([(0, 12)], ["0-12 1"]),
        ([(0, 12), (3, 5)], ["0-3 1", "3-5 2,1", "5-12 1"]),
        ([(3, 5), (0, 12)], ["0-3 2", "3-5 1,2", "5-12 2"]),
        ([(2, 7), (5, 10)], ["0-2", "2-5 1", "5-7 1,2", "7-10 2", "10-12"]),
        ([(2, 5), (5, 7)], ["0-2", "2-5 1", "5-7 2", "7-12"]),
        ([(2, 5), (2, 5)], ["0-2", "2-5 1,2", "5-12"]),
        ([(4, 4), (9, 3)], ["0-12"]),
        ([(-4, 2), (10, 99), (40, 50)], ["0-2 1", "2-10", "10-12 2"]),
    ],
)
def test_cuts(spans, shown):
    assert _shown(spans) == shown


def test_breaks_cut_too():
    assert _shown([(3, 8)], [0, 5, 12, 40]) == ["0-3", "3-5 1", "5-8 1", "8-12"]


def test_no_text_has_no_segments():
    assert cut(0, [Mark(0, 3, "cue", 1)], [0]) == []


@given(st.lists(PIECES, max_size=8), st.lists(st.integers(-2, LENGTH + 2), max_size=3))
def test_segments_make_up_the_text_and_cover_every_mark(marks, breaks):
    segments = cut(LENGTH, marks, breaks)
    places = [place for segment in segments for place in range(segment.start, segment.end)]
    assert places == list(range(LENGTH))
    for segment in segments:
        for place in range(segment.start, segment.end):
            assert set(segment.marks) == {mark for mark in marks if mark.start <= place < mark.end}
        sizes = [mark.end - mark.start for mark in segment.marks]
        assert sizes == sorted(sizes)
    assert {place for place in breaks if 0 < place < LENGTH} <= {segment.start for segment in segments}


def test_marks_of_an_utterance():
    stance = Stance("cautious", evidence=(Evidence(1, 2, 0.5), Evidence(3, 4, -0.5)))
    said = Utterance("u9", "mixed", (Span(0, 4), Span(6, 8)), (Span(4, 5),), (Span(5, 6),), stance=stance)
    assert marks_of([Utterance("u1", "direct", ()), said]) == [
        (0, 4, "content", 2),
        (6, 8, "content", 2),
        (4, 5, "cue", 2),
        (5, 6, "source", 2),
        (1, 2, "for", 2),
        (3, 4, "against", 2),
    ]
