"""Stances of your own, from the files that you have them in, and a model that has learned them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from stancekit.errors import InputError
from stancekit.exchange import csvtable, sources
from stancekit.records import LABELS, Analysis, Article, Utterance
from stancekit.stance.calibration import class_f1

__all__ = ["Own", "adapt", "read"]


class Own(NamedTuple):
    """Labelled utterances, as `Analyzer.fit` takes them."""

    X: list[tuple[Article, Utterance]]
    y: list[str | None]


def read(path: Path, texts: Path | None = None) -> Own:
    """Read labelled utterances of articles.

    Parameters
    ----------
    path : Path
        Any annotation that `stancekit.exchange.read` reads, above all: a **CSV** file with the columns
        ``stance``, ``start`` and ``end`` (of the content, in code points), and if there are any ``article``
        (else the file's name is the article's), ``cue`` and ``source`` in words: what ``stancekit analyze
        --format csv --what utterances`` writes, corrected. A **JSONL** file in the form of the corpus'
        ``gold.jsonl``. A **brat** folder with ``attributions``, in which events have an attribute ``Stance``.
        A file that **Label Studio** or **doccano** exported. A stance is that of the utterance's main
        position; what is told of its target is not read.
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
    X: list[tuple[Article, Utterance]] = []
    y: list[str | None] = []
    for analysis in _analyses(path, texts):
        for u in analysis.utterances:
            if u.stance and not u.stance.abstained:
                bare = replace(u, speaker=None, topic=None, target=None, stance=None)
                X.append((analysis.article, bare))
                y.append(u.stance.label)
    if not X:
        raise InputError(f"no labelled utterance in {path}; labels are {', '.join(LABELS)}")
    return Own(X, y)


def _analyses(path: Path, texts: Path | None) -> Iterator[Analysis]:
    """Read the annotations; a file that looks like bare articles is taken for labels with something wrong."""
    kind = sources.kind(path)
    if kind == "articles" and path.is_file():
        kind = "csv" if path.suffix.lower() == ".csv" else "gold"
    if kind == "csv":
        return csvtable.read(path, texts=texts, labelled=True)
    return sources.read(path, kind=kind, texts=texts)


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
