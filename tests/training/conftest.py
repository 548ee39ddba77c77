"""Annotated articles of our own: who said what, written out of a few names, verbs and contents."""

import numpy as np
import pytest

from stancekit.evaluation.brat import Attribution, BratArticle
from stancekit.records import Span
from stancekit.text.tagger import TAGS

NAMES = ("Anna Lee", "Bob Ray", "the mayor", "Eva Ortega", "two officials", "the council")
VERBS = ("said", "warned", "insisted", "argued")
CONTENTS = ("the bridge will hold", "taxes must fall", "nobody was hurt", "it is too late for talks")
FILLERS = ("{} walked over the bridge.", "It rained on {}.", "{} noted down the taxes.", "Then {} left.")


class Tagger:
    """Tags verbs of saying and a few others as verbs, other words as nouns."""

    def tag(self, table):
        verbs = {*VERBS, "noted", "walked", "rained", "left"}
        tags = ["VERB" if w in verbs else "NOUN" if w[0].isalnum() else "PUNCT" for w in table.words]
        return np.array([TAGS.index(tag) for tag in tags], np.int8)[table.word]


def article(name, *sentences):
    """An article of sentences in which ``<s:…>``, ``<v:…>`` and ``<c:…>`` mark source, cue and content."""
    text, attributions = "", []
    for number, sentence in enumerate(sentences):
        spans = {"s": [], "v": [], "c": []}
        rest = sentence
        while "<" in rest:
            plain, rest = rest.split("<", 1)
            marked, rest = rest.split(">", 1)
            text += plain
            spans[marked[0]].append(Span(len(text), len(text) + len(marked) - 2))
            text += marked[2:]
        text += rest + " "
        if any(spans.values()):
            parts = (tuple(spans[part]) for part in "svc")
            attributions.append(Attribution(f"E{number}", *parts))
    return BratArticle(name, text.rstrip(), tuple(attributions))


def sentence(random):
    """A sentence that somebody says something in, two of three times."""
    name, verb, content = (str(random.choice(words)) for words in (NAMES, VERBS, CONTENTS))
    kind = random.integers(6)
    if kind == 0:
        return f"<c:“{content.capitalize()},”> <s:{name}> <v:{verb}>."
    if kind < 4:
        return f"<s:{name}> <v:{verb}> that <c:{content}>."
    if kind == 4:  # now and then annotated, so that no chain can be sure
        return f"<s:{name}> <v:noted> <c:{content}>." if random.integers(2) else f"{name} noted {content}."
    return str(random.choice(FILLERS)).format(name)


@pytest.fixture(scope="session")
def annotate():
    """The function that makes an article of marked sentences."""
    return article


@pytest.fixture(scope="session")
def corpus():
    """A function that makes ``n`` articles of four generated sentences."""

    def corpus(n, seed=0):
        random = np.random.default_rng(seed)
        return [article(str(i), *(sentence(random) for _ in range(4))) for i in range(n)]

    return corpus


@pytest.fixture(scope="session")
def tagger():
    return Tagger()
