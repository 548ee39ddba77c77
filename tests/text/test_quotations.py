"""Which marks open, which close, how deep, and what becomes of marks that do not fit."""

from __future__ import annotations

import pytest

from stancekit.records import Article
from stancekit.text import SentenceSplitter, tokenize
from stancekit.text.quotations import Marks, read
from stancekit.text.tokens import Document


def document(text: str) -> Document:
    return tokenize([Article(text)], SentenceSplitter()).document(0)


def marks(doc: Document) -> Marks:
    return read(doc.words, doc.starts, doc.ends, doc.paragraphs)


def quoted(text: str) -> list[tuple[str, int]]:
    """Return the text and the depth of each quotation."""
    doc = document(text)
    return [(text[doc.starts[q.first] : doc.ends[q.last]], q.depth) for q in doc.quotations]


PAIRS = [
    ("“Go,” she said.", ["“Go,”"]),
    ('"Go," she said.', ['"Go,"']),
    ("‘Go,’ she said.", ["‘Go,’"]),
    ("'Go,' she said.", ["'Go,'"]),
    ("«Allez», dit-elle.", ["«Allez»"]),
    ("« Allez », dit-elle.", ["« Allez »"]),
    ("»Los«, sagte sie.", ["»Los«"]),
    ("„Los“, sagte sie.", ["„Los“"]),
    ("‚Los‘, sagte sie.", ["‚Los‘"]),
    ("‹Allez› dit-elle.", ["‹Allez›"]),
    ("``Go,'' she said.", ["``Go,''"]),
    ("''Go,'' she said. ''Now.''", ["''Go,''", "''Now.''"]),
    ("‘‘Go,’’ she said.", ["‘‘Go,’’"]),
    ("″Go,″ she said.", ["″Go,″"]),
    ("”Go,” she said.", ["”Go,”"]),
    ("“Go,“ she said.", ["“Go,“"]),
    ('“Go," she said.', ['“Go,"']),
    ('"Go,” she said.', ['"Go,”']),
    ('" Go , " she said.', ['" Go , "']),
    ('He rose ("Go") and left.', ['"Go"']),
    ('He—"the boss"—left.', ['"the boss"']),
    ('"I was—" he began. "No."', ['"I was—"', '"No."']),
    ("No marks at all.", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), PAIRS)
def test_marks_pair(text: str, expected: list[str]) -> None:
    assert [quotation for quotation, _ in quoted(text)] == expected
    assert all(q.closed for q in document(text).quotations)


APOSTROPHES = [
    "The dogs’ owner saw the cats' food and O’Brien’s hat.",
    "In the ’90s and '80s, rock ’n’ roll wasn't dead; 'tis so.",
    "Give ’em hell, they said back in ’68.",
    "The Joneses' lawyers' fees",
    "She’s 6'2\" tall and he 5’11” or 5′9″.",
    "It’s the boss’s and James’ idea.",
    "Bolton‘s plan and Lewis‘ reply",
    "l’Homme d'état y'all",
]


@pytest.mark.parametrize("text", APOSTROPHES)
def test_apostrophes_and_measures_are_no_marks(text: str) -> None:
    assert quoted(text) == []


SINGLE = [
    ("‘We don’t like the dogs’ barking,’ he said.", ["‘We don’t like the dogs’ barking,’"]),
    ("The 'deplorables' remark and the dogs' food.", ["'deplorables'"]),
    ("They held 'early states' and a ‘witch hunt’.", ["'early states'", "‘witch hunt’"]),
    ("‘It is the ’90s,’ he said.", ["‘It is the ’90s,’"]),
    ("He called O’Brien ‘a fool’ twice.", ["‘a fool’"]),
    ("‘Why?’ he asked. ‘Because.’", ["‘Why?’", "‘Because.’"]),
]


@pytest.mark.parametrize(("text", "expected"), SINGLE)
def test_single_marks_skip_apostrophes(text: str, expected: list[str]) -> None:
    assert [quotation for quotation, _ in quoted(text)] == expected


