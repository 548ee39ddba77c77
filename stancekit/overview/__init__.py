"""A results folder at a glance: an HTML page that needs nothing but itself.

``identity`` says who and what is the same across articles, ``compact`` keeps what is counted, ``counts``,
``series``, ``changes`` and ``quotations`` count it, ``summary`` puts it together; ``page`` shows it, by
``sections``, ``graphics`` and ``charts``.
"""

from __future__ import annotations

from pathlib import Path

from stancekit.overview import vector
from stancekit.overview.page import render
from stancekit.overview.records import Overview
from stancekit.overview.summary import summarize

__all__ = ["Overview", "report", "summarize"]


def report(
    results: str | Path,
    *,
    title: str = "Who takes which stance on what",
    speakers: int = 25,
    topics: int = 12,
    outlets: int = 15,
    quotes: int = 2,
    seed: int = 0,
) -> str:
    """Return a page about a scored collection: a self-contained HTML file, without scripts.

    It shows who says what, stances over time and by outlet, who changed position, the quotations that stand
    for each cell, and what was left out. It holds aggregates and those quotations, so its size does not grow
    with the collection; the same results make the same page.

    Parameters
    ----------
    results : path
        A results folder of Parquet, as `stancekit.score` writes it. Where it has tables of what is the same
        across articles (``collection/``), speakers and topics are theirs, and else those of equal names.
    title : str
        The page's heading.
    speakers, topics, outlets : int
        How many are shown at most, 1 to 100.
    quotes : int
        How many quotations a cell has at most.
    seed : int
        Of the bootstrap: same seed, same intervals.

    Returns
    -------
    str
        HTML, to be written as UTF-8.

    Raises
    ------
    InputError
        If the folder holds no such results, or a number is out of its range.
    MissingExtraError
        If a package of the extra ``report`` is not installed.
    """
    vector.package()
    found = summarize(results, speakers=speakers, topics=topics, outlets=outlets, quotes=quotes, seed=seed)
    return render(found, title)
