"""The small parts that sections of a page are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from stancekit.overview.html import Markup, element, join, link
from stancekit.overview.palette import LETTERS, WORDS
from stancekit.overview.records import Quotation
from stancekit.report.plain import plain
from stancekit.report.widths import fit

__all__ = ["chip", "data_table", "many", "name", "quotation", "scrolled", "section", "tally"]

_COUNTED = ("condemning", "cautious", "supportive", "none", "abstained")


def name(value: str, columns: int = 60) -> Markup:
    """Return a name out of an article, cut and kept from reordering what is beside it."""
    return element("bdi", fit(plain(value[: 4 * columns + 400]), columns) or "(no name)")


def many(n: int, one: str, several: str = "") -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> many(1, "article"), many(1200, "article"), many(2, "speaker’s change", "speakers’ changes")
    ('1 article', '1,200 articles', '2 speakers’ changes')
    """
    return f"{n:,} {one if n == 1 else several or one + 's'}"


def chip(answer: str, more: str = "") -> Markup:
    """Return an answer as its letter in its colour, and its word."""
    mark = element("span", LETTERS.get(answer, "–"), class_=f"mark {_class(answer)}", aria_hidden="true")
    return element("span", mark, " ", WORDS.get(answer, answer), f" {more}" if more else None, class_="chip")


def tally(counts: Mapping[str, int]) -> str:
    """Return the answers of a cell in words: ``3 condemning, 1 no stance``."""
    return ", ".join(f"{counts[answer]:,} {WORDS[answer]}" for answer in _COUNTED if counts.get(answer))


def quotation(quote: Quotation) -> Markup:
    """Return a quotation with its stance and article, which is linked where its id is an address."""
    facts = [quote.source, quote.date]
    title = name(quote.title, 140) if quote.title else name(quote.article, 80)
    id = name(quote.article, 80) if quote.title else None
    return element(
        "figure",
        element("blockquote", element("p", name(quote.words, 600), dir="auto")),
        element(
            "figcaption",
            chip(quote.stance, f"{quote.probability:.2f}"),
            " · ",
            link(quote.article, element("cite", title)),
            [[" · ", name(fact, 60)] for fact in facts if fact],
            [" · ", element("code", id)] if id else None,
        ),
    )


def scrolled(label: str, *children: object) -> Markup:
    """Return a wide part that scrolls by itself, by keyboard too."""
    return element("div", *children, class_="scroll", role="region", tabindex="0", aria_label=label)


def section(id: str, heading: str, lead: object, *children: object) -> Markup:
    """Return a section; ``lead`` says how to read it."""
    told = element("p", lead, class_="lead") if lead else None
    return element(
        "section", element("h2", heading, id=f"h-{id}"), told, *children, id=id, aria_labelledby=f"h-{id}"
    )


def data_table(
    caption: str, heads: Sequence[object], rows: Iterable[Sequence[object]], *, folded: str = ""
) -> Markup:
    """Return a table whose first column names the rows; behind a summary where ``folded`` is one."""
    head = element("thead", element("tr", [element("th", head, scope="col") for head in heads]))
    body = [
        element("tr", element("th", first, scope="row"), [element("td", cell) for cell in others])
        for first, *others in rows
    ]
    table = element(
        "table", element("caption", caption), head, element("tbody", join(body, "\n")), class_="data"
    )
    shown = scrolled(caption, table)
    return element("details", element("summary", folded), shown) if folded else shown


def _class(answer: str) -> str:
    return answer if answer in LETTERS else "none"
