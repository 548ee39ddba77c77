"""Label Studio: what annotators export is read, whatever their editor counts and however they relate."""

import json
from xml.etree import ElementTree

import pytest

from stancekit import exchange
from stancekit.errors import InputError
from stancekit.exchange import labelstudio
from stancekit.records import Span

TEXT = "👋🏽 Ana said: “No.” Bo agreed."
NO, SAID, ANA = Span(13, 18), Span(7, 11), Span(3, 6)  # in code points; 15, 9 and 5 in UTF-16 units


def label(id, role, start, end, text=None):
    value = {"start": start, "end": end, "labels": [role]}
    if text is not None:
        value["text"] = text
    return {"id": id, "from_name": "label", "to_name": "text", "type": "labels", "value": value}


def choice(id, stance):
    value = {"choices": [stance]}
    return {"id": id, "from_name": "stance", "to_name": "text", "type": "choices", "value": value}


def relation(a, b):
    return {"type": "relation", "from_id": a, "to_id": b, "direction": "right"}


def file(tmp_path, *results, text=TEXT, **task):
    path = tmp_path / "export.json"
    tasks = [{"id": 7, "data": {"text": text}, "annotations": [{"result": r} for r in results], **task}]
    path.write_text(json.dumps(tasks), encoding="utf8")
    return path


UNITS = [
    label("c", "Content", 15, 20, "“No.”"),
    label("q", "Cue", 9, 13, "said"),
    label("s", "Source", 5, 8, "Ana"),
]
POINTS = [
    label("c", "Content", 13, 18, "“No.”"),
    label("q", "Cue", 7, 11, "said"),
    label("s", "Source", 3, 6, "Ana"),
]


@pytest.mark.parametrize("regions", [UNITS, POINTS], ids=["utf-16", "code points"])
@pytest.mark.parametrize(
    "links",
    [
        [("c", "q"), ("c", "s")],
        [("q", "c"), ("s", "c")],
        [("s", "q"), ("q", "c")],
        [("c", "s"), ("q", "s")],
    ],
)
def test_annotations_of_either_editor_with_relations_either_way(tmp_path, regions, links):
    result = [*regions, choice("c", "Condemning"), *(relation(a, b) for a, b in links)]
    (found,) = exchange.read(file(tmp_path, result))
    (u,) = found.utterances
    assert (u.content, u.cue, u.source) == ((NO,), (SAID,), (ANA,))
    assert (u.id, u.kind, u.stance.answer, found.article.id) == ("u1", "direct", "condemning", "7")


def test_without_words_offsets_are_utf16(tmp_path):
    (found,) = exchange.read(file(tmp_path, [label("c", "Content", 15, 20)]))
    assert found.utterances[0].content == (NO,)


def test_predictions_count_utf16_units_or_code_points(analysis, tmp_path):
    for offsets, shift in (("utf-16", 2), ("code-points", 0)):
        exchange.write([analysis], tmp_path / offsets, "label-studio", offsets=offsets)
        (task,) = json.loads((tmp_path / offsets / "tasks.json").read_text(encoding="utf8"))
        regions = [r for r in task["predictions"][0]["result"] if r["type"] == "labels"]
        spans = [s for u in analysis.utterances for s in (*u.content, *u.cue, *u.source)]
        places = [(r["value"]["start"], r["value"]["end"]) for r in regions]
        assert places == [(start + shift, end + shift) for start, end in spans]
        data = analysis.article.text.encode("utf-16-le")
        if shift:
            told = [data[2 * a : 2 * b].decode("utf-16-le") for a, b in places]
            assert told == [r["value"]["text"] for r in regions]


def test_an_annotation_counts_more_than_a_prediction_unless_it_was_cancelled(tmp_path):
    prediction = {"result": [label("p", "Content", 15, 20)]}
    annotation = {"result": [label("a", "Content", 9, 13)]}
    for task, content in (
        ({"annotations": [annotation], "predictions": [prediction]}, SAID),
        ({"annotations": [{**annotation, "was_cancelled": True}], "predictions": [prediction]}, NO),
        ({"annotations": [], "predictions": [annotation, prediction]}, NO),
    ):
        (found,) = exchange.read(file(tmp_path, **task))
        assert [u.content for u in found.utterances] == [(content,)]


def test_a_task_that_nobody_did_has_no_utterances(tmp_path):
    (found,) = exchange.read(file(tmp_path))
    assert found.utterances == ()


