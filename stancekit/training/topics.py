"""Train the topics stage: background tables from unlabelled news, the pair scorer from grouped utterances."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from stancekit.records import Article, Span, Topic, Utterance
from stancekit.text import Document, SentenceSplitter, tokenize
from stancekit.text.tagger import TAGS, Tagger
from stancekit.topics import TopicModel, grouping, labels, pairs, passages
from stancekit.topics.background import Background
from stancekit.topics.candidates import find
from stancekit.topics.given import Filer, features
from stancekit.topics.network import Network
from stancekit.topics.words import fold, is_content
from stancekit.training.corpus import training_names
from stancekit.training.news import read_news
from stancekit.training.topic_networks import fit_networks
from stancekit.training.word_vectors import fit_background

__all__ = ["Gold", "Reader", "fit", "measure", "train"]

TOKEN = re.compile(r"[\w.’'-]*\w")
IntArray = npt.NDArray[np.intp]

_SHARPEN = 1.4  # factor of the pair scorer's log-odds, for the best groups on held-out training articles
_CORPUS_WEIGHT = 4.0  # of an article of the project's own corpus: few, but on the world's news
_KNOWN_TARGETS = 0.25
_JUDGE = {"n_hidden": 48, "n_networks": 5}


class Gold(NamedTuple):
    """An article with its gold utterances, the topic of each, the topics' phrases, and how much it counts."""

    document: Document
    utterances: list[Utterance]
    topics: list[str]
    phrases: dict[str, str]
    weight: float = 1.0


class Reader:
    """Reads gold files, cutting and tagging the texts as the model will."""

    def __init__(self, splitter: SentenceSplitter, tagger: Tagger | None = None) -> None:
        self.splitter = splitter
        self.tagger = tagger

    @classmethod
    def beside(cls, folder: Path) -> Reader:
        """Return a reader with the stages ``text`` and ``tagger`` beside ``folder``, where they exist."""
        text, tagger = folder.parent / "text", folder.parent / "tagger"
        splitter = SentenceSplitter.load(text) if text.is_dir() else SentenceSplitter()
        return cls(splitter, Tagger.load(tagger) if tagger.is_dir() else None)

    def read(self, path: Path, text_folder: Path) -> Iterator[Gold]:
        """Yield the articles of a gold file whose utterances carry topics."""
        for line in path.read_text(encoding="utf8").strip().split("\n"):
            row = json.loads(line)
            with (text_folder / f"{row['id']}.txt").open(encoding="utf8", newline="") as file:
                document = self._document(Article(file.read(), id=row["id"], title=row.get("title") or ""))
            utterances = [_utterance(u) for u in row["utterances"]]
            yield Gold(document, utterances, [u["topic"] for u in row["utterances"]], row["topics"])

    def _document(self, article: Article) -> Document:
        table = tokenize([article], self.splitter)
        tags = [] if self.tagger is None else [TAGS[i] for i in self.tagger.tag(table).tolist()]
        return table.document(0, tags)


def _utterance(row: dict[str, Any]) -> Utterance:
    content, cue, source = (tuple(Span(*s) for s in row[k]) for k in ("content", "cue", "source"))
    return Utterance(row["id"], "mixed", content, cue, source, speaker=row["speaker"], target=row["target"])


def fit_scorer(gold: Sequence[Gold], background: Background, *, seed: int = 0) -> pairs.PairScorer:
    """Fit the pair scorer on gold groupings; every utterance weighs the same, whatever its article's size.

    The second network learns from answers of first networks that have not seen the article.
    """
    parts = [_pairs(g, background) for g in gold if len(g.utterances) > 1]
    first = _fit_pairs(parts, seed)
    halves = parts[::2], parts[1::2]
    strangers = [_fit_pairs(half or parts, seed) for half in reversed(halves)]
    second = [
        part._replace(table=pairs.second_features(stranger(part.table), part.table, part.n))
        for half, stranger in zip(halves, strangers, strict=True)
        for part in half
    ]
    network = _fit_pairs(second, seed)
    return pairs.PairScorer(first, Network(network.hidden, network.output * _SHARPEN))


class _Pairs(NamedTuple):
    """All pairs of an article's ``n`` passages: features, whether of one topic, and how much each counts."""

    table: Any
    same: Any
    weight: Any
    n: int


