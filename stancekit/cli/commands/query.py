"""``stancekit query``: SQL on a results folder."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from stancekit.cli import streams
from stancekit.errors import InputError

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["DESCRIPTION", "EXAMPLES", "FORMATS", "add", "run"]

# of stancekit.results.answers, which is not imported for --help
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
    parser.add_argument("-o", "--output", metavar="FILE", help="write there instead; - is standard output")


def run(options: argparse.Namespace) -> int:
    """Show the answer, or the tables that can be asked."""
    out = None if options.output in (None, "-") else Path(options.output)
    if options.format == "parquet" and out is None:
        raise InputError("--format parquet is no text; allowed is with -o FILE")
    if out is not None and out.resolve().is_relative_to(options.results.resolve()):
        raise InputError(f"-o {out} is in the results folder, which is only read; allowed is another place")
    from stancekit.results import query

    if options.sql is None:
        _show(query.columns(options.results).to_reader(), options.format, out)
        return 0
    sql = streams.read_article("-").text if options.sql == "-" else options.sql
    with query.ask(options.results, sql) as answer:
        _show(answer, options.format, out)
    return 0


def _show(answer: pa.RecordBatchReader, format: str, out: Path | None) -> None:
    from stancekit.results import answers, files

    if out is None:
        for text in answers.texts(answer, format):
            streams.write(text, data=format != "table")
        return
    with files.written(out) as file:
        answers.write(answer, format, file)
