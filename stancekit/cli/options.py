"""What can be asked on the command line, and the help that says so."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from stancekit.cli import commands, streams
from stancekit.errors import InputError

__all__ = ["FORMATS", "RECORDS", "parser"]

FORMATS = ("table", "json", "csv", "brat")  # of stancekit.report, which is not imported for --help
RECORDS = ("stances", "utterances", "speakers", "topics")
_EXIT_CODES = """exit codes:
  0 done; 1 some inputs failed; 2 bad usage, input or model; 130 interrupted (Ctrl-C)"""

_EXAMPLES = {
    "stancekit": """
  stancekit analyze article.txt
  stancekit COMMAND --help""",
    "analyze": """
  stancekit analyze article.txt
  stancekit analyze - --format json < article.txt
  stancekit analyze article.txt --format csv --what utterances -o utterances.csv
  stancekit analyze article.txt --topics topics.toml""",
    "score": """
  stancekit score articles/ -o results
  stancekit score monday.jsonl tuesday.csv.gz extra.txt -o results --topics topics.toml
  stancekit score export.csv -o results --column text=full_text --jobs 4""",
    "train": """
  stancekit train labels.csv --texts articles/ -o mine
  stancekit train data/ -o models/mine --corpus corpus/ --stage stance --seed 1""",
    "evaluate": """
  stancekit evaluate gold.jsonl --texts texts/
  stancekit evaluate gold.jsonl --texts texts/ --given --intervals
  stancekit evaluate gold.jsonl --texts texts/ --predictions results/analyses.jsonl --json""",
    "info": """
  stancekit info
  stancekit info --model models/mine""",
}

_ANALYZE = """Show who takes which stance on what in one article.

Without --format, a page for reading: the speakers by topics, then what each of them said; in colour where
the terminal has it (NO_COLOR and FORCE_COLOR are heeded)."""

_INPUT = """\
The article is UTF-8 text. A byte order mark is dropped ('utf-8-sig') and nothing else changes, so offsets
count the code points of the decoded text, line ends as they are in the file."""

_SCORE = """Analyse every article of files and folders, and write the results to a folder.

RESULTS/analyses.jsonl holds an analysis a line (schema stancekit/1), RESULTS/failures.jsonl the articles
that could not be read or analysed. Inputs are .txt, .jsonl, .ndjson, .csv and .tsv files (columns text, body
or content; id or url; title; date or published; source or outlet), each also .gz, .bz2 or .xz, and folders of
them. RESULTS must be new, empty, or an earlier run's, whose results are replaced."""

_TRAIN = """Train a model, or adapt one to labels of your own; progress is on standard error.

DATA is either your labels (a CSV or JSONL file, or a brat folder: a hundred stances are a beginning), which
the model named by --model is adapted to, or the folder that the shipped model was trained on."""

_EVALUATE = """Measure a model, or predictions made before, against annotated articles."""

_INFO = """Show the versions of the packages at work and the model's card: name, version, files, scores."""


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are one line, like all others; no option can be abbreviated."""

    def __init__(self, **settings: Any) -> None:
        settings.update(allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter)
        super().__init__(**settings)

    def print_help(self, file: object = None) -> None:
        streams.write(self.format_help())  # argparse's own would pass over a full disk

    def error(self, message: str) -> NoReturn:
        raise InputError(f"{message} (see {self.prog} --help)")


class _Version(argparse.Action):
    """Look the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        streams.show(f"stancekit {commands.version()}")
        parser.exit()


def parser() -> argparse.ArgumentParser:
    """Return the parser; its options carry the function to call as ``command``."""
    top = _Parser(
        prog="stancekit",
        description="Read news and answer: who takes which stance on what?",
        epilog=_epilog("stancekit"),
    )
    top.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    add = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_analyze(_command(add, "analyze", commands.analyze, _ANALYZE, _INPUT))
    _add_score(_command(add, "score", commands.score, _SCORE))
    _add_train(_command(add, "train", commands.train, _TRAIN))
    _add_evaluate(_command(add, "evaluate", commands.evaluate, _EVALUATE))
    _add_model(_command(add, "info", commands.info, _INFO))
    return top


