"""Where paragraphs begin."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from stancekit.text import paragraphs

WRAPPED = (
    "The council met on Tuesday to talk about\nthe bridge that has been closed since\n"
    "the flood, and nobody knew when it would\nopen again."
)

TABLE = [
    ("blank line", "One.\n\nTwo.", ["One.", "Two."]),
    ("single breaks", "One.\nTwo.\nThree.", ["One.", "Two.", "Three."]),
    ("headline", "A headline\nThe text.", ["A headline", "The text."]),
    ("carriage returns", "One.\r\nTwo.\r\n\r\nThree.", ["One.", "Two.", "Three."]),
    ("old carriage returns", "One.\rTwo.\r\rThree.", ["One.", "Two.", "Three."]),
    ("separators", "One.\u2028Two.\u2029Three.\x85Four.", ["One.", "Two.", "Three.", "Four."]),
    ("mixed", "One.\r\n\nTwo.\n \t\n\u00a0Three.\nFour.", ["One.", "Two.", "Three.", "Four."]),
    ("hard wrapping", f"{WRAPPED}\n\n{WRAPPED}", [WRAPPED, WRAPPED]),
    ("hard wrapping, \\r\\n", WRAPPED.replace("\n", "\r\n"), [WRAPPED.replace("\n", "\r\n")]),
    ("indents", f"{WRAPPED}\n    Then it opened.", [WRAPPED, "Then it opened."]),
    ("a link on its own line", "He told\nreporters\n, who left.\nShe stayed.", None),
    ("no break", "One. Two.", ["One. Two."]),
    ("breaks around", "\n\nOne.\n\n", ["One."]),
    ("empty", "", []),
    ("white space", " \n\n ", []),
]


@pytest.mark.parametrize(("name", "text", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_breaks(name: str, text: str, expected: list[str] | None) -> None:
    bounds = [0, *paragraphs.breaks(text), len(text)]
    found = [text[a:b].strip() for a, b in pairwise(bounds) if text[a:b].strip()]
    assert found == (expected if expected is not None else ["He told\nreporters\n, who left.", "She stayed."])


def test_numbers_have_no_gaps() -> None:
    text = "\n\nOne two.\n\n\n\nThree."
    starts = np.array([text.index(w) for w in ("One", "two", "Three")], np.int32)
    assert paragraphs.number(text, starts).tolist() == [0, 0, 1]


def test_a_long_line_has_no_break() -> None:
    assert paragraphs.breaks("word " * 100_000) == []
