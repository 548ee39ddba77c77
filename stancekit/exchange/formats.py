"""The formats by name: what each is made of, and who writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from stancekit.errors import InputError
from stancekit.exchange import (
    brat,
    csvtable,
    dna,
    docbin,
    doccano,
    folder,
    graphs,
    jsonl,
    labelstudio,
    statements,
)
from stancekit.exchange.statements import Statement
from stancekit.records import Analysis

__all__ = ["FORMATS", "Format", "write"]


class Format(NamedTuple):
    """A format: whether statements are enough for it, who writes it, and its options."""

    of_statements: bool
    write: Callable[..., None]
    options: tuple[str, ...] = ()


FORMATS = {
    "brat": Format(False, brat.write),
    "csv": Format(True, csvtable.write),
    "dna": Format(True, dna.write, ("agreement", "concepts", "keep_none")),
    "doccano": Format(False, doccano.write),
    "edges": Format(True, graphs.write_edges, tuple(graphs.DEFAULTS)),
    "gold": Format(False, jsonl.write_gold),
    "graphml": Format(True, graphs.write, tuple(graphs.DEFAULTS)),
    "jsonl": Format(False, jsonl.write),
    "label-studio": Format(False, labelstudio.write, ("offsets",)),
    "parquet": Format(False, folder.write),
    "spacy": Format(False, docbin.write),
}


def write(found: Iterable[Analysis | Statement], out: str | Path, format: str, **options: Any) -> None:
    """Write analyses, or statements where the format needs no more, to a file or folder.

    Parameters
    ----------
    found : iterable of Analysis or Statement
        Read as it is written, so that a collection need not fit in memory (but for spaCy and networks).
    out : path
        A folder, new or empty, for brat, gold, label-studio and parquet, and for graphml by windows of time;
        else a file, which is replaced if it is there.
    format : str
        One of `FORMATS`.
    **options
        Of the format: see its module.

    Raises
    ------
    InputError
        If the format or an option is not allowed, an article's id comes twice, or the format needs texts and
        gets statements.
    MissingExtraError
        If the package that writes it is not installed.
    """
    if format not in FORMATS:
        raise InputError(f"format={format!r} is not one of {', '.join(FORMATS)}")
    chosen = FORMATS[format]
    if unknown := sorted(set(options) - set(chosen.options)):
        allowed = ", ".join(chosen.options) or "none"
        raise InputError(f"{format} has no option {unknown[0]!r}; allowed are {allowed}")
    once = _once(found)
    items: Iterator[Any]
    items = chain.from_iterable(map(_statements, once)) if chosen.of_statements else _analyses(once, format)
    first = list(islice(items, 1))  # what is wrong with the input shows before anything is written
    chosen.write(chain(first, items), Path(out), **options)


def _once(found: Iterable[Analysis | Statement]) -> Iterator[Analysis | Statement]:
    ids: set[str] = set()
    for one in found:
        if isinstance(one, Analysis):
            if one.article.id in ids:
                raise InputError(
                    f"article id {one.article.id!r} comes twice; allowed is a name of its own for each"
                )
            ids.add(one.article.id)
        yield one


def _statements(one: Analysis | Statement) -> Iterable[Statement]:
    return statements.of_analysis(one) if isinstance(one, Analysis) else (one,)


def _analyses(found: Iterable[Analysis | Statement], format: str) -> Iterator[Analysis]:
    for one in found:
        if not isinstance(one, Analysis):
            raise InputError(
                f"{format} needs the articles' texts; statements are allowed for formats without"
            )
        yield one
