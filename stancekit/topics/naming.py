"""Topics made of groups: a label and characteristic terms for each, no label used twice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from stancekit.records import Topic, Utterance
from stancekit.text import Document
from stancekit.topics import labels
from stancekit.topics.candidates import Candidates, find
from stancekit.topics.network import Network
from stancekit.topics.passages import Passages, Vocabulary

__all__ = ["name_groups"]

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.intp]

_MOST_TERMS = 8
_TRIED_TERMS = 20
_OVERLAP_COST = 0.15  # of a label that shares all its words with another topic's label
_WORTH = {  # added to what the judge says, times the feature
    "only_person": -1.0,  # a person's name alone: chosen only where there is nothing else
    "titled_person": -0.3,  # "Senator Ines Roth"
    "general_head": -0.08,  # "statement", "week"
    "general_start": -0.05,
    "has_number": -0.1,
    "one_word": -0.06,  # which seldom tells enough
    "lead_share": 0.1,  # what the title and the first sentences speak of
    "word_said": 0.3,  # what the utterances themselves speak of
    "likeness": 0.05,
}
_WORTHS = np.array([_WORTH.get(name, 0) for name in labels.FEATURES], np.float32)


def name_groups(
    document: Document,
    passages: Passages,
    vocabulary: Vocabulary,
    groups: IntArray,
    utterances: Sequence[Utterance],
    judge: Network,
) -> tuple[Topic, ...]:
    """Return a topic for each group of passages, ``t1`` for group 0 and so on."""
    read = labels.Groups.read(document, utterances, passages, vocabulary, groups)
    found = find(document, vocabulary, labels.top_words(read.mass))
    if not len(found):
        said = [_words_said(document, read.owner, g) for g in range(len(read.member))]
        return tuple(Topic(f"t{g}", text, (text,)) for g, text in enumerate(said, 1))
    table = labels.features(found, document, passages, vocabulary, read)
    scores = judge(table) + table @ _WORTHS
    n_words = len(vocabulary.weight)
    best = choose(scores, found.words, read.member.sum(axis=1), n_words)
    columns = [frozenset(row) - {n_words} for row in found.words.tolist()]
    ranks = np.argsort(-_term_values(table), axis=1, kind="stable")[:, :_TRIED_TERMS].tolist()
    return tuple(
        Topic(
            f"t{g + 1}", text_of(document, found.spans[c]), _terms(document, found, columns, [c, *ranks[g]])
        )
        if c is not None
        else Topic(f"t{g + 1}", _words_said(document, read.owner, g))
        for g, c in enumerate(best)
    )


def choose(scores: FloatArray, words: IntArray, size: FloatArray, n_words: int) -> list[int | None]:
    """Choose a phrase for each group, largest group first; what repeats a chosen label's words costs.

    ``None`` where there are more groups than phrases.
    """
    scores = scores.copy()
    best: list[int | None] = [None] * len(scores)
    length = np.maximum((words < n_words).sum(axis=1), 1)
    for g in np.argsort(-size, kind="stable").tolist():
        c = int(scores[g].argmax())
        if scores[g, c] == -np.inf:
            continue
        best[g] = c
        taken = np.zeros(n_words + 1, np.float32)
        taken[words[c]] = 1
        taken[n_words] = 0
        scores -= _OVERLAP_COST * taken[words].sum(axis=1) / length
        scores[:, c] = -np.inf
    return best


def _term_values(table: FloatArray) -> FloatArray:
    """Return how characteristic each phrase is of each group: heavy words that are the group's own."""
    at = {name: i for i, name in enumerate(labels.FEATURES)}
    value = (
        table[:, :, at["word_mass"]] * table[:, :, at["word_share"]] * (0.5 + table[:, :, at["near_group"]])
    )
    value *= 1 + 0.3 * (table[:, :, at["n_tokens"]] > 1)  # "Patriot units" rather than "units"
    value *= 1 - 0.5 * table[:, :, at["only_person"]]  # more often who speaks than what is spoken of
    plain = (table[:, :, at["n_tokens"]] <= 3) & (table[:, :, at["has_joiner"]] == 0)
    plain &= table[:, :, at["ends_in_person"]] <= table[:, :, at["only_person"]]  # no "State Roth"
    values: FloatArray = np.where(plain, value, -1)
    return values


def _terms(
    document: Document, c: Candidates, columns: Sequence[frozenset[int]], rows: Sequence[int]
) -> tuple[str, ...]:
    """Return the texts of the first phrases that have a word of their own each, the label's first."""
    covered: set[int] = set()
    terms: list[str] = []
    for row in rows:
        if not columns[row] <= covered:
            covered |= columns[row]
            terms.append(text_of(document, c.spans[row]))
            if len(terms) == _MOST_TERMS:
                break
    return tuple(dict.fromkeys(terms))


def text_of(document: Document, tokens: tuple[int, int]) -> str:
    """Return a token range as the article writes it, line breaks and runs of space as one space."""
    text = document.article.text[document.starts[tokens[0]] : document.ends[tokens[1] - 1]]
    return " ".join(text.split())


def _words_said(document: Document, owner: IntArray, group: int) -> str:
    """Return the first words of a group's contents: its name where there is no noun phrase."""
    rows = np.flatnonzero(owner == group)
    first = int(rows[0]) if len(rows) else 0
    last = first + 1
    while last < len(document) and last < first + 5 and document.sentences[last] == document.sentences[first]:
        last += 1
    return text_of(document, (first, last))
