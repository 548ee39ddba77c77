from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancekit.errors import InputError, ModelError
from stancekit.features import Case, FeatureExtractor
from stancekit.records import LABELS, Span, Utterance
from stancekit.stance import StanceModel

SHIPPED = Path(__file__).parents[2] / "models" / "fast" / "stance"

TRAINING = [
    ("{s She} {q condemned} {c the raid as a brutal crime}.", "condemning"),
    ("{s He} {q blasted} {c the awful plan}.", "condemning"),
    ("{s They} {q accused} {c the board of a shameful lie}.", "condemning"),
    ("{s She} {q welcomed} {c the great deal}.", "supportive"),
    ("{s He} {q praised} {c the brave nurses}.", "supportive"),
    ("{s They} {q hailed} {c a wonderful result}.", "supportive"),
    ("{s She} {q warned} {c that it may be too early to say}.", "cautious"),
    ("{s He} {q declined} {c to comment}.", "cautious"),
    ("{s They} {q said} {c the shop opens at nine}.", None),
    ("{s Police} {q said} {c the road runs north}.", None),
]


@pytest.fixture(scope="module")
def training(case):
    return [case(f"Text {i}. {marked}") for i, (marked, _) in enumerate(TRAINING * 4)]


@pytest.fixture(scope="module")
def labels():
    return [label for _, label in TRAINING * 4]


@pytest.fixture(scope="module")
def model(training, labels):
    return StanceModel(folds=2).fit(training, labels)


@pytest.fixture(scope="module")
def shipped():
    return StanceModel.load(SHIPPED)


def test_learns_its_examples(model, training, labels):
    assert [s.label for s in model.label(training)] == labels


def test_probabilities_are_in_the_order_of_the_labels(model, training):
    probabilities = model.predict_proba(training)
    assert probabilities.shape == (len(training), 4)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1)
    stance = model.label(training[:1])[0]
    assert list(stance.probabilities) == list(LABELS)
    assert list(stance.probabilities.values()) == probabilities[0].tolist()


def test_label_follows_the_documented_rule(shipped, training):
    probabilities = shipped.predict_proba(training)
    expected = [LABELS[i] for i in (probabilities * shipped.calibration_.label_weights).argmax(axis=1)]
    assert [s.label or "none" for s in shipped.label(training)] == expected


def test_same_model_twice(training, labels, tmp_path):
    for name in ("one", "two"):
        StanceModel(folds=2).fit(training, labels).save(tmp_path / name)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_every_fit_learns_the_features_anew(case, training, labels):
    model = StanceModel(extractor=FeatureExtractor(), folds=0).fit(training[:20], labels[:20])
    few = model.extractor_.n_sparse
    other = [
        case(f"Text {i}. {{s She}} {{q said}} {{c the glorp was zib, wug and blick}}.") for i in range(20)
    ]
    both = model.fit(training + other, labels + [None] * 20)
    assert both.extractor_.n_sparse > few
    assert (
        model.fit(training + other, labels + [None] * 20, vocabulary=training[:20]).extractor_.n_sparse == few
    )


def test_saved_and_loaded(model, training, tmp_path):
    model.save(tmp_path)
    again = StanceModel.load(tmp_path)
    assert again.label(training) == model.label(training)


def test_batched_equals_one_by_one(shipped, training):
    together = shipped.label(training)
    for case, stance in zip(training, together, strict=True):
        (alone,) = shipped.label([case])
        assert alone.label == stance.label
        assert alone.probabilities == pytest.approx(stance.probabilities, abs=1e-5)
        assert [e[:2] for e in alone.evidence] == [e[:2] for e in stance.evidence]


def test_no_cases(model):
    assert model.label([]) == []
    assert model.predict_proba([]).shape == (0, 4)


@pytest.mark.parametrize("name", ["naive_bayes.MultinomialNB", "tree.DecisionTreeClassifier"])
def test_any_classifier_with_probabilities(name, training, labels, tmp_path):
    from importlib import import_module

    module, kind = name.split(".")
    classifier = getattr(import_module(f"sklearn.{module}"), kind)()
    model = StanceModel(classifier, folds=0).fit(training, labels, [1.0] * len(labels))
    stances = model.label(training)
    assert sum(s.label == label for s, label in zip(stances, labels, strict=True)) > 0.9 * len(labels)
    assert all(s.evidence for s in stances)
    model.save(tmp_path)
    assert StanceModel.load(tmp_path, trusted=["sklearn.tree._tree.Tree"]).label(training) == stances


def test_labels_that_never_occur_get_no_probability(training, labels):
    model = StanceModel(folds=0).fit(training, ["supportive" if x == "supportive" else None for x in labels])
    assert (model.predict_proba(training)[:, :2] == 0).all()


