"""The speaker × topic table; each of its cells leads to the sentences behind it.

On a narrow page the style shows every row as a card. Browsers forget that something is a table when its
``display`` changes, so the roles are written out, and each cell names its topic.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from stancekit.records import SpeakerStance
from stancekit.report import looks
from stancekit.report.html.markup import Markup, element, joined
from stancekit.report.html.view import View, stance_words
from stancekit.report.matrix import most_first

__all__ = ["grid"]

_Cells = Mapping[tuple[str, str | None], SpeakerStance]


def grid(view: View) -> Markup | None:
    """Return the table, or nothing where there is no cell."""
    stances = view.analysis.stances
    if not stances:
        return None
    cells = {(cell.speaker, cell.topic): cell for cell in stances}
    topics = most_first((cell.topic, cell.n) for cell in stances)
    heads = (element("th", element("bdi", view.topic(id)), scope="col", role="columnheader") for id in topics)
    head = element("tr", element("th", "Speaker", scope="col", role="columnheader"), heads, role="row")
    rows = (_row(view, id, topics, cells) for id in most_first((cell.speaker, cell.n) for cell in stances))
    table = element(
        "table",
        element("thead", head, role="rowgroup"),
        element("tbody", rows, role="rowgroup"),
        role="table",
        aria_labelledby="grid-title",
    )
    return element(
        "div", table, class_="scroll", tabindex=0, role="region", aria_label="Table of speakers and topics"
    )


def _row(view: View, speaker: str, topics: list[str | None], cells: _Cells) -> Markup:
    role = view.role(speaker)
    name = (element("bdi", view.speaker(speaker)), element("span", role, class_="role", dir="auto"))
    row = (_cell(view, cells.get((speaker, topic))) for topic in topics)
    return element("tr", element("th", name, scope="row", role="rowheader"), row, role="row")


def _cell(view: View, cell: SpeakerStance | None) -> Markup:
    if cell is None:
        nothing = (element("span", "–", aria_hidden="true"), element("span", "nothing", class_="unseen"))
        return element("td", nothing, class_="none-said", role="cell")
    key = looks.key(cell.stance)
    topic = element("span", view.topic(cell.topic), class_="topic", dir="auto")
    return element("td", element("div", topic, _summary(view, cell, key), class_=f"cell {key}"), role="cell")


def _summary(view: View, cell: SpeakerStance, key: str) -> Iterator[Markup]:
    """Yield the stance, how sure it is, and the statements behind it, one link each."""
    numbers = sorted({view.numbers[id] for id in cell.utterances if id in view.numbers})
    places = [view.statements[number - 1].place for number in numbers]
    words = stance_words(key, looks.short(cell.stance))
    first = places[0] if places else None
    yield element("a" if first else "b", words, href=first, class_="stance")
    yield element("span", " ", looks.sure(cell.stance), class_="sure")
    links = (
        joined(" ", element("a", str(number), href=to, aria_label=f"statement {number}"))
        for number, to in zip(numbers, places, strict=True)
    )
    yield element("span", looks.count(cell.n, "statement"), ":" if numbers else None, links, class_="count")
