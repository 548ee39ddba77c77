from pathlib import Path

import pytest

from stancekit.errors import InputError
from stancekit.records import LABELS
from stancekit.training.clauses import compose

CLAUSES = Path(__file__).parents[2] / "corpus" / "target-pairs" / "clauses.json"


def test_statements_are_what_they_say_they_are():
    said = compose(CLAUSES, 300)
    assert set(said.labels) == set(LABELS)
    for case in said.cases:
        content, cue, source = (
            " ".join(case.text[a:b] for a, b in spans)
            for spans in (case.utterance.content, case.utterance.cue, case.utterance.source)
        )
        assert case.target.lower() in content.lower()
        assert content
        assert f"{source} {cue}" in case.text
        assert case.narrow


def test_some_statements_have_two_targets():
    said = compose(CLAUSES, 100)
    texts = {case.text for case in said.cases}
    assert len(texts) < len(said.cases) <= 200


def test_same_seed_same_statements():
    assert compose(CLAUSES, 20, seed=3) == compose(CLAUSES, 20, seed=3)
    assert compose(CLAUSES, 20, seed=3) != compose(CLAUSES, 20, seed=4)


def test_no_predicate_is_in_a_pair_that_is_measured_on():
    import json

    predicates = json.loads(CLAUSES.read_text(encoding="utf8"))["predicates"]
    pairs = CLAUSES.with_name("pairs.jsonl").read_text(encoding="utf8")
    known = [p.replace("{was}", "").strip() for parts in predicates.values() for p in parts]
    assert [p for p in known if p in pairs] == []


def test_broken_file(tmp_path):
    (tmp_path / "clauses.json").write_text("{}")
    with pytest.raises(InputError, match=r"clauses\.json"):
        compose(tmp_path / "clauses.json", 3)