@pytest.mark.parametrize(
    ("labels", "message"),
    [([None], "do not fit 1 labels"), (["angry"] * 40, "'angry'"), ([None] * 40, "at least two labels")],
)
def test_bad_training_data(training, labels, message):
    with pytest.raises(InputError, match=message):
        StanceModel().fit(training, labels)


def test_folder_without_a_model(tmp_path):
    with pytest.raises(ModelError, match=r"config\.json"):
        StanceModel.load(tmp_path)


def test_other_format(model, tmp_path):
    model.save(tmp_path)
    (tmp_path / "config.json").write_text('{"format": 99}')
    with pytest.raises(ModelError, match="format 1"):
        StanceModel.load(tmp_path)


def test_type_that_is_not_trusted(training, labels, tmp_path):
    from sklearn.naive_bayes import MultinomialNB

    class Surprise(MultinomialNB):
        pass

    StanceModel(Surprise(), folds=0).fit(training, labels).save(tmp_path)
    with pytest.raises(ModelError, match="Surprise"):
        StanceModel.load(tmp_path)


CLEAR = [
    ("{s The minister} {q condemned} {c the attack as barbaric}.", "condemning"),
    ("“{c This is a disgrace, and those responsible are liars},” {s she} {q said}.", "condemning"),
    ("{s The union} {q accused} {c the company of cheating its workers}.", "condemning"),
    ("{s A spokesman} {q declined} {c to comment}.", "cautious"),
    ("{s The bank} {q warned} {c that the recovery might be fragile}.", "cautious"),
    ("{s The envoy} {q welcomed} {c the deal}.", "supportive"),
    ("“{c They did a wonderful job, and I am very proud of them},” {s he} {q said}.", "supportive"),
    ("{s The senator} {q endorsed} {c the bill}.", "supportive"),
    ("{s She} {q said} {c the meeting starts at 9 a.m}.", None),
    ("{c Turnout was 61 percent}, {q according to} {s the electoral commission}.", None),
]


@pytest.mark.parametrize(("marked", "label"), CLEAR)
def test_shipped_model_on_clear_cases(shipped, case, marked, label):
    assert shipped.label([case(marked)])[0].label == label


@pytest.mark.parametrize(
    ("marked", "word"),
    [
        ("{s The minister} {q said} {c the attack was a barbaric crime}.", "barbaric"),
        ("{s The coach} {q said} {c the young team played a wonderful game}.", "wonderful"),
        ("{s The mayor} {q praised} {c the work of the firemen}.", "praised"),
    ],
)
def test_evidence_names_the_telling_word(shipped, case, marked, word):
    case = case(marked)
    strongest = shipped.label([case])[0].evidence[0]
    assert word in case.text[strongest.start : strongest.end]
    assert strongest.weight > 0


@pytest.mark.parametrize("marked", [marked for marked, label in CLEAR if label])
def test_without_its_evidence_a_label_is_less_likely(shipped, case, marked):
    case = case(marked)
    stance = shipped.label([case])[0]
    strongest = stance.evidence[0]
    blank = "," * (strongest.end - strongest.start)
    text = case.text[: strongest.start] + blank + case.text[strongest.end :]
    index = LABELS.index(stance.label)
    assert shipped.predict_proba([case._replace(text=text)])[0, index] < stance.probabilities[stance.label]


@pytest.mark.parametrize(("marked", "_"), CLEAR)
def test_evidence_lies_in_content_or_cue_without_overlap(shipped, case, marked, _):
    case = case(marked)
    found = sorted(shipped.label([case])[0].evidence)
    spans = (*case.utterance.content, *case.utterance.cue)
    assert found
    assert all(any(s.start <= e.start < e.end <= s.end for s in spans) for e in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


ODD = ["", " ", "\n\t", "\ud800 said \udfff", "e\u0301\u0301\u200d!", "x" * 500, "“", "\x00", "𝔘𝔫𝔦 said 👍🏽"]


@pytest.mark.parametrize("text", ODD)
def test_odd_texts(shipped, text):
    spans = (Span(0, len(text)),)
    (stance,) = shipped.label([Case(text, Utterance("u", "direct", spans, spans, spans))])
    assert sum(stance.probabilities.values()) == pytest.approx(1)


@settings(max_examples=50, deadline=None)
@given(st.data())
def test_any_text_and_spans(shipped, data):
    text = data.draw(st.text(st.characters(), max_size=80))
    bound = st.integers(0, len(text))
    spans = st.lists(st.tuples(bound, bound).map(lambda p: Span(min(p), max(p))), max_size=3).map(tuple)
    case = Case(text, Utterance("u", "direct", data.draw(spans), data.draw(spans), data.draw(spans)))
    (stance,) = shipped.label([case])
    assert sum(stance.probabilities.values()) == pytest.approx(1)
    assert all(0 <= e.start < e.end <= len(text) for e in stance.evidence)
