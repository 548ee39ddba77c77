"""Train the two attribution chains on brat folders in PolNeAR's layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from stancekit.evaluation import brat, evaluate_attribution
from stancekit.records import Article, Span
from stancekit.text import SentenceSplitter, TokenTable, tokenize
from stancekit.text.tagger import Tagger
from stancekit.training import classes
from stancekit.training.chain import ChainTrainer
from stancekit.utterances import cues, to_utterances, windows
from stancekit.utterances.columns import Lexicon, TokenColumns, WordTable, token_columns
from stancekit.utterances.cues import CueFinder, Roles
from stancekit.utterances.model import VERB, AttributionModel

__all__ = ["Batch", "Gold", "batches", "fit", "fit_cue_levels", "fit_finder", "fit_windows", "train"]

_BATCH = 40
_FOLDS = 2
_THRESHOLD = 0.15
_FINDER = {"c1": 0.2, "c2": 0.02, "max_iterations": 70}
_WINDOWS = {"c1": 0.2, "c2": 0.02, "max_iterations": 70}


class Gold(NamedTuple):
    """Token rows of a gold attribution's parts."""

    content: tuple[int, ...]
    cue: tuple[int, ...]
    source: tuple[int, ...]


class Batch(NamedTuple):
    """A token table with its tags and its gold attributions."""

    table: TokenTable
    tags: npt.NDArray[np.int8]
    gold: list[Gold]


def train(data: Path, folder: Path, *, corpus: Path | None = None, seed: int = 0) -> dict[str, float]:
    """Train on ``polnear/train``; write the model to ``folder``, whose neighbours hold the stages before it.

    Returns
    -------
    dict of str to float
        F1 of contents, and of contents with their source, on ``polnear/dev``.
    """
    splitter = SentenceSplitter.load(folder.parent / "text")
    tagger = Tagger.load(folder.parent / "tagger")
    articles = brat.read_folder(data / "polnear" / "train")
    order = np.random.default_rng(seed).permutation(len(articles))  # outlets mixed over the folds
    fine, coarse = classes.fit(data / "news", splitter, seed=seed)
    model = fit(list(batches([articles[i] for i in order], splitter, tagger)), fine, coarse)
    model.save(folder)
    return _score(model, data / "polnear" / "dev", splitter, tagger)


def fit(data: Sequence[Batch], fine: WordTable, coarse: WordTable) -> AttributionModel:
    """Fit both chains; the second sees of each article what a first chain that did not know it finds."""
    lexicon = Lexicon(fit_cue_levels(data), fine, coarse)
    columns = [token_columns(b.table, b.tags, VERB, lexicon) for b in data]
    roles: list[Roles | None] = [None] * len(data)
    for fold in range(_FOLDS):
        rest = [i for i in range(len(data)) if i % _FOLDS != fold]
        finder = fit_finder([data[i] for i in rest], [columns[i] for i in rest], **_FINDER)
        for i in range(fold, len(data), _FOLDS):
            roles[i] = finder.roles(data[i].table, columns[i])
    finder = fit_finder(data, columns, **_FINDER)
    unseen = [r for r in roles if r is not None]
    return AttributionModel(
        lexicon, finder, fit_windows(data, columns, unseen, _THRESHOLD, **_WINDOWS), _THRESHOLD
    )


def _score(model: AttributionModel, folder: Path, splitter: SentenceSplitter, tagger: Tagger) -> dict[str, float]:
    predicted = {}
    for batch in batches(brat.read_folder(folder), splitter, tagger):
        found = to_utterances(batch.table, model.find(batch.table, batch.tags))
        for article, utterances in zip(batch.table.articles, found, strict=True):
            predicted[article.id] = [
                {"content": u.content, "cue": u.cue, "source": u.source} for u in utterances
            ]
    figures = evaluate_attribution(folder, predicted).figures
    return {name: figures[name]["f"] for name in ("content", "content.exact", "quote+source")}


def batches(articles: Sequence[brat.BratArticle], splitter: SentenceSplitter, tagger: Tagger) -> Iterator[Batch]:
    """Yield the articles of a brat folder in batches, gold spans as token rows."""
    for i in range(0, len(articles), _BATCH):
        part = articles[i : i + _BATCH]
        table = tokenize([Article(a.text, id=a.name) for a in part], splitter)
        gold = [
            Gold(*(_rows(table, j, spans) for spans in (a.content, a.cue, a.source)))
            for j, article in enumerate(part)
            for a in article.attributions
        ]
        yield Batch(table, tagger.tag(table), [g for g in gold if g.content])


