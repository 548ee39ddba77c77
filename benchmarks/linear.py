"""Does the time grow with the text alone? CPU time for n and 10 n of natural and of pathological text.

Run ``python benchmarks/linear.py [--analyze]``. A scenario passes where ten times the text takes at most
twelve times as long. ``--analyze`` measures the whole analysis with the shipped model, not tokenizing alone.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Mapping

from stancekit.records import Article
from stancekit.text import SentenceSplitter, tokenize

__all__ = ["LIMIT", "SCENARIOS", "measure", "report"]

LIMIT = 12.0
_FACTOR = 10
_ATTEMPTS = 3
_SHORTEST = 0.05  # seconds; repeated up to this, as the clock tells less of shorter runs
_PARAGRAPH = (
    "The minister said on Monday that the plan “will not work” without the U.S., and Ms. Lee agreed. “We’ve"
    " tried,” she said, ‘again and again’. Prices rose 3.5 percent; Acme Inc. declined to comment.\n\n"
)

# Scenario: (unit, repetitions at full length).
SCENARIOS: Mapping[str, tuple[str, int]] = {
    "natural": (_PARAGRAPH, 5_000),
    "natural-one-line": (_PARAGRAPH.replace("\n", " "), 5_000),
    "words": ("word ", 1_000_000),
    "one-word": ("a", 1_000_000),
    "stops": (". ", 500_000),
    "stops-unspaced": (".", 500_000),
    "dotted": ("a.b", 300_000),
    "initials": ("a.", 300_000),
    "titles": ("Mr. ", 100_000),
    "questions": ("?” ", 100_000),
    "straight-marks": ('"', 100_000),
    "apostrophes": ("'", 100_000),
    "backticks": ("`", 100_000),
    "opening-marks": ("“", 100_000),
    "opening-words": ("“a ", 50_000),
    "closing-words": ("a” ", 50_000),
    "single-opening-words": ("‘a ", 50_000),
    "single-straight-words": ("'a ", 50_000),
    "single-around-double": ("‘a “b ", 50_000),
    "possessives": ("‘dogs’ dogs’ ", 20_000),
    "mixed-marks": ("“a ‘b \"c 'd «e ", 10_000),
    "marks-by-paragraph": ("“a\n\n", 50_000),
    "brackets": ("(", 100_000),
    "notes": (".[1]", 100_000),
    "newlines": ("\n", 100_000),
    "newline-pairs": ("a\r\n ", 100_000),
    "spaces": (" ", 1_000_000),
    "hyphens": ("a-", 300_000),
    "links": ("http://", 100_000),
    "link-marks": ("www.!", 100_000),
    "addresses": ("a@b.", 100_000),
    "address-names": ("a+b.", 100_000),
    "domains": ("a.com/", 100_000),
    "digits": ("1,", 300_000),
    "feet": ("6'2", 200_000),
    "clitics": ("'s", 200_000),
    "combining": ("e\u0301", 200_000),
    "joined-emoji": ("\U0001f469\u200d", 100_000),
    "surrogates": ("\ud800 ", 100_000),
    "nul": ("\0", 200_000),
    "capitals": ("A B C D. ", 50_000),
}


def measure(run: Callable[[str], object], unit: str, repetitions: int) -> tuple[float, float]:
    """Return the CPU seconds of ``run`` for a tenth of the repetitions and for all of them.

    Other work on the machine can only add to a time, so a ratio beyond the limit is measured again, and the
    best time of each length counts.
    """
    short = long = float("inf")
    for _ in range(_ATTEMPTS):
        short = min(short, _seconds(run, unit * (repetitions // _FACTOR)))
        long = min(long, _seconds(run, unit * repetitions))
        if long <= LIMIT * short:
            break
    return short, long


def report(
    run: Callable[[str], object], scenarios: Mapping[str, tuple[str, int]] = SCENARIOS
) -> dict[str, float]:
    """Print a table of the scenarios and return the ratio of each."""
    ratios = {}
    print(f"{'scenario':24} {'characters':>10} {'n (s)':>9} {'10 n (s)':>9} {'ratio':>6}")
    for name, (unit, repetitions) in scenarios.items():
        short, long = measure(run, unit, repetitions)
        ratios[name] = long / short
        verdict = "" if ratios[name] <= LIMIT else "  not linear"
        length = len(unit) * repetitions
        print(f"{name:24} {length:10} {short:9.4f} {long:9.4f} {ratios[name]:6.1f}{verdict}")
    return ratios


def _seconds(run: Callable[[str], object], text: str) -> float:
    """Return the CPU seconds of one run: the best of three series of runs."""
    return min(_series(run, text) for _ in range(3))


def _series(run: Callable[[str], object], text: str) -> float:
    begin, n = time.process_time(), 0
    while n == 0 or time.process_time() - begin < _SHORTEST:
        run(text)
        n += 1
    return (time.process_time() - begin) / n


def _tokenizing() -> Callable[[str], object]:
    splitter = SentenceSplitter()
    return lambda text: tokenize([Article(text)], splitter)


def _analyzing() -> Callable[[str], object]:
    import stancekit

    analyze: Callable[[str], object] = stancekit.load().analyze
    return analyze


def main() -> int:
    """Print the table; the exit status tells whether every scenario is linear."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--analyze", action="store_true", help="measure the whole analysis")
    parser.add_argument(
        "scenarios", nargs="*", metavar="SCENARIO", help=f"default: all of {', '.join(SCENARIOS)}"
    )
    options = parser.parse_args()
    chosen = {name: SCENARIOS[name] for name in options.scenarios or SCENARIOS}
    ratios = report(_analyzing() if options.analyze else _tokenizing(), chosen)
    return int(max(ratios.values()) > LIMIT)


if __name__ == "__main__":
    raise SystemExit(main())
