"""Memory while a stream of articles is analysed: it must not grow with their number.

usage: python -m benchmarks.memory ARTICLES [--every N] [--limit N]

ARTICLES is a file of a JSON object a line, which may be compressed (.gz), with the columns "text" and "id".
What is printed is the greatest resident memory of the process so far, in megabytes of 10**6 bytes.
"""

import argparse
import gzip
import json
import resource
import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import stancekit
from stancekit import Article, Failure


def main() -> None:
    """Print the greatest memory so far every so many articles, and the peak."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("--every", type=int, default=1000, help="articles between two lines (default 1000)")
    parser.add_argument("--limit", type=int, help="articles to read (default: all)")
    options = parser.parse_args()
    kit = stancekit.load()
    print(f"{'articles':>9} {'failed':>7} {'utterances':>11} {'MB':>6}")
    print(f"{0:9,} {0:7} {0:11,} {_peak():6.0f}")
    failed = utterances = n = 0
    for n, result in enumerate(kit.pipe(islice(_read(options.articles), options.limit)), 1):
        failed += isinstance(result, Failure)
        utterances += 0 if isinstance(result, Failure) else len(result.utterances)
        if n % options.every == 0:
            print(f"{n:9,} {failed:7} {utterances:11,} {_peak():6.0f}", flush=True)
    print(f"{n:9,} {failed:7} {utterances:11,} {_peak():6.0f}")


def _read(path: Path) -> Iterator[Article]:
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Article(row["text"], id=str(row.get("id", "")))


def _peak() -> float:
    """Return the greatest resident memory so far."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


if __name__ == "__main__":
    main()
