"""Cases written by hand: spans are marked {s source} {q cue} {c content} in the text."""

import re
from collections.abc import Callable

import pytest

from stancekit.features import Case
from stancekit.records import Span, Utterance

_SPAN = re.compile(r"\{([sqc]) ([^{}]*)\}")


def read(marked: str) -> Case:
    text, spans, done = "", {"s": [], "q": [], "c": []}, 0
    for match in _SPAN.finditer(marked):
        text += marked[done : match.start()]
        spans[match[1]].append(Span(len(text), len(text) + len(match[2])))
        text, done = text + match[2], match.end()
    parts = (tuple(spans[k]) for k in "cqs")
    return Case(text + marked[done:], Utterance("u1", "indirect", *parts))


@pytest.fixture(scope="session")
def case() -> Callable[[str], Case]:
    return read
