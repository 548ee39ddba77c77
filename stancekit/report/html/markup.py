"""HTML that is escaped by construction: whatever is not `Markup` is text, in elements and in attributes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from stancekit.report.plain import visible

__all__ = ["Markup", "Node", "element", "escape", "joined"]

Node = str | None | Iterable["Node"]
_SPECIAL = re.compile("[&<>\"'\r]")
_REFERENCES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;", "\r": "&#13;"}
_EMPTY = frozenset({"base", "input", "link", "meta"})


class Markup(str):
    """HTML, ready to be written; any other string is text."""

    __slots__ = ()


def escape(text: str) -> Markup:
    r"""Return text as HTML that shows it; characters that could act unseen become visible signs.

    Examples
    --------
    >>> escape("<b> & \u202e\r\n")
    '&lt;b&gt; &amp; �&#13;\n'
    """
    return Markup(_SPECIAL.sub(lambda found: _REFERENCES[found[0]], visible(text)))


def joined(*nodes: Node) -> Markup:
    """Return nodes one after the other: markup as it is, text escaped, ``None`` as nothing."""
    return Markup("".join(map(_html, nodes)))


def element(name: str, /, *content: Node, **attributes: str | int | bool | None) -> Markup:
    """Return an element.

    Parameters
    ----------
    name : str
        The element's name.
    *content : str, Markup, None or iterable of these
        What it holds.
    **attributes : str, int, bool or None
        ``data_said`` stands for ``data-said`` and ``class_`` for ``class``; one that is ``None`` or false is
        left out, one that is true has no value.

    Examples
    --------
    >>> element("a", "R&D", element("b", "!"), href='#"', class_=None, hidden=True)
    '<a href="#&quot;" hidden>R&amp;D<b>!</b></a>'
    """
    head = f"<{name}{''.join(_attribute(*pair) for pair in attributes.items())}>"
    return Markup(head if name in _EMPTY else f"{head}{joined(*content)}</{name}>")


def _html(node: Node) -> str:
    if node is None or isinstance(node, Markup):
        return node or ""
    return escape(node) if isinstance(node, str) else joined(*node)


def _attribute(name: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    name = name.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