def _command(
    add: Any, name: str, run: Callable[[argparse.Namespace], int], description: str, note: str = ""
) -> argparse.ArgumentParser:
    summary = description.split("\n", 1)[0]
    epilog = _epilog(name, note)
    made: argparse.ArgumentParser = add.add_parser(name, help=summary, description=description, epilog=epilog)
    made.set_defaults(command=run)
    return made


def _epilog(name: str, note: str = "") -> str:
    return "\n\n".join(filter(None, (note, f"examples:{_EXAMPLES[name]}", _EXIT_CODES)))


def _add_analyze(add: argparse.ArgumentParser) -> None:
    add.add_argument("file", metavar="FILE", help="the article; - reads standard input")
    add.add_argument("--format", choices=FORMATS, help="text table, JSON, CSV or brat stand-off")
    add.add_argument("--what", choices=RECORDS, help="the rows of table and csv (default: stances)")
    add.add_argument("-o", "--output", metavar="FILE", help="write there instead, as UTF-8")
    _add_topics(add)
    _add_confidence(add)
    _add_model(add)


def _add_score(add: argparse.ArgumentParser) -> None:
    add.add_argument("inputs", metavar="INPUT", nargs="+", type=Path, help="a file or folder of articles")
    add.add_argument("-o", "--output", metavar="RESULTS", type=Path, required=True, help="the results folder")
    add.add_argument("--jobs", metavar="N", type=int, default=1, help="worker processes (default: 1)")
    add.add_argument(
        "--column",
        metavar="PART=NAME",
        type=_pair,
        action="append",
        help="column of text, id, title, date, source",
    )
    _add_topics(add)
    _add_confidence(add)
    _add_model(add)


def _pair(value: str) -> tuple[str, str]:
    part, found, name = value.partition("=")
    if not found or not name:
        raise argparse.ArgumentTypeError(f"{value!r} is not PART=NAME, as in text=full_text")
    return part, name


def _add_train(add: argparse.ArgumentParser) -> None:
    add.add_argument("data", metavar="DATA", type=Path, help="your labels, or folder of training data")
    add.add_argument("-o", "--output", metavar="MODEL_FOLDER", type=Path, required=True, help="where it goes")
    add.add_argument("--texts", metavar="DIR", type=Path, help="folder of ID.txt that your labels are of")
    _add_model(add)
    add.add_argument("--corpus", metavar="DIR", type=Path, help="folder of the project's own annotations")
    add.add_argument("--stage", metavar="NAME", nargs="+", action="extend", help="train only these stages")
    add.add_argument("--seed", metavar="N", type=int, default=0, help="of all that is random (default: 0)")


def _add_evaluate(add: argparse.ArgumentParser) -> None:
    add.add_argument("gold", metavar="GOLD", type=Path, help="annotated articles: a JSONL file or a folder")
    add.add_argument(
        "--texts", metavar="DIR", type=Path, help="folder of ID.txt files (default: text/ beside GOLD)"
    )
    add.add_argument("--split", metavar="NAME", help="measure on the articles of this split alone")
    add.add_argument("--predictions", metavar="FILE", type=Path, help="measure these instead of a model's")
    add.add_argument(
        "--given", action="store_true", help="measure the classifier alone, on the annotated utterances"
    )
    add.add_argument("--intervals", action="store_true", help="add confidence intervals")
    add.add_argument("--json", action="store_true", help="show JSON instead of text")
    _add_confidence(add)
    _add_model(add)


def _add_topics(add: argparse.ArgumentParser) -> None:
    add.add_argument("--topics", metavar="FILE", type=Path, help="topics to look for, TOML or JSON")
    add.add_argument("--lexicon", metavar="FILE", type=Path, help="stance words of your own, beside ours")


def _add_confidence(add: argparse.ArgumentParser) -> None:
    add.add_argument(
        "--utterance-confidence",
        metavar="P",
        type=float,
        help="leave out utterances less certain than this, 0 to 1 (default: the model's own)",
    )
    either = add.add_mutually_exclusive_group()
    either.add_argument(
        "--min-confidence", metavar="P", type=float, help="tell no stance that is less certain than this"
    )
    either.add_argument(
        "--target-precision", metavar="P", type=float, help="the same, so that this share of answers is right"
    )


def _add_model(add: argparse.ArgumentParser) -> None:
    add.add_argument("--model", metavar="NAME", default="fast", help="model name or folder (default: fast)")
