"""``stancekit score``: a collection of articles."""

from __future__ import annotations

import argparse
from pathlib import Path

from stancekit.cli import shared, streams

__all__ = ["DESCRIPTION", "EXAMPLES", "add", "run"]

DESCRIPTION = """Analyse every article of files and folders, and write the results to a folder.

RESULTS/analyses.jsonl holds an analysis a line (schema stancekit/1), RESULTS/failures.jsonl the articles
that could not be read or analysed. Inputs are .txt, .html, .jsonl, .ndjson, .csv, .tsv and .parquet files
(columns text, body or content; id or url; title or headline; date or published; source or outlet), all but
the last also .gz, .bz2, .xz or .zst; folders of them, patterns and remote addresses. RESULTS must be new,
empty, or an earlier run's, whose results are replaced."""
EXAMPLES = """
  stancekit score articles/ -o results
  stancekit score monday.jsonl tuesday.csv.gz extra.txt -o results --topics topics.toml
  stancekit score 'news/**/2024-*.csv.zst' s3://bucket/news -o results
  stancekit score export.csv -o results --column text=full_text --jobs 4"""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument(
        "inputs", metavar="INPUT", nargs="+", help="a file, folder, pattern or remote address of articles"
    )
    parser.add_argument(
        "-o", "--output", metavar="RESULTS", type=Path, required=True, help="the results folder"
    )
    parser.add_argument("--jobs", metavar="N", type=int, default=1, help="worker processes (default: 1)")
    parser.add_argument(
        "--column",
        metavar="PART=NAME",
        type=_pair,
        action="append",
        help="column of text, id, title, date, source",
    )
    shared.add_topics(parser)
    shared.add_confidence(parser)
    shared.add_model(parser)


def run(options: argparse.Namespace) -> int:
    """Score a collection and say what it came to."""
    from stancekit.batch import score

    done = score(
        options.inputs,
        options.output,
        model=options.model,
        topics=shared.topics(options.topics),
        lexicon=options.lexicon,
        columns=dict(options.column or ()),
        n_jobs=options.jobs,
        **shared.confidences(options),
    )
    streams.show(
        f"{done.articles} analysed, {done.failures} failed, {done.utterances} utterances; "
        f"results in {done.out}"
    )
    return 1 if done.failures else 0


def _pair(value: str) -> tuple[str, str]:
    part, found, name = value.partition("=")
    if not found or not name:
        raise argparse.ArgumentTypeError(f"{value!r} is not PART=NAME, as in text=full_text")
    return part, name
