"""``stancekit query``: SQL on a results folder."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stancekit.cli import streams
from stancekit.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["DESCRIPTION", "EXAMPLES", "FORMATS", "add", "run"]

FORMATS = ("table", "csv", "json", "parquet")
DESCRIPTION = """Ask a results folder in SQL; without SQL, show its tables and what their columns mean.

The tables are those of the folder, and sayings: the utterances with their article's title, outlet, day and
week, and with person and issue, the names of speaker and topic over all articles. DuckDB runs the query; it
can read nothing else and write nothing."""
EXAMPLES = """
  stancekit query results
  stancekit query results "select person, stance, count(*) n from sayings group by all order by n desc"
  stancekit query results "select * from sayings where issue = 'common fund'" --format csv -o fund.csv"""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("results", metavar="RESULTS", type=Path, help="folder of `stancekit score`")
    parser.add_argument("sql", metavar="SQL", nargs="?", help="a query; - reads standard input")
    parser.add_argument("--format", choices=FORMATS, default="table", help="of the answer (default: table)")
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="write there instead")


def run(options: argparse.Namespace) -> int:
    """Show the answer, or the tables that can be asked."""
    if options.format == "parquet" and options.output is None:
        raise InputError("--format parquet is no text; allowed is with -o FILE")
    from stancekit.results import query

    if options.sql is None:
        _show(options, query.columns(options.results), "table")
        return 0
    sql = streams.read_article("-").text if options.sql == "-" else options.sql
    _show(options, query.query(options.results, sql), options.format)
    return 0


def _show(options: argparse.Namespace, found: pa.Table, format: str) -> None:
    data = _parquet(found) if format == "parquet" else _text(found, format).encode()
    if options.output:
        options.output.write_bytes(data)
    else:
        streams.write(data.decode(), data=format != "table")


def _text(found: pa.Table, format: str) -> str:
    from stancekit.report import plain, spreadsheet, table

    names, rows = found.column_names, found.to_pylist()
    if format == "json":
        return "".join(plain.escaped(json.dumps(row, ensure_ascii=False, default=str)) + "\n" for row in rows)
    make = spreadsheet.text if format == "csv" else table.text
    return make(names, ([_cell(row[name]) for name in names] for row in rows))


def _cell(value: Any) -> Any:
    """Return a value that a table can hold: of lists and structures their JSON."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else str(value)


def _parquet(found: pa.Table) -> bytes:
    from stancekit.results.parquet import encode

    return encode([found])
