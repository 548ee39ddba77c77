"""Annotated utterances as the stance stage learns from them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from stancekit.exchange import files, gold
from stancekit.exchange.kinds import kind
from stancekit.features import Case
from stancekit.records import LABELS, Utterance
from stancekit.stance.targets import TargetFinder
from stancekit.training.corpus import split_names

__all__ = ["Labelled", "apart", "read", "read_layer", "read_own"]

_HELD_OUT = 100  # articles of the stance layer


class Labelled(NamedTuple):
    """Cases, the stance that each takes, and the id of its article."""

    cases: list[Case]
    labels: list[str | None]
    articles: list[str]

    @property
    def truth(self) -> npt.NDArray[np.int64]:
        """Positions of the labels in `LABELS`."""
        return np.array([LABELS.index(label or "none") for label in self.labels], np.int64)

    def __add__(self, other: tuple[object, ...]) -> Labelled:
        """Return these cases and then the others."""
        return Labelled(*(a + b for a, b in zip(self, other, strict=True)))  # type: ignore[operator]


def read(path: Path, texts: Path, *, names: Collection[str] | None = None) -> Labelled:
    """Read annotated utterances from gold JSONL and a folder of texts.

    The target of a case is the one that the analysis would find, not the annotated one: the model must be at
    home with targets that are not quite right.

    Raises
    ------
    InputError
        If a file is missing or not in the form.
    """
    chosen = [article for article in gold.read(path) if names is None or article.id in names]
    rows = [row for article in chosen for row in _rows(article, texts)]
    cases, labels, articles = (list(column) for column in zip(*rows, strict=True)) if rows else ([], [], [])
    return Labelled(cases, labels, articles)


def read_layer(data: Path) -> Labelled:
    """Read the training articles of the stance layer."""
    return read(data / "stance" / "train.jsonl", data / "polnear" / "train" / "text")


def read_own(corpus: Path | None, split: str) -> Labelled:
    """Read one split of the project's own articles; nothing where they are not at hand."""
    if corpus is None:
        return Labelled([], [], [])
    return read(corpus / "gold.jsonl", corpus / "text", names=split_names(corpus, split))


def apart(layer: Labelled) -> tuple[Labelled, Labelled]:
    """Return the layer without some of its articles, and those: the same ones whoever asks.

    Nothing that is trained and then calibrated, nor its teacher, may see the held-out articles.
    """
    ids = list(dict.fromkeys(layer.articles))
    n = min(_HELD_OUT, len(ids) // 4)
    held = {ids[i] for i in np.random.default_rng(0).permutation(len(ids))[:n]}
    rows = list(zip(*layer, strict=True))
    inside = [row for row in rows if row[2] in held]
    outside = [row for row in rows if row[2] not in held]
    train, left = (Labelled(*map(list, zip(*part, strict=True))) for part in (outside, inside))
    return train, left


def _rows(article: gold.GoldArticle, texts: Path) -> Iterator[tuple[Case, str | None, str]]:
    text = files.read_text(texts / f"{article.id}.txt")
    finder = TargetFinder(text)
    for u in article.utterances:
        how = u.kind or kind(text, u.content)
        said = Utterance(u.id, how, u.content, u.cue, u.source)  # type: ignore[arg-type]
        yield Case(text, said, target=finder.find(said)), u.stance, article.id
