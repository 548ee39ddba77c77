"""``stancekit export``: analyses and annotations in the formats of other programs."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stancekit.cli import shared, streams
from stancekit.errors import InputError

if TYPE_CHECKING:
    from stancekit.exchange import Statement
    from stancekit.records import Analysis, Article, Failure

__all__ = ["DESCRIPTION", "EXAMPLES", "FORMATS", "KINDS", "NOTE", "add", "run"]

# of stancekit.exchange, which is not imported for --help
FORMATS = (
    *("brat", "csv", "dna", "doccano", "edges", "gold", "graphml", "jsonl", "label-studio", "parquet"),
    "spacy",
)
KINDS = ("articles", "brat", "csv", "dna", "doccano", "gold", "jsonl", "label-studio", "results", "spacy")
_OPTIONS: Mapping[
    str, tuple[Sequence[str], str]
] = {  # of some formats: values, the first by default, and help
    "agreement": (("integer", "binary"), "1, 0, -1, or 1 and 0 without cautious"),
    "concepts": (("topics", "targets"), "what statements are about"),
    "network": (("affiliation", "congruence", "conflict"), "actors by concepts, or actors by actors"),
    "normalization": (("none", "activity", "average", "jaccard"), "of the weights of edges"),
    "window": (("whole", "day", "week", "month"), "a network for each"),
    "actors": (("speakers", "persons", "organizations"), "who is a node"),
    "offsets": (("utf-16", "code-points"), "what the editor counts: since 2022, code points"),
}
DESCRIPTION = """Write analyses or annotations for annotation tools, spaCy, spreadsheets or network programs.

An INPUT is a file or folder of articles, which are analysed on the way, or of annotations (brat, Label
Studio, doccano, spaCy, gold or analyses as JSON lines, CSV of utterances), the folder that score wrote, or an
event list of Discourse Network Analyzer; what it is can be seen from it, or is told by --from."""
NOTE = """\
OUT is a folder, new or empty, for brat, gold, label-studio and parquet, and for graphml with --window; else a
file. From results and event lists, csv, dna, edges and graphml can be made without the articles' texts."""
EXAMPLES = """
  stancekit export articles/ --format label-studio -o to-correct
  stancekit export corrected.json --format gold -o mine
  stancekit export results/ --format dna -o events.csv
  stancekit export results/ --format graphml --network congruence --normalization average -o net.graphml"""


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    add = parser.add_argument
    add("inputs", metavar="INPUT", nargs="+", type=Path, help="articles, annotations or results")
    add("-o", "--output", metavar="OUT", type=Path, required=True, help="where it goes")
    add("--format", choices=FORMATS, required=True, help="what it becomes")
    add("--from", dest="kind", choices=KINDS, help="what the inputs are (default: what they look like)")
    add("--texts", metavar="DIR", type=Path, help="folder of ID.txt, for inputs without texts")
    add("--jobs", metavar="N", type=int, default=1, help="processes that analyse articles (default: 1)")
    own = parser.add_argument_group("options of dna, edges, graphml and label-studio")
    for name, (values, meaning) in _OPTIONS.items():
        own.add_argument(f"--{name}", choices=values, help=f"{meaning} (default: {values[0]})")
    own.add_argument("--keep-none", action="store_true", help="write statements without a stance to dna too")
    shared.add_topics(parser)
    shared.add_confidence(parser)
    shared.add_model(parser)


def run(options: argparse.Namespace) -> int:
    """Write the inputs in the format and say what it came to."""
    from stancekit import exchange

    if options.jobs < 1:
        raise InputError(f"--jobs {options.jobs} must be at least 1")
    kinds = {path: options.kind or exchange.sources.kind(path) for path in options.inputs}
    own = _own(options, exchange.FORMATS[options.format].options, kinds)
    _check_out(options)
    failures: list[Failure] = []
    counts = {"articles": 0, "statements": 0}
    found = _counted(_found(options, kinds, failures), counts)
    exchange.write(found, options.output, options.format, **own)
    for failure in failures:
        streams.complain(f"stancekit: {failure.id}: {failure.error}")
    told = ", ".join(f"{n} {name}" if n > 1 else f"1 {name[:-1]}" for name, n in counts.items() if n)
    streams.show(
        f"{told or 'nothing'} written to {options.output}" + f", {len(failures)} failed" * bool(failures)
    )
    return 1 if failures else 0


def _own(options: argparse.Namespace, allowed: Sequence[str], kinds: Mapping[Path, str]) -> dict[str, Any]:
    """Return the options of the format; one that it does not have is an error."""
    own = {name: getattr(options, name) for name in _OPTIONS if getattr(options, name) is not None}
    if options.keep_none:
        own["keep_none"] = True
    for name in own:
        if name not in allowed and not (name == "agreement" and "dna" in kinds.values()):
            shown = name.replace("_", "-")
            goes = ", ".join(f"--{one.replace('_', '-')}" for one in sorted(allowed)) or "none"
            raise InputError(f"--{shown} does not go with --format {options.format}; allowed are {goes}")
    return {name: value for name, value in own.items() if name in allowed}


def _check_out(options: argparse.Namespace) -> None:
    out: Path = options.output
    for path in options.inputs:
        if out.exists() and path.exists() and out.samefile(path):
            raise InputError(f"-o {out} is an input itself; allowed is another file or folder")


def _found(
    options: argparse.Namespace, kinds: Mapping[Path, str], failures: list[Failure]
) -> Iterator[Analysis | Statement]:
    from stancekit import exchange

    articles = [path for path, kind in kinds.items() if kind == "articles"]
    if articles:
        yield from _analysed(options, articles, failures)
    enough = exchange.FORMATS[options.format].of_statements
    for path, kind in kinds.items():
        if kind == "articles":
            continue
        if enough and kind in ("results", "dna"):
            yield from exchange.read_statements(path, kind=kind, agreement=options.agreement)
        else:
            yield from exchange.read(path, kind=kind, texts=options.texts)


def _analysed(
    options: argparse.Namespace, paths: Sequence[Path], failures: list[Failure]
) -> Iterator[Analysis]:
    from stancekit import load
    from stancekit.records import Failure

    kit = load(options.model, lexicon=options.lexicon, **shared.confidences(options))
    articles = _articles(paths, options.output, failures)
    for result in kit.pipe(articles, n_jobs=options.jobs, topics=shared.topics(options.topics)):
        if isinstance(result, Failure):
            failures.append(result)
        else:
            yield result


def _articles(paths: Sequence[Path], out: Path, failures: list[Failure]) -> Iterator[Article]:
    from stancekit import inputs
    from stancekit.records import Failure

    inputs.check(paths, out)
    for read in inputs.read(paths, inputs.columns(None), out):
        if isinstance(read.result, Failure):
            failures.append(read.result)
        else:
            yield read.result


def _counted(found: Iterator[Analysis | Statement], counts: dict[str, int]) -> Iterator[Analysis | Statement]:
    from stancekit.records import Analysis

    for one in found:
        counts["articles" if isinstance(one, Analysis) else "statements"] += 1
        yield one