def test_labels_of_other_projects_are_passed_over(tmp_path):
    (found,) = exchange.read(file(tmp_path, [label("x", "Person", 5, 8), label("c", "content", 15, 20)]))
    assert [u.content for u in found.utterances] == [(NO,)]


def test_a_corrected_prediction_keeps_names_and_takes_the_new_stance(analysis, tmp_path, told):
    exchange.write([analysis], tmp_path / "out", "label-studio")
    (task,) = json.loads((tmp_path / "out" / "tasks.json").read_text(encoding="utf8"))
    result = task.pop("predictions")[0]["result"]
    for one in result:
        if one.get("from_name") == "stance" and one["id"].startswith("u1"):
            one["value"]["choices"] = ["condemning"]
        if one.get("from_name") == "speaker" and one["id"].startswith("u2"):
            one["value"]["text"] = ["World Bank"]
    path = tmp_path / "corrected.json"
    path.write_text(json.dumps([{**task, "annotations": [{"result": result}]}]), encoding="utf8")
    (found,) = exchange.read(path)
    one, two, _ = told(found)
    assert (one[-1], one[5], two[5]) == ("condemning", "Zoe\u0301 Ruiz", "World Bank")
    assert (found.speakers[2].kind, found.utterances[0].confidence) == ("organization", 1.0)


def test_a_stance_on_any_part_of_a_content_counts_and_the_heads_most(tmp_path):
    parts = [label("c", "Content", 15, 20), label("d", "Content", 21, 23), relation("c", "d")]
    for choices, answer in (
        ([choice("d", "cautious")], "cautious"),
        ([choice("d", "cautious"), choice("c", "none")], "none"),
    ):
        (found,) = exchange.read(file(tmp_path, [*parts, *choices]))
        assert [u.stance.answer for u in found.utterances] == [answer]


def test_the_interface_has_every_name_that_results_have(analysis, tmp_path):
    exchange.write([analysis], tmp_path / "out", "label-studio")
    config = ElementTree.fromstring((tmp_path / "out" / "config.xml").read_text())  # our own
    named = {e.get("name"): {c.get("value") for c in e} for e in config.iter() if e.get("name")}
    (task,) = json.loads((tmp_path / "out" / "tasks.json").read_text(encoding="utf8"))
    for one in task["predictions"][0]["result"]:
        if one["type"] == "relation":
            assert one["labels"][0] in {e.get("value") for e in config.iter("Relation")}
        else:
            values = one["value"].get("labels") or one["value"].get("choices") or []
            assert set(values) <= named[one["from_name"]]
            assert one["to_name"] == "text"


@pytest.mark.parametrize(
    ("result", "message"),
    [
        ([label("c", "Content", 15, 99)], r"task 7, region c: \[15, 99\) is not within the text \[0, 31\)"),
        ([label("c", "Content", 20, 15)], "is not within the text"),
        ([label("c", "Content", -1, 15)], "is not within the text"),
        ([label("c", "Content", 1, 30)], "is not within the text"),  # between the halves of a character
        ([label("c", "Content", 0.5, 15)], "region c: start is 0.5; a whole number is allowed"),
        ([label("c", "Content", 15, 20, "said")], "at .* stands '“No.”', not 'said'"),
        ([UNITS[0], POINTS[1]], "region q: at"),
        ([UNITS[0], choice("c", "angry")], "utterance u1: stance 'angry' is not one of condemning"),
        ([UNITS[0], UNITS[0]], "two regions have the id 'c'"),
        ([{"type": "labels", "id": "c", "value": []}], "region c: value is"),
        ("none", "result is 'none'; a list of objects is allowed"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, result, message):
    with pytest.raises(InputError, match=message):
        list(exchange.read(file(tmp_path, result)))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "not JSON"),
        ("3", "a JSON int; a list of tasks"),
        ("[3]", "a list of tasks with data"),
        ("[{}]", "task 1: data is None; an object with the string text is allowed"),
        ('[{"data": {"text": 3}}]', "data is"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_files_of_another_kind_are_refused(tmp_path, content, message):
    path = tmp_path / "x.json"
    path.write_text(content)
    with pytest.raises(InputError, match=message):
        list(labelstudio.read(path))


def test_offsets_are_of_one_of_two_kinds(analysis, tmp_path):
    with pytest.raises(InputError, match="offsets='bytes' is not one of utf-16, code-points"):
        exchange.write([analysis], tmp_path / "out", "label-studio", offsets="bytes")
