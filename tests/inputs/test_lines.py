"""Articles from JSON lines."""

import json

import pytest

from stancekit.inputs import digest
from stancekit.records import Article


def test_a_line_is_an_article(write, gather):
    rows = [
        {"text": "One.", "id": "x", "title": "T", "date": "2024-05-01", "source": "S"},
        {"body": "Two.", "url": "http://y.example", "published": 2024, "outlet": "O", "headline": "H"},
        {"text": None, "content": "Three.", "title": {"no": "name"}, "id": float("nan")},
        {"text": "", "id": 7},
    ]
    found, failures = gather(write("in.ndjson", "\r\n\n".join(map(json.dumps, rows))))
    assert failures == []
    assert found == [
        Article("One.", "x", "T", "2024-05-01", "S"),
        Article("Two.", "http://y.example", "H", "2024", "O"),
        Article("Three.", digest("Three.")),
        Article("", "7"),
    ]


def test_a_row_has_the_same_id_wherever_it_stands(write, gather):
    one, two = '{"text": "One."}', '{"text": "Two.", "id": null}'
    (first, second), _ = gather(write("a.jsonl", f"{one}\n{two}\n"))
    (second_alone,), _ = gather(write("b/c.jsonl", f"\n\n{two}"))
    assert second.id == second_alone.id == digest("Two.")
    assert first.id != second.id


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{not json}", "not a line of JSON"),
        (b"[" * 100_000, "not a line of JSON"),
        (b'{"id": ' + b"9" * 5000 + b"}", "not a line of JSON"),
        (b'["a list"]', "must hold a JSON object, not list"),
        (b'{"id": "a"}', "column text, body or content must be a string, not NoneType"),
        (b'{"text": 3}', "must be a string, not int"),
        (b'{"text": "caf\xe9"}', "byte 0xe9 at offset 13 is not UTF-8"),
        (b'{"text": "\x00"}', "NUL byte at offset 10"),
    ],
)
def test_a_bad_line_is_a_recorded_failure(write, gather, line, reason):
    good = b'{"text": "Good."}\n'
    found, (failure,) = gather(write("in.jsonl", good + line + b"\n" + good))
    assert len(found) == 2
    assert (failure.id, failure.stage) == ("in:2", "read")
    assert reason in failure.error


def test_a_line_longer_than_an_article_can_be_is_passed_over(write, gather, monkeypatch):
    monkeypatch.setattr("stancekit.inputs.texts.LONGEST", 1000)
    lines = [json.dumps({"text": "x" * n, "id": n}) for n in (1, 950, 2000, 5000, 10)]
    found, failures = gather(write("in.jsonl", "\n".join(lines)))
    assert [a.id for a in found] == ["1", "950", "10"]
    assert [f.id for f in failures] == ["in:3", "in:4"]
    assert "a line of more than 1000 bytes" in failures[0].error


def test_rows_may_each_name_their_own_columns(write, gather):
    rows = [{f"key{i}": 1, "text" if i % 2 else "Body": f"Text {i}."} for i in range(1000)]
    found, failures = gather(write("in.jsonl", "\n".join(map(json.dumps, rows))))
    assert [a.text for a in found] == [f"Text {i}." for i in range(1000)]
    assert failures == []
