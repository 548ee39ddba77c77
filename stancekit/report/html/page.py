"""The page put together: what was found, the table, the filters, the article, the statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from stancekit.records import Analysis
from stancekit.report import looks
from stancekit.report.html import assets
from stancekit.report.html.article import article
from stancekit.report.html.details import details
from stancekit.report.html.filters import filters
from stancekit.report.html.grid import grid
from stancekit.report.html.markup import Markup, Node, element, joined
from stancekit.report.html.view import View, stance_words
from stancekit.report.plain import plain

__all__ = ["frame", "text"]


def text(analysis: Analysis) -> str:
    """Return a complete HTML file, which asks for nothing from anywhere.

    Examples
    --------
    >>> from stancekit.records import Article
    >>> text(Analysis(Article("Nobody spoke.", title="R&D"))).count("R&amp;D")
    2
    """
    return _document(analysis)


def frame(analysis: Analysis) -> str:
    """Return the page in a frame of its own, for notebooks.

    The page's style cannot reach the notebook nor the notebook's style the page, and the sandbox gives the
    script an origin of its own: it sees nothing of the notebook. Where a notebook lets no scripts run, the
    page reads as it does without.
    """
    # without a base, addresses within the page would be those of the notebook around it
    page = _document(analysis, element("base", href="about:srcdoc"))
    look = "width: 100%; height: 44rem; border: 1px solid #8888; border-radius: 6px; resize: vertical"
    return element("iframe", srcdoc=page, title=_title(analysis), sandbox="allow-scripts", style=look)


def _document(analysis: Analysis, base: Markup | None = None) -> Markup:
    view = View(analysis)
    head = (
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=assets.policy()),
        base,
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("meta", name="color-scheme", content="light dark"),
        element("link", rel="icon", href="data:,"),
        element("title", f"{_title(analysis)} · who takes which stance"),
        element("style", assets.style()),
    )
    body = (
        _skips(view),
        _top(view),
        element("main", _sections(view)),
        _bottom(view),
        element("script", assets.script()),
    )
    page = element("html", element("head", head), "\n", element("body", body), lang="en")
    return joined(Markup("<!doctype html>\n"), page, "\n")


def _title(analysis: Analysis) -> str:
    return plain(analysis.article.title) or plain(analysis.article.id) or "An article"


def _skips(view: View) -> Markup:
    links = {"#article": "Skip to the article", "#list": "Skip to the list of statements"}
    shown = (
        element("a", words, href=to) for to, words in links.items() if view.statements or to == "#article"
    )
    return element("nav", shown, class_="skip", aria_label="Skip")


def _top(view: View) -> Markup:
    about = view.analysis.article
    facts = " · ".join(filter(None, map(plain, (about.source, about.date, about.id if about.title else ""))))
    return element(
        "header",
        element("p", "Who takes which stance on what", class_="kicker"),
        element("h1", element("bdi", _title(view.analysis))),
        element("p", facts, class_="facts", dir="auto") if facts else None,
        element("p", _found(view), class_="lead"),
        element("ul", _legend(view), class_="legend", aria_label="Statements by stance")
        if view.statements
        else None,
    )


def _found(view: View) -> str:
    if not view.statements:
        return "No statements were found in this article."
    speakers = sum(id is not None for id in view.speakers)
    topics = sum(id is not None for id in view.topics)
    return (
        f"In this article, {looks.count(len(view.statements), 'statement')} by"
        f" {looks.count(speakers, 'speaker')} on {looks.count(topics, 'topic')} were found."
        " For each one this page tells who speaks, on what, and whether they condemn it, are cautious,"
        " support it or take no stance."
    )


def _legend(view: View) -> Iterator[Markup]:
    counts = Counter(s.key for s in view.statements)
    for key, look in looks.LOOKS.items():
        if counts[key]:
            yield element(
                "li", stance_words(key, look.short), " ", element("b", str(counts[key])), class_=f"chip {key}"
            )


def _sections(view: View) -> Iterator[Node]:
    table = grid(view)
    if table:
        note = (
            "What each speaker’s statements on a topic come to. Each cell leads to the sentences behind it."
        )
        yield _section("grid", "Speakers and topics", note, table)
    if view.statements:
        yield filters(view)
    note = (
        "Coloured words are what somebody says. The label behind them tells the stance that the speaker takes"
        " there, and leads to who it is, toward what, how sure this is and which words decided."
    )
    panel = element(
        "div", id="panel", role="region", tabindex=-1, aria_label="Details of a statement", hidden=True
    )
    reading = element("div", article(view), panel if view.statements else None, class_="reading")
    yield _section("article", "The article", note if view.statements else "", reading)
    if view.statements:
        note = "The same statements in the order of the article, with all that was found about each."
        yield _section("list", "All statements, one by one", note, details(view))


def _section(id: str, title: str, note: str, content: Node) -> Markup:
    heading = element("h2", title, id=f"{id}-title")
    about = element("p", note, class_="note") if note else None
    return element("section", heading, about, content, id=id, tabindex=-1, aria_labelledby=f"{id}-title")


def _bottom(view: View) -> Markup:
    model = plain(view.analysis.model)
    return element(
        "footer",
        element(
            "p",
            "Read by a computer program, stancekit",
            f" (model {model})" if model else None,
            ", and not checked by a person: it can miss statements and misread them. “How sure” is the"
            " program’s own estimate of the chance that it is right; below 50 % an answer is a “perhaps”."
            " Numbers behind words that decided tell how much they moved the decision.",
        ),
    )