def _fit_pairs(parts: Sequence[_Pairs], seed: int) -> Network:
    table, same, weight = (np.concatenate(column) for column in list(zip(*parts, strict=True))[:3])
    return fit_networks(table, same, weight, seed=seed, kind="classifier")


def _pairs(g: Gold, background: Background) -> _Pairs:
    vocabulary = passages.read_vocabulary(g.document, background)
    found = passages.read(g.document, g.utterances, vocabulary)
    n = len(found)
    above = np.triu_indices(n, 1)
    topics = np.empty(n, object)
    topics[found.of_utterance] = g.topics
    weight = np.full(len(above[0]), g.weight / max(1, n - 1))
    return _Pairs(pairs.features(found, vocabulary), topics[above[0]] == topics[above[1]], weight, n)


def fit_judge(gold: Sequence[Gold], background: Background, *, seed: int = 0) -> Network:
    """Fit the judge of labels: how far a phrase's words are those of the annotator's phrase for a group."""
    parts = [(g, part) for g in gold if len(g.utterances) > 1 for part in _judged(g, background)]
    table, target = (np.concatenate([part[i] for _, part in parts]) for i in (0, 1))
    # a phrase counts less where there are many of them
    weight = np.concatenate([np.full(len(y), g.weight**0.5 / len(y) ** 0.5) for g, (_, y) in parts])
    return fit_networks(table, target, weight, seed=seed, kind="regressor", **_JUDGE)


def _judged(g: Gold, background: Background) -> Iterator[tuple[Any, Any]]:
    """Yield for each gold group the features of every phrase and its word overlap (F1) with gold."""
    vocabulary = passages.read_vocabulary(g.document, background)
    found = passages.read(g.document, g.utterances, vocabulary)
    names = list(dict.fromkeys(g.topics))
    groups = np.empty(len(found), np.intp)
    groups[found.of_utterance] = [names.index(t) for t in g.topics]
    read = labels.Groups.read(g.document, g.utterances, found, vocabulary, groups)
    candidates = find(g.document, vocabulary, labels.top_words(read.mass))
    if not len(candidates):
        return
    table = labels.features(candidates, g.document, found, vocabulary, read)
    for name, rows in zip(names, table, strict=True):
        yield (
            rows,
            np.array(
                [overlap(" ".join(g.document.words[a:b]), g.phrases[name]) for a, b in candidates.spans]
            ),
        )


def overlap(label: str, phrase: str) -> float:
    """Return the F1 of the content words of two phrases."""
    a, b = ({fold(w) for w in TOKEN.findall(text) if is_content(w)} for text in (label, phrase))
    return 2 * len(a & b) / max(1, len(a) + len(b))


def fit_filer(gold: Sequence[Gold], background: Background, *, seed: int = 0) -> Filer:
    """Fit the filer under given topics: what is given are the gold phrases and those of another article."""
    chance = np.random.default_rng(seed)
    parts = [
        _filed(g._replace(utterances=_without_targets(g.utterances, chance)), other, background)
        for g, other in _with_strangers(gold, seed)
    ]
    table = np.concatenate([rows.reshape(-1, rows.shape[-1]) for rows, _ in parts])
    target = np.concatenate([y.ravel() for _, y in parts])
    return Filer(fit_networks(table, target, None, seed=seed, kind="classifier"))


def _with_strangers(gold: Sequence[Gold], seed: int) -> Iterator[tuple[Gold, Gold]]:
    """Yield each article with another one, drawn by chance."""
    order = np.random.default_rng(seed).permutation(len(gold)).tolist()
    for i, j in zip(order, order[1:] + order[:1], strict=True):
        yield gold[i], gold[j]


def _without_targets(utterances: Sequence[Utterance], chance: np.random.Generator) -> list[Utterance]:
    """Return utterances without most of their targets: few are known when a model is used."""
    drop = chance.random(len(utterances)) > _KNOWN_TARGETS
    return [replace(u, target=None) if d else u for u, d in zip(utterances, drop.tolist(), strict=True)]


def _filed(g: Gold, other: Gold, background: Background) -> tuple[Any, Any]:
    """Return features of every utterance with every given topic, and whether the topic is the right one."""
    names = [*g.phrases, *(f"other {k}" for k in other.phrases)]
    topics = given_topics(g, other)
    table = features(g.document, g.utterances, topics, background)
    return table, np.array([[name == topic for name in names] for topic in g.topics])