NESTED = [
    ("“He said ‘no’ to us,” she said.", [("“He said ‘no’ to us,”", 1), ("‘no’", 2)]),
    ("\"He said 'no,'\" she said.", [("\"He said 'no,'\"", 1), ("'no,'", 2)]),
    ("‘He said “no,”’ she said.", [("‘He said “no,”’", 1), ("“no,”", 2)]),
    ("''He said 'no,''' she said.", [("''He said 'no,'''", 1), ("'no,'", 2)]),
    ("“One “two” three,” she said.", [("“One “two” three,”", 1), ("“two”", 2)]),
    ('"One “two” three," she said.', [('"One “two” three,"', 1), ("“two”", 2)]),
    ("“A ‘b “c” d’ e.”", [("“A ‘b “c” d’ e.”", 1), ("‘b “c” d’", 2), ("“c”", 3)]),
    ("“The dogs’ bark ‘is bad,’” he said.", [("“The dogs’ bark ‘is bad,’”", 1), ("‘is bad,’", 2)]),
]


@pytest.mark.parametrize(("text", "expected"), NESTED)
def test_nested_quotations(text: str, expected: list[tuple[str, int]]) -> None:
    assert quoted(text) == expected


REPAIRED = [
    ("“Never closed. He left.\n\nA new day.", ["“Never closed. He left."]),
    ("“Go away. He left. “Now,” she said.", ["“Go away.", "“Now,”"]),
    ("It is over,” she said. “Really.”", ["It is over,”", "“Really.”"]),
    ("It ended.” She left.", []),
    ("“I like the dogs’ food,” he said.", ["“I like the dogs’ food,”"]),
    ("“He said ‘no to us,” she said.", ["“He said ‘no to us,”"]),
    ("“", []),
    ("It ended.”’»", []),
    ("He said “", []),
]


@pytest.mark.parametrize(("text", "expected"), REPAIRED)
def test_marks_that_do_not_fit_are_repaired(text: str, expected: list[str]) -> None:
    assert [quotation for quotation, _ in quoted(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "He said: “One.\n\n“Two.\n\n“Three.”\n\nShe left.",
        'He said: "One.\n\n"Two.\n\n"Three."\n\nShe left.',
        "He said: ''One.\n\n''Two.\n\n''Three.''\n\nShe left.",
        "‘One.\n\n‘Two.\n\n‘Three.’\n\nShe left.",
    ],
)
def test_quotation_runs_over_paragraphs(text: str) -> None:
    quotations = document(text).quotations
    assert [q.closed for q in quotations] == [False, False, True]
    assert [q.continues for q in quotations] == [False, True, True]
    assert [q.depth for q in quotations] == [1, 1, 1]


def test_closing_mark_in_the_next_paragraph_ends_what_the_one_before_opened() -> None:
    text = "“One.\n\nTwo,” he said.\n\n“Three,” she said."
    assert [q for q, _ in quoted(text)] == ["“One.", "Two,”", "“Three,”"]
    assert [q.continues for q in document(text).quotations] == [False, True, False]


def test_nothing_continues_after_a_paragraph_in_between() -> None:
    assert not any(q.continues for q in document("“One.\n\nTwo.\n\n“Three.”").quotations)


def test_depth_counts_the_marks_in() -> None:
    doc = document("She: “No ‘way’ now.” Then.")
    assert doc.quotes == [0, 0, 1, 1, 2, 2, 2, 1, 1, 1, 0, 0]
    assert marks(doc).depth.tolist() == doc.quotes


def test_closing_marks_are_listed() -> None:
    doc = document("“Go,” he said, ‘again’.")
    assert [doc.words[row] for row in sorted(marks(doc).closing)] == ["”", "’"]


def test_rows_given_or_found_say_the_same() -> None:
    doc = document("“Go,” she said. ‘Now.’")
    rows = [row for row, word in enumerate(doc.words) if word in "“”‘’"]
    assert read(doc.words, doc.starts, doc.ends, doc.paragraphs, rows=rows).quotations == doc.quotations
