"""``stancekit analyze``: one article."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from stancekit.cli import shared, streams
from stancekit.errors import InputError

if TYPE_CHECKING:
    from stancekit.records import Analysis

__all__ = ["DESCRIPTION", "EXAMPLES", "FORMATS", "NOTE", "RECORDS", "add", "run"]

FORMATS = ("table", "json", "csv", "brat", "html")  # of stancekit.report, which is not imported for --help
RECORDS = ("stances", "utterances", "speakers", "topics")
DESCRIPTION = """Show who takes which stance on what in one article.

Without --format, a page for reading: the speakers by topics, then what each of them said; in colour where
the terminal has it (NO_COLOR and FORCE_COLOR are heeded)."""
NOTE = """\
The article is UTF-8 text. A byte order mark is dropped ('utf-8-sig') and nothing else changes, so offsets
count the code points of the decoded text, line ends as they are in the file."""
EXAMPLES = """
  stancekit analyze article.txt
  stancekit analyze - --format json < article.txt
  stancekit analyze article.txt --format html -o report.html
  stancekit analyze article.txt --format csv --what utterances -o utterances.csv
  stancekit analyze article.txt --topics topics.toml"""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("file", metavar="FILE", help="the article; - reads standard input")
    parser.add_argument("--format", choices=FORMATS, help="text table, JSON, CSV, brat stand-off or web page")
    parser.add_argument("--what", choices=RECORDS, help="the rows of table and csv (default: stances)")
    parser.add_argument("-o", "--output", metavar="FILE", help="write there instead, as UTF-8")
    shared.add_topics(parser)
    shared.add_confidence(parser)
    shared.add_model(parser)


def run(options: argparse.Namespace) -> int:
    """Show one article's analysis, or write it to a file."""
    if options.what and options.format not in (None, "table", "csv"):
        raise InputError(f"--what goes with --format table or csv; {options.format} always holds everything")
    if options.output and _same_file(options.output, options.file):
        raise InputError(f"-o {options.output} is the article itself; allowed is another file")
    article, topics = streams.read_article(options.file), shared.topics(options.topics)
    from stancekit import load

    kit = load(options.model, lexicon=options.lexicon, **shared.confidences(options))
    analysis = kit.analyze(article, topics=topics)
    format = options.format or ("table" if options.what else None)
    text = _text(analysis, format, options)
    if options.output in (None, "-"):
        streams.write(text, data=format not in (None, "table"))
    else:
        Path(options.output).write_bytes(text.encode())
    return 0


def _text(analysis: Analysis, format: str | None, options: argparse.Namespace) -> str:
    from stancekit.report import render, terminal, wants_color

    if format:
        return render(analysis, format, what=options.what or "stances")
    shown = options.output in (None, "-") and sys.stdout is not None
    color = shown and wants_color(sys.stdout, os.environ)
    return terminal(analysis, color=color, width=shutil.get_terminal_size().columns)


def _same_file(output: str, file: str) -> bool:
    """Tell whether writing ``output`` would overwrite the article ``file``; ``-`` is no file."""
    return "-" not in (output, file) and Path(output).exists() and Path(output).samefile(file)
