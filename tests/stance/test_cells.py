import pytest

from stancekit.records import LABELS, Stance, Utterance
from stancekit.stance.cells import summarize


def said(number, speaker, topic, label, *probabilities):
    stance = Stance(label, dict(zip(LABELS, probabilities, strict=False)))
    return Utterance(f"u{number}", "direct", (), speaker=speaker, topic=topic, stance=stance)


def test_one_cell_for_each_speaker_and_topic_in_order():
    utterances = [
        said(1, "s2", "t1", "cautious"),
        said(2, "s1", "t1", None),
        said(3, None, "t1", "condemning"),
        said(4, "s2", "t1", "cautious"),
        said(5, "s2", None, "supportive"),
    ]
    cells = summarize(utterances)
    assert [(c.speaker, c.topic, c.stance.label, c.utterances) for c in cells] == [
        ("s2", "t1", "cautious", ("u1", "u4")),
        ("s1", "t1", None, ("u2",)),
        ("s2", None, "supportive", ("u5",)),
    ]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["condemning", None, None], "condemning"),
        (["condemning", "supportive", "supportive"], "supportive"),
        ([None, None], None),
    ],
)
def test_majority_of_those_that_take_a_stance(labels, expected):
    utterances = [said(i, "s1", "t1", label) for i, label in enumerate(labels)]
    assert summarize(utterances)[0].stance.label == expected


def test_probabilities_decide_between_equals_and_sum_to_one():
    utterances = [
        said(1, "s1", "t1", "condemning", 0.5, 0.1, 0.2, 0.2),
        said(2, "s1", "t1", "supportive", 0.0, 0.1, 0.9, 0.0),
    ]
    stance = summarize(utterances)[0].stance
    assert stance.label == "supportive"
    assert list(stance.probabilities) == list(LABELS)
    assert sum(stance.probabilities.values()) == pytest.approx(1)


def test_utterance_that_was_never_classified():
    (cell,) = summarize([Utterance("u1", "direct", (), speaker="s1")])
    assert cell.stance.label is None
    assert cell.stance.probabilities["none"] == 1


def test_no_utterances():
    assert summarize([]) == ()