def _rows(table: TokenTable, article: int, spans: Sequence[Span]) -> tuple[int, ...]:
    a, b = int(table.first[article]), int(table.first[article + 1])
    rows: list[int] = []
    for span in spans:
        low = a + int(np.searchsorted(table.end[a:b], span.start, side="right"))
        high = a + int(np.searchsorted(table.start[a:b], span.end, side="left"))
        rows.extend(range(low, high))
    return tuple(sorted(set(rows)))


def fit_cue_levels(data: Sequence[Batch], *, least: int = 4) -> WordTable:
    """Count how often each word stands in a cue; words met fewer than ``least`` times stay at level 0."""
    from stancekit.chain import word_columns

    seen: dict[int, int] = {}
    in_cue: dict[int, int] = {}
    for batch in data:
        lower = word_columns(batch.table.words).lower[batch.table.word]
        for counts, rows in ((seen, slice(None)), (in_cue, [r for g in batch.gold for r in g.cue])):
            for key, n in zip(*np.unique(lower[rows], return_counts=True), strict=True):
                counts[int(key)] = counts.get(int(key), 0) + int(n)
    share = {k: n / seen[k] for k, n in in_cue.items() if seen[k] >= least}
    level = {k: int(np.searchsorted([0.03, 0.12, 0.3, 0.6], s)) for k, s in share.items()}
    key = np.array(sorted(k for k, v in level.items() if v), np.uint32)
    return WordTable(key, np.array([level[int(k)] for k in key], np.uint8))


def fit_finder(data: Sequence[Batch], columns: Sequence[TokenColumns], **options: float) -> CueFinder:
    """Fit the first chain."""
    trainer = ChainTrainer(cues.LABELS, cues.TEMPLATES, **options)  # type: ignore[arg-type] # all are numbers
    for batch, column in zip(data, columns, strict=True):
        features, sequences = cues.layout(batch.table, column)
        trainer.add(features, sequences, _role_labels(batch))
    return CueFinder(trainer.fit())


def _role_labels(batch: Batch) -> npt.NDArray[np.int8]:
    label = np.zeros(len(batch.table), np.int8)
    for part, begin in (("content", 1), ("source", 5), ("cue", 3)):
        for gold in batch.gold:
            rows = getattr(gold, part)
            for i, row in enumerate(rows):
                label[row] = begin if i == 0 or rows[i - 1] != row - 1 else begin + 1
    return label


def fit_windows(
    data: Sequence[Batch],
    columns: Sequence[TokenColumns],
    roles: Sequence[Roles],
    threshold: float,
    **options: float,
) -> windows.ChainModel:
    """Fit the second chain on gold cues and on the words that the first chain takes for cues."""
    trainer = ChainTrainer(windows.LABELS, windows.TEMPLATES, **options)  # type: ignore[arg-type]
    for batch, column, role in zip(data, columns, roles, strict=True):
        seed, owner = _training_seeds(batch, role, threshold)
        found = windows.windows(batch.table, seed)
        features, sequences = windows.layout(batch.table, column, role, found)
        trainer.add(features, sequences, _window_labels(batch, sequences, owner))
    return trainer.fit()


def _training_seeds(
    batch: Batch, roles: Roles, threshold: float
) -> tuple[npt.NDArray[np.int64], list[Gold | None]]:
    """Return the seeds and the gold attribution of each, ``None`` for a false one.

    Cues that the first chain misses are not added: the second would learn that unlikely cues are right.
    """
    gold_at = {row: g for g in batch.gold for row in g.cue}
    seed = windows.seeds(batch.table, roles, threshold)
    return seed, [gold_at.get(row) for row in seed.tolist()]


def _window_labels(
    batch: Batch, sequences: windows.Sequences, owner: Sequence[Gold | None]
) -> npt.NDArray[np.int8]:
    rows = sequences.rows[sequences.inside]
    out = np.zeros(len(rows), np.int8)
    begin = np.cumsum(sequences.length) - sequences.length
    for gold, a, n in zip(owner, begin.tolist(), sequences.length.tolist(), strict=True):
        if gold is None:
            continue
        first = int(rows[a])
        for part, label in ((gold.content, 2), (gold.source, windows.SOURCE), (gold.cue, windows.CUE)):
            for row in part:
                if 0 <= row - first < n:
                    out[a + row - first] = label
        part_labels = out[a : a + n]
        starts = (part_labels == 2) & (np.append(0, part_labels[:-1]) != 2)
        part_labels[starts] = 1
    return out
