"""Doccano: entities and relations, the older form of labels, and what an annotator changes."""

import json

import pytest

from stancekit import exchange
from stancekit.errors import InputError
from stancekit.records import Span

TEXT = "👋🏽 Ana said: “No.” Bo agreed."


def file(tmp_path, **row):
    path = tmp_path / "export.jsonl"
    path.write_text(json.dumps({"text": TEXT, **row}) + "\n\n", encoding="utf8")
    return path


def entity(id, label, start, end):
    return {"id": id, "label": label, "start_offset": start, "end_offset": end}


def test_layout(analysis, tmp_path):
    exchange.write([analysis], tmp_path / "out.jsonl", "doccano")
    row = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf8"))
    text = row["text"]
    shown = [(e["label"], text[e["start_offset"] : e["end_offset"]]) for e in row["entities"]]
    assert shown[:4] == [
        ("content:supportive", "“The bridge,”"),
        ("content", "“must be built.”"),
        ("cue", "said"),
        ("source", "she"),
    ]
    assert shown[-1] == ("content:none", "“Nobody asked us.”")
    assert [(r["from_id"], r["to_id"], r["type"]) for r in row["relations"][:3]] == [
        (1, 2, "content"),
        (1, 3, "cue"),
        (1, 4, "source"),
    ]


def test_an_annotators_own_lines(tmp_path):
    path = file(
        tmp_path,
        id=12,
        entities=[
            entity(5, "Content:Cautious", 13, 18),
            entity(6, "CUE", 7, 11),
            entity(7, "source", 3, 6),
            entity(8, "place", 0, 1),
        ],
        relations=[{"from_id": 6, "to_id": 5, "type": "x"}, {"from_id": 7, "to_id": 6, "type": "x"}],
        Comments=[],
    )
    (found,) = exchange.read(path)
    (u,) = found.utterances
    assert (u.content, u.cue, u.source) == ((Span(13, 18),), (Span(7, 11),), (Span(3, 6),))
    assert (u.id, u.stance.answer, found.article.id) == ("u1", "cautious", "12")


def test_a_stance_on_any_part_of_a_content_counts(tmp_path):
    entities = [entity(1, "content", 13, 18), entity(2, "content:none", 19, 21)]
    path = file(tmp_path, entities=entities, relations=[{"from_id": 1, "to_id": 2, "type": "content"}])
    (found,) = exchange.read(path)
    assert [(len(u.content), u.stance.answer) for u in found.utterances] == [(2, "none")]


@pytest.mark.parametrize("key", ["label", "labels"])
def test_the_older_form_has_no_relations(tmp_path, key):
    path = file(tmp_path, **{key: [[13, 18, "content:none"], [3, 6, "source"]]})
    (found,) = exchange.read(path)
    assert [(u.content, u.source) for u in found.utterances] == [((Span(13, 18),), ()), ((), (Span(3, 6),))]


def test_a_moved_span_keeps_its_label_and_loses_its_name(analysis, told, tmp_path):
    path = tmp_path / "out.jsonl"
    exchange.write([analysis], path, "doccano")
    row = json.loads(path.read_text(encoding="utf8"))
    row["entities"][4]["end_offset"] -= 1
    path.write_text(json.dumps(row), encoding="utf8")
    (found,) = exchange.read(path)
    rows = told(found)
    assert (rows[1][5], rows[1][-1]) == (None, "cautious")
    assert (rows[0], rows[2]) == (told(analysis)[0], told(analysis)[2])


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            {"label": [[13, 99, "content"]]},
            r"line 1, utterance u1: \[13, 99\) is not within the text \[0, 29\)",
        ),
        ({"label": [[13, "x", "content"]]}, "end_offset is 'x'; a whole number is allowed"),
        ({"label": [[13, 18, "content:angry"]]}, "stance 'angry' is not one of condemning"),
        ({"entities": [entity(1, "cue", 0, 1), entity(1, "cue", 1, 2)], "relations": []}, "two regions"),
        ({"entities": "all", "relations": []}, "entities is 'all'; a list of objects is allowed"),
        ({"label": [[1, 2]]}, r"label is \[\[1, 2\]\]; a list of \[start, end, label\]"),
        ({"text": 3, "label": []}, "text is 3; a string is allowed"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, row, message):
    with pytest.raises(InputError, match=message):
        list(exchange.read(file(tmp_path, **row), kind="doccano"))
