"""Frames of pandas and Polars, and the parts of frames that Dask and Spark hand out."""

from __future__ import annotations

import pickle
import shutil
import sys

import pytest

import stancekit
from stancekit.errors import InputError
from stancekit.frames import ddl, empty, mapper, score_frame
from stancekit.results.schema import TABLES

pd = pytest.importorskip("pandas")
pytest.importorskip("pyarrow")
ROWS = {
    "url": ["x/1", None, "x/3"],
    "body": ["“This attack is barbaric,” said Chancellor Jane Roe.", "", "Omar Diallo welcomed the plan."],
    "published": [pd.Timestamp("2024-05-01"), pd.NaT, pd.Timestamp("2024-05-03")],
    "other": [1, 2, 3],
}


@pytest.fixture(scope="module")
def kit():
    return stancekit.load()


@pytest.fixture
def frame():
    return pd.DataFrame(ROWS, index=["a", "b", "c"])


def test_stances(kit, frame):
    found = stancekit.score_frame(frame, model=kit)
    assert found[["article", "speaker_name", "stance"]].values.tolist() == [
        ["x/1", "Jane Roe", "condemning"],
        ["x/3", "Omar Diallo", "supportive"],
    ]


@pytest.mark.parametrize("what", TABLES)
def test_every_table_has_its_columns(kit, frame, what):
    found = score_frame(frame, what=what, model=kit)
    assert found.columns.tolist() == empty(what).columns.tolist() == [c.name for c in TABLES[what]]
    assert found.dtypes.tolist() == empty(what).dtypes.tolist()


def test_articles_has_a_row_for_each(kit, frame):
    frame.loc["b", "body"] = None
    found = score_frame(frame, what="articles", model=kit)
    assert found["article"].tolist() == ["x/1", "b", "x/3"]
    assert found["status"].tolist() == ["analysed", "failed", "analysed"]
    assert found["date"].tolist() == ["2024-05-01T00:00:00", "", "2024-05-03T00:00:00"]
    failures = score_frame(frame, what="failures", model=kit)
    assert failures["error"].tolist() == [
        "row b: column text, body or content must be a string, not NoneType"
    ]


def test_polars(kit, frame):
    polars = pytest.importorskip("polars")
    found = score_frame(polars.DataFrame({**ROWS, "published": ["2024-05-01", None, ""]}), model=kit)
    assert isinstance(found, polars.DataFrame)
    assert found["speaker_name"].to_list() == score_frame(frame, model=kit)["speaker_name"].tolist()


def test_columns_by_name_and_topics(kit):
    frame = pd.DataFrame({"words": ["Ann Roe welcomed the new bridge."], "n": [7]})
    topics = [stancekit.Topic("t1", "bridge", origin="given")]
    found = score_frame(frame, columns={"text": "words", "id": "n"}, what="topics", model=kit, topics=topics)
    assert found[["article", "label", "origin"]].values.tolist() == [["7", "bridge", "given"]]


def test_columns_that_are_twice_there_do_not_matter_where_they_are_not_read(kit):
    frame = pd.DataFrame([["Ann Roe welcomed the new bridge.", 1, 2]], columns=["text", "n", "n"])
    assert score_frame(frame, what="articles", model=kit)["status"].tolist() == ["analysed"]


def test_columns_whose_names_are_numbers(kit):
    frame = pd.DataFrame([["a7", "Ann Roe welcomed the new bridge."]])
    found = score_frame(frame, columns={"id": "0", "text": "1"}, what="articles", model=kit)
    assert found["article"].tolist() == ["a7"]


def test_a_lazy_frame_is_no_frame_yet(kit):
    polars = pytest.importorskip("polars")
    with pytest.raises(InputError, match="frame is a LazyFrame"):
        score_frame(polars.LazyFrame({"text": ["No."]}), model=kit)


def test_an_empty_frame(kit):
    assert len(score_frame(pd.DataFrame({"text": []}), model=kit)) == 0


@pytest.mark.slow
def test_workers_give_the_same(kit, frame):
    many = pd.concat([frame] * 40, ignore_index=True)
    pd.testing.assert_frame_equal(score_frame(many, n_jobs=2), score_frame(many, model=kit))


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"frame": [1]}, "frame is a list; allowed are a DataFrame of pandas or of Polars"),
        ({"frame": pd.Series(["No."])}, "frame is a Series; allowed are a DataFrame"),
        ({"frame": pd.DataFrame([["No.", "No."]], columns=["text", "text"])}, "2 columns are called 'text'"),
        ({"n_jobs": 0}, "n_jobs=0 must be at least 1"),
        ({"what": "words"}, "what='words' is not one of articles, utterances"),
        ({"frame": pd.DataFrame({"a": [1]})}, "frame: no column text or body or content among a"),
        ({"columns": {"words": "a"}}, "columns of 'words' cannot be chosen"),
    ],
)
def test_what_is_not_allowed(kit, frame, options, reason):
    with pytest.raises(InputError, match=reason):
        score_frame(**{"frame": frame, "model": kit, **options})


def test_the_function_for_spark_travels(frame):
    work = pickle.loads(pickle.dumps(mapper("utterances")))  # noqa: S301 - our own
    first, second = work(iter([frame, frame.iloc[1:2], frame.iloc[:1]]))  # in the second nobody speaks
    assert (len(first), len(second)) == (2, 1)


def test_what_spark_gets_is_in_one_piece(frame):
    arrow = pytest.importorskip("pyarrow")
    many = pd.concat([frame] * 20, ignore_index=True)  # more than are read together
    for what in TABLES:
        for found in mapper(what)([many, frame.iloc[:1]]):
            assert len(found)
            columns = (arrow.Array.from_pandas(found[name]) for name in found)
            assert all(isinstance(column, arrow.Array) for column in columns), what


def test_on_dask(frame):
    dataframe = pytest.importorskip("dask.dataframe")
    parts = dataframe.from_pandas(frame[["url", "body"]].iloc[[0, 2]], npartitions=2)
    found = parts.map_partitions(score_frame, what="stances", meta=empty("stances"))
    names = found.compute(scheduler="sync")["speaker_name"]
    assert names.tolist() == ["Jane Roe", "Omar Diallo"]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # sockets that PySpark leaves to the collector
def test_on_spark(frame, monkeypatch):
    sql = pytest.importorskip("pyspark.sql")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)  # or its workers are whatever python3 is
    many = pd.concat([frame[["body"]].iloc[[0, 2]]] * 25)
    many["id"] = [f"a{i:02}" for i in range(len(many))]
    session = sql.SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    try:
        articles = session.createDataFrame(many)
        found = {what: articles.mapInPandas(mapper(what), ddl(what)).collect() for what in TABLES}
    finally:
        session.stop()
    assert [row["article"] for row in found["articles"]] == many["id"].tolist()
    assert [row["speaker_name"] for row in found["stances"]] == ["Jane Roe", "Omar Diallo"] * 25
    assert found["speakers"][0]["mentions"][0].asDict().keys() == {"start", "end"}
    assert [what for what, table in found.items() if not table] == ["failures"]


def test_ddl_names_every_column():
    for what, columns in TABLES.items():
        assert ddl(what).count(":") == sum({"spans": 2, "weights": 3}.get(c.type, 0) for c in columns)
        assert all(f"{c.name} " in ddl(what) for c in columns)
