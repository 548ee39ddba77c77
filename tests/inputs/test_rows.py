"""Which column holds what."""

import pytest

from stancekit.errors import InputError
from stancekit.inputs import columns
from stancekit.inputs.rows import article, layout


def test_unknown_part():
    with pytest.raises(InputError, match="'body' cannot be chosen; allowed are text, id"):
        columns({"body": "x"})


@pytest.mark.parametrize(
    ("heads", "part", "expected"),
    [
        (["text", "body"], "text", ("text", "body")),
        (["body", "text"], "text", ("text", "body")),
        (["Text", "body"], "text", ("body",)),  # as it is written comes first
        (["TEXT", " Content "], "text", ("TEXT", " Content ")),
        (["Url"], "id", ("Url",)),
        (["Headline"], "title", ("Headline",)),
        (["Date", "DATE"], "date", ("Date",)),
        (["texts"], "text", ()),
    ],
)
def test_columns_are_guessed(heads, part, expected):
    assert layout(heads, columns(None))[part] == expected


def test_a_chosen_column_is_the_only_one():
    assert layout(["text", "Full"], columns({"text": "full"}))["text"] == ("Full",)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({"text": "a", "body": "b"}, "a"),
        ({"text": "", "body": "b"}, "b"),
        ({"text": None, "body": ""}, ""),
        ({"body": "b"}, "b"),
    ],
)
def test_the_first_column_that_holds_anything_is_read(row, text):
    names = columns(None)
    assert article(row, "x", layout(("text", "body"), names), names).text == text
