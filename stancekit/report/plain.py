"""Hostile text made safe to show.

Removed are terminal escape sequences (ECMA-48 control sequences and strings, whole where they are
terminated), control characters, bidirectional marks, embeddings, overrides and isolates (Unicode annex 9),
invisible format and tag characters, and lone surrogates. The joiners that emoji and Indic scripts need stay.
"""

from __future__ import annotations

import json
import re

__all__ = ["UNSEEN", "blanked", "escaped", "plain", "visible"]

_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # control sequences: colours, cursor, erase
    r"|(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x90\x98\x9c-\x9f]*(?:\x07|\x1b\\|\x9c)"  # titles, links
    r"|\x1b[ -/]*[0-~]?"
)
_INVISIBLE = (
    "\xad\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f"
)
_NOT_SPACE = re.compile(rf"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f{_INVISIBLE}]")
_HOSTILE = re.compile(rf"[\x00-\x1f\x7f-\x9f\u2028\u2029{_INVISIBLE}]")
# what a page that keeps its lines must not hold: not the tab and the line ends, nor the soft hyphen
UNSEEN = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029{_INVISIBLE[1:]}]")


def plain(text: str) -> str:
    r"""Return ``text`` on one line, without anything that could act on a terminal or reorder it.

    Examples
    --------
    >>> plain("\x1b[31mred\x1b[0m\n\tand \u202etrams")
    'red and trams'
    """
    return " ".join(_NOT_SPACE.sub("", _SEQUENCE.sub("", text)).split())


def blanked(text: str) -> str:
    r"""Return ``text`` with a space for every character that is unsafe or breaks a line; the length stays.

    Examples
    --------
    >>> blanked("one\n\x1btwo")
    'one  two'
    """
    return _HOSTILE.sub(" ", text)


def visible(text: str) -> str:
    r"""Return ``text`` with a sign for every character of `UNSEEN`; the length stays.

    Control characters become their pictures of Unicode's block of that name, others the replacement sign.

    Examples
    --------
    >>> visible("\x1b[2J\n\u202eA")
    '␛[2J\n�A'
    """
    return UNSEEN.sub(lambda found: _picture(ord(found[0])), text)


def _picture(code: int) -> str:
    return chr(0x2400 + code) if code < 0x20 else "\u2421" if code == 0x7F else "\ufffd"


def escaped(text: str) -> str:
    r"""Return JSON ``text`` with unsafe characters, which only its strings can hold, as ``\u`` escapes.

    Examples
    --------
    >>> escaped('{"name": "\u202eA"}')
    '{"name": "\\u202eA"}'
    """
    return _HOSTILE.sub(lambda found: json.dumps(found[0])[1:-1], text)
