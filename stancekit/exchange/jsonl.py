"""JSON lines: analyses in the form ``stancekit/1``, and gold as the project's own corpus has it.

A line is an article. Neither form repeats the text: it is read from a folder of ``ID.txt``. Offsets count
code points. Every string is carried exactly, lone surrogates included; what could act on a terminal stands as
an escape.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from stancekit.exchange import files, gold
from stancekit.exchange.form import analysis_of, form_of
from stancekit.exchange.marked import analysis_of as analysis_of_gold
from stancekit.exchange.marked import gold_of, plain_data
from stancekit.records import Analysis
from stancekit.report.plain import escaped

__all__ = ["read", "read_gold", "write", "write_gold"]


def write(analyses: Iterable[Analysis], out: Path) -> None:
    """Write analyses to a file, one a line."""
    with files.created(out) as file:
        for analysis in analyses:
            form = form_of(analysis, plain_data(analysis.article.meta))
            file.write(escaped(json.dumps(form, ensure_ascii=False)) + "\n")


def read(path: Path, *, texts: Path | None = None) -> Iterator[Analysis]:
    """Yield the analysis of every line.

    Parameters
    ----------
    path : Path
        The file.
    texts : Path, optional
        Folder of ``ID.txt``; by default ``text`` beside the file.

    Raises
    ------
    InputError
        If a line is not in the form, its text is missing, or a span is not within it.
    """
    texts = texts or path.parent / "text"
    for where, row in files.objects(path):
        yield analysis_of(row, files.text_of(texts, row["id"]), where)


def write_gold(analyses: Iterable[Analysis], out: Path) -> None:
    """Write analyses as gold to a folder, new or empty: ``gold.jsonl`` and ``text/ID.txt``.

    A lone surrogate of a text, which UTF-8 has no form for, becomes U+FFFD.
    """
    files.fresh(out, "text")

    def lines() -> Iterator[gold.GoldArticle]:
        for analysis in analyses:
            path = out / "text" / files.file_name(analysis.article.id, ".txt")
            files.write_text(path, files.writable(analysis.article.text))
            yield gold_of(analysis)

    gold.write(out / "gold.jsonl", lines())


def read_gold(path: Path, *, texts: Path | None = None) -> Iterator[Analysis]:
    """Yield gold articles as analyses; ``texts`` as in `read`, errors too."""
    texts = texts or path.parent / "text"
    for row in gold.read(path):
        yield analysis_of_gold(row, files.text_of(texts, row.id), f"{path}, article {row.id}")
