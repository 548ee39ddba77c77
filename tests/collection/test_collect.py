import shutil

import pytest

from stancekit.collection import collect
from stancekit.errors import InputError
from stancekit.results import parquet
from stancekit.results.query import query
from stancekit.results.schema import COLLECTION, COLLECTION_TABLES
from tests.results.conftest import analysis, results  # noqa: F401 - a fixture

pytest.importorskip("pyarrow")


@pytest.fixture
def folder(results):  # noqa: F811
    return results(
        analysis(
            "a1", [("Ann Roe", "supportive"), ("AUTHOR", "none")], date="2024-05-02", topic="gun control"
        ),
        analysis("a2", [("Ann Roe", "condemning"), ("Bo Lee", "none")], date="2024-05-01", topic="gun law"),
        analysis("a3", [("Roe", "supportive")], topic="health care"),
    )


def _table(folder, name):
    return parquet.arrow().parquet.read_table(folder / COLLECTION / f"{name}.parquet").to_pylist()


def _links(folder):
    return {(row["article"], row["speaker"]): row["person"] for row in _table(folder, "speaker_links")}


def test_tables_over_all_articles(folder):
    found = collect(folder, n_topics=2)
    assert (found.speakers, found.topics) == (2, 2)
    for name, columns in COLLECTION_TABLES.items():
        assert list(_table(folder, name)[0]) == [column.name for column in columns]
    assert _links(folder)["a3", "s1"] == "ann-roe"
    (ann,) = (row for row in _table(folder, "speakers") if row["person"] == "ann-roe")
    assert (ann["articles"], ann["utterances"], ann["names"]) == (3, 3, ["Ann Roe", "Roe"])
    cells = {(row["name"], row["label"]): row for row in _table(folder, "stances")}
    guns = next(label for _, label in cells if "gun" in label)
    cell = cells["Ann Roe", guns]
    assert (cell["n"], cell["articles"], cell["first"], cell["last"]) == (2, 2, "2024-05-01", "2024-05-02")
    assert (cell["stance"], cells["Bo Lee", guns]["stance"]) == ("supportive", "none")
    assert cell["p_supportive"] == pytest.approx((0.8 + 0.1) / 2)


def test_the_tables_of_the_articles_stay_as_they_are(folder):
    before = {path: path.read_bytes() for path in folder.rglob("part-*.parquet")}
    collect(folder)
    assert {path: path.read_bytes() for path in folder.rglob("part-*.parquet")} == before
    shutil.rmtree(folder / COLLECTION)
    assert query(folder, "select count(*) n from sayings").to_pylist() == [{"n": 5}]


def test_the_same_twice(folder):
    collect(folder)
    first = {path.name: path.read_bytes() for path in (folder / COLLECTION).iterdir()}
    collect(folder)
    assert {path.name: path.read_bytes() for path in (folder / COLLECTION).iterdir()} == first


def test_own_links_win(folder, tmp_path):
    links = tmp_path / "links.csv"
    links.write_text(
        "table,article,id,name,means\n"
        "speakers,a3,s1,,somebody-else\n"
        "speakers,,,Bo Lee,-\n"
        "topics,,,health care,gun-control\n"
    )
    collect(folder, n_topics=2, links=links)
    found = _links(folder)
    assert found["a3", "s1"] == "somebody-else"
    assert ("a2", "s2") not in found
    assert {row["issue"] for row in _table(folder, "topic_links") if row["article"] == "a3"} == {
        "gun-control"
    }


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("a,b\n1,2\n", "no column 'table'"),
        ("table,article,id,name,means\npeople,,,x,y\n", "table 'people' is not speakers or topics"),
        ("table,article,id,name,means\nspeakers,,,x,\n", "needs 'means'"),
        ("table,article,id,name,means\nspeakers,a1,,,y\n", "needs 'means'"),
    ],
)
def test_links_that_say_nothing_are_refused(folder, tmp_path, lines, reason):
    (tmp_path / "links.csv").write_text(lines)
    with pytest.raises(InputError, match=reason):
        collect(folder, links=tmp_path / "links.csv")


def test_what_cannot_be_collected(folder, tmp_path):
    with pytest.raises(InputError, match="n_topics=0 must be at least 1"):
        collect(folder, n_topics=0)
    with pytest.raises(InputError, match="is no results folder"):
        collect(tmp_path)


def test_sayings_have_the_names_that_hold_for_all(folder):
    collect(folder, n_topics=2)
    rows = query(folder, "select person, issue from sayings order by article, utterance").to_pylist()
    assert [row["person"] for row in rows] == ["Ann Roe", None, "Ann Roe", "Bo Lee", "Ann Roe"]
    assert len({row["issue"] for row in rows}) == 2
