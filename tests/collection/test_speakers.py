import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.collection.names import fold, read, slug
from stancekit.collection.speakers import Reading, link


def _links(*readings):
    """Return the persons that readings, ``(name, kind, role, articles)``, are linked to, in order."""
    counted = {Reading(*reading[:3]): reading[3] for reading in readings}
    _, links = link(counted)
    return [links[r].person if r in links else None for r in counted]


@pytest.mark.parametrize(
    ("readings", "persons"),
    [
        # forms of a full name
        (
            [("Joe Biden", "person", "Vice President", 5), ("Joseph R. Biden Jr.", "person", "", 1)],
            ["joe-biden", "joseph-biden-jr"],
        ),
        ([("Joe Biden", "person", "", 5), ("Joseph R. Biden", "person", "", 1)], ["joe-biden"] * 2),
        (
            [("Recep Erdoğan", "person", "", 2), ("President Recep Erdogan", "person", "", 1)],
            ["recep-erdogan"] * 2,
        ),
        (
            [("Donald Trump", "person", "", 9), ("Donald Trump Jr.", "person", "", 2)],
            ["donald-trump", "donald-trump-jr"],
        ),
        # surnames that stand alone
        ([("Angela Merkel", "person", "", 5), ("Merkel", "person", "Chancellor", 3)], ["angela-merkel"] * 2),
        ([("Angela Merkel", "person", "", 1), ("Merkel", "person", "", 3)], ["angela-merkel", "merkel"]),
        (
            [
                ("Bill Clinton", "person", "", 5),
                ("Hillary Clinton", "person", "", 9),
                ("Clinton", "person", "", 3),
            ],
            ["bill-clinton", "hillary-clinton", "clinton"],
        ),
        (
            [
                ("Bill Clinton", "person", "", 5),
                ("Hillary Clinton", "person", "", 9),
                ("Clinton", "person", "Mrs.", 3),
            ],
            ["bill-clinton", "hillary-clinton", "hillary-clinton"],
        ),
        (
            [
                ("Donald Trump", "person", "", 50),
                ("Ivanka Trump", "person", "", 3),
                ("Trump", "person", "", 9),
            ],
            ["donald-trump", "ivanka-trump", "donald-trump"],
        ),
        (
            [
                ("Donald Trump", "person", "", 9),
                ("Donald Trump Jr.", "person", "", 2),
                ("Trump Jr.", "person", "", 1),
            ],
            ["donald-trump", "donald-trump-jr", "donald-trump-jr"],
        ),
        ([("Lamar Andrew", "person", "", 4), ("Andrew", "person", "", 1)], ["lamar-andrew", "andrew"]),
        # the same name, somebody else
        (
            [("Michael Jordan", "person", "economist", 3), ("Michael Jordan", "person", "quarterback", 4)],
            ["michael-jordan-2", "michael-jordan"],
        ),
        (
            [
                ("George W. Bush", "person", "", 9),
                ("George H.W. Bush", "person", "", 5),
                ("George Bush", "person", "", 1),
            ],
            ["george-bush", "george-bush-2", "george-bush"],
        ),
        ([("Ann Roe", "person", "senator", 30), ("Ann Roe", "person", "singer", 1)], ["ann-roe", "ann-roe"]),
        ([("Ann Roe", "person", "senator", 2), ("Ann Roe", "person", "lawyer", 2)], ["ann-roe", "ann-roe"]),
        # bodies
        (
            [("FBI", "organization", "", 9), ("Federal Bureau of Investigation", "organization", "", 2)],
            ["federal-bureau-of-investigation"] * 2,
        ),
        (
            [
                ("ABC", "organization", "", 9),
                ("American Broadcasting Company", "organization", "", 2),
                ("Australian Broadcasting Corporation", "organization", "", 2),
            ],
            ["abc", "american-broadcasting-company", "australian-broadcasting-corporation"],
        ),
        (
            [("Justice Department", "organization", "", 2), ("State Department", "organization", "", 2)],
            ["justice-department", "state-department"],
        ),
        ([("Democrats", "group", "", 3), ("the Democrats", "group", "", 1)], ["democrats"] * 2),
        # nobody across articles
        (
            [
                ("officials", "group", "", 9),
                ("Officials", "group", "", 1),
                ("two diplomats", "unnamed", "", 1),
            ],
            [None] * 3,
        ),
        ([("AUTHOR", "author", "", 9), ("Report", "document", "", 2)], [None, None]),
    ],
)
def test_who_is_the_same(readings, persons):
    found = _links(*readings)
    assert found == persons


def test_why_they_are():
    seen = {
        Reading("Donald Trump", "person", "President"): 50,
        Reading("Donald J. Trump", "person", ""): 6,
        Reading("Ivanka Trump", "person", ""): 5,
        Reading("Trump", "person", ""): 9,
    }
    persons, links = link(seen)
    alone = links[Reading("Trump", "person", "")]
    assert alone.evidence == "surname of Donald Trump far more than of others"
    assert alone.confidence == pytest.approx(56 / 61)
    trump = persons["donald-trump"]
    assert (trump.name, trump.kind, trump.role) == ("Donald Trump", "person", "President")
    assert trump.names == ["Donald Trump", "Trump", "Donald J. Trump"]


_NAMES = st.text("abcABC .'’-Jr", max_size=20)
_READINGS = st.dictionaries(
    st.builds(Reading, _NAMES, st.sampled_from(["person", "organization", "group", "unnamed"]), _NAMES),
    st.integers(1, 50),
    max_size=12,
)


@given(_READINGS)
def test_any_readings(readings):
    persons, links = link(readings)
    assert set(links) <= set(readings)
    assert {found.person for found in links.values()} == set(persons)
    assert all(0 < found.confidence <= 1 for found in links.values())
    assert sum(person.readings.total() for person in persons.values()) == sum(readings[r] for r in links)
    again = link(dict(reversed(readings.items())))[1]
    assert again == links


@given(st.text(max_size=30))
def test_any_name(name):
    assert slug(name)
    assert read(name).last == "" or fold(name, titled=True)
