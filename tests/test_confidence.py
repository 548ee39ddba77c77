"""What `min_confidence` and `target_precision` do, and models that have learned more."""

import json

import pytest

import stancekit
from stancekit import Article, InputError, ModelError, Utterance
from stancekit.records import Span
from stancekit.stance import cells

TEXT = (
    "Chancellor Jane Roe condemned the attack as barbaric on Monday. Foreign Minister Omar Diallo said that"
    " the plan might be looked at again, and then went home. Roe said that trains run at nine."
)


@pytest.fixture(scope="module")
def plain():
    return stancekit.load().analyze(TEXT)


def test_unsure_answers_are_not_given(plain):
    threshold = sorted(u.stance.confidence for u in plain.utterances)[1]
    analysis = stancekit.load(min_confidence=threshold).analyze(TEXT)
    for before, after in zip(plain.utterances, analysis.utterances, strict=True):
        assert after.stance.abstained == (before.stance.confidence < threshold)
        assert after.stance.probabilities == before.stance.probabilities
        assert after.stance.label == (None if after.stance.abstained else before.stance.label)
    assert any(u.stance.abstained for u in analysis.utterances)
    rows = json.loads(analysis.to_json())["utterances"]
    assert [bool(row.get("abstained")) for row in rows] == [u.stance.abstained for u in analysis.utterances]
    assert "abstained" in analysis.to_frame("utterances")["stance"].tolist()


def test_nothing_is_told_where_nothing_is_sure():
    analysis = stancekit.load(min_confidence=1.0).analyze(TEXT)
    assert all(u.stance.abstained and u.stance.label is None for u in analysis.utterances)
    assert all(c.stance.abstained and c.stance.answer == "abstained" for c in analysis.stances)


def test_a_cell_counts_what_was_told():
    sure = stancekit.Stance(
        "cautious", {"condemning": 0.1, "cautious": 0.8, "supportive": 0.05, "none": 0.05}
    )
    unsure = stancekit.Stance(
        None, {"condemning": 0.4, "cautious": 0.3, "supportive": 0.2, "none": 0.1}, (), True
    )
    said = [
        Utterance(f"u{i}", "direct", (), speaker="s", topic="t", stance=stance)
        for i, stance in enumerate((unsure, sure, unsure))
    ]
    (cell,) = cells.summarize(said)
    assert (cell.stance.label, cell.stance.abstained, cell.n) == ("cautious", False, 3)


def test_precision_picks_a_threshold():
    thresholds = [stancekit.load(target_precision=p).min_confidence for p in (0.7, 0.8, 0.9)]
    assert thresholds == sorted(thresholds)
    assert 0.25 < thresholds[0] < thresholds[2] < 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"min_confidence": 1.2}, r"min_confidence=1\.2 must be from 0 to 1"),
        ({"target_precision": 1.0}, "between 0 and 1"),
        ({"target_precision": 0.9999}, "out of this model's reach"),
        ({"min_confidence": 0.5, "target_precision": 0.8}, "one of them"),
    ],
)
def test_what_is_not_allowed(options, message):
    with pytest.raises(InputError, match=message):
        stancekit.load(**options)


def own_labels():
    """Return utterances in words that take no position elsewhere."""
    rows = []
    for i in range(60):
        word, label = [("wooden", "condemning"), ("yellow", "supportive"), ("weekly", None)][i % 3]
        text = f"{i}: Roe said that the plan was {word} all the way."
        start = text.index("the plan")
        said = {"content": [[start, len(text) - 1]], "source": [[start - 14, start - 11]]}
        rows.append(((Article(text), said), label))
    return rows


def test_fit_learns_and_save_keeps(tmp_path):
    (*X,), (*y,) = zip(*own_labels(), strict=True)
    kit = stancekit.load()
    assert kit.fit(X, y, strength=5.0) is kit
    kit.save(tmp_path / "mine")
    again = stancekit.load(tmp_path / "mine")
    for kit_ in (kit, again):
        told = [kit_.classify(article, [u])[0].label for article, u in X]
        assert told == y
    assert again.info()["name"] == "mine"


def test_only_a_loaded_analyzer_is_saved(tmp_path):
    kit = stancekit.load()
    bare = stancekit.Analyzer(
        kit.splitter, kit.tagger, kit.attributions, kit.speakers, kit.topics, kit.stances
    )
    with pytest.raises(ModelError, match="loaded from a folder"):
        bare.save(tmp_path)


def test_bad_spans_are_refused():
    with pytest.raises(InputError, match="not within the text"):
        stancekit.load().fit([("Short.", Utterance("u", "direct", (Span(0, 99),)))], ["cautious"])
