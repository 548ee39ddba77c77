"""Measure, and show what was measured.

usage: python -m benchmarks [SCENARIO ...] [options]

Runs the scenarios that are named, or all of them, keeps the figures in ``benchmarks/results/SCENARIO.json``
and writes the tables, plots and projection anew. ``--render`` writes them without measuring. The large data
sets are found where STANCEKIT_DATA points; without it, the project's own corpus stands in.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks import corrupt, measure, peers, quality, reading, render, scaling, throughput

SCENARIOS = {
    "quality": quality,
    "peers": peers,
    "throughput": throughput,
    "scaling": scaling,
    "reading": reading,
    "corrupt": corrupt,
}
RESULTS = Path(__file__).parent / "results"


def main() -> int:
    """Run what the command line names."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO", help=f"of {', '.join(SCENARIOS)}")
    parser.add_argument("--list", action="store_true", help="show the scenarios and stop")
    parser.add_argument("--render", action="store_true", help="write tables and plots from what was measured")
    parser.add_argument("--results", type=Path, default=RESULTS, help="folder of the figures")
    for scenario in SCENARIOS.values():
        scenario.add(parser)
    options = parser.parse_args()
    unknown = [name for name in options.scenarios if name not in SCENARIOS]
    if unknown:
        parser.error(f"no scenario {unknown[0]!r}; allowed are {', '.join(SCENARIOS)}")
    if options.list:
        for name, scenario in SCENARIOS.items():
            print(f"{name:12} {(scenario.__doc__ or '').splitlines()[0]}")
        return 0
    options.results.mkdir(exist_ok=True)
    for name in [] if options.render else options.scenarios or list(SCENARIOS):
        print(f"{name} …", file=sys.stderr, flush=True)
        with tempfile.TemporaryDirectory() as folder:
            figures = SCENARIOS[name].run(options, Path(folder))
        found = {"scenario": name, "environment": measure.environment(), "figures": figures}
        (options.results / f"{name}.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf8")
    render.write(options.results, Path(__file__).parent)
    return 0


if __name__ == "__main__":
    sys.exit(main())
