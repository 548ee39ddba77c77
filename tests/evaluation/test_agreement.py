"""Agreement of two annotations, worked out by hand."""

import json
from dataclasses import replace

import pytest

from stancekit.errors import InputError
from stancekit.evaluation import agree
from stancekit.records import Analysis, Article, Span, Speaker, Stance, Utterance

TEXT = "zero one two three four five six seven eight nine"
STARTS = [0, 5, 9, 13, 19, 24, 29, 33, 39, 45]


def said(number, answer, *, words=1, speaker=None):
    stance = None
    if answer:
        label = None if answer in ("none", "abstained") else answer
        stance = Stance(label, abstained=answer == "abstained")
    span = Span(STARTS[number], STARTS[number + words] - 1 if number + words < 10 else len(TEXT))
    return Utterance(f"u{number}", "direct", (span,), speaker=speaker, stance=stance)


def made(*utterances, name="a", text=TEXT):
    cast = (
        Speaker("s1", "Ana Ruiz", "person"),
        Speaker("s2", "Ruiz", "person"),
        Speaker("s3", "Bo", "person"),
    )
    return Analysis(Article(text, name), cast, utterances=utterances)


LABELS = (
    [("condemning", "condemning")] * 3
    + [("cautious", "cautious")] * 2
    + [("supportive", "supportive"), ("none", "none"), ("condemning", "cautious"), ("none", "supportive")]
)


def test_stances():
    a = made(*(said(n, x) for n, (x, _) in enumerate(LABELS)))
    b = made(*(said(n, y) for n, (_, y) in enumerate(LABELS)))
    found = agree([a], [b])
    assert found.figures["content"] == {"f": 1.0, "both": 9, "a": 9, "b": 9}
    assert found.confusion["condemning"] == {"condemning": 3, "cautious": 1, "supportive": 0, "none": 0}
    assert found.confusion["none"] == {"condemning": 0, "cautious": 0, "supportive": 1, "none": 1}
    stance = found.figures["stance"]
    assert (stance["n"], stance["equal"]) == (9, pytest.approx(7 / 9))
    # 4, 2, 1, 2 labels of the one and 3, 3, 2, 1 of the other
    chance = (4 * 3 + 2 * 3 + 1 * 2 + 2 * 1) / 81
    assert stance["kappa"] == pytest.approx((7 / 9 - chance) / (1 - chance))
    pooled = [7, 5, 3, 3]
    expected = 1 - sum(n * (n - 1) for n in pooled) / (18 * 17)
    assert stance["alpha"] == pytest.approx(1 - (2 / 9) / expected)
    assert found.figures["f1"] == pytest.approx(
        {"condemning": 6 / 7, "cautious": 4 / 5, "supportive": 2 / 3, "none": 2 / 3}
    )
    assert stance["macro3"] == pytest.approx((6 / 7 + 4 / 5 + 2 / 3) / 3)
    assert [(d.article, d.start, d.end, d.text, d.a, d.b) for d in found.stances] == [
        ("a", 33, 38, "seven", "condemning", "cautious"),
        ("a", 39, 44, "eight", "none", "supportive"),
    ]


def test_finding():
    a = made(said(0, "cautious", words=2), said(3, "none"), said(5, None))
    b = made(said(0, "cautious", words=3), said(3, "none"), said(7, "condemning"), said(8, None))
    found = agree([a], [b])
    assert found.figures["content"] == {"f": pytest.approx(2 * 2 / 7), "both": 2, "a": 3, "b": 4}
    assert found.figures["content.exact"]["both"] == 1
    assert [(d.text, d.a, d.b) for d in found.found] == [
        ("five", "", None),
        ("seven", None, "condemning"),
        ("eight", None, ""),
    ]
    swapped = agree([b], [a]).figures
    assert swapped["content"]["f"] == found.figures["content"]["f"]
    assert swapped["stance"] == found.figures["stance"]


def test_what_nobody_judged_or_a_model_abstained_from_is_left_out():
    a = made(said(0, "cautious"), said(1, None), said(2, "abstained"), said(3, "none"))
    b = made(said(0, "cautious"), said(1, "none"), said(2, "none"), said(3, "none"))
    assert agree([a], [b]).figures["stance"]["n"] == 2
    assert agree([a], [b]).stances == ()


@pytest.mark.parametrize("answers", [[], ["none", "none"], ["cautious"], [None]])
def test_one_label_has_no_reliability(answers):
    a = made(*(said(n, answer) for n, answer in enumerate(answers)))
    stance = agree([a], [a]).figures["stance"]
    assert (stance["alpha"], stance["kappa"]) == (None, None)


def test_speakers_are_compared_where_both_name_one():
    a = made(*(said(n, "none", speaker=s) for n, s in enumerate(["s1", "s1", None, "s2"])))
    b = made(*(said(n, "none", speaker=s) for n, s in enumerate(["s2", "s3", "s1", None])))
    assert agree([a], [b]).figures["speaker"] == {"accuracy": 0.5, "n": 2}


def test_articles_of_one_side_are_left_out_and_named():
    one, two = made(said(0, "none")), made(said(0, "none"), name="b")
    found = agree([one, two], [one])
    assert (found.figures["articles"], found.alone) == (1, {"a": ["b"], "b": []})
    assert "left out: 1 of a alone, b the first" in str(found)


def test_what_is_shown():
    a, b = made(said(0, "cautious"), said(1, "none")), made(said(0, "supportive"), said(1, "none"))
    shown = str(agree([a], [b]))
    assert "labels of a (down) and b (across)" in shown
    assert shown.splitlines()[-1].split() == ["a", "0", "4", "cautious", "supportive", "zero"]
    told = json.loads(agree([a], [b]).to_json())
    assert told["disagreements"] == [
        {"article": "a", "start": 0, "end": 4, "text": "zero", "a": "cautious", "b": "supportive"}
    ]
    assert told["confusion"]["none"]["none"] == 1


@pytest.mark.parametrize(
    ("a", "b", "message"),
    [
        ([made()], [made(name="b")], "no article is in both: one has 'a', the other 'b'"),
        ([], [made()], "one has none, the other 'a'"),
        ([made(name=str(n)) for n in range(5)], [], "one has '0', '1', '2', …, the other none"),
        ([made()], [made(text=TEXT + " ")], "article 'a' has not the same text in both"),
        ([made(), replace(made(), model="x")], [made()], "article id 'a' comes twice"),
    ],
)
def test_what_is_wrong_is_named(a, b, message):
    with pytest.raises(InputError, match=message):
        agree(a, b)
