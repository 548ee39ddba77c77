"""Stances of your own, from the files that you have them in, and a model that has learned them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from stancekit.errors import InputError
from stancekit.evaluation import brat, files, gold
from stancekit.evaluation.attribution import kind
from stancekit.evaluation.places import text_of
from stancekit.records import LABELS, Article, Span, Utterance
from stancekit.stance.calibration import class_f1

__all__ = ["Own", "adapt", "read"]

_ARTICLE = ("article", "article_id", "document")  # columns of a CSV file that name the article
_ATTRIBUTE = re.compile(r"^A\d+\tStance (E\d+) (\S+)", re.MULTILINE)


class Own(NamedTuple):
    """Labelled utterances, as `Analyzer.fit` takes them."""

    X: list[tuple[Article, Utterance]]
    y: list[str | None]


def read(path: Path, texts: Path | None = None) -> Own:
    """Read labelled utterances of articles.

    Parameters
    ----------
    path : Path
        One of three. A **CSV** file with the columns ``stance``, ``start`` and ``end`` (of the content, in
        code points), and if there are any ``article`` (else the file's name is the article's), ``cue`` and
        ``source`` in words: what ``stancekit analyze --format csv --what utterances`` writes, corrected. A
        **JSONL** file in the form of the corpus' ``gold.jsonl``. A **brat** folder with ``attributions``, in
        which events have an attribute ``Stance``. A stance is that of the utterance's main position; no
        column for its target is read.
    texts : Path, optional
        Folder of ``ID.txt``; by default ``text`` in or beside ``path``, or for CSV the folder it is in.

    Returns
    -------
    Own
        Without the utterances that have no label; ``none`` is a label.

    Raises
    ------
    InputError
        If something is missing or not allowed; the message says where.
    """
    if path.is_dir():
        rows = _brat(path, texts)
    elif path.suffix.lower() == ".csv":
        rows = _csv(path, texts or path.parent)
    else:
        rows = _jsonl(path, texts or path.parent / "text")
    X, y = [], []
    for article, utterance, label in rows:
        X.append((article, utterance))
        y.append(label)
    if not X:
        raise InputError(f"no labelled utterance in {path}; labels are {', '.join(LABELS)}")
    return Own(X, y)


def adapt(labels: Path, out: Path, *, texts: Path | None, model: str, log: Callable[[str], None]) -> None:
    """Adapt a model to labels of your own and write it to ``out``; tell what that changed.

    Parameters
    ----------
    labels, texts
        As in `read`.
    out : Path
        Folder of the new model.
    model : str
        Name or folder of the model to start from.
    log : callable
        Told the figures: those after adaptation are cross-validated by article.
    """
    from stancekit import load

    own, kit = read(labels, texts), load(model)
    truth = np.array([LABELS.index(label or "none") for label in own.y])
    before = np.array(
        [LABELS.index(kit.classify(article, [utterance])[0].label or "none") for article, utterance in own.X]
    )
    kit.fit(own.X, own.y)
    log(f"{len(truth)} labels; macro-F1 of the stances before: {class_f1(truth, before)[:3].mean():.3f}")
    if len(kit.stances.held_out_):
        after = kit.stances.calibration_.decide(kit.stances.held_out_)
        log(f"after, on articles that were left out in turn: {class_f1(truth, after)[:3].mean():.3f}")
    kit.save(out)


_Rows = Iterator[tuple[Article, Utterance, str | None]]


def _jsonl(path: Path, texts: Path) -> _Rows:
    for row in gold.read(path):
        article = Article(text_of(texts, row.id), id=row.id)
        for u in row.utterances:
            how = u.kind or kind(article.text, u.content)
            yield article, Utterance(u.id, how, u.content, u.cue, u.source), u.stance  # type: ignore[arg-type]


def _brat(folder: Path, texts: Path | None) -> _Rows:
    for found in brat.read_folder(folder, texts=texts):
        article = Article(found.text, id=found.name)
        file = min((folder / "attributions").glob(f"{_escaped(found.name)}_*.ann"))
        labels = {event: value.lower() for event, value in _ATTRIBUTE.findall(files.read_text(file))}
        for a in found.attributions:
            if a.id in labels:
                said = Utterance(a.id, kind(found.text, a.content), a.content, a.cue, a.source)  # type: ignore[arg-type]
                yield article, said, _label(labels[a.id], f"{file}, {a.id}")


def _escaped(name: str) -> str:
    return re.sub(r"([\[\]*?])", r"[\1]", name)


def _csv(path: Path, texts: Path) -> _Rows:
    articles: dict[str, Article] = {}
    rows = csv.DictReader(io.StringIO(files.read_text(path).removeprefix("\ufeff"), newline=""))
    if missing := {"stance", "start", "end"} - set(rows.fieldnames or ()):
        raise InputError(f"{path} has no column {sorted(missing)[0]!r}; stance, start and end are needed")
    for row in rows:
        where = f"{path}, line {rows.line_num}"
        if not row["stance"]:
            continue
        name = next((row[column] for column in _ARTICLE if row.get(column)), path.stem)
        if name not in articles:
            articles[name] = Article(text_of(texts, name), id=name)
        yield articles[name], _utterance(row, articles[name].text, where), _label(row["stance"], where)


def _utterance(row: Mapping[str, str], text: str, where: str) -> Utterance:
    try:
        content = Span(int(row["start"]), int(row["end"]))
    except ValueError:
        raise InputError(
            f"{where}: start {row['start']!r} and end {row['end']!r} must be whole numbers"
        ) from None
    if not 0 <= content.start < content.end <= len(text):
        raise InputError(f"{where}: [{content.start}, {content.end}) is not within the text [0, {len(text)})")
    cue, source = (_nearest(row.get(part) or "", text, content) for part in ("cue", "source"))
    return Utterance(row.get("id") or where, kind(text, [content]), (content,), cue, source)  # type: ignore[arg-type]


def _nearest(words: str, text: str, content: Span) -> tuple[Span, ...]:
    """Return the place of the words that is nearest to the content and not in it, if there is one."""
    found = [Span(m.start(), m.end()) for m in re.finditer(re.escape(words), text)] if words else []
    outside = [s for s in found if s.end <= content.start or s.start >= content.end]
    distance = {s: max(content.start - s.end, s.start - content.end) for s in outside}
    return (min(outside, key=distance.__getitem__),) if outside else ()


def _label(value: str, where: str) -> str | None:
    label = value.strip().lower()
    if label not in LABELS:
        raise InputError(f"{where}: stance {value!r} is not one of {', '.join(LABELS)}")
    return None if label == "none" else label
