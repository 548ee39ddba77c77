"""Trains the stance stage."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from stancekit.errors import InputError
from stancekit.features import Case, FeatureExtractor, WordVectors
from stancekit.records import LABELS, Span, Utterance
from stancekit.stance import StanceModel
from stancekit.stance.blend import BlendClassifier
from stancekit.stance.calibration import calibration_error, class_f1, fit_label_weights
from stancekit.training.corpus import training_names
from stancekit.training.news import read_news

__all__ = ["read_cases", "train"]

_TIMES_OWN = 2  # the own articles count twice: world news beside eight times as much US politics
Labelled = list[tuple[Case, str | None]]


def train(data: Path, folder: Path, *, corpus: Path | None = None, seed: int = 0) -> dict[str, float]:
    """Train on the stance layer, and on the project's own articles, and write the model.

    Parameters
    ----------
    data : Path
        Holds ``stance/train.jsonl``, its texts in ``polnear/train/text``, and ``news/articles.jsonl.gz``,
        from which word vectors are learned.
    folder : Path
        Where the model goes.
    corpus : Path, optional
        Holds ``gold.jsonl`` and ``text``; articles of its test split are left out.
    seed : int

    Returns
    -------
    dict of str to float
        Figures of a cross-validation by article on the stance layer: ``macro3``, ``macro4``, the F1 of each
        label, ``accuracy`` and ``ece``, with label weights fitted on the other folds.

    Raises
    ------
    InputError
        If a file is missing.
    """
    labelled = read_cases(data / "stance" / "train.jsonl", data / "polnear" / "train" / "text")
    n_layer = len(labelled)
    if corpus is not None:
        own = read_cases(corpus / "gold.jsonl", corpus / "text", names=training_names(corpus))
        labelled += _TIMES_OWN * own
    cases, labels = [case for case, _ in labelled], [label for _, label in labelled]
    extractor = FeatureExtractor(vectors=WordVectors.learn(list(read_news(data)), seed=seed))
    model = StanceModel(BlendClassifier(n_dense=extractor.n_dense, random_state=seed), extractor=extractor)
    model.fit(cases, labels)
    model.save(folder)
    return _figures(model, labelled[:n_layer])


def read_cases(gold: Path, texts: Path, *, names: Collection[str] | None = None) -> Labelled:
    """Read annotated utterances, with the stance of each, from lines of JSON and a folder of texts.

    With ``names``, those articles alone are read.

    Raises
    ------
    InputError
        If a file is missing or not in the form.
    """
    try:
        lines = gold.read_text(encoding="utf8").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
        chosen = [row for row in rows if names is None or row["id"] in names]
        return [case for row in chosen for case in _article(row, texts)]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(f"cannot read annotated utterances from {gold}: {error!r}") from error


def _article(row: Mapping[str, Any], texts: Path) -> Iterator[tuple[Case, str | None]]:
    with (texts / f"{row['id']}.txt").open(encoding="utf8", newline="") as file:
        text = file.read()
    for u in row["utterances"]:
        content, cue, source = (
            tuple(Span(a, b) for a, b in u[part]) for part in ("content", "cue", "source")
        )
        utterance = Utterance(u["id"], u.get("kind", "indirect"), content, cue, source, target=u["target"])
        yield Case(text, utterance), u["stance"]


def _figures(model: StanceModel, labelled: Labelled) -> dict[str, float]:
    """Return the scores of the held-out probabilities, each half's labels weighted as fits the other half."""
    truth = np.array([LABELS.index(label or "none") for _, label in labelled])
    probabilities = model.held_out_[: len(truth)]
    articles = {text: i for i, text in enumerate(dict.fromkeys(case.text for case, _ in labelled))}
    half = np.array([articles[case.text] % 2 for case, _ in labelled])
    labels = np.zeros(len(truth), np.int64)
    for side in (0, 1):
        weights = fit_label_weights(probabilities[half != side], truth[half != side])
        labels[half == side] = (probabilities[half == side] * weights).argmax(axis=1)
    f1 = class_f1(truth, labels)
    return {
        "macro3": float(f1[:3].mean()),
        "macro4": float(f1.mean()),
        **dict(zip(LABELS, f1.tolist(), strict=True)),
        "accuracy": float((labels == truth).mean()),
        "ece": calibration_error(probabilities, truth),
    }
