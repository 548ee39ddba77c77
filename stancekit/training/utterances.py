"""Train the two attribution chains on brat folders in PolNeAR's layout."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from stancekit.chain import ChainModel, CodedColumns, Sequences, word_columns
from stancekit.evaluation import brat, evaluate_attribution
from stancekit.text import SentenceSplitter
from stancekit.text.tagger import Tagger
from stancekit.training import candidates, classes, confidence
from stancekit.training.batches import Batch, Gold, batches
from stancekit.training.chain import ChainTrainer
from stancekit.training.corpus import training_names
from stancekit.utterances import AttributionModel, cues, to_utterances, windows
from stancekit.utterances.codes import of_tokens
from stancekit.utterances.columns import Lexicon, TokenColumns, WordTable, token_columns
from stancekit.utterances.cues import CueFinder, Roles
from stancekit.utterances.model import VERB

__all__ = ["fit", "fit_cue_levels", "fit_finder", "fit_windows", "train"]

_FOLDS = 2
_HELD = 8  # of so many batches one is held out for calibration; a multiple of the folds
_THRESHOLD = 0.05
_MIN_CONFIDENCE = 0.35
Layout = tuple[CodedColumns, Sequences]


def train(data: Path, folder: Path, *, corpus: Path | None = None, seed: int = 0) -> dict[str, float]:
    """Train on ``polnear/train`` and the project's own articles, and write the model to ``folder``.

    The folders ``text`` and ``tagger`` beside ``folder`` hold the stages before this one. Articles of the
    corpus' test split are left out.

    Returns
    -------
    dict of str to float
        F1 of contents, and of contents with their source, on ``polnear/dev``.
    """
    splitter = SentenceSplitter.load(folder.parent / "text")
    tagger = Tagger.load(folder.parent / "tagger")
    articles = brat.read_folder(data / "polnear" / "train")
    if corpus is not None:
        articles += brat.read_folder(corpus, names=training_names(corpus))
    order = np.random.default_rng(seed).permutation(len(articles))  # outlets mixed over the folds
    fine, coarse = classes.fit(data, splitter, seed=seed)
    model = fit(list(batches([articles[i] for i in order], splitter, tagger)), fine, coarse)
    model.save(folder)
    return _score(model, data / "polnear" / "dev", splitter, tagger)


def fit(data: Sequence[Batch], fine: WordTable, coarse: WordTable) -> AttributionModel:
    """Fit all parts of a model.

    Those after the first chain learn from what a chain finds in articles that it was not fitted on.
    """
    lexicon = Lexicon(fit_cue_levels(data), fine, coarse)
    columns = [token_columns(b.table, b.tags, VERB, lexicon) for b in data]
    layouts = [cues.layout(b.table, of_tokens(b.table, c)) for b, c in zip(data, columns, strict=True)]
    finders = _fold_finders(data, layouts)
    roles = [finders[i % _FOLDS].roles(*layout) for i, layout in enumerate(layouts)]

    def fitted(finder: CueFinder, rows: Sequence[int]) -> AttributionModel:
        part, column, role = [data[i] for i in rows], [columns[i] for i in rows], [roles[i] for i in rows]
        classifier = candidates.fit(part, column, role, [layouts[i] for i in rows], _THRESHOLD)
        chain = fit_windows(part, column, role)
        return AttributionModel(
            lexicon, finder, classifier, chain, threshold=_THRESHOLD, min_confidence=_MIN_CONFIDENCE
        )

    held, rest = range(0, len(data), _HELD), [i for i in range(len(data)) if i % _HELD]
    model = fitted(fit_finder(data, layouts), range(len(data)))
    if rest:  # the first fold's finder knows no batch that is held out
        scale = confidence.fit(fitted(finders[0], rest), [data[i] for i in held])
        model.classifier = model.classifier.rescaled(*scale)
    return model


def _fold_finders(data: Sequence[Batch], layouts: Sequence[Layout]) -> list[CueFinder]:
    """Fit a first chain for each fold, on the batches that are not in the fold."""
    others = ([i for i in range(len(data)) if i % _FOLDS != fold] for fold in range(_FOLDS))
    return [fit_finder([data[i] for i in rows], [layouts[i] for i in rows]) for rows in others]


def _score(
    model: AttributionModel, folder: Path, splitter: SentenceSplitter, tagger: Tagger
) -> dict[str, float]:
    predicted = {}
    for batch in batches(brat.read_folder(folder), splitter, tagger):
        found = to_utterances(batch.table, model.find(batch.table, batch.tags))
        for article, utterances in zip(batch.table.articles, found, strict=True):
            predicted[article.id] = [
                {"content": u.content, "cue": u.cue, "source": u.source} for u in utterances
            ]
    figures = evaluate_attribution(folder, predicted).figures
    return {name: figures[name]["f"] for name in ("content", "content.exact", "quote+source")}


def fit_cue_levels(data: Sequence[Batch], *, least: int = 4) -> WordTable:
    """Count how often each word stands in a cue; words met fewer than ``least`` times stay at level 0."""
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


def fit_finder(data: Sequence[Batch], layouts: Sequence[Layout]) -> CueFinder:
    """Fit the first chain."""
    trainer = ChainTrainer(cues.LABELS, cues.TEMPLATES, c1=1.0, c2=0.02, max_iterations=120, min_count=3)
    for batch, layout in zip(data, layouts, strict=True):
        trainer.add(*layout, _role_labels(batch))
    return CueFinder(trainer.fit())


def _role_labels(batch: Batch) -> npt.NDArray[np.int8]:
    label = np.zeros(len(batch.table), np.int8)
    for part, begin in (("content", 1), ("source", 5), ("cue", 3)):
        for gold in batch.gold:
            rows = getattr(gold, part)
            for i, row in enumerate(rows):
                label[row] = begin if i == 0 or rows[i - 1] != row - 1 else begin + 1
    return label


def fit_windows(data: Sequence[Batch], columns: Sequence[TokenColumns], roles: Sequence[Roles]) -> ChainModel:
    """Fit the second chain on windows around the gold cues."""
    trainer = ChainTrainer(
        windows.LABELS, windows.TEMPLATES, c1=1.0, c2=0.02, max_iterations=110, min_count=3
    )
    for batch, column, role in zip(data, columns, roles, strict=True):
        gold = {max(g.cue, key=lambda r: role.cue[r]): g for g in batch.gold if g.cue}
        seed = np.array(sorted(gold), np.int64)
        found = windows.windows(batch.table, seed)
        tokens = of_tokens(batch.table, column)
        features, sequences = windows.layout(batch.table, column, tokens, role, found)
        trainer.add(features, sequences, _window_labels(sequences, [gold[r] for r in seed.tolist()]))
    return trainer.fit()


def _window_labels(sequences: Sequences, owner: Sequence[Gold]) -> npt.NDArray[np.int8]:
    rows = sequences.rows[sequences.inside]
    out = np.zeros(len(rows), np.int8)
    begin = np.cumsum(sequences.length) - sequences.length
    for gold, a, n in zip(owner, begin.tolist(), sequences.length.tolist(), strict=True):
        first = int(rows[a])
        for part, label in ((gold.content, 2), (gold.source, windows.SOURCE), (gold.cue, windows.CUE)):
            for row in part:
                if 0 <= row - first < n:
                    out[a + row - first] = label
        part_labels = out[a : a + n]
        starts = (part_labels == 2) & (np.append(0, part_labels[:-1]) != 2)
        part_labels[starts] = 1
    return out
