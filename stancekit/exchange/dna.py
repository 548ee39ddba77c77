"""The event list of Discourse Network Analyzer (DNA; Leifeld 2017): a statement a row, apart by semicolons.

The columns are `COLUMNS`. ``time`` is ``yyyy-MM-dd HH:mm:ss``, empty where the article has no ISO date.
``concept`` is the utterance's topic, or its target where that is asked for. The speaker is a person or an
organization, or a person who speaks for one (`stancekit.exchange.actors`). ``start_position`` and
``end_position`` count code points of the article's text and enclose the content (DNA itself counts UTF-16
code units: in a text with emoji before the statement its own positions are higher); the parts of a split
quotation are joined by " … ".

``agreement`` is DNA's qualifier, as an integer or binary:

========== ======= ======
stance     integer binary
========== ======= ======
supportive  1      1
cautious    0      left out
condemning -1      0
none       left out, or where asked for an empty cell
========== ======= ======

Statements that were not classified, or in which the model abstained, are left out. In every text a semicolon
becomes a comma and a quotation mark an apostrophe; line breaks, control characters and bidirectional
overrides are taken out, and an apostrophe stands before what a spreadsheet would take for a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from stancekit.errors import InputError
from stancekit.exchange import files
from stancekit.exchange.dates import moment
from stancekit.exchange.statements import Statement
from stancekit.records import Span
from stancekit.report.plain import plain
from stancekit.report.spreadsheet import cell, unguarded

__all__ = ["AGREEMENT", "COLUMNS", "CONCEPTS", "cleaned", "concept", "read", "scale", "write"]

COLUMNS = (
    *("statement_id", "time", "person", "organization", "concept", "agreement"),
    *("start_position", "end_position", "text"),
    *("document_id", "document_title", "document_author"),
    *("document_source", "document_section", "document_type"),
)
AGREEMENT: Mapping[str, Mapping[str, int]] = {
    "integer": {"supportive": 1, "cautious": 0, "condemning": -1},
    "binary": {"supportive": 1, "condemning": 0},
}
CONCEPTS = ("topics", "targets")
_MARKS = str.maketrans({";": ",", '"': "'"})


def scale(agreement: str) -> Mapping[str, int]:
    """Return the numbers that stand for the stances.

    Raises
    ------
    InputError
        If there is no such scale.
    """
    if agreement not in AGREEMENT:
        raise InputError(f"agreement={agreement!r} is not one of {', '.join(AGREEMENT)}")
    return AGREEMENT[agreement]


def concept(statement: Statement, concepts: str) -> str:
    """Return what a statement is about: its topic or its target.

    Raises
    ------
    InputError
        If ``concepts`` is neither ``topics`` nor ``targets``.
    """
    if concepts not in CONCEPTS:
        raise InputError(f"concepts={concepts!r} is not one of {', '.join(CONCEPTS)}")
    return statement.topic if concepts == "topics" else statement.target


def cleaned(text: str) -> str:
    """Return a text as the event list holds it.

    Examples
    --------
    >>> cleaned('He said; "No."')
    "He said, 'No.'"
    """
    return plain(text).translate(_MARKS)


def write(
    statements: Iterable[Statement],
    out: Path,
    *,
    agreement: str = "integer",
    keep_none: bool = False,
    concepts: str = "topics",
) -> None:
    """Write statements to a file, numbered from 1.

    Parameters
    ----------
    statements : iterable of Statement
    out : Path
    agreement : {'integer', 'binary'}
        How stances are written; see the module.
    keep_none : bool
        Whether statements that take no stance are written too, their agreement empty.
    concepts : {'topics', 'targets'}
        What statements are about.

    Raises
    ------
    InputError
        If an option is not allowed.
    """
    numbers: dict[str | None, int | None] = dict(scale(agreement).items())
    if keep_none:
        numbers["none"] = None
    number = 0
    with files.created(out) as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(COLUMNS)
        for s in statements:
            if s.stance in numbers:
                number += 1
                writer.writerow([number, *_cells(s, numbers[s.stance], concept(s, concepts))])


def _cells(s: Statement, agreement: int | None, about: str) -> Iterator[Any]:
    when = moment(s.date)
    yield str(when) if when else ""
    yield from (_text(value) for value in (s.person, s.organization, about))
    yield agreement
    yield min((start for start, _ in s.content), default=None)
    yield max((end for _, end in s.content), default=None)
    told = (s.text, s.article, s.title, s.author, s.outlet, s.section, s.type)
    yield from (_text(value) for value in told)


def _text(value: str) -> Any:
    return cell(cleaned(value))


def read(path: Path, *, agreement: str | None = None) -> Iterator[Statement]:
    """Yield the statements of an event list.

    Parameters
    ----------
    path : Path
    agreement : {'integer', 'binary'}, optional
        What its numbers mean; by default what they can mean: integer where one is -1.

    Raises
    ------
    InputError
        If a column is missing, a value is not allowed, or the numbers can mean either.
    """
    rows = list(_rows(path))
    values = {row["agreement"] for _, row in rows}
    if agreement is None and "0" in values and "-1" not in values:
        raise InputError(
            f"{path}: agreement is 0 and never -1, so 0 is cautious or condemning; tell which with agreement="
            f"{' or '.join(AGREEMENT)}"
        )
    numbers = scale(agreement or "integer")
    labels = {str(number): label for label, number in numbers.items()} | {"": "none"}
    for where, row in rows:
        if row["agreement"] not in labels:
            raise files.fail(
                where, "agreement", row["agreement"], f"{', '.join(filter(None, labels))} or nothing"
            )
        yield _statement(row, labels[row["agreement"]], where)


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    text = files.read_text(path).removeprefix("\ufeff")
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";")
    if missing := [name for name in COLUMNS if name not in (rows.fieldnames or ())]:
        raise InputError(f"{path} has no column {missing[0]!r}; {', '.join(COLUMNS)} are needed, apart by ;")
    try:
        for row in rows:
            cells = {name: unguarded(row[name] or "") for name in COLUMNS}
            yield f"{path}, line {rows.line_num}", cells
    except csv.Error as error:
        raise InputError(f"{path}, line {rows.line_num}: no row: {error}") from error


def _statement(row: Mapping[str, str], stance: str, where: str) -> Statement:
    return Statement(
        article=row["document_id"],
        id=row["statement_id"],
        stance=stance,
        person=row["person"],
        organization=row["organization"],
        topic=row["concept"],
        target=row["concept"],
        content=_place(row, where),
        text=row["text"],
        date=row["time"],
        title=row["document_title"],
        outlet=row["document_source"],
        author=row["document_author"],
        section=row["document_section"],
        type=row["document_type"],
        speaker=row["person"] or row["organization"],
        speaker_kind="person" if row["person"] else "organization",
    )


def _place(row: Mapping[str, str], where: str) -> tuple[Span, ...]:
    start, end = row["start_position"], row["end_position"]
    if not start and not end:
        return ()
    if not (start.isdecimal() and end.isdecimal() and int(start) <= int(end)):
        raise InputError(
            f"{where}: start_position {start!r} and end_position {end!r} must be whole numbers, in order"
        )
    return (Span(int(start), int(end)),)
