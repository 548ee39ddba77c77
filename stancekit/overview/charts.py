"""The charts of a report, in Vega-Lite by way of Altair.

Names out of articles are data in them, never field names or expressions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from stancekit.overview import vector
from stancekit.overview.html import Markup
from stancekit.overview.palette import SHAPES, VARIABLES, WORDS
from stancekit.overview.records import Outlet, Period
from stancekit.records import STANCES
from stancekit.report.widths import fit

__all__ = ["label", "of_outlets", "of_shares", "of_topic"]

_INK, _FAINT = "var(--ink)", "var(--rule)"
_DASHES = {"condemning": [1, 0], "cautious": [6, 3], "supportive": [2, 2]}


def of_shares(periods: Sequence[Period], unit: str, *, width: int, id: str) -> Markup:
    """Return the shares of the three stances over time, with the bands of their intervals."""
    alt = vector.package()
    rows = [row for period in periods for row in _shares(period.begin, period, unit)]
    x = _time(alt, periods, unit, width)
    y = alt.Y("share:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(format="%", tickCount=5))
    base = alt.Chart(alt.Data(values=rows)).encode(x=x, color=_color(alt))
    band = base.mark_area(opacity=0.18, aria=False).encode(y=alt.Y("low:Q"), y2="high:Q")
    line = base.mark_line(strokeWidth=2, aria=False).encode(
        y=y, strokeDash=_scaled(alt.StrokeDash, alt, _DASHES)
    )
    point = base.mark_point(filled=True, size=36, opacity=1).encode(
        y=y, shape=_scaled(alt.Shape, alt, SHAPES), description="words:N"
    )
    what = f"Share of each stance by {unit}, {_range(periods, unit)}, with 95 % intervals."
    return vector.draw(_finished(alt, alt.layer(band, line, point), width, 240), id=id, label=what)


def of_topic(
    periods: Sequence[Period], begins: Sequence[str], unit: str, name: str, *, most: int, id: str
) -> Markup:
    """Return how many utterances of a topic take which stance over time, in stacked bars."""
    alt = vector.package()
    rows = [
        {
            "when": label(period.begin, unit),
            "stance": stance,
            "order": place,
            "n": period.counts[stance],
            "words": f"{label(period.begin, unit)}: {period.counts[stance]:,} {WORDS[stance]}",
        }
        for period in periods
        for place, stance in enumerate(STANCES)
        if period.counts[stance]
    ]
    everything = [Period(begin, {}) for begin in begins]
    chart = (
        alt.Chart(alt.Data(values=rows))
        .mark_bar(stroke="var(--paper)", strokeWidth=0.5)
        .encode(
            x=_time(alt, everything, unit, 300),
            y=alt.Y(
                "n:Q", title=None, scale=alt.Scale(domain=[0, most]), axis=alt.Axis(tickCount=3, format=",d")
            ),
            color=_color(alt),
            order="order:Q",
            description="words:N",
        )
    )
    what = f"Utterances on {name} that take a stance, by {unit}."
    return vector.draw(_finished(alt, chart, 300, 110), id=id, label=what)


def of_outlets(outlets: Sequence[Outlet], *, width: int, id: str) -> Markup:
    """Return the shares of the three stances in each outlet, with their intervals."""
    alt = vector.package()
    names = _distinct(fit(outlet.name, 18 if width < 500 else 30) for outlet in outlets)
    rows = [
        {"outlet": name, **row}
        for name, outlet in zip(names, outlets, strict=True)
        for row in _shares(name, outlet, "")
    ]
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("outlet:N", sort=names, title=None, axis=alt.Axis(labelLimit=240, ticks=False, grid=True)),
        yOffset=alt.YOffset("stance:N", sort=list(STANCES), scale=alt.Scale(paddingOuter=0.35)),
        color=_color(alt),
    )
    axis = alt.Axis(format="%", tickCount=5, orient="top")
    x = alt.X("share:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=axis)
    rule = base.mark_rule(strokeWidth=2, aria=False).encode(x=alt.X("low:Q"), x2="high:Q")
    point = base.mark_point(filled=True, size=55, opacity=1).encode(
        x=x, shape=_scaled(alt.Shape, alt, SHAPES), description="words:N"
    )
    what = f"Share of each stance in {len(outlets)} outlets, with 95 % intervals."
    plot = width - (130 if width < 500 else 210)
    return vector.draw(
        _finished(alt, alt.layer(rule, point), plot, max(46 * len(outlets), 60)), id=id, label=what
    )


def label(begin: str, unit: str) -> str:
    """Return how a period is called that begins on a day.

    Examples
    --------
    >>> label("2024-04-01", "quarter"), label("2024-04-01", "month"), label("2024-04-01", "week")
    ('2024 Q2', '2024-04', '2024-04-01')
    """
    year, month = begin[:4], begin[5:7]
    names = {"year": year, "quarter": f"{year} Q{(int(month or 1) + 2) // 3}", "month": f"{year}-{month}"}
    return names.get(unit, begin)


def _shares(name: str, group: Period | Outlet, unit: str) -> Iterable[dict[str, Any]]:
    """Yield a row for each stance; none where no utterance takes any."""
    n = sum(group.counts.get(stance, 0) for stance in STANCES)
    shown = label(name, unit) if unit else name
    for stance in STANCES if n and group.intervals else ():
        share, (low, high) = group.counts[stance] / n, group.intervals[stance]
        words = f"{shown}: {share:.0%} {WORDS[stance]} ({low:.0%} to {high:.0%}; {n:,} stances)"
        row = {"stance": stance, "share": round(share, 4), "low": round(low, 4), "high": round(high, 4)}
        yield {"when": shown, **row, "words": words}


def _time(alt: Any, periods: Sequence[Period], unit: str, width: int) -> Any:
    """Return the axis of time, with as many labels as there is room for."""
    names = [label(period.begin, unit) for period in periods]
    step = max(1, -(-len(names) * 62 // width))
    axis = alt.Axis(values=names[::step], labelAngle=0, grid=False, labelOverlap=True)
    return alt.X("when:O", title=None, scale=alt.Scale(domain=names), axis=axis)


def _range(periods: Sequence[Period], unit: str) -> str:
    return f"{label(periods[0].begin, unit)} to {label(periods[-1].begin, unit)}"


def _color(alt: Any) -> Any:
    return _scaled(alt.Color, alt, VARIABLES)


def _scaled(channel: Any, alt: Any, values: Mapping[str, Any]) -> Any:
    scale = alt.Scale(domain=list(STANCES), range=[values[stance] for stance in STANCES])
    return channel("stance:N", scale=scale, legend=None)


def _finished(alt: Any, chart: Any, width: int, height: int) -> Any:
    return (
        chart.properties(width=width, height=height)
        .configure(background="transparent", font="system-ui")
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=_INK, gridColor=_FAINT, domainColor=_FAINT, tickColor=_FAINT, labelFontSize=12
        )
    )


def _distinct(names: Iterable[str]) -> list[str]:
    """Return names of which no two are the same: shortening can make them so."""
    found: list[str] = []
    for name in names:
        shown, n = name, 1
        while shown in found:
            n += 1
            shown = f"{name} ({n})"
        found.append(shown)
    return found
