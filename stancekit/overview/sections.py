"""The sections of a report that are text: the matrix, changes, quotations and what was left out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from stancekit.overview.html import Markup, element
from stancekit.overview.palette import LETTERS, WORDS
from stancekit.overview.parts import chip, data_table, many, name, quotation, scrolled, section, tally
from stancekit.overview.records import Cell, Change, Group, Overview

__all__ = ["changes", "left", "matrix", "quotations"]


def matrix(overview: Overview) -> Markup:
    """Return the table of speakers and topics; each cell leads to its quotations."""
    heading = "Who says what"
    if not overview.cells:
        return section("matrix", heading, None, element("p", "No utterance has a named speaker and a topic."))
    quoted = {(quote.speaker, quote.topic) for quote in overview.quotations}
    cells = {(cell.speaker, cell.topic): cell for cell in overview.cells}
    heads = [
        element("th", name(topic.name, 48), element("small", many(topic.articles, "article")), scope="col")
        for topic in overview.topics
    ]
    caption = (
        f"The {many(len(overview.speakers), 'speaker')} who say most on the "
        f"{many(len(overview.topics), 'most discussed topic')}"
    )
    table = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", element("th", "Speaker", scope="col"), heads)),
        element("tbody", [_row(speaker, overview, cells, quoted) for speaker in overview.speakers]),
        class_="matrix",
    )
    lead = (
        "The word is the stance that most of the speaker’s utterances on the topic take, weighted by "
        "probability; below it, how many take it, of how many. The stronger the colour, the more "
        "stances there are and the more of them agree. Follow a cell to its quotations."
    )
    return section("matrix", heading, lead, _key(), scrolled(caption, table), _grouping(overview))


def changes(overview: Overview) -> Markup:
    """Return the speakers who changed position, with dates and evidence."""
    pairs = many(overview.compared, "pair of speaker and topic", "pairs of speaker and topic")
    lead = (
        f"{pairs} had enough dated stances (four articles and five utterances in each half) to be compared. "
        "The articles are cut at their middle day. Shown is who has another stance in the later half, where "
        "the 95 % interval of the difference leaves out zero; of many pairs, a few will do so by chance."
    )
    shown = [_change(change) for change in overview.changes]
    none = element("p", "No speaker is seen to have changed position.")
    return section("changes", "Who changed position", lead, shown or none)


def quotations(overview: Overview) -> Markup:
    """Return the quotations, folded up by speaker."""
    names = {topic.id: topic for topic in overview.topics}
    rows, columns = (
        {group.id: place for place, group in enumerate(groups)}
        for groups in (overview.speakers, overview.topics)
    )
    found = sorted(overview.quotations, key=lambda quote: (rows[quote.speaker], columns[quote.topic]))
    speakers = {speaker.id: speaker for speaker in overview.speakers}
    shown = []
    for id, quotes in groupby(found, key=lambda quote: quote.speaker):
        topics = [
            [
                element("h4", name(names[topic].name), id=f"q-{id}-{topic}"),
                [quotation(quote) for quote in part],
            ]
            for topic, part in groupby(quotes, key=lambda quote: quote.topic)
        ]
        head = element("summary", element("h3", _speaker(speakers[id])))
        shown.append(element("details", head, topics, class_="speaker"))
    lead = (
        "The surest utterances of each cell that take its stance, at most one of an article, neither very "
        "short nor very long where there is a choice. The number is the probability of the stance."
    )
    return section(
        "quotations", "In their words", lead if shown else None, shown or element("p", "No quotations.")
    )


def left(overview: Overview) -> Markup:
    """Return what is not, or hardly, in the other sections, and why."""
    lines = [row for row in _left_lines() if overview.left.get(row[0])]
    rows = [(what, f"{overview.left[key]:,}", then) for key, what, then in lines]
    table = data_table("What was left out, and where", ("What", "How many", "What became of it"), rows)
    failed = data_table(
        "Articles that failed, by stage",
        ("Stage", "Articles", "Most frequent error"),
        ((name(stage, 30), f"{n:,}", name(error, 160)) for stage, n, error in overview.failures),
    )
    nothing = element("p", "Nothing was left out.")
    return section(
        "left",
        "What was left out",
        None,
        table if rows else nothing if not overview.failures else None,
        failed if overview.failures else None,
    )


def _row(
    speaker: Group, overview: Overview, cells: dict[tuple[int, int], Cell], quoted: set[tuple[int, int]]
) -> Markup:
    head = element("th", _speaker(speaker, 36), scope="row")
    shown = (cells.get((speaker.id, topic.id)) for topic in overview.topics)
    return element("tr", head, [_cell(cell, quoted) for cell in shown])


def _cell(cell: Cell | None, quoted: set[tuple[int, int]]) -> Markup:
    if cell is None:
        return element("td", element("span", "·", aria_hidden="true"), class_="empty")
    answer = cell.answer
    level = 1 + (cell.agreement > 0.5) + (cell.agreement > 0.65)
    words = [
        element("b", WORDS[answer]),
        element("small", f"{cell.counts.get(answer, 0):,} of {cell.n:,}"),
    ]
    title = tally(cell.counts)
    pair = (cell.speaker, cell.topic)
    inner = element("a", words, href=f"#q-{pair[0]}-{pair[1]}", title=title) if pair in quoted else None
    return element("td", inner or element("span", words, title=title), class_=f"{answer} l{level}")


def _speaker(speaker: Group, columns: int = 60) -> list[object]:
    role = element("small", " ", name(speaker.role, columns)) if speaker.role else None
    return [name(speaker.name, columns), role]


def _key() -> Markup:
    items = [element("li", chip(answer)) for answer in LETTERS]
    return element("ul", items, class_="key", aria_label="Key of the stances")


def _grouping(overview: Overview) -> Markup | None:
    by_name = [what for what, by in overview.grouping.items() if by == "names"]
    if not by_name:
        return None
    told = (
        f"{' and '.join(by_name).capitalize()} of different articles count as one where names are equal "
        "but for case: one of several names counts as several, and namesakes as one."
    )
    return element("p", told, class_="note")


def _change(change: Change) -> Markup:
    first = change.before.answer
    split = [[quote for quote in change.evidence if quote.date <= change.dates[1]], []]
    split[1] = [quote for quote in change.evidence if quote not in split[0]]
    low, high = change.interval
    halves = [
        element(
            "div",
            element("h4", chip(cell.answer)),
            element("p", _span(*dates), ": ", tally(cell.counts), class_="note"),
            element("details", element("summary", "Evidence"), [quotation(quote) for quote in quotes]),
        )
        for cell, dates, quotes in zip(
            (change.before, change.after), (change.dates[:2], change.dates[2:]), split, strict=True
        )
    ]
    toward = f"{change.difference:+.2f} (95 % interval {low:+.2f} to {high:+.2f})".replace("-", "−")
    return element(
        "article",
        element("h3", name(change.speaker.name), " on ", name(change.topic.name)),
        element(
            "p",
            chip(first),
            " → ",
            chip(change.after.answer),
            f" · difference {toward} on a scale from −1, condemning, to +1, supportive",
        ),
        element("div", halves, class_="halves"),
        class_="change",
    )


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"


def _left_lines() -> Iterator[tuple[str, str, str]]:
    yield "failed", "articles that failed", "nothing of them is in this report"
    yield "skipped", "articles skipped as duplicates", "the first with the same text stands for them"
    yield "repeated", "articles with the text of an earlier one", "counted all the same"
    yield "silent", "articles without an utterance", "counted as articles only"
    yield "undated", "articles without a date", "not in the sections on time and change"
    yield "unplaced", "articles without an outlet", "not in the section on outlets"
    yield "nobody", "utterances without a speaker", "not in the matrix"
    yield (
        "nameless",
        "utterances of speakers without a name",
        "not in the matrix: “an official” may be anyone",
    )
    yield "topicless", "utterances without a topic", "not in the matrix"
    yield "none", "utterances that take no stance", "counted in the matrix, not in the shares"
    yield "abstained", "utterances on which the model abstained", "counted in the matrix, not in the shares"
    yield "unsure", "stances less likely than not (below 0.5)", "counted like the others"
