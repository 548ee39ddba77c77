"""Train the sentence splitter: abbreviations by Punkt, and which words only a sentence's start capitalizes.

References
----------
Kiss and Strunk (2006), Unsupervised multilingual sentence boundary detection. Computational Linguistics 32.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from stancekit.records import Article
from stancekit.text import SentenceSplitter, tokenize
from stancekit.training.news import read_news

__all__ = ["train"]

_EVERY = 3  # the training sample: every third article, the first one included
_BATCH = 50
_MIN_COUNT = 20  # occurrences from which a word's letter case can be told
_MAX_CAPITAL_SHARE = 0.02  # capitalized inside sentences at most so often: a name more often is
_MIN_STARTS = 40  # sentences that begin with a word, from which it is a frequent starter
_MIN_STARTER_SHARE = 0.02  # of the word's occurrences
_MIN_ABBREVIATED = 5  # occurrences of an abbreviation
_MIN_STOP_SHARE = 0.75  # an abbreviation hardly ever goes without its stop
_MAX_UPPER_SHARE = 0.5  # an acronym that often ends sentences is none


def train(data: Path, folder: Path, *, corpus: Path | None = None, seed: int = 0) -> dict[str, float]:
    """Learn a sentence splitter from unlabelled news and save it.

    Parameters
    ----------
    data : Path
        Folder that holds ``news/articles.jsonl.gz``, an object with a ``text`` on each line.
    folder : Path
        Folder that the parameters are written to, by `SentenceSplitter.save`.
    seed : int
        Not used, as every third article is taken; all training functions have it.

    Returns
    -------
    dict of str to float
        Numbers of articles read and of abbreviations, starters and lower-case words learned.

    Raises
    ------
    InputError
        If the articles cannot be read.
    """
    texts = list(islice(read_news(data), 0, None, _EVERY))
    counts = _count(texts)
    splitter = SentenceSplitter(
        abbreviations=_abbreviations(texts, counts), starters=_starters(counts), lower=_lower(counts)
    )
    splitter.save(folder)
    return {
        "articles": len(texts),
        "abbreviations": len(splitter.abbreviations),
        "starters": len(splitter.starters),
        "lower": len(splitter.lower),
    }


@dataclass
class _Counts:
    """How often a word, in lower case, is met: in lower case, capitalized inside a sentence, in capitals,
    first in a sentence, and before a full stop."""

    lower: Counter[str] = field(default_factory=Counter)
    capital: Counter[str] = field(default_factory=Counter)
    upper: Counter[str] = field(default_factory=Counter)
    first: Counter[str] = field(default_factory=Counter)
    stopped: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)


def _count(texts: Sequence[str]) -> _Counts:
    counts = _Counts()
    splitter = SentenceSplitter()
    for begin in range(0, len(texts), _BATCH):
        table = tokenize([Article(text) for text in texts[begin : begin + _BATCH]], splitter)
        words = [table.words[i] for i in table.word.tolist()]
        _add(counts, words, table.sentence.tolist())
    return counts


def _add(counts: _Counts, words: Sequence[str], sentences: Sequence[int]) -> None:
    for i, word in enumerate(words):
        if not word.isalpha():
            continue
        key = word.lower()
        counts.all[key] += 1
        counts.upper[key] += word.isupper() and len(word) > 1
        counts.stopped[key] += words[i + 1 : i + 2] == ["."]
        if word.islower():
            counts.lower[key] += 1
        elif i and sentences[i - 1] == sentences[i] and words[i - 1].islower():
            counts.capital[key] += 1
        elif i > 1 and sentences[i - 1] != sentences[i] and words[i - 1] == "." and words[i - 2].islower():
            counts.first[key] += 1


def _abbreviations(texts: Sequence[str], counts: _Counts) -> set[str]:
    """Return what Punkt finds, cleaned of marks glued to words, compounds, plain words, acronyms."""
    from nltk.tokenize.punkt import PunktTrainer

    trainer = PunktTrainer()
    for text in texts:
        trainer.train(text, finalize=False)
    trainer.finalize_training()
    found = {word.strip("“”‘’\"'—–-.") for word in trainer.get_params().abbrev_types}
    return {
        word
        for word in found
        if word.isalpha()
        and len(word) > 1
        and counts.all[word] >= _MIN_ABBREVIATED
        and counts.stopped[word] >= _MIN_STOP_SHARE * counts.all[word]
        and counts.upper[word] <= _MAX_UPPER_SHARE * counts.all[word]
    }


def _lower(counts: _Counts) -> set[str]:
    """Return words that only a sentence's start capitalizes."""
    return {
        word
        for word, n in counts.lower.items()
        if n >= _MIN_COUNT and counts.capital[word] <= _MAX_CAPITAL_SHARE * n
    }


def _starters(counts: _Counts) -> set[str]:
    """Return words of that kind that begin many sentences."""
    return {
        word
        for word in _lower(counts)
        if counts.first[word] >= _MIN_STARTS and counts.first[word] >= _MIN_STARTER_SHARE * counts.all[word]
    }
