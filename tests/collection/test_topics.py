import numpy as np
import pytest

import stancekit
from stancekit.collection.topics import directions, gather

GUNS = ["gun control", "firearms law", "background checks on guns", "gun violence"]
HEALTH = ["health care", "Medicare", "health insurance", "hospital care"]
VOTES = ["voter suppression", "absentee ballots", "ballot", "voters"]


@pytest.fixture(scope="module")
def background():
    return stancekit.load().topics.background


def test_texts_without_a_known_word_lie_nowhere(background):
    found = directions(["", "12 %", "qqqzzz", "gun"], background)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), [0, 0, 0, 1], atol=1e-6)


def test_what_is_alike_is_one_topic(background):
    labels = GUNS + HEALTH + VOTES
    issues, group = gather(directions(labels, background), labels, background, number=3)
    assert [len(set(group[i : i + 4])) for i in (0, 4, 8)] == [1, 1, 1]
    assert len(set(group)) == len(issues.ids) == len(set(issues.labels)) == 3


def test_ids_stay_where_a_collection_grows(background):
    labels = GUNS + HEALTH
    before, _ = gather(directions(labels, background), labels, background, number=2)
    more = VOTES + labels * 2
    after, _ = gather(directions(more, background), more, background, number=3, before=before)
    assert set(before.ids) < set(after.ids)


def test_the_same_twice(background):
    labels = (GUNS + HEALTH + VOTES) * 5
    points = directions(labels, background)
    (one, first), (two, second) = gather(points, labels, background), gather(points, labels, background)
    assert one.ids == two.ids
    np.testing.assert_array_equal(first, second)


def test_labels_that_most_articles_have(background):
    labels = ["gun control"] * 5 + ["Gun Control", "firearms law"]
    issues, _ = gather(directions(labels, background), labels, background, number=1)
    assert (issues.labels, issues.ids, issues.terms) == (
        ["gun control"],
        ["gun-control"],
        [("firearms law",)],
    )


@pytest.mark.parametrize("labels", [[], ["gun control"], ["a", "b"], ["gun control"] * 9, ["…"] * 4])
def test_few_topics(background, labels):
    issues, group = gather(directions(labels, background), labels, background)
    assert len(group) == len(labels)
    assert len(issues.ids) == len(set(issues.ids)) == len(set(group.tolist()))
