"""The command line; the only part of the package that prints.

``parser`` says what can be asked, ``commands`` does it, ``shared`` has the options of several commands,
``streams`` reads and writes.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from stancekit.cli import streams
from stancekit.cli.parser import parser
from stancekit.errors import StancekitError

__all__ = ["main"]

_OK, _BAD_INPUT, _INTERRUPTED = 0, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Parameters
    ----------
    argv : sequence of str, optional
        The arguments after the program's name; those of the process by default.

    Returns
    -------
    int
        0 done, 1 some inputs failed, 2 bad usage, input or model, 130 interrupted. Whoever reads the output
        may stop at any time, as ``head`` does: that is 0. Every other error is one line on standard error.

    Examples
    --------
    >>> main(["analyze", "no-such-file.txt"])
    2
    """
    try:
        code = _run(argv)
        streams.flush()
    except BrokenPipeError:
        code = _OK
    except KeyboardInterrupt:
        code = _failed("interrupted", _INTERRUPTED)
    except OSError as error:
        code = _failed(f"{error.filename}: {error.strerror}" if error.filename else str(error), _BAD_INPUT)
    except StancekitError as error:
        code = _failed(str(error), _BAD_INPUT)
    streams.abandon_unwritten()
    return code


def _run(argv: Sequence[str] | None) -> int:
    try:
        asked = parser().parse_args(argv)
    except SystemExit as stop:  # argparse has shown help or the version
        return int(stop.code or 0)
    command: Callable[[argparse.Namespace], int] = asked.command
    return command(asked)


def _failed(message: str, code: int) -> int:
    streams.complain(f"stancekit: error: {message}")
    return code
