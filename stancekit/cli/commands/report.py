"""``stancekit report``: a page about a scored collection."""

from __future__ import annotations

import argparse
from pathlib import Path

from stancekit.cli import streams
from stancekit.errors import InputError

__all__ = ["DESCRIPTION", "EXAMPLES", "add", "run"]

DESCRIPTION = """Make a page about a scored collection: who says what, over time, by outlet, in their words.

RESULTS is a folder that 'stancekit score' wrote (format parquet). The page is one HTML file that needs no
network and no script: the most active speakers and the most discussed topics, stances by week, month, quarter
or year, outlets side by side with 95 % intervals, speakers who changed position, quotations for each cell,
and what was left out. Where RESULTS says which speakers and topics are the same across articles
(collection/), those are counted, and else those of equal names."""
EXAMPLES = """
  stancekit report results -o report.html
  stancekit report results -o report.html --title "Coverage of the summit" --speakers 40 --topics 8"""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add = parser.add_argument
    add("results", metavar="RESULTS", type=Path, help="the results folder")
    add("-o", "--output", metavar="FILE", required=True, help="the page; - is standard output")
    add("--title", metavar="TEXT", default="Who takes which stance on what", help="its heading")
    add("--speakers", metavar="N", type=int, default=25, help="how many speakers (default: 25)")
    add("--topics", metavar="N", type=int, default=12, help="how many topics (default: 12)")
    add("--outlets", metavar="N", type=int, default=15, help="how many outlets (default: 15)")
    add("--quotes", metavar="N", type=int, default=2, help="quotations of each cell (default: 2)")
    add("--seed", metavar="N", type=int, default=0, help="of the intervals (default: 0)")


def run(options: argparse.Namespace) -> int:
    """Write the page."""
    from stancekit.overview import report
    from stancekit.results import files

    out = None if options.output == "-" else Path(options.output)
    if out is not None and (out.is_dir() or not out.absolute().parent.is_dir()):
        raise InputError(f"{out} is not a file in a folder that exists")
    page = report(
        options.results,
        title=options.title,
        speakers=options.speakers,
        topics=options.topics,
        outlets=options.outlets,
        quotes=options.quotes,
        seed=options.seed,
    )
    if out is None:
        streams.write(page, data=True)
        return 0
    with files.written(out) as file:
        file.write(page.encode("utf-8", "replace"))
    streams.show(f"{len(page) / 1e6:.1f} MB; open {out} in a browser")
    return 0
