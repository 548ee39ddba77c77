"""Utterances as CSV for spreadsheets: a row an utterance, with all that is known of it in words.

The columns are those of ``stancekit analyze --format csv --what utterances``, then the exact spans, as in
``936:983 1024:1121``, and the article's and the speaker's own. Reading needs ``stance``, ``start`` and
``end``, which enclose the content; the spans are taken from their columns where these are there, else ``cue``
and ``source`` are looked for in the text nearest to the content. Offsets count code points.

Cells are safe to open: text stands on one line, without control characters, bidirectional overrides and lone
surrogates, and an apostrophe stands before what a spreadsheet would take for a formula; reading takes it away
again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from stancekit.errors import InputError
from stancekit.exchange import files
from stancekit.exchange.actors import kind_of_name
from stancekit.exchange.marked import Marked, build, stance_of
from stancekit.exchange.statements import Statement
from stancekit.records import Analysis, Article, Span, Speaker, SpeakerKind
from stancekit.report.spreadsheet import cell, unguarded

__all__ = ["COLUMNS", "NEEDED", "read", "write"]

NEEDED = ("stance", "start", "end")
COLUMNS = (
    *("article", "id", "kind", "utterance_confidence", "speaker", "topic", "target", "stance", "confidence"),
    *("start", "end", "text", "cue", "source", "content_spans", "cue_spans", "source_spans"),
    *("speaker_kind", "speaker_role", "title", "date", "outlet"),
)
_ARTICLE = ("article", "article_id", "document")  # columns that name the article
_SPANS = re.compile(r"\d+:\d+(?: \d+:\d+)*|")
_LONGEST = 2**31 - 1  # characters of a cell


def write(statements: Iterable[Statement], out: Path) -> None:
    """Write statements to a file, in RFC 4180 CSV."""
    with files.created(out) as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        writer.writerows([cell(value) for value in _row(one)] for one in statements)


def _row(s: Statement) -> Sequence[Any]:
    start = min((a for a, _ in s.content), default=None)
    end = max((b for _, b in s.content), default=None)
    told = (s.article, s.id, s.kind, s.confidence, s.speaker, s.topic, s.target, s.stance, s.p)
    words = (start, end, s.text, s.cue_text, s.source_text, *map(_listed, (s.content, s.cue, s.source)))
    return (*told, *words, s.speaker_kind, s.speaker_role, s.title, s.date, s.outlet)


def _listed(spans: Iterable[Span]) -> str:
    return " ".join(f"{start}:{end}" for start, end in spans)


@dataclass(slots=True)
class _Draft:
    """The rows of an article, as they come in."""

    article: Article
    marked: list[Marked] = field(default_factory=list)
    speakers: dict[str, Speaker] = field(default_factory=dict)


def read(path: Path, *, texts: Path | None = None, labelled: bool = False) -> Iterator[Analysis]:
    """Yield the analysis of every article that rows are about, in the order of their first rows.

    Parameters
    ----------
    path : Path
        The file. A column ``article``, ``article_id`` or ``document`` names the article, else the file's
        name does.
    texts : Path, optional
        Folder of ``ID.txt``; by default the one that the file is in.
    labelled : bool
        Whether rows without a stance are passed over, whatever else they say.

    Raises
    ------
    InputError
        If a column is missing, or a cell is not allowed; the message says which line.
    """
    csv.field_size_limit(_LONGEST)
    rows = csv.DictReader(io.StringIO(files.read_text(path).removeprefix("\ufeff"), newline=""))
    heads = rows.fieldnames or ()
    if missing := [name for name in NEEDED if name not in heads]:
        raise InputError(f"{path} has no column {missing[0]!r}; {', '.join(NEEDED)} are needed")
    drafts: dict[str, _Draft] = {}
    try:
        for row in rows:
            where = f"{path}, line {rows.line_num}"
            cells = {key: unguarded(value) for key, value in row.items() if key and isinstance(value, str)}
            if labelled and not cells.get("stance"):
                continue
            name = next((cells[column] for column in _ARTICLE if cells.get(column)), path.stem)
            if name not in drafts:
                drafts[name] = _Draft(_article(name, cells, files.text_of(texts or path.parent, name)))
            _add(drafts[name], cells, where)
    except csv.Error as error:
        raise InputError(f"{path}, line {rows.line_num}: no row: {error}") from error
    for name, draft in drafts.items():
        yield build(draft.article, draft.marked, f"{path}, article {name}", speakers=draft.speakers.values())


def _article(name: str, cells: Mapping[str, str], text: str) -> Article:
    title, date, outlet = (cells.get(key, "") for key in ("title", "date", "outlet"))
    return Article(text, name, title, date, outlet)


def _add(draft: _Draft, cells: Mapping[str, str], where: str) -> None:
    text = draft.article.text
    content = _content(cells, text, where)
    cue, source = (_places(cells, role, text, content, where) for role in ("cue", "source"))
    answer = cells.get("stance") or None
    stance_of(answer, where)
    draft.marked.append(
        Marked(
            *(cells.get("id") or f"u{len(draft.marked) + 1}", content, cue, source),
            kind=cells.get("kind") or None,
            speaker=cells.get("speaker") or None,
            topic=cells.get("topic") or None,
            target=cells.get("target") or None,
            answer=answer,
            confidence=_share(cells.get("utterance_confidence"), where),
        )
    )
    if (name := cells.get("speaker")) and name not in draft.speakers:
        draft.speakers[name] = _speaker(name, len(draft.speakers) + 1, cells)


def _speaker(name: str, number: int, cells: Mapping[str, str]) -> Speaker:
    told = cells.get("speaker_kind")
    known: Any = told if told in get_args(SpeakerKind) else kind_of_name(name)
    return Speaker(f"s{number}", name, known, cells.get("speaker_role", ""))


def _content(cells: Mapping[str, str], text: str, where: str) -> tuple[Span, ...]:
    if not cells.get("start") and not cells.get("end"):
        return ()
    try:
        hull = Span(int(cells["start"]), int(cells["end"]))
    except (KeyError, ValueError):
        raise InputError(
            f"{where}: start {cells.get('start')!r} and end {cells.get('end')!r} must be whole numbers"
        ) from None
    if not 0 <= hull.start <= hull.end <= len(text):
        raise InputError(f"{where}: [{hull.start}, {hull.end}) is not within the text [0, {len(text)})")
    spans = _spans(cells, "content_spans", where) or (hull,)
    if (min(start for start, _ in spans), max(end for _, end in spans)) != hull:
        raise InputError(
            f"{where}: content_spans {cells['content_spans']!r} are not from start {hull.start} to end "
            f"{hull.end}; allowed are spans that agree with them, or an empty cell"
        )
    return spans


def _places(
    cells: Mapping[str, str], role: str, text: str, content: Sequence[Span], where: str
) -> tuple[Span, ...]:
    if f"{role}_spans" in cells:
        return _spans(cells, f"{role}_spans", where)
    return _nearest(cells.get(role, ""), text, content) if content else ()


def _spans(cells: Mapping[str, str], column: str, where: str) -> tuple[Span, ...]:
    value = cells.get(column, "").strip()
    if not _SPANS.fullmatch(value):
        raise files.fail(where, column, value, "start:end, apart by spaces where there are several,")
    return tuple(Span(*map(int, pair.split(":"))) for pair in value.split())


def _nearest(words: str, text: str, content: Sequence[Span]) -> tuple[Span, ...]:
    """Return the place of the words that is nearest to the content and not in it, if there is one."""
    first, last = content[0].start, content[-1].end
    found = [Span(m.start(), m.end()) for m in re.finditer(re.escape(words), text)] if words else []
    outside = [s for s in found if s.end <= first or s.start >= last]
    distance = {s: max(first - s.end, s.start - last) for s in outside}
    return (min(outside, key=distance.__getitem__),) if outside else ()


def _share(value: str | None, where: str) -> float:
    try:
        share = float(value) if value else 1.0
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise files.fail(where, "utterance_confidence", value, "a number from 0 to 1")
    return share
