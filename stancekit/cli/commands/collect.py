"""``stancekit collect``: speakers and topics over a whole collection."""

from __future__ import annotations

import argparse
from pathlib import Path

from stancekit.cli import streams

__all__ = ["DESCRIPTION", "EXAMPLES", "add", "run"]

DESCRIPTION = """Find the speakers and topics that are the same in all articles of a results folder.

`stancekit score` does so at its end; this does it again, with other settings. The results go to the folder
RESULTS/collection, the tables of the articles stay as they are: removing that folder undoes everything. LINKS
is a CSV file of your own, with the columns table (speakers or topics), article, id, name and means (an id of
collection_speakers or collection_topics, or - for nobody); its lines win. An empty article stands for all."""
EXAMPLES = """
  stancekit collect results
  stancekit collect results --topics 30 --links corrections.csv"""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("results", metavar="RESULTS", type=Path, help="folder of `stancekit score`")
    parser.add_argument(
        "--topics", metavar="N", type=int, help="topics to make (default: as the data ask for)"
    )
    parser.add_argument("--links", metavar="LINKS", type=Path, help="your own links of speakers and topics")


def run(options: argparse.Namespace) -> int:
    """Collect, and say what came of it."""
    from stancekit.collection import collect

    found = collect(options.results, n_topics=options.topics, links=options.links)
    streams.show(f"{found.speakers:,} speakers, {found.topics:,} topics, {found.stances:,} cells")
    return 0
