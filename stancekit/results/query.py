"""A results folder as an SQL database, in DuckDB: opened as it is, read and never written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stancekit.errors import InputError, MissingExtraError
from stancekit.results import parquet, run
from stancekit.results.schema import COLLECTION, COLLECTION_TABLES, TABLES

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["ask", "columns", "connect", "query"]

# Utterances with what is asked of them most: whose article, when, and names that hold for all articles.
_SAYINGS = """
create view sayings as
select u.*, {person} as person, {issue} as issue, a.title, a.source as outlet, a.day,
       date_trunc('week', a.day)::date as week
from utterances u
join (select article, title, source, case when regexp_matches(date, '{iso}') then try_cast(date[1:10] as date)
      end as day from articles) a using (article)
{joins}
"""
_ISO = r"^[1-9]\d{3}-\d\d-\d\d(\D|$)"  # DuckDB has other dates too: epoch, infinity, years before Christ
# Before speakers and topics have been collected; the author is somebody else in each article.
_OF_ARTICLES = {
    "person": "nullif(u.speaker_name, 'AUTHOR')",
    "issue": "u.topic_label",
    "joins": "",
}
_OF_COLLECTION = {
    "person": "person.name",
    "issue": "issue.label",
    "joins": """
left join (select article, speaker, name
           from collection_speaker_links join collection_speakers using (person)) person
       on person.article = u.article and person.speaker = u.speaker
left join (select article, topic, label
           from collection_topic_links join collection_topics using (issue)) issue
       on issue.article = u.article and issue.topic = u.topic
""",
}
_OF_SAYINGS = {
    "source": "the words that say who said it",
    "person": "name of the speaker over all articles; null where the speaker is nobody across articles",
    "issue": "label of the topic over all articles",
    "outlet": "source of the article, empty where unknown",
    "day": "date of the article; null where it is no ISO 8601 date",
    "week": "Monday of that day's week",
}
# A query can neither read or write files, nor load code, nor see the program that asks it. Where memory runs
# short, it ends: DuckDB would put rows aside in a folder .tmp wherever the program was started.
_LOCKS = (
    "set temp_directory = ''",
    "set python_enable_replacements = false",
    "set autoinstall_known_extensions = false",
    "set autoload_known_extensions = false",
    "set enable_external_access = false",
    "set lock_configuration = true",
)


def query(folder: str | Path, sql: str) -> pa.Table:
    """Ask a results folder.

    Parameters
    ----------
    folder : path
        Where a run wrote its Parquet parts.
    sql : str
        A query in DuckDB's SQL. Each of the folder's tables is a view of its name; ``sayings`` is
        ``utterances`` with the article's ``title``, ``outlet``, ``day`` and ``week``, and with the names of
        speaker and topic over all articles, ``person`` and ``issue``; tables over all articles begin with
        ``collection_``.

    Returns
    -------
    pyarrow.Table

    Raises
    ------
    InputError
        If the folder holds no such results, or DuckDB refuses the query.
    MissingExtraError
        If DuckDB is not installed.

    Examples
    --------
    >>> import stancekit, tempfile
    >>> text = "“This attack is barbaric,” said Chancellor Jane Roe."
    >>> with tempfile.TemporaryDirectory() as here:
    ...     _ = (Path(here) / "a.txt").write_text(text)
    ...     _ = stancekit.score(Path(here) / "a.txt", Path(here) / "out")
    ...     query(Path(here) / "out", "select speaker_name, stance from sayings").to_pylist()
    [{'speaker_name': 'Jane Roe', 'stance': 'condemning'}]
    """
    with ask(folder, sql) as answer:
        found: pa.Table = answer.read_all()
    return found


@contextmanager
def ask(folder: str | Path, sql: str) -> Iterator[pa.RecordBatchReader]:
    """Ask a results folder, as `query` does, and get the answer batch by batch.

    Of columns with the same name, further ones get a suffix: ``n``, ``n_1``, ``n_2``.
    """
    pa = parquet.arrow()
    with connect(folder) as connection:
        import duckdb  # `connect` has told where it is missing

        try:
            asked = connection.sql(sql)
            if asked is None:
                raise InputError("not a query: allowed is SELECT, and what else only reads")
            found = pa.RecordBatchReader.from_stream(asked)
            schema = pa.schema(
                [
                    field.with_name(n)
                    for field, n in zip(found.schema, _unique(found.schema.names), strict=True)
                ]
            )
            batches = (pa.RecordBatch.from_arrays(batch.columns, schema=schema) for batch in found)
            yield pa.RecordBatchReader.from_batches(schema, batches)
        except (duckdb.Error, pa.ArrowException) as error:
            raise InputError(f"query refused: {_first_line(error)}") from None


def columns(folder: str | Path) -> pa.Table:
    """Return the tables that can be asked, with their columns, types and meaning."""
    known = {(name, c.name): c.meaning for name, columns in TABLES.items() for c in columns}
    known |= {("sayings", c.name): c.meaning for c in (*TABLES["utterances"], *TABLES["articles"])}
    known |= {
        (f"{COLLECTION}_{name}", c.name): c.meaning for name, cs in COLLECTION_TABLES.items() for c in cs
    }
    known |= {("sayings", name): meaning for name, meaning in _OF_SAYINGS.items()}
    found = query(
        folder, "select table_name, column_name, data_type from information_schema.columns"
    ).to_pylist()
    rows = [{**row, "meaning": known.get((row["table_name"], row["column_name"]), "")} for row in found]
    return parquet.arrow().Table.from_pylist(rows)


def connect(folder: str | Path) -> Any:
    """Return a DuckDB connection in memory, with a view of each table; close it after use.

    Raises
    ------
    InputError
        If the folder holds no results in Parquet parts.
    MissingExtraError
        If DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError:
        raise MissingExtraError("duckdb", extra="query", purpose="asking a results folder") from None
    run.require_tables(folder, "queried")
    from pyarrow.dataset import dataset

    broken = (duckdb.Error, parquet.arrow().ArrowException, OSError)
    connection = duckdb.connect(":memory:")
    try:
        tables = dict(_tables(Path(folder)))
        for name, files in tables.items():
            connection.register(name, dataset([str(file) for file in files], format="parquet"))
        collected = {f"{COLLECTION}_{name}" for name in COLLECTION_TABLES} <= set(tables)
        connection.execute(_SAYINGS.format(iso=_ISO, **_OF_COLLECTION if collected else _OF_ARTICLES))
        for lock in _LOCKS:
            connection.execute(lock)
    except BaseException as error:
        connection.close()
        if isinstance(error, broken):
            raise InputError(f"results folder {folder} cannot be read: {_first_line(error)}") from None
        raise
    return connection


def _unique(names: Sequence[str]) -> Iterator[str]:
    """Yield names, with a number after those that came before."""
    taken, met = set(names), set()
    for name in names:
        others = (f"{name}_{i}" for i in count(1))
        free = next(other for other in others if other not in taken) if name in met else name
        taken.add(free)
        met.add(name)
        yield free


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _tables(folder: Path) -> Iterator[tuple[str, list[Path]]]:
    """Yield the names of the views and the files behind them."""
    for name in TABLES:
        files = parquet.parts(folder, name)
        if not files:
            raise InputError(
                f"results folder {folder} has no part yet; allowed is one whose run got that far"
            )
        yield name, files
    for file in sorted((folder / COLLECTION).glob("*.parquet")):
        if file.stem.isidentifier():
            yield f"{COLLECTION}_{file.stem}", [file]
