"""Utterances apart and together again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.errors import InputError
from stancekit.exchange.regions import Link, Parts, Region, apart, named, together
from stancekit.records import Span, Utterance

C, D, Q, S, T = (
    Region(name, role, Span(n, n + 1))
    for n, (name, role) in enumerate(
        [("c", "content"), ("d", "content"), ("q", "cue"), ("s", "source"), ("t", "source")]
    )
)


def shown(parts):
    return [(p.ids[0], *(len(spans) for spans in p[1:])) for p in parts]


@pytest.mark.parametrize(
    ("regions", "links", "expected"),
    [
        ([C, Q, S], "", [("c", 1, 0, 0), ("q", 0, 1, 0), ("s", 0, 0, 1)]),
        ([C, Q, S], "cq cs", [("c", 1, 1, 1)]),
        ([S, Q, C], "sq qc", [("c", 1, 1, 1)]),
        ([C, D, Q, S], "cd cq cs", [("c", 2, 1, 1)]),
        ([C, D, Q, S], "dc dq ds", [("d", 2, 1, 1)]),
        ([C, D, Q, S], "cq dq qs", [("c", 1, 1, 1), ("d", 1, 1, 1)]),
        ([C, D, Q, S, T], "cq dq cs dt", [("c", 1, 1, 1), ("d", 1, 1, 1)]),
        ([C, D], "cd dc", [("c", 2, 0, 0)]),
        ([Q, S], "qs", [("q", 0, 1, 1)]),
        ([C, Q], "cc cx xq", [("c", 1, 0, 0), ("q", 0, 1, 0)]),
        ([], "cq", []),
    ],
)
def test_together(regions, links, expected):
    assert shown(together(regions, [Link(*pair) for pair in links.split()])) == expected


def test_two_regions_of_one_id_are_refused():
    with pytest.raises(InputError, match="line 3: two regions have the id 'c'"):
        together([C, C], [], "line 3")


spans = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9)).map(lambda s: Span(*s)), max_size=3, unique=True
)
spans = spans.map(lambda found: tuple(sorted(found)))


@given(st.lists(st.tuples(spans, spans, spans).filter(any), max_size=4))
def test_apart_and_together(roles):
    said = [Utterance(f"u-{n}", "direct", *found) for n, found in enumerate(roles)]
    taken = [apart(u, u.id) for u in said]
    found = together([r for regions, _ in taken for r in regions], [k for _, links in taken for k in links])
    assert sorted((named(p.ids[0]), p.content, p.cue, p.source) for p in found) == [
        (u.id, u.content, u.cue, u.source) for u in said
    ]


def test_names_of_another_make_are_none():
    assert [named(id) for id in ("u1-content-1", "x-y-cue-12", "DBq3hP9", "-cue-1")] == ["u1", "x-y", "", ""]


def test_the_head_is_first_of_what_has_its_role():
    (found,) = together([C, D, Q], [Link("d", "c"), Link("d", "q")])
    assert found == Parts(("d", "c"), (C.span, D.span), (Q.span,))
