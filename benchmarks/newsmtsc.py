"""Sentiment toward a target in news sentences: the stance stage's features, trained on NewsMTSC.

    python -m benchmarks.newsmtsc FOLDER

FOLDER holds ``train.jsonl``, ``dev.jsonl`` and ``dev-mt.jsonl`` of NewsMTSC (Hamborg and Donnay 2021): rows
with ``sentence``, ``mention`` and ``polarity`` (-1, 0, 1). Prints accuracy and macro-F1 over the polarities:
of a model that is trained on all sentences, of the shipped one as it is, and of the shipped one adapted to
100, 300 and 1,000 of them beside one that is trained on those alone (mean of five samples): labels of
another kind, under another codebook.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from sklearn.metrics import accuracy_score, f1_score

import stancekit
from stancekit.features import Case, FeatureExtractor
from stancekit.records import Span, Utterance
from stancekit.stance import StanceModel
from stancekit.stance.blend import BlendClassifier

SIZES, SAMPLES = (100, 300, 1000), 5
STANCE = {-1: "condemning", 0: None, 1: "supportive"}


def main(folder: Path) -> None:
    """Train on the training sentences, measure on each development file."""
    base = stancekit.load().stances
    train = read(folder / "train.jsonl")
    tests = {name: read(folder / f"{name}.jsonl") for name in ("dev", "dev-mt")}
    models = {"trained on all": [fitted(base, train)], "shipped": [base]}
    for n in SIZES:
        parts = [
            [train[i] for i in np.random.default_rng(k).permutation(len(train))[:n]] for k in range(SAMPLES)
        ]
        models[f"adapted to {n}"] = [base.adapt(*zip(*part, strict=True)) for part in parts]
        models[f"trained on {n}"] = [fitted(base, part) for part in parts]
    for name, several in models.items():
        for test, rows in tests.items():
            f1, accuracy = np.mean([score(model, rows) for model in several], axis=0)
            print(f"{name:16} {test:7} {len(rows)} sentences: macro-F1 {f1:.3f}, accuracy {accuracy:.3f}")


def fitted(base: StanceModel, rows: list[tuple[Case, str | None]]) -> StanceModel:
    """Return a model of the same features and word vectors that has seen these rows alone."""
    extractor = FeatureExtractor(vectors=base.extractor_.vectors)
    classifier = BlendClassifier(n_dense=extractor.n_dense, C=0.3)
    return StanceModel(classifier, extractor=extractor, folds=0).fit(*zip(*rows, strict=True))


def score(model: StanceModel, rows: list[tuple[Case, str | None]]) -> tuple[float, float]:
    """Return macro-F1 and accuracy; a cautious answer, which there is no polarity for, counts as none."""
    cases, labels = zip(*rows, strict=True)
    truth = [label or "none" for label in labels]
    told = [stance.answer.replace("cautious", "none") for stance in model.label(cases)]
    return f1_score(truth, told, average="macro"), accuracy_score(truth, told)


def read(file: Path) -> list[tuple[Case, str | None]]:
    """Return each sentence as the content of an utterance about its target, with its label."""
    return [_case(json.loads(line)) for line in file.read_text(encoding="utf8").splitlines()]


def _case(row: dict) -> tuple[Case, str | None]:
    text = row["sentence"]
    said = Utterance(str(row["id"]), "indirect", (Span(0, len(text)),))
    return Case(text, said, target=row["mention"]), STANCE[row["polarity"]]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
