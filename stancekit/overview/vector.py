"""Charts as SVG: drawn by Vega-Lite before the page is written, so that the page needs no script.

Vega in a page compiles expressions, which a strict content security policy forbids, and an interpreter of
them would weigh more than all charts. What its tooltips would tell, the titles of the marks do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET

from stancekit.errors import MissingExtraError
from stancekit.overview.html import Markup
from stancekit.report.plain import plain

__all__ = ["draw", "package"]

_NAMESPACE = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset({"svg", "g", "path", "line", "rect", "text", "tspan", "defs", "clipPath", "title"})
_ALLOWED = """
width height viewBox transform fill fill-opacity stroke stroke-width stroke-dasharray stroke-opacity
stroke-miterlimit opacity d x y x1 x2 y1 y2 dx dy text-anchor font-size font-weight font-style pointer-events
display clip-path id"""
_ATTRIBUTES = frozenset(_ALLOWED.split())
_CLIP = re.compile(r"url\(#(\w+)\)")


def package() -> Any:
    """Return the package ``altair``, once it is sure that its charts can be drawn.

    Raises
    ------
    MissingExtraError
        If Altair or vl-convert is not installed.
    """
    try:
        import altair
    except ImportError:
        raise MissingExtraError("altair", extra="report", purpose="a report with charts") from None
    try:
        import vl_convert  # noqa: F401
    except ImportError:
        raise MissingExtraError("vl-convert-python", extra="report", purpose="a report with charts") from None
    return altair


def draw(chart: Any, *, id: str, label: str) -> Markup:
    """Return an Altair chart as an ``svg`` element that is an image to assistive technology.

    Only elements and attributes of still pictures are let through. Colours may be CSS variables.

    Parameters
    ----------
    chart : altair.Chart
        The chart; its data travels with it.
    id : str
        What ids in it begin with, so that those of several charts differ.
    label : str
        What the picture shows, in words.
    """
    import vl_convert

    root = ET.fromstring(vl_convert.vegalite_to_svg(chart.to_dict()))  # noqa: S314 # Vega's own, no entities
    shown = _clean(root, id)
    shown.attrib.update({"role": "img", "aria-label": plain(label), "xmlns": _NAMESPACE[1:-1]})
    return Markup(ET.tostring(shown, encoding="unicode"))


def _clean(node: ET.Element, id: str) -> ET.Element:
    """Return a copy of what is allowed; the description of a mark becomes its title, which pointers show."""
    kept = ET.Element(_local(node.tag), _attributes(node.attrib, id))
    kept.text = plain(node.text) if node.text else None
    if _is_mark(node):
        ET.SubElement(kept, "title").text = plain(node.attrib["aria-label"])
    kept.extend(_clean(child, id) for child in node if _local(child.tag) in _ELEMENTS)
    return kept


def _is_mark(node: ET.Element) -> bool:
    return "aria-label" in node.attrib and node.attrib.get("aria-roledescription") not in (
        "axis",
        "legend",
        "group mark container",
        "title",
        None,
    )


def _attributes(found: Mapping[str, str], id: str) -> dict[str, str]:
    kept = {name: value for name, value in found.items() if name in _ATTRIBUTES}
    for name, value in kept.items():
        if name == "id":
            kept[name] = f"{id}-{value}"
        elif "url(" in value:
            kept[name] = _CLIP.sub(rf"url(#{id}-\1)", value)
    return kept


def _local(tag: str) -> str:
    return tag.removeprefix(_NAMESPACE)
