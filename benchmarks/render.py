"""Tables, plots and the projection, from the figures that were measured."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

__all__ = ["projection", "table", "tables", "write"]

Figures = Mapping[str, Any]
_SIZES = (10_000_000, 1_000_000_000)
_CORE_HOUR = 0.04  # price of a core for an hour, in whatever currency: rented machines cost about that
_MARK = re.compile(r"(<!-- measured -->\n).*?(<!-- end -->)", re.DOTALL)

_PAGE = """\
# What a collection of any size costs

Projected, not measured, from what was (`results/`), on news articles of {words:,.0f} words:

- an article takes {milliseconds:.1f} ms of CPU in all, workers and parent;
- the parent, which reads, hands out and writes, takes {parent:.2f} ms of that, so one parent keeps about
  {cores:,.0f} cores busy; beyond that, a collection is split into as many runs as it takes, each with inputs
  and a results folder of its own;
- the tables take {stored:.1f} kB an article, compressed;
- `stancekit collect` takes {collected:.2f} ms an article on one core, and holds a vector of 96 numbers for
  each topic of an article, about {vectors:.1f} kB an article: past some ten million articles it needs more
  memory than a laptop has;
- a core costs {price} an hour.

{table}

Core hours are articles × {milliseconds:.1f} ms / 3,600,000, the cost is core hours × {price}, the disk
articles × {stored:.1f} kB. Slower cores, or longer articles, take longer in proportion.
"""


def write(results: Path, out: Path) -> None:
    """Write what the figures in ``results`` show: into ``README.md``, ``projection.md`` and ``plots/``."""
    found = {
        path.stem: json.loads(path.read_text(encoding="utf8"))["figures"]
        for path in sorted(results.glob("*.json"))
    }
    readme = out / "README.md"
    text = readme.read_text(encoding="utf8")
    shown = "\n\n".join(tables(found))
    readme.write_text(_MARK.sub(lambda m: f"{m[1]}\n{shown}\n\n{m[2]}", text), encoding="utf8")
    if {"throughput", "scaling", "reading"} <= set(found):
        (out / "projection.md").write_text(projection(found), encoding="utf8")
    _plots(found, out / "plots")


def table(heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Return a table in Markdown, numbers to the right.

    Examples
    --------
    >>> print(table(("what", "s"), [("a", 1)]))
    | what | s |
    |---|---:|
    | a | 1 |
    """
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    marks = [
        "|" + "|".join(line) + "|" if line is lines[1] else f"| {' | '.join(map(str, line))} |"
        for line in lines
    ]
    return "\n".join(marks)


def tables(found: Mapping[str, Figures]) -> Iterator[str]:
    """Yield a section for each scenario that was measured."""
    sections: dict[str, Callable[[Figures], str]] = {
        "throughput": _throughput,
        "scaling": _scaling,
        "peers": _peers,
        "reading": _reading,
        "corrupt": _corrupt,
        "quality": _quality,
    }
    for name, section in sections.items():
        if name in found:
            yield section(found[name])


def projection(found: Mapping[str, Figures]) -> str:
    """Return a page on what collections of any size cost, from the measured parts."""
    measured = found["throughput"].get("news") or found["throughput"]["own corpus"]
    n = measured["articles"]
    seconds = (measured["one"]["cpu"] + measured["one"]["cpu_workers"]) / n
    size, run = max(found["scaling"].items(), key=lambda item: int(item[0]))  # where beginnings weigh least
    parent, collected = run["cpu_parent"] / int(size), run["collect_wall"] / int(size)
    stored = measured["bytes"] / n
    rows = []
    for size in _SIZES:
        hours = size * seconds / 3600
        rows.append(
            (
                f"{size:,}",
                f"{hours:,.0f}",
                f"{hours / 16:,.0f}",
                f"{hours / 1000:,.1f}",
                f"{size * parent / 3600:,.1f}",
                f"{size * collected / 3600:,.1f}",
                f"{size * stored / 1e9:,.0f}",
                f"{hours * _CORE_HOUR:,.0f}",
            )
        )
    heads = (
        *("articles", "core hours", "hours on 16 cores", "hours on 1,000 cores", "hours of the parent"),
        *("hours to collect", "GB of Parquet", "cost"),
    )
    return _PAGE.format(
        words=measured["words"] / n,
        milliseconds=1e3 * seconds,
        parent=1e3 * parent,
        cores=seconds / parent,
        stored=stored / 1e3,
        collected=1e3 * collected,
        vectors=2.5 * 96 * 4 / 1e3,
        price=_CORE_HOUR,
        table=table(heads, rows),
    )


