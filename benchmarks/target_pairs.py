"""One sentence, two targets, two stances: how often both are told.

    python -m benchmarks.target_pairs [--split test] [--model NAME] [--show]

Prints the share of the pairs in ``corpus/target-pairs`` for which both answers are right, and for which the
two answers differ at all.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import stancekit

PAIRS = Path(__file__).parents[1] / "corpus" / "target-pairs" / "pairs.jsonl"


def main() -> None:
    """Print the shares, and with ``--show`` the pairs that are wrong."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--split", choices=("dev", "test"))
    parser.add_argument("--model", default="fast")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    kit = stancekit.load(options.model)
    rows = [json.loads(line) for line in PAIRS.read_text(encoding="utf8").splitlines()]
    for split in [options.split] if options.split else ["dev", "test"]:
        chosen = [row for row in rows if row["split"] == split]
        told = [answers(kit, row) for row in chosen]
        right = sum(a == list(row["targets"].values()) for a, row in zip(told, chosen, strict=True))
        flipped = sum(len(set(a)) == 2 for a in told)
        n = len(chosen)
        print(f"{split:5} {n} pairs: both right {right / n:.3f} ({right}), answers differ {flipped / n:.3f}")
        for a, row in zip(told, chosen, strict=True):
            if options.show and a != list(row["targets"].values()):
                print(f"  {row['text']}\n    gold {row['targets']}, told {a}")


def answers(kit: stancekit.Analyzer, row: dict) -> list[str | None]:
    """Return the stance toward each of a row's targets."""
    spans = {part: row[part] for part in ("content", "cue", "source")}
    asked = [{**spans, "target": target} for target in row["targets"]]
    return [stance.label for stance in kit.classify(row["text"], asked)]


if __name__ == "__main__":
    main()