def given_topics(g: Gold, other: Gold) -> list[Topic]:
    """Return the phrases of two articles as given topics."""
    phrases = [*g.phrases.values(), *other.phrases.values()]
    return [Topic(f"t{i}", phrase, origin="given") for i, phrase in enumerate(phrases)]


def train(data: Path, folder: Path, *, corpus: Path | None = None, seed: int = 0) -> dict[str, float]:
    """Rebuild the topics stage from ``data`` and write it to ``folder``.

    Parameters
    ----------
    data : Path
        Holds ``news/articles.jsonl.gz`` (unlabelled), ``stance/train.jsonl`` and ``dev.jsonl`` (grouped
        utterances with the topics' phrases) and their texts, ``polnear/{train,dev}/text``.
    folder : Path
        Where the stage is written. Sentences and word classes are read by the stages ``text`` and ``tagger``
        beside it, where those exist.
    corpus : Path, optional
        More grouped articles: ``gold.jsonl`` and ``text``; those of the split ``test`` are left out.
    seed : int

    Returns
    -------
    dict
        Figures on ``stance/dev.jsonl``: B-cubed F1, word overlap (F1) of labels with the annotators' phrases,
        share of utterances filed under the right one when those phrases are given.
    """
    reader = Reader.beside(folder)
    background = fit_background(list(read_news(data, titles=True)), seed=seed)
    gold = list(reader.read(data / "stance" / "train.jsonl", data / "polnear" / "train" / "text"))
    if corpus is not None:
        chosen = training_names(corpus)
        own = reader.read(corpus / "gold.jsonl", corpus / "text")
        gold += [g._replace(weight=_CORPUS_WEIGHT) for g in own if g.document.article.id in chosen]
    model = fit(gold, background, seed=seed)
    model.save(folder)
    held_out = list(reader.read(data / "stance" / "dev.jsonl", data / "polnear" / "dev" / "text"))
    return measure(TopicModel.load(folder), held_out)


def fit(gold: Sequence[Gold], background: Background, *, seed: int = 0) -> TopicModel:
    """Fit all weights of a `TopicModel` on gold groupings."""
    return TopicModel(
        background,
        fit_scorer(gold, background, seed=seed),
        fit_judge(gold, background, seed=seed),
        fit_filer(gold, background, seed=seed),
    )


def measure(model: TopicModel, gold: Sequence[Gold]) -> dict[str, float]:
    """Measure discovered groups, their labels, and filing under given topics."""
    b_cubed: list[tuple[float, int]] = []
    label: list[float] = []
    filed: list[bool] = []
    for g in gold:
        topics, found = model.assign(g.document, g.utterances)
        if len(found) > 1:
            b_cubed.append((_b_cubed(g.topics, [u.topic for u in found]), len(found)))
        aligned = _align([u.topic for u in found], g.topics)
        label += [overlap(t.label, g.phrases[aligned[t.id]]) for t in topics if t.id in aligned]
        given = [Topic(k, phrase, origin="given") for k, phrase in g.phrases.items()]
        untargeted = [replace(u, target=None) for u in g.utterances]
        _, under = model.assign(g.document, untargeted, given=given)
        filed += [u.topic == t for u, t in zip(under, g.topics, strict=True)]
    n = sum(k for _, k in b_cubed)
    return {
        "b_cubed": sum(f * k for f, k in b_cubed) / n,
        "label_overlap": float(np.mean(label)),
        "given_accuracy": float(np.mean(filed)),
    }


def _b_cubed(gold: Sequence[str], found: Sequence[str | None]) -> float:
    truth, labels_ = np.array(gold), np.array(found)
    _, numbers = np.unique(labels_, return_inverse=True)
    return grouping.expected_f1((truth[:, None] == truth).astype(np.float32), numbers)


def _align(found: Sequence[str | None], gold: Sequence[str]) -> dict[str, str]:
    """Pair discovered with gold topics one to one, by the utterances that they share."""
    aligned: dict[str, str] = {}
    for (a, b), _ in sorted(Counter(zip(found, gold, strict=True)).items(), key=lambda x: (-x[1], str(x[0]))):
        if a is not None and a not in aligned and b not in aligned.values():
            aligned[a] = b
    return aligned