def _throughput(found: Figures) -> str:
    rows = []
    for name, figures in found.items():
        if name == "stages":
            continue
        n, one, two = figures["articles"], figures["one"], figures["two"]
        rows.append(
            (
                f"{name}, {n:,} articles",
                f"{n / one['wall']:.0f}",
                f"{n / two['wall']:.0f}",
                f"{figures['words'] / two['wall']:,.0f}",
                f"{figures['utterances'] / two['wall']:,.0f}",
                f"{figures['two_against_one']:.2f}",
                f"{figures['overhead']:.0%}",
                f"{two['peak']:.0f}",
            )
        )
    heads = (
        *("whole run", "articles/s, one worker", "two", "words/s, two", "utterances/s, two"),
        *("two against one", "CPU over bare analysis", "MB of the parent"),
    )
    stages = table(("stage", "CPU µs a word"), [(n, f"{v:.2f}") for n, v in found["stages"].items()])
    return f"### Throughput\n\n{table(heads, rows)}\n\n{stages}\n\n![memory over time](plots/memory.svg)"


def _scaling(found: Figures) -> str:
    rows = [
        (
            f"{int(size):,}",
            f"{run['milliseconds']:.1f}",
            f"{run['wall']:.0f}",
            f"{run['peak']:.0f}",
            f"{run['bytes'] / 1e6:.0f}",
            f"{run['collect_wall']:.0f}",
            f"{run['collect_peak']:.0f}",
        )
        for size, run in found.items()
    ]
    heads = (
        *("articles", "CPU ms an article", "wall s, two workers", "MB of the parent", "MB of Parquet"),
        *("collect: s", "collect: MB"),
    )
    return f"### Scaling\n\n{table(heads, rows)}"


def _peers(found: Figures) -> str:
    rows = [
        (name, "not installed", "", "")
        if run is None
        else (
            name,
            f"{run['words_per_second']:,.0f}",
            f"{run['against_nltk']:.2f}",
            f"{run['stancekit_against']:.2f} ({run['spread'][0]:.2f}–{run['spread'][1]:.2f})",
        )
        for name, run in found.items()
    ]
    return "### Peers\n\n" + table(
        ("on one core", "words/s", "times NLTK", "stancekit, times this (rounds)"), rows
    )


def _reading(found: Figures) -> str:
    rows = [(kind, f"{run['articles_per_second']:,.0f}") for kind, run in found.items() if kind != "long csv"]
    long = found["long csv"]
    return (
        f"### Reading\n\n{table(('kind', 'articles/s'), rows)}\n\nA CSV of {long['megabytes']:,} MB "
        f"({long['articles']:,} articles) is read in {long['peak']:.0f} MB of memory."
    )


def _corrupt(found: Figures) -> str:
    same = "exactly what they are" if found["the same"] else "NOT what they are"
    return (
        f"### Corrupt inputs\n\n{found['broken']} broken articles of {found['kinds']} kinds among "
        f"{found['sound']:,}: {found['recorded']} recorded, {found['analysed']:,} analysed, results {same} "
        "without the broken ones."
    )


def _quality(found: Figures) -> str:
    columns = {
        "content F1": ("content", "f"),
        "… exact": ("content.exact", "f"),
        "… with source": ("quote+source", "f"),
        "right speaker": ("speaker", "accuracy"),
        "utterance, speaker, stance": ("triples", "f"),
        "topics, B³": ("topic.b3", "f"),
        "cells": ("cells", "f"),
    }
    of_given = {"given spans: stance, macro-F1": ("stance", "macro3"), "… four classes": ("stance", "macro4")}
    rows = [
        (
            data,
            *(_value(figures, *at) for at in columns.values()),
            *(_value(figures.get("given spans", {}), *at) for at in of_given.values()),
        )
        for data, figures in found.items()
    ]
    return "### Quality\n\n" + table(("data", *columns, *of_given), rows)


def _value(figures: Figures, name: str, part: str) -> str:
    value = figures.get(name, {}).get(part)
    return "" if value is None else f"{value:.3f}"


def _plots(found: Mapping[str, Figures], folder: Path) -> None:
    """Draw memory over time, where matplotlib is installed."""
    runs = {**found.get("throughput", {})}
    runs.pop("stages", None)
    for size, run in found.get("scaling", {}).items():
        runs[f"{int(size):,} articles"] = run
    try:
        from matplotlib.figure import Figure
    except ImportError:
        return
    if not runs:
        return
    folder.mkdir(exist_ok=True)
    figure = Figure(figsize=(7, 3.5), layout="constrained")
    axes = figure.subplots()
    for (name, run), style in zip(runs.items(), ("-", "--", "-.", ":", "-", "--"), strict=False):
        seconds = [point[0] for point in run["memory"]]
        axes.plot(seconds, [point[2] for point in run["memory"]], style, label=name)
    axes.set(xlabel="seconds", ylabel="MB", ylim=(0, None), xscale="log", title="Memory of the parent")
    axes.legend()
    figure.savefig(folder / "memory.svg", metadata={"Date": None})
