"""What a fine-tuned encoder knows, as files that the stance stage learns from without it.

``labels.jsonl.gz`` holds soft labels of utterances in unlabelled news: an article a line, ``id`` and
``utterances``, each with ``content``, ``cue`` and ``source`` as spans and ``p``, its probabilities in
hundredths in the order of `LABELS`. ``vectors.json`` and ``vectors.npy`` are the encoder's word vectors. No
text is in them.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from stancekit.errors import InputError
from stancekit.features import Case, WordVectors
from stancekit.features.vectors import frequent_words
from stancekit.records import LABELS, Analysis, Article, Span, Utterance
from stancekit.stance.calibration import fit_temperature
from stancekit.stance.labels import Soft
from stancekit.stance.scorer import softmax
from stancekit.stance.targets import TargetFinder
from stancekit.training import labelled, news

if TYPE_CHECKING:
    from stancekit.analyzer import Analyzer

__all__ = ["read", "teach"]

_LABELS = "labels.jsonl.gz"
_MOST = 140_000  # utterances that are labelled, at random
_SURE = 0.45  # confidence from which an utterance is labelled
_HUNDREDTHS = 100
_DIMENSIONS = 150


def teach(
    data: Path,
    out: Path,
    kit: Analyzer,
    *,
    corpus: Path | None = None,
    seed: int = 0,
    log: Callable[[str], None] = lambda line: None,
) -> None:
    """Fine-tune the encoder, let it label utterances of unlabelled news, and write the files.

    Parameters
    ----------
    data : Path
        As in `stancekit.training.stance.train`. The articles that calibration is fitted on are held out.
    out : Path
        Folder of the files.
    kit : Analyzer
        Finds the utterances.
    corpus : Path, optional
        The project's own articles, whose training split is learned beside the layer.
    seed : int
    log : callable
        Told what is being done: on one core this takes two hours.

    Raises
    ------
    MissingExtraError
        If the extra ``teacher`` is not installed.

    References
    ----------
    G. Hinton, O. Vinyals and J. Dean, "Distilling the knowledge in a neural network", 2015.
    """
    from stancekit.training.encoder import Encoder

    encoder = Encoder(seed)
    log("vectors of words")
    vectors = _vectors(encoder, list(news.read_news(data)))
    train, held = labelled.apart(labelled.read_layer(data))
    train += labelled.read_own(corpus, "train")
    encoder.fit(train.cases, train.truth, log)
    temperature = fit_temperature(softmax(encoder.scores(held.cases)), held.truth)
    log(f"temperature {temperature:.2f}; labelling news")
    rows = list(_found(data, kit, seed))
    cases = [Case(text, u) for _, text, us in rows for u in us]
    soft = softmax(encoder.scores(cases) / temperature)
    vectors.save(out)
    _write(out / _LABELS, rows, soft)


def read(folder: Path, data: Path, *, weight: float) -> Soft:
    """Read the soft labels, with the texts of ``data/news``; each case counts ``weight``.

    Raises
    ------
    InputError
        If a file is missing or broken.
    """
    texts = dict(news.read_named(data))
    cases: list[Case] = []
    rows: list[list[int]] = []
    try:
        with gzip.open(folder / _LABELS, "rt", encoding="utf8") as lines:
            for line in lines:
                row = json.loads(line)
                text = texts[row["id"]]
                finder = TargetFinder(text)
                for u in row["utterances"]:
                    content, cue, source = (_spans(u[part]) for part in ("content", "cue", "source"))
                    said = Utterance("u", "indirect", content, cue, source)
                    cases.append(Case(text, said, target=finder.find(said)))
                    rows.append(u["p"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"cannot read soft labels from {folder / _LABELS}: {error!r}") from error
    hundredths = np.array(rows, np.float64).reshape(-1, len(LABELS))
    return Soft(cases, hundredths / np.maximum(hundredths.sum(axis=1, keepdims=True), 1), weight)


def _found(data: Path, kit: Analyzer, seed: int) -> Iterator[tuple[str, str, list[Utterance]]]:
    """Yield the articles with utterances drawn at random from those of all that are sure enough."""
    found = [
        (analysis.article, [u for u in analysis.utterances if u.confidence >= _SURE])
        for analysis in kit.pipe(Article(text, id=name) for name, text in news.read_named(data))
        if isinstance(analysis, Analysis)
    ]
    total = sum(len(utterances) for _, utterances in found)
    drawn = np.zeros(total, np.bool_)
    drawn[np.random.default_rng(seed).permutation(total)[:_MOST]] = True
    kept = iter(drawn.tolist())
    for article, utterances in found:
        if chosen := [u for u in utterances if next(kept)]:
            yield article.id, article.text, chosen


def _write(path: Path, rows: Any, soft: npt.NDArray[np.float64]) -> None:
    hundredths = iter(np.round(soft * _HUNDREDTHS).astype(int).tolist())
    with gzip.GzipFile(path, "wb", mtime=0) as file:
        for name, _, utterances in rows:
            shown = [{**_pairs(u), "p": next(hundredths)} for u in utterances]
            line = json.dumps({"id": name, "utterances": shown}, separators=(",", ":"))
            file.write(line.encode() + b"\n")


def _spans(pairs: list[list[int]]) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs)


def _pairs(u: Utterance) -> dict[str, Any]:
    return {part: [list(s) for s in getattr(u, part)] for part in ("content", "cue", "source")}


def _vectors(encoder: Any, texts: list[str]) -> WordVectors:
    """Return the encoder's vectors of frequent words, reduced to their principal directions."""
    words, share = frequent_words(texts)
    raw = encoder.embed(words)
    centred = raw - share @ raw / share.sum()
    _, _, directions = np.linalg.svd(centred, full_matrices=False)
    return WordVectors.of(words, centred @ directions[:_DIMENSIONS].T, share)
