"""What labels of one's own are worth: the shipped model adapted to 100, 300 and more of them.

    python -m benchmarks.own_labels GOLD.jsonl TEXTS [--split NAME] [--strength S ...]

Ten times, half of the articles at random are measured on, and labels of the other half are learned. Prints
the mean macro-F1 of the three stances, for the shipped model, the adapted one, and one that is trained on
those labels alone with the shipped word vectors.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

import stancekit
from stancekit.features import FeatureExtractor
from stancekit.stance import StanceModel
from stancekit.stance.blend import BlendClassifier
from stancekit.stance.calibration import class_f1
from stancekit.training import labelled
from stancekit.training.corpus import split_names
from stancekit.training.labelled import Labelled

REPEATS = 10
SIZES = (100, 300, 1000)


def main() -> None:
    """Print the curve."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--split")
    parser.add_argument("--strength", type=float, nargs="+", default=[None])
    options = parser.parse_args()
    names = split_names(options.gold.parent, options.split) if options.split else None
    gold = labelled.read(options.gold, options.texts, names=names)
    base = stancekit.load().stances
    print(f"{len(gold.cases)} utterances of {len(set(gold.articles))} articles")
    rows: dict[str, list[float]] = {}
    for repeat in range(REPEATS):
        train, test = halves(gold, repeat)
        rows.setdefault("shipped", []).append(score(base, test))
        sizes = [n for n in SIZES if n < len(train.cases)]
        for n in [*sizes, len(train.cases)] if len(sizes) < len(SIZES) else sizes:
            part = Labelled(*(column[:n] for column in train))
            name = str(n) if n in SIZES else "all"
            for strength in options.strength:
                adapted = base.adapt(part.cases, part.labels, strength=strength)
                label = f"{name:>5} adapted" + (f" {strength:g}" if strength else "")
                rows.setdefault(label, []).append(score(adapted, test))
            rows.setdefault(f"{name:>5} alone", []).append(score(alone(base, part), test))
    for name, scores in rows.items():
        print(f"{name:20} {np.mean(scores):.3f} (deviation {np.std(scores):.3f})")


def halves(gold: Labelled, seed: int) -> tuple[Labelled, Labelled]:
    """Return the utterances of one half of the articles in random order, and those of the other."""
    random = np.random.default_rng(seed)
    ids = sorted(set(gold.articles))
    chosen = {ids[i] for i in random.permutation(len(ids))[: len(ids) // 2]}
    rows = list(zip(*gold, strict=True))
    inside = [row for row in rows if row[2] in chosen]
    inside = [inside[i] for i in random.permutation(len(inside))]
    outside = [row for row in rows if row[2] not in chosen]
    train, test = (Labelled(*map(list, zip(*part, strict=True))) for part in (inside, outside))
    return train, test


def alone(base: StanceModel, part: Labelled) -> StanceModel:
    """Return a model that has seen nothing but these labels."""
    extractor = FeatureExtractor(vectors=base.extractor_.vectors)
    model = StanceModel(BlendClassifier(n_dense=extractor.n_dense), extractor=extractor, folds=0)
    return model.fit(part.cases, part.labels)


def score(model: StanceModel, test: Labelled) -> float:
    """Return the macro-F1 of the three stances."""
    return float(class_f1(test.truth, model.calibration_.decide(model.predict_proba(test.cases)))[:3].mean())


if __name__ == "__main__":
    main()
