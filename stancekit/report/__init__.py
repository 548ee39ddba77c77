"""What an analysis looks like to a reader: tables, CSV, JSON, stand-off annotation, and pages.

Article text is taken to be hostile: nothing here passes on an escape sequence, a control character or a
bidirectional override, no CSV cell starts a spreadsheet formula, and no text becomes markup or a script.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from stancekit.errors import InputError
from stancekit.records import Analysis
from stancekit.report import brat, html, jsontext, spreadsheet, table
from stancekit.report.color import wants_color
from stancekit.report.page import terminal
from stancekit.report.rows import COLUMNS, ROWS

__all__ = ["FORMATS", "render", "terminal", "wants_color"]

_FORMATS: dict[str, Callable[[Analysis, str], str]] = {
    "table": lambda analysis, what: table.text(COLUMNS[what], ROWS[what](analysis)),
    "json": lambda analysis, what: jsontext.text(analysis),
    "csv": lambda analysis, what: spreadsheet.text(COLUMNS[what], ROWS[what](analysis)),
    "brat": lambda analysis, what: brat.text(analysis),
    "html": lambda analysis, what: html.text(analysis),
}
FORMATS = tuple(_FORMATS)


def render(analysis: Analysis, format: str, *, what: str = "stances") -> str:
    """Return an analysis as text, ready to be written as UTF-8 with no newline translation.

    Parameters
    ----------
    analysis : Analysis
        What to show.
    format : {'table', 'json', 'csv', 'brat', 'html'}
        ``table`` is aligned text, its cells cut at 60 columns; ``csv`` follows RFC 4180, and a cell that a
        spreadsheet would run gets a leading apostrophe; ``json`` is schema ``stancekit/1`` on one line;
        ``brat`` is stand-off annotation as in the PolNeAR corpus; ``html`` is one file for a browser, which
        needs nothing else and asks for nothing.
    what : {'stances', 'utterances', 'speakers', 'topics'}, default 'stances'
        The records that are the rows of ``table`` and ``csv``; the other formats hold everything.

    Raises
    ------
    InputError
        If ``format`` or ``what`` is none of these.

    Examples
    --------
    >>> from stancekit.records import Article, Speaker, SpeakerStance, Stance, Topic
    >>> cell = SpeakerStance("s1", "t1", Stance("supportive", {"supportive": 0.88}), ("u1", "u2"))
    >>> analysis = Analysis(
    ...     Article("…"),
    ...     speakers=(Speaker("s1", "Mira Holt", "person"),),
    ...     topics=(Topic("t1", "harbour bridge"),),
    ...     stances=(cell,),
    ... )
    >>> print(render(analysis, "table"), end="")
    speaker    topic           stance         p  utterances
    Mira Holt  harbour bridge  supportive  0.88  u1 u2
    """
    if format not in _FORMATS:
        raise InputError(f"format={format!r} is not one of {_listed(FORMATS)}")
    if what not in ROWS:
        raise InputError(f"what={what!r} is not one of {_listed(ROWS)}")
    return _FORMATS[format](analysis, what)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(repr, names))
