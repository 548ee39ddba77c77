"""Data frames in, data frames out: pandas, Polars, and the parts of frames that Spark and Dask hand out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

import stancekit
from stancekit import inputs, pool
from stancekit.batch.chunk import Task, analyse, give_up
from stancekit.errors import InputError, MissingExtraError
from stancekit.inputs import Read, rows
from stancekit.records import Article, Failure, Topic
from stancekit.results import parquet
from stancekit.results.schema import TABLES
from stancekit.stream import batches

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

__all__ = ["ddl", "empty", "mapper", "score_frame"]

_BATCH = 32  # articles that are read together
_SQL = {  # Spark's names of the types of `stancekit.results.schema`
    "text": "STRING",
    "texts": "ARRAY<STRING>",
    "count": "INT",
    "share": "FLOAT",
    "flag": "BOOLEAN",
    "spans": "ARRAY<STRUCT<start: INT, end: INT>>",
    "weights": "ARRAY<STRUCT<start: INT, end: INT, weight: FLOAT>>",
}


def score_frame(
    frame: Any,
    *,
    what: str = "stances",
    columns: Mapping[str, str] | None = None,
    model: Any = "fast",
    topics: Sequence[Topic] | None = None,
    n_jobs: int = 1,
    **options: Any,
) -> Any:
    """Analyse the articles of a data frame, a row each.

    Parameters
    ----------
    frame : pandas.DataFrame or polars.DataFrame
        With the text of each article in one column, and its id, title, date and source in others where they
        are known. Without ids, the labels of pandas' index are the ids, or the numbers of the rows.
    what : str
        Table to return, a key of `stancekit.results.schema.TABLES`: ``articles`` has a row for each row of
        ``frame``, the others one for each utterance, cell, speaker, topic or failure.
    columns : mapping, optional
        Names of the columns for ``text``, ``id``, ``title``, ``date`` and ``source``, where they are none of
        those that `stancekit.inputs` looks for.
    model : str, Path or Analyzer, default 'fast'
        Name or folder of a model, or one that is loaded.
    topics : sequence of Topic, optional
        Topics to look for; without them each article's own are found.
    n_jobs : int
        Worker processes, as in `Analyzer.pipe`.
    options
        Those of `stancekit.load`.

    Returns
    -------
    pandas.DataFrame or polars.DataFrame
        Of the kind of ``frame``, in its order; ``article`` is the id.

    Raises
    ------
    InputError
        If ``frame`` is neither kind or has no column of texts, or ``what`` is no table.
    MissingExtraError
        If pyarrow is not installed.

    Examples
    --------
    >>> import pandas as pd
    >>> said = "“This attack is barbaric,” said Chancellor Jane Roe."
    >>> articles = pd.DataFrame({"text": [said]}, index=["a1"])
    >>> stancekit.score_frame(articles)[["article", "speaker_name", "stance"]].values.tolist()
    [['a1', 'Jane Roe', 'condemning']]
    """
    kind = type(frame).__module__.partition(".")[0]
    if kind not in ("pandas", "polars") or len(getattr(frame, "shape", ())) != 2:
        raise InputError(f"frame is a {type(frame).__name__}; allowed are a DataFrame of pandas or of Polars")
    if n_jobs == 0:
        raise InputError("n_jobs=0 must be at least 1, or negative to count back from the cores")
    _check(what)
    kit = _loaded(model, tuple(sorted(options.items())))
    workers = pool.Inline() if n_jobs == 1 else pool.Processes(n_jobs)
    task = Task(kit if n_jobs == 1 else kit.reference(), topics, "parquet", skip_duplicates=False)
    reads = batches(_reads(frame, kind, columns), _BATCH, length=lambda read: len(_text(read)))
    chunks = pool.run(partial(analyse, task), reads, workers, partial(give_up, task))
    found = [chunk.data[what] for chunk in chunks]
    table = parquet.arrow().concat_tables(found or [parquet.table(what, ())]).combine_chunks()
    return table.to_pandas() if kind == "pandas" else _polars(table)


def mapper(
    what: str = "stances", **options: Any
) -> Callable[[Iterable[pd.DataFrame]], Iterator[pd.DataFrame]]:
    """Return the function for Spark's ``DataFrame.mapInPandas``: frames of articles in, of results out.

    Parameters
    ----------
    what : str
        As in `score_frame`; `ddl` gives Spark the columns.
    options
        Those of `score_frame`. Each worker loads the model once.

    Examples
    --------
    On Spark, ``articles.mapInPandas(mapper("stances"), ddl("stances"))``; the function itself needs none:

    >>> import pandas as pd
    >>> part = pd.DataFrame({"id": ["a1"], "text": ["“This attack is barbaric,” said Chancellor Jane Roe."]})
    >>> [len(found) for found in mapper("utterances")([part])]
    [1]
    """
    _check(what)
    return partial(_map, what=what, options=options)


def ddl(what: str = "stances") -> str:
    """Return the columns of a table as Spark writes them.

    Examples
    --------
    >>> ddl("failures")
    'article STRING, input STRING, stage STRING, error STRING'
    """
    _check(what)
    return ", ".join(f"{column.name} {_SQL[column.type]}" for column in TABLES[what])


def empty(what: str = "stances") -> pd.DataFrame:
    """Return a table without rows: the ``meta`` of Dask's ``map_partitions(score_frame, what=…, meta=…)``."""
    _check(what)
    try:
        return parquet.table(what, ()).to_pandas()
    except ImportError:
        raise MissingExtraError("pandas", extra="pandas", purpose="a frame of pandas") from None


