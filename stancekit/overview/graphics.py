"""The sections of a report that are charts, each with its numbers in a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from stancekit.overview import charts
from stancekit.overview.html import Markup, element
from stancekit.overview.palette import LETTERS, SHAPES, VARIABLES, WORDS
from stancekit.overview.parts import data_table, many, name, section
from stancekit.overview.records import Outlet, Overview, Period
from stancekit.records import STANCES

__all__ = ["outlets", "time"]

_WIDE, _NARROW = 860, 320  # pixels
_PATHS = {
    "triangle-down": "M1,2h10l-5,9z",
    "square": "M2,2h8v8h-8z",
    "circle": "M1,6a5,5 0 1,0 10,0a5,5 0 1,0 -10,0z",
}


def time(overview: Overview) -> Markup:
    """Return the section on time."""
    heading = "Stance over time"
    periods, unit = overview.periods, overview.unit
    if len(periods) < 2:
        return section(
            "time", heading, None, element("p", "The dates make fewer than two periods to compare.")
        )
    lead = (
        f"Of the utterances of each {unit} that take a stance, the share of each stance; the bands are 95 % "
        "intervals (bootstrap by article)."
    )
    chart = _both(lambda width, id: charts.of_shares(periods, unit, width=width, id=id), "time")
    rows = ((charts.label(period.begin, unit), *_numbers(period)) for period in periods)
    table = data_table(
        f"Stances by {unit}", (unit.capitalize(), *_heads()), rows, folded="The numbers of this chart"
    )
    return section("time", heading, lead, _key(), chart, table, list(_topics(overview)))


def outlets(overview: Overview) -> Markup:
    """Return the section on outlets."""
    heading = "Outlets side by side"
    shown = [outlet for outlet in overview.outlets if outlet.intervals]
    if not shown:
        return section(
            "outlets", heading, None, element("p", "No outlet is known of an utterance with a stance.")
        )
    lead = (
        "The stances of those whom an outlet quotes, not its own: of the utterances that take a stance, the "
        "share of each, with 95 % intervals (bootstrap by article). Outlets report on different things."
    )
    chart = _both(lambda width, id: charts.of_outlets(shown, width=width, id=id), "outlets")
    rows = ((name(outlet.name), f"{outlet.articles:,}", *_numbers(outlet)) for outlet in shown)
    caption = f"The {many(len(shown), 'outlet')} with most articles"
    table = data_table(caption, ("Outlet", "Articles", *_heads()), rows, folded="The numbers of this chart")
    return section("outlets", heading, lead, _key(), chart, table)


def _topics(overview: Overview) -> Iterator[Markup]:
    """Yield the small charts of the topics, and their numbers."""
    begins = [period.begin for period in overview.periods]
    labels = {topic.id: topic.name for topic in overview.topics}
    known = {
        topic: [period for period in periods if period.begin in set(begins)]
        for topic, periods in overview.topic_periods.items()
    }
    most = max((sum(p.counts.values()) for periods in known.values() for p in periods), default=0)
    order = [topic.id for topic in overview.topics if known.get(topic.id)]
    if not most or not order:
        return
    figures = [
        element(
            "figure",
            element("figcaption", element("h4", name(labels[topic]))),
            charts.of_topic(
                known[topic], begins, overview.unit, labels[topic], most=most, id=f"topic{place}"
            ),
        )
        for place, topic in enumerate(order)
    ]
    yield element("h3", "By topic")
    yield element(
        "p", f"Utterances that take a stance, by {overview.unit}; one scale for all.", class_="lead"
    )
    yield element("div", figures, class_="small-charts")
    rows = (
        (name(labels[topic]), charts.label(period.begin, overview.unit), *_counts(period.counts))
        for topic in order
        for period in known[topic]
    )
    heads = ("Topic", overview.unit.capitalize(), *(WORDS[stance] for stance in STANCES))
    yield data_table(
        f"Stances by topic and {overview.unit}", heads, rows, folded="The numbers of these charts"
    )


def _both(draw: Callable[[int, str], Markup], id: str) -> list[Markup]:
    """Return a chart for wide and one for narrow windows; style shows one of them."""
    return [
        element("div", draw(_WIDE, f"{id}-wide"), class_="chart wide"),
        element("div", draw(_NARROW, f"{id}-narrow"), class_="chart narrow"),
    ]


def _key() -> Markup:
    """Return what the shapes and colours mean."""
    items = [
        element(
            "li",
            element(
                "svg",
                element("path", d=_PATHS[SHAPES[stance]], fill=VARIABLES[stance]),
                width="12",
                height="12",
                aria_hidden="true",
            ),
            " ",
            WORDS[stance],
        )
        for stance in STANCES
        if stance in LETTERS
    ]
    return element("ul", items, class_="key", aria_label="Key of the stances")


def _heads() -> tuple[str, ...]:
    return ("Stances", *(f"{WORDS[stance]} (95 %)" for stance in STANCES))


def _numbers(group: Period | Outlet) -> tuple[str, ...]:
    n = sum(group.counts.values())
    return (f"{n:,}", *(_share(group, stance, n) for stance in STANCES))


def _share(group: Period | Outlet, stance: str, n: int) -> str:
    if not n or stance not in group.intervals:
        return "–"
    low, high = group.intervals[stance]
    return f"{group.counts[stance] / n:.0%} ({low:.0%}–{high:.0%})"


def _counts(counts: Mapping[str, int]) -> Iterator[str]:
    return (f"{counts.get(stance, 0):,}" for stance in STANCES)
