"""``stancekit score``: a collection of articles."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from stancekit.cli import shared, streams
from stancekit.cli.progress import Display
from stancekit.errors import InputError

__all__ = ["DESCRIPTION", "EXAMPLES", "FORMATS", "add", "run"]

FORMATS = ("parquet", "jsonl")  # of stancekit.results.parts, which is not imported for --help
DESCRIPTION = """Analyse every article of files and folders, and write the results to a folder.

An input is a file, a folder of files at any depth, a quoted pattern ('news/2024-*.csv') or an address
(s3://…, https://…). Files are .txt, .jsonl, .ndjson, .csv, .tsv, .parquet or .html; all but .parquet may
end in .gz, .bz2, .xz or .zst too. Of tables and JSON lines these columns are read: text, body or content; id
or url; title or headline; date or published; source or outlet; --column names others.

RESULTS gets a folder of Parquet files for each table (utterances, stances, speakers, topics, articles,
failures; run.json says what their columns mean) and, in collection/, of the speakers and topics that are the
same in all articles; or with --format jsonl the files analyses.jsonl (an article a line, schema stancekit/1)
and failures.jsonl. -o - writes JSON lines to standard output. An article that cannot be read or analysed, or
that a worker does not survive, is a failure, and the rest goes on.

A run that was stopped, by Ctrl-C, kill or a power cut, goes on with --resume."""
EXAMPLES = """
  stancekit score articles/ -o results --jobs 2
  stancekit score monday.jsonl 'archive/2024-*.csv.gz' -o results --topics topics.toml
  stancekit score export.csv -o results --column text=full_text --resume
  stancekit score articles/ -o results --dask tcp://10.0.0.1:8786
  stancekit score articles/ -o - | gzip > analyses.jsonl.gz"""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add = parser.add_argument
    add("inputs", metavar="INPUT", nargs="+", help="a file, folder, pattern or address of articles")
    add("-o", "--output", metavar="RESULTS", required=True, help="the results folder; - is standard output")
    add("--format", choices=FORMATS, help="of the results (default: parquet where pyarrow is installed)")
    add("--column", metavar="PART=NAME", type=_pair, action="append", help="of text, id, title, date, source")
    workers = parser.add_mutually_exclusive_group()
    workers.add_argument("--jobs", metavar="N", type=int, default=1, help="worker processes (default: 1)")
    workers.add_argument("--dask", metavar="ADDRESS", help="use the workers of this Dask cluster instead")
    there = parser.add_mutually_exclusive_group()
    there.add_argument("--resume", action="store_true", help="go on with the run in RESULTS, if there is one")
    there.add_argument("--overwrite", action="store_true", help="replace the run in RESULTS, if there is one")
    add("--skip-duplicates", action="store_true", help="leave out articles with the text of an earlier one")
    add("--no-collect", action="store_true", help="leave speakers and topics to `stancekit collect`")
    add("--time-limit", metavar="S", type=float, help="seconds for a batch of articles (default: 300)")
    add("--quiet", action="store_true", help="show no progress")
    shared.add_topics(parser)
    shared.add_confidence(parser)
    shared.add_model(parser)


def run(options: argparse.Namespace) -> int:
    """Score a collection and say what it came to."""
    settings = {
        "model": options.model,
        "topics": shared.topics(options.topics),
        "lexicon": options.lexicon,
        "columns": dict(options.column or ()),
        "n_jobs": options.jobs,
        "dask": options.dask,
        "skip_duplicates": options.skip_duplicates,
        **({} if options.time_limit is None else {"time_limit": options.time_limit}),
        **shared.confidences(options),
    }
    return _to_output(options, settings) if options.output == "-" else _to_folder(options, settings)


def _to_folder(options: argparse.Namespace, settings: dict[str, Any]) -> int:
    from stancekit.batch import score

    with Display(quiet=options.quiet) as display:
        done = score(
            options.inputs,
            Path(options.output),
            format=options.format,
            resume=options.resume,
            collect=not options.no_collect,
            overwrite=options.overwrite,
            progress=display,
            **settings,
        )
    parts = [f"{done.articles:,} analysed", f"{done.failures:,} failed"]
    if done.duplicates:
        left = f" ({done.skipped:,} left out)" if done.skipped else ""
        parts.append(f"{done.duplicates:,} duplicates{left}")
    streams.show(f"{', '.join(parts)}, {done.utterances:,} utterances; results in {done.out}")
    return 1 if done.failures else 0


def _to_output(options: argparse.Namespace, settings: dict[str, Any]) -> int:
    if options.format == "parquet" or options.resume or options.overwrite:
        raise InputError("-o - writes JSON lines; --format parquet, --resume and --overwrite need a folder")
    from stancekit.batch import stream

    failures = 0
    for chunk in stream(options.inputs, **settings):
        streams.write(chunk.data["analyses"].decode(), data=True)
        for line in chunk.data["failures"].decode().splitlines():
            streams.complain(line)
        failures += chunk.counts["failures"]
    return 1 if failures else 0


def _pair(value: str) -> tuple[str, str]:
    part, found, name = value.partition("=")
    if not found or not name:
        raise argparse.ArgumentTypeError(f"{value!r} is not PART=NAME, as in text=full_text")
    return part, name