def _map(parts: Iterable[pd.DataFrame], *, what: str, options: Mapping[str, Any]) -> Iterator[pd.DataFrame]:
    for part in parts:
        found = score_frame(part, what=what, **options)
        if len(found):  # Spark fails on a column of texts without any, as pandas 3 keeps them
            yield found


def _check(what: str) -> None:
    if what not in TABLES:
        raise InputError(f"what={what!r} is not one of {', '.join(TABLES)}")


def _loaded(model: Any, options: tuple[tuple[str, Any], ...]) -> Any:
    return _load(model, options) if isinstance(model, str) or hasattr(model, "__fspath__") else model


@lru_cache(maxsize=2)  # every part of a frame that a worker gets asks for the same one
def _load(model: Any, options: tuple[tuple[str, Any], ...]) -> Any:
    return stancekit.load(model, **dict(options))


def _reads(frame: Any, kind: str, chosen: Mapping[str, str] | None) -> Iterator[Read]:
    """Yield the rows as articles, or as failures where they hold none."""
    names, heads = inputs.columns(chosen), [str(name) for name in frame.columns]
    found = rows.layout(heads, names)
    rows.require(found, heads, names, "frame")
    wanted = [*dict.fromkeys(column for part in found.values() for column in part)]
    values = zip(*(_values(_column(frame, kind, heads, name)) for name in wanted), strict=True)
    index = frame.index if kind == "pandas" else range(len(frame))
    for label, cells in zip(index, values, strict=True):
        yield _read(dict(zip(wanted, cells, strict=True)), str(label), found, names)


def _column(frame: Any, kind: str, heads: Sequence[str], name: str) -> Any:
    if heads.count(name) > 1:
        raise InputError(f"frame: {heads.count(name)} columns are called {name!r}; allowed is one")
    # pandas' labels need not be texts, as those of a frame that was made without names
    return frame.iloc[:, heads.index(name)] if kind == "pandas" else frame[name]


def _values(column: Any) -> list[Any]:
    if hasattr(column, "notna"):  # pandas has several values for what is not there
        column = column.astype(object).where(column.notna(), None)
    values: list[Any] = column.to_list()
    return values


def _read(row: Mapping[str, Any], label: str, found: rows.Columns, names: rows.Columns) -> Read:
    result: Article | Failure
    try:
        result = rows.article(row, f"row {label}", found, names)
    except InputError as error:
        return Read(Failure(label, "read", str(error)), "", 1.0, "", duplicate=False)
    named = Article(result.text, result.id or label, result.title, result.date, result.source)
    return Read(named, "", 1.0, inputs.digest(named.text), duplicate=False)


def _text(read: Read) -> str:
    return read.result.text if isinstance(read.result, Article) else ""


def _polars(table: pa.Table) -> Any:
    import polars

    return polars.from_arrow(table)
