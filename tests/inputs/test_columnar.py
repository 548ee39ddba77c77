"""Articles from Parquet files."""

import datetime as dt
import decimal

import pyarrow as pa
import pytest
from pyarrow import parquet

from stancekit.inputs import columns, digest, read
from stancekit.records import Article


@pytest.fixture
def store(tmp_path):
    """Return a function that writes columns to a Parquet file and returns its path."""

    def store(values, name="in.parquet", **options):
        parquet.write_table(pa.table(values), tmp_path / name, **options)
        return tmp_path / name

    return store


def test_a_row_is_an_article(store, gather):
    found, failures = gather(
        store(
            {
                "url": ["u/1", None],
                "Text": ["“Yes,” she\nsaid.", "\ufeffTwo.\0"],
                "title": ["Deal", None],
                "published": [dt.date(2024, 5, 1), None],
                "source": pa.array(["Wire", "Wire"]).dictionary_encode(),
                "more": [1, 2],
            }
        )
    )
    assert failures == []
    assert found == [
        Article("“Yes,” she\nsaid.", id="u/1", title="Deal", date="2024-05-01", source="Wire"),
        Article("\ufeffTwo.\0", id=digest("\ufeffTwo.\0"), source="Wire"),
    ]


MOMENT = dt.datetime(2024, 5, 1, 12, 30)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (pa.array([MOMENT], pa.timestamp("ns")), "2024-05-01T12:30:00"),
        (pa.array([MOMENT], pa.timestamp("s")), "2024-05-01T12:30:00"),
        (pa.array([MOMENT], pa.timestamp("ns", "UTC")), "2024-05-01T12:30:00+00:00"),
        (pa.array([MOMENT], pa.timestamp("us", "+02:00")), "2024-05-01T14:30:00+02:00"),
        (pa.array([dt.date(2024, 5, 1)], pa.date64()), "2024-05-01"),
        (pa.array(["1 May"], pa.large_string()), "1 May"),
        (pa.array([20240501]), "20240501"),
        (pa.array([2**62], pa.timestamp("us")), ""),  # no year that there is
        (pa.array([[2024]]), ""),
    ],
)
def test_dates_are_iso_8601(store, gather, values, expected):
    ((article,), failures) = gather(store({"text": ["x"], "date": values}))
    assert (article.date, failures) == (expected, [])


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (pa.array([7]), "7"),
        (pa.array([decimal.Decimal("7.50")]), "7.50"),
        (pa.array([b"k7"]), "k7"),
        (pa.array([float("nan")]), digest("x")),
        (pa.array([{"no": "name"}]), digest("x")),
    ],
)
def test_ids_of_any_type(store, gather, values, expected):
    ((article,), _) = gather(store({"text": ["x"], "id": values}))
    assert article.id == expected


def test_texts_that_are_not_utf8_or_no_texts_are_failures_of_their_own(store, gather):
    data = pa.array([b"Good.", b"caf\xe9", b"Good too.", None])
    text = pa.Array.from_buffers(pa.string(), 4, data.buffers())  # which no writer checks
    found, failures = gather(store({"text": text, "id": ["a", "b", "c", "d"]}))
    assert [a.id for a in found] == ["a", "c"]
    assert [f.id for f in failures] == ["in:2", "in:4"]
    assert "in:2, column text: " in failures[0].error
    assert "must be a string, not NoneType" in failures[1].error


def test_bytes_are_read_as_texts(store, gather):
    found, (failure,) = gather(store({"text": pa.array([b"Good.", b"caf\xe9"])}))
    assert [a.text for a in found] == ["Good."]
    assert "in:2, column text: byte 0xe9 at offset 3 is not UTF-8" in failure.error


def test_a_table_without_the_text(store, gather):
    found, (failure,) = gather(store({"id": ["1"], "words": ["x"]}))
    assert found == []
    assert "in.parquet: no column text or body or content among id, words" in failure.error


def test_columns_by_name(store, gather):
    path = store({"text": ["not this"], "full": ["This."]})
    (article,), _ = gather(path, names={"text": "full", "title": "full"})
    assert (article.text, article.title) == ("This.", "This.")


def test_only_the_wanted_columns_are_read(store, gather, monkeypatch):
    asked = []
    batches = parquet.ParquetFile.iter_batches

    def iter_batches(self, size, columns, **options):
        asked.append((size, columns))
        return batches(self, size, columns=columns, **options)

    monkeypatch.setattr(parquet.ParquetFile, "iter_batches", iter_batches)
    gather(store({"id": ["a"], "html": ["<p>x"], "text": ["x"]}))
    assert asked == [(64, ["text", "id"])]


def test_shares_are_those_of_rows(store, tmp_path):
    path = store({"text": [f"Row {i}." for i in range(200)]}, row_group_size=30)
    shares = [one.share for one in read([path], columns(None), tmp_path / "out")]
    assert shares == pytest.approx([i / 200 for i in range(1, 201)])


@pytest.mark.parametrize("content", [b"", b"no table at all", b"PAR1" + b"\xff" * 100 + b"PAR1"])
def test_what_is_no_parquet_file_is_a_recorded_failure(write, gather, tmp_path, content):
    write("a.parquet", content)
    write("b.txt", "The rest.")
    (article,), (failure,) = gather(tmp_path)
    assert article.text == "The rest."
    assert (failure.id, failure.stage) == ("a", "read")
    assert "a.parquet: " in failure.error


def test_a_damaged_parquet_file_is_a_recorded_failure(store, gather):
    texts = [f"Row {i} of {i * 7919 % 1000}." * 20 for i in range(1000)]
    path = store({"text": texts}, row_group_size=500, use_dictionary=False, write_page_checksum=True)
    data = bytearray(path.read_bytes())
    group = parquet.ParquetFile(path).metadata.row_group(1).column(0)
    start = group.data_page_offset + group.total_compressed_size // 2
    data[start : start + 50] = b"\xff" * 50
    path.write_bytes(data)
    found, (failure,) = gather(path)
    assert [a.text for a in found] == texts[: len(found)]
    assert 400 < len(found) < 1000  # the batch that reaches into the damaged group is lost
    assert (failure.id, failure.stage) == ("in", "read")
