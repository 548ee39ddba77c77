"""The page: one file that asks nobody for anything, with no script in it."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from stancekit.overview import graphics, sections
from stancekit.overview.html import Markup, element, join
from stancekit.overview.parts import many, name
from stancekit.overview.records import Overview

__all__ = ["render"]

_PARTS = {
    "matrix": ("Who says what", sections.matrix),
    "time": ("Over time", graphics.time),
    "outlets": ("Outlets", graphics.outlets),
    "changes": ("Changes", sections.changes),
    "quotations": ("Quotations", sections.quotations),
    "left": ("Left out", sections.left),
}


def render(overview: Overview, title: str) -> str:
    """Return the page, as HTML to be written in UTF-8."""
    style = files("stancekit.overview").joinpath("page.css").read_text(encoding="utf-8")
    document = element(
        "html",
        element("head", join(_head(title, style), "\n")),
        element("body", join(_body(overview, title), "\n")),
        lang="en",
    )
    return f"<!doctype html>\n{document}\n"


def _head(title: str, style: str) -> list[Markup]:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    return [
        element("meta", charset="utf-8"),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        Markup('<link rel="icon" href="data:,">'),
        element("title", title),
        Markup(f"<style>{style}</style>"),
    ]


def _body(overview: Overview, title: str) -> list[Markup]:
    entries = [element("li", element("a", label, href=f"#{id}")) for id, (label, _) in _PARTS.items()]
    return [
        element("a", "Skip to the content", href="#content", class_="skip"),
        element(
            "header",
            element("h1", name(title, 120)),
            element("p", _size(overview), class_="lead"),
            element("nav", element("ul", entries), aria_label="Sections"),
        ),
        element("main", join((part(overview) for _, part in _PARTS.values()), "\n"), id="content"),
        element("footer", element("p", _made_by(overview))),
    ]


def _size(overview: Overview) -> list[object]:
    totals = overview.totals
    said = (
        f"{many(totals['utterances'], 'utterance')} in {many(totals['analysed'], 'article')}"
        f"{' of ' + many(totals['outlets'], 'outlet') if totals['outlets'] else ''}, "
        f"{totals['stances']:,} of them condemning, cautious or supportive; "
        f"{many(totals['speakers'], 'named speaker')}, {many(totals['topics'], 'topic')}."
    )
    return [element("strong", said), _dates(overview)]


def _dates(overview: Overview) -> str:
    days = overview.about.get("first"), overview.about.get("last")
    return f" Articles of {days[0]} to {days[1]}." if all(days) else ""


def _made_by(overview: Overview) -> str:
    about = overview.about
    made = f"Made by stancekit {about['stancekit']}" if "stancekit" in about else "Made by stancekit"
    model = f" with the model {about['model']}" if "model" in about else ""
    unfinished = about.get("status", "complete") != "complete"
    warned = " The run was not complete: the rest of its articles is missing here." if unfinished else ""
    return (
        f"{made}{model}. Stances are a model’s judgements of single utterances, most of them right and "
        f"some wrong: read the quotations before you quote the numbers.{warned}"
    )
