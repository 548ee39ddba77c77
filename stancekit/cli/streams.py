"""Standard input, output and error, whatever they are connected to."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from stancekit.errors import InputError

if TYPE_CHECKING:
    from stancekit.records import Article

__all__ = ["abandon_unwritten", "complain", "flush", "read_article", "show", "write"]


def read_article(file: str) -> Article:
    """Read a file, or standard input for ``-``, whose id is ``stdin``."""
    from stancekit.inputs import decode, read_text
    from stancekit.records import Article

    if file != "-":
        return Article(read_text(Path(file)), id=Path(file).stem)
    if sys.stdin is None:
        raise InputError("standard input is closed")
    return Article(decode(sys.stdin.buffer.read(), "standard input"), id="stdin")


def write(text: str, *, data: bool = False) -> None:
    """Write to standard output: data as UTF-8, untranslated; what people read in the stream's encoding."""
    if sys.stdout is None:
        raise InputError("standard output is closed")
    if isinstance(sys.stdout, io.TextIOWrapper):
        if data:
            sys.stdout.reconfigure(encoding="utf-8", newline="")
        else:
            sys.stdout.reconfigure(errors="replace")
    sys.stdout.write(text)


def show(text: str) -> None:
    """Write lines to standard output, a space for each character that could act on a terminal."""
    from stancekit.report.plain import blanked

    write("".join(f"{blanked(line)}\n" for line in text.split("\n")))


def complain(message: str) -> None:
    """Write one line to standard error, if there is one."""
    from stancekit.report.plain import plain

    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write(plain(message) + "\n")
            sys.stderr.flush()


def flush() -> None:
    """Write out what standard output holds back, while an error can still be told."""
    if sys.stdout is not None:
        sys.stdout.flush()


def abandon_unwritten() -> None:
    """Point standard output nowhere if it takes no more, or the interpreter would complain at its exit."""
    try:
        flush()
    except OSError:
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
