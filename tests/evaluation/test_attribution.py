"""Attribution figures of articles small enough to count by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.evaluation import attribution
from stancekit.evaluation.brat import Attribution
from stancekit.evaluation.figures import precision_recall, report
from stancekit.records import Span

TEXT = "Ana Ruiz said the old port must close soon. “Not now,” Bo Lund replied, “not ever.”"


def span(words):
    start = TEXT.index(words)
    return Span(start, start + len(words))


ANA = Attribution("E1", (span("Ana Ruiz"),), (span("said"),), (span("the old port must close soon"),))
BO = Attribution("E2", (span("Bo Lund"),), (span("replied"),), (span("“Not now,”"), span("“not ever.”")))
NOBODY = Attribution("E3", (), (span("said"),), (span("the old port must close soon"),))
NO_CONTENT = Attribution("E4", (span("Ana Ruiz"),), (span("said"),))


def predicted(**roles):
    return {role: [list(span(words)) for words in found] for role, found in roles.items()}


def form(gold):
    return {role: [list(s) for s in getattr(gold, role)] for role in ("source", "cue", "content")}


def measure(gold, found, text=TEXT):
    return report([attribution.tally(text, gold, found)], attribution.figures).figures


PART = predicted(content=["the old port must"], source=["Ruiz"], cue=["said the"])  # 4 of 6 words


@pytest.mark.parametrize(
    ("gold", "found", "figure", "expected"),
    [
        ([ANA, BO], [], "content", (0, 0, 2)),
        ([], [PART], "content", (0, 1, 0)),
        ([], [], "content", (0, 0, 0)),
        ([ANA, BO], [form(BO), form(ANA)], "content.exact", (2, 2, 2)),
        ([ANA, BO], [PART], "content", (1, 1, 2)),
        ([ANA, BO], [PART], "content.exact", (0, 1, 2)),
        ([ANA, BO], [PART], "quote+source", (1, 1, 2)),
        ([ANA], [predicted(content=["the old"])], "content", (0, 1, 1)),  # 2 of 6 words
        ([ANA], [predicted(content=["old port must close"])], "quote+source", (0, 1, 1)),  # source is missing
        ([ANA], [predicted(content=["the old port must close"], source=["Bo"])], "quote+source", (0, 1, 1)),
        # gold without a source is left out, with the prediction that met it; others still count
        ([NOBODY, BO], [PART, form(BO), form(BO)], "quote+source", (1, 2, 1)),
        ([NOBODY], [PART], "quote+source", (0, 0, 0)),
        ([NO_CONTENT], [PART, predicted(cue=["said"])], "content", (0, 1, 0)),
        ([ANA, BO], [PART], "tokens.source", (1, 1, 4)),
        ([ANA, BO], [PART], "tokens.cue", (1, 2, 2)),
        ([ANA, BO], [PART], "tokens.content", (4, 4, 10)),
        ([ANA, BO], [PART, PART], "tokens.content", (4, 4, 10)),  # a token counts once
        # one half of a split content is exactly one half of its words
        ([BO], [predicted(content=["Not now"])], "content", (1, 1, 1)),
        ([BO], [predicted(content=["Not now", "replied", "not ever"])], "content", (1, 1, 1)),
    ],
)
def test_counts(gold, found, figure, expected):
    assert measure(gold, found)[figure] == precision_recall(*expected)


def test_recall_by_kind():
    figures = measure([ANA, BO], [PART])
    assert figures["recall.indirect"] == {"r": 1.0, "gold": 1}
    assert figures["recall.direct"] == {"r": 0.0, "gold": 1}
    assert figures["recall.mixed"] == {"r": 0.0, "gold": 0}


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("She said it rains.", [(9, 17)], "indirect"),
        ("“It rains,” she said.", [(0, 11)], "direct"),
        ("“It rains,” she said.", [(1, 10)], "direct"),  # between the marks
        ('"It rains," she said.', [(0, 11)], "direct"),
        ("«It rains,» she said.", [(0, 11)], "direct"),
        ('She said it "rains" a lot.', [(9, 25)], "mixed"),
        ("“It rains,” she said, “here.”", [(0, 11), (22, 29)], "direct"),
        ("“It rains, she said.", [(0, 9)], "direct"),  # never closed
        ("“…”", [(0, 3)], "indirect"),  # no letters at all
        ("word", [], "indirect"),
    ],
)
def test_kind(text, content, expected):
    assert attribution.kind(text, content) == expected


spans = st.lists(st.tuples(st.integers(-5, 120), st.integers(-5, 120)), max_size=3)
utterances = st.lists(
    st.fixed_dictionaries({}, optional={"source": spans, "cue": spans, "content": spans}), max_size=6
)


@given(st.text(st.sampled_from('a b“”"\r\n. é\U0001f600'), max_size=60), utterances)
def test_any_predicted_spans_give_figures_between_0_and_1(text, found):
    gold = [Attribution("E1", (Span(0, 2),), (), (Span(1, 9), Span(12, 30)))]
    for values in measure(gold, found, text).values():
        if isinstance(values, dict):
            assert all(0 <= values[name] <= 1 for name in ("p", "r", "f") if name in values)


@given(utterances)
def test_gold_against_itself_is_perfect(found):
    gold = [
        Attribution(
            f"E{n}", *(tuple(Span(*s) for s in u.get(role, ())) for role in ("source", "cue", "content"))
        )
        for n, u in enumerate(found)
    ]
    figures = measure(gold, found)
    for name in ("tokens.source", "tokens.cue", "tokens.content"):
        assert figures[name]["f"] == (1.0 if figures[name]["gold"] else 0.0)
    # a content without a word can be found by nobody, and equal contents may swap their sources
    words = [
        tuple(attribution.matching.token_ranges(u.get("content"), STARTS)) for u in found if u.get("content")
    ]
    assert figures["content.exact"]["tp"] == sum(map(bool, words))
    assert figures["content"]["tp"] == figures["content.exact"]["tp"]


STARTS = attribution.matching.word_starts(TEXT)
