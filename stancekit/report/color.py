"""Colour where the terminal has it, none where it has not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TextIO

__all__ = ["paint", "wants_color"]

_CODES = {
    "heading": "1",
    "aside": "2",
    "condemning": "31",
    "cautious": "33",
    "supportive": "32",
    "none": "2",
    "abstained": "2",
}


def wants_color(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Tell whether ``stream`` should get colour: ``NO_COLOR``, ``FORCE_COLOR``, ``TERM``, then the stream.

    A variable counts where it is not empty; ``FORCE_COLOR=0`` means no colour. The first that speaks wins.

    Examples
    --------
    >>> import io
    >>> wants_color(io.StringIO(), {}), wants_color(io.StringIO(), {"FORCE_COLOR": "1"})
    (False, True)
    """
    if environ.get("NO_COLOR"):
        return False
    if force := environ.get("FORCE_COLOR"):
        return force != "0"
    return environ.get("TERM") != "dumb" and stream.isatty()


def paint(text: str, style: str, *, color: bool) -> str:
    """Return ``text`` in the colour of a style (a stance label, ``heading`` or ``aside``), or as it is."""
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m" if color and style in _CODES and text else text
