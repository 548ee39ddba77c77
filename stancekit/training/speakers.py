"""Train the weights with which a source finds the one it means, and gather what people are known for.

A conditional logistic model: of all options for a pronoun, a description or an empty source, the right ones
should get the most weight (`stancekit.training.speaker_choices` tells where they come from).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from stancekit.evaluation.names import same_speaker
from stancekit.exchange import files, gold
from stancekit.records import Article, Utterance
from stancekit.speakers.lexicon import PRONOUNS
from stancekit.speakers.mend import mend
from stancekit.speakers.names import spot
from stancekit.speakers.resolver import SpeakerResolver
from stancekit.text import Document, SentenceSplitter, tokenize
from stancekit.text.tagger import TAGS, Tagger
from stancekit.training.news import read_news
from stancekit.training.speaker_choices import Choices, Example, collect

__all__ = ["accuracy", "fit", "train"]

_BATCH = 50
_MIN_COUNT = 10
_MIN_ARTICLES, _MIN_SHARE, _MOST_ROLES = 5, 0.02, 14  # what is told of a person is known from so much on
_MIN_PRONOUNS, _MAJORITY = 6, 4
_EMPTY = frozenset(
    ("the", "a", "an", "of", "and", "in", "for", "to", "his", "her", "their", "on", "at", "new")
)
_EAGERNESS = 1.5  # an empty source is given a likely speaker though none at all is likelier still


def train(data: Path, folder: Path, *, corpus: Path | None = None, seed: int = 0) -> dict[str, float]:
    """Train on the speakers of ``stance/train.jsonl``; write the resolver to ``folder``.

    The folder's neighbours hold the splitter (``text``) and the ``tagger``. What people are known for is
    gathered from ``news/articles.jsonl.gz`` and the training texts.

    Parameters
    ----------
    data : Path
        Folder with ``stance``, ``polnear`` and ``news``.
    folder : Path
    corpus : Path, optional
        Not used; all training functions have it.
    seed : int
        Not used, as nothing is random; all training functions have it.

    Returns
    -------
    dict of str to float
        Share of the utterances of ``stance/dev.jsonl``, spans given, with the right speaker; number of
        weights and of people known.
    """
    reader = _Reader.load(folder.parent)
    known = _gather(reader.documents([*read_news(data), *_texts(data, "train")]))
    resolver = fit(reader.examples(data, "train"), known)
    resolver.save(folder)
    return {
        "accuracy.dev": _accuracy(resolver, reader.examples(data, "dev")),
        "weights": float(sum(map(len, resolver.weights.values()))),
        "people": float(len(known)),
    }


@dataclass(frozen=True)
class _Reader:
    """Turns texts into tagged documents."""

    splitter: SentenceSplitter
    tagger: Tagger

    @classmethod
    def load(cls, model: Path) -> _Reader:
        return cls(SentenceSplitter.load(model / "text"), Tagger.load(model / "tagger"))

    def documents(self, texts: Iterable[str]) -> Iterator[Document]:
        """Yield the documents of texts, batch by batch."""
        texts = iter(texts)
        while batch := [Article(text) for text in islice(texts, _BATCH)]:
            table = tokenize(batch, self.splitter)
            tags = [TAGS[i] for i in self.tagger.tag(table).tolist()]
            yield from (table.document(i, tags) for i in range(len(batch)))

    def examples(self, data: Path, split: str) -> Iterator[Example]:
        """Yield the annotated articles of a split."""
        articles = gold.read(data / "stance" / f"{split}.jsonl")
        for article, document in zip(articles, self.documents(_texts(data, split)), strict=True):
            utterances = [Utterance(u.id, "indirect", u.content, u.cue, u.source) for u in article.utterances]
            yield Example(document, utterances, [u.speaker or "" for u in article.utterances])


def _texts(data: Path, split: str) -> Iterator[str]:
    for article in gold.read(data / "stance" / f"{split}.jsonl"):
        yield files.read_text(data / "polnear" / split / "text" / f"{article.id}.txt")


def _gather(documents: Iterable[Document]) -> dict[str, list[str]]:
    """Return for people met in several articles their gender and the role words told of them often."""
    people: dict[str, _Person] = defaultdict(_Person)
    for document in documents:
        met: dict[str, set[str]] = defaultdict(set)
        for name in spot(document, mend(document, ())):
            if name.kind == "person" and len(name.words) > 1:
                key = f"{name.words[0]} {name.words[-1]}"
                met[key] |= name.roles
                people[key].genders[_pronoun_after(document.words, name.last)] += 1
        for key, roles in met.items():
            people[key].articles += 1
            people[key].roles.update(roles)
    facts = {key: [p.gender(), *p.role_words()] for key, p in people.items() if p.articles >= _MIN_ARTICLES}
    return {key: f for key, f in sorted(facts.items()) if any(f)}


@dataclass
class _Person:
    """What the articles say of one person: number of articles, role words, pronouns after the name."""

    articles: int = 0
    roles: Counter[str] = field(default_factory=Counter)
    genders: Counter[str] = field(default_factory=Counter)

    def gender(self) -> str:
        m, f = self.genders["m"], self.genders["f"]
        if m + f < _MIN_PRONOUNS or max(m, f) < _MAJORITY * min(m, f):
            return ""
        return "m" if m > f else "f"

    def role_words(self) -> list[str]:
        least = max(3, _MIN_SHARE * self.articles)
        often = sorted(self.roles.items(), key=lambda item: (-item[1], item[0]))[:_MOST_ROLES]
        words = [w for w, n in often if n >= least and w.isalpha()]
        return [w for w in words if w not in _EMPTY]


def _pronoun_after(words: Sequence[str], row: int) -> str:
    for word in words[row + 1 : row + 25]:
        gender = PRONOUNS.get(word.lower(), "")
        if gender in ("m", "f"):
            return gender
    return ""


def accuracy(resolver: SpeakerResolver, data: Path, model: Path, *, split: str = "dev") -> float:
    """Return the share of a split's utterances, spans given, that get the right speaker.

    ``model`` is the folder with the splitter (``text``) and the ``tagger`` to read the texts with.
    """
    return _accuracy(resolver, _Reader.load(model).examples(data, split))


def _accuracy(resolver: SpeakerResolver, examples: Iterable[Example]) -> float:
    right = total = 0
    for document, utterances, expected in examples:
        speakers, resolved = resolver.resolve(document, utterances)
        names = {s.id: s.name for s in speakers}
        right += sum(
            same_speaker(e, names.get(u.speaker or "")) for e, u in zip(expected, resolved, strict=True)
        )
        total += len(resolved)
    return right / max(1, total)


def fit(
    examples: Iterable[Example], known: Mapping[str, Sequence[str]] | None = None, *, l2: float = 3.0
) -> SpeakerResolver:
    """Return a resolver with weights learned from articles whose utterances have known speakers."""
    weights = {model: _learn(c, l2) for model, c in collect(examples, known or {}).items()}
    if "implicit" in weights:
        weights["implicit"]["nobody-any"] = weights["implicit"].get("nobody-any", 0.0) - _EAGERNESS
    return SpeakerResolver(weights, known)


def _learn(choices: Choices, l2: float) -> dict[str, float]:
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    count = Counter(c for o in choices.options for c in o)
    names = sorted(c for c, n in count.items() if n >= _MIN_COUNT)
    number = {c: i for i, c in enumerate(names)}
    columns = [[number[c] for c in o if c in number] for o in choices.options]
    bounds = np.cumsum([0, *map(len, columns)])
    flat = np.array([c for o in columns for c in o], np.int64)
    x = csr_matrix((np.ones(len(flat)), flat, bounds), shape=(len(columns), len(names)))
    right = np.array(choices.right)
    first = np.array(choices.first[:-1])
    group = np.repeat(np.arange(len(first)), np.diff(choices.first))

    def loss(w: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        score = x @ w
        score = score - np.maximum.reduceat(score, first)[group]
        e = np.exp(score)
        p_all = e / np.add.reduceat(e, first)[group]
        e_right = np.where(right, e, 0.0)
        total = np.add.reduceat(e_right, first)
        p_right = e_right / total[group]
        value = -np.log(np.add.reduceat(np.where(right, p_all, 0.0), first)).sum() + l2 / 2 * (w @ w)
        return float(value), x.T @ (p_all - p_right) + l2 * w

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return {c: round(float(v), 3) for c, v in zip(names, best.x, strict=True) if abs(v) > 0.005}
