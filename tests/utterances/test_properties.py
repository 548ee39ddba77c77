"""Whatever the text, what comes out is well formed, and the same in any batch."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stancekit.utterances import to_utterances
from stancekit.utterances.attribution import Attribution, settle

PIECES = (
    *("He", "said", "told", "think", "warned", "the plan", "Anna Lee", "rose", "1,000", "no", "U.S."),
    *("“", "”", '"', "‘", "’", "'", "„", "«", "»", ",", ":", ";", "—", "-", ".", "!", "?", "…"),
    *("\n", "\n\n", " ", "", "\t", "\u200b", "\ud800", "é", "🙂", "<p>", "ß", "\x00", "‘‘", "said,"),
)
texts = st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join) | st.text(max_size=60)
several = st.lists(texts, max_size=4)
# the fixtures are read-only
quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def find(model, make, some):
    table = make[0](*some)
    return table, model.find(table, make[1](table))


@quick
@given(several)
def test_attributions_are_well_formed(model, make, some):
    table, found = find(model, make, some)
    for a in found:
        rows = sorted({*a.content, *a.cue, *a.source})
        articles = table.first.searchsorted([rows[0], rows[-1]], side="right")
        assert articles[0] == articles[1]  # one article's alone
        assert 0 <= rows[0] <= rows[-1] < len(table)
        for part in (a.content, a.cue, a.source):
            assert list(part) == sorted(set(part))
        assert a.content
        assert 0 < a.confidence <= 1
    begins = [a.content[0] for a in found]
    assert begins == sorted(begins)


@quick
@given(several)
def test_utterances_are_spans_of_their_text(model, make, some):
    table, found = find(model, make, some)
    out = to_utterances(table, found)
    assert sum(map(len, out)) == len(found)
    for text, utterances in zip(some, out, strict=True):
        for u in utterances:
            spans = (*u.content, *u.cue, *u.source)
            assert all(0 <= span.start < span.end <= len(text) for span in spans)
            assert all(a.end <= b.start for a, b in zip(u.content, u.content[1:], strict=False))


@quick
@given(several)
def test_batched_equals_one_by_one(model, make, some):
    table, found = find(model, make, some)
    alone = [to_utterances(*find(model, make, [text]))[0] for text in some]
    assert to_utterances(table, found) == alone


claims = st.builds(
    Attribution,
    st.sets(st.integers(0, 12), min_size=1).map(sorted).map(tuple),
    st.just(()),
    st.just(()),
    st.sampled_from([0.1, 0.5, 0.9]),
)


@pytest.mark.parametrize("order", [1, -1])
@settings(deadline=None, max_examples=50)
@given(st.lists(claims, max_size=8))
def test_settling_shares_out_words(order, found):
    kept = settle(found[::order])
    rows = [row for a in kept for row in a.content]
    assert len(rows) == len(set(rows))
    assert {row for a in kept for row in a.content} <= {row for a in found for row in a.content}
    if found:
        assert max(a.confidence for a in found) == max(a.confidence for a in kept)
