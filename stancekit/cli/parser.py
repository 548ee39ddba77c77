"""The parser of the command line: one file of `stancekit.cli.commands` a command."""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from stancekit.cli import commands, streams
from stancekit.cli.versions import version
from stancekit.errors import InputError

__all__ = ["parser"]

_EXIT_CODES = """exit codes:
  0 done; 1 some inputs failed; 2 bad usage, input or model; 130 interrupted (Ctrl-C)"""
_EXAMPLES = """
  stancekit analyze article.txt
  stancekit COMMAND --help"""


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
        streams.show(f"stancekit {version()}")
        parser.exit()


def parser() -> argparse.ArgumentParser:
    """Return the parser; its options carry the function to call as ``command``."""
    top = _Parser(
        prog="stancekit",
        description="Read news and answer: who takes which stance on what?",
        epilog=_epilog(_EXAMPLES),
    )
    top.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    add = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in commands.ALL:
        made: argparse.ArgumentParser = add.add_parser(
            command.__name__.rpartition(".")[2],
            help=command.DESCRIPTION.split("\n", 1)[0],
            description=command.DESCRIPTION,
            epilog=_epilog(command.EXAMPLES, getattr(command, "NOTE", "")),
        )
        made.set_defaults(command=command.run)
        command.add(made)
    return top


def _epilog(examples: str, note: str = "") -> str:
    return "\n\n".join(filter(None, (note, f"examples:{examples.rstrip()}", _EXIT_CODES)))
