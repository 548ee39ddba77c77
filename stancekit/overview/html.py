"""HTML as values: whatever is not `Markup` is text, made inert and escaped, so nothing can be forgotten."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from stancekit.report.plain import plain

__all__ = ["Markup", "element", "join", "link", "text"]

_VOID = frozenset({"meta", "br", "hr", "col"})
_ATTRIBUTE = re.compile(r"[a-zA-Z_:][\w:.-]*")
_LONGEST = 2000  # code points of an address that is linked


class Markup(str):
    """HTML that needs no escaping; only `element`, `join`, `text` and `stancekit.overview.vector` make it."""

    __slots__ = ()


def text(value: object) -> Markup:
    r"""Return a value as HTML text, on one line and without anything that could reorder it.

    Examples
    --------
    >>> text("<script>\u202ealert('1')")
    '&lt;script&gt;alert(&#x27;1&#x27;)'
    """
    if isinstance(value, Markup):
        return value
    said = str(value)
    before, after = (" " if edge == " " else "" for edge in (said[:1], said[-1:]))
    shown = plain(said)
    return Markup(html.escape(f"{before}{shown}{after}" if shown else before))


def element(name: str, /, *children: object, **attributes: object) -> Markup:
    """Return an element; a trailing underscore of an attribute's name is dropped, others become hyphens.

    Attributes that are ``None`` or false are left out, those that are true have no value. Children may be
    lists; ``None`` is nothing.

    Examples
    --------
    >>> element("p", "1 < 2", element("b", "!"), class_="x", hidden=False)
    '<p class="x">1 &lt; 2<b>!</b></p>'
    """
    shown = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _VOID:
        return Markup(f"<{name}{shown}>")
    return Markup(f"<{name}{shown}>{join(children)}</{name}>")


def join(children: Iterable[object], between: str = "") -> Markup:
    """Return children one after another, lists among them too."""
    return Markup(html.escape(between).join(_flat(children)))


def link(address: str, *children: object) -> Markup:
    """Return a link where an address is one of the web, and else the children alone.

    Examples
    --------
    >>> link("javascript:alert(1)", "title")
    'title'
    """
    if not _is_web(address):
        return join(children)
    return element("a", *children, href=address, rel="noopener noreferrer nofollow")


def _flat(children: Iterable[object]) -> Iterable[str]:
    for child in children:
        if isinstance(child, (list, tuple)):
            yield from _flat(child)
        elif child is not None:
            yield text(child)


def _attribute(key: str, value: object) -> str:
    name = key.rstrip("_").replace("_", "-")
    if not _ATTRIBUTE.fullmatch(name) or name.lower().startswith("on"):
        raise ValueError(f"attribute {name!r} is not one that a page may have")
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{text(str(value))}"'


def _is_web(address: str) -> bool:
    if len(address) > _LONGEST or plain(address) != address or " " in address:
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
