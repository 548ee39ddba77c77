"""Other tools on the same text in the same run, CPU time of one core; those not installed are left out.

None of them does what stancekit does: NLTK cuts words, VADER and TextBlob score sentences without asking
whose they are, and spaCy's parse (here of the architecture of its small pipelines, with weights that nobody
trained, as training changes no time) is what other tools that find quotations need before they begin.
"""

from __future__ import annotations

import argparse
import warnings
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import stancekit
from benchmarks import measure, samples
from stancekit.stream import undisturbed

__all__ = ["TITLE", "add", "run"]

TITLE = "Peers"
_ROUNDS = 3
_OF_SENTENCES = ("vader", "textblob", "hashing and SGD")  # which are given to them, cut already
_PARSED = 10  # a parse is so slow that every tenth article is enough
_STANCES = ("condemning", "cautious", "supportive", "none")
_LABELS, _ENTITIES = 45, 18  # about as many as the small English pipeline has
Work = Callable[[list[str]], Any]


def add(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--texts", type=int, default=300, help="articles that the peers read (default 300)")


def run(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Time each peer and stancekit by turns."""
    texts = samples.texts(options.texts)
    few = texts[::_PARSED]
    makers = {
        "nltk": _nltk,
        "vader": _vader,
        "textblob": _textblob,
        "spacy sentencizer": _spacy_blank,
        "spacy parse": _spacy_parse,
        "hashing and SGD": _sklearn,
        "stancekit": _stancekit,
    }
    works: dict[str, Work | None] = {}
    for name, make in makers.items():
        try:
            works[name] = make()
        except ImportError:
            works[name] = None
    paces: dict[str, list[float]] = {name: [] for name, work in works.items() if work}
    sentences = [sentence for text in texts for sentence in _sentences(text)]
    for _ in range(_ROUNDS):
        for name, work in works.items():
            if work:
                read = few if name == "spacy parse" else sentences if name in _OF_SENTENCES else texts
                words = sum(len(text.split()) for text in read)
                with undisturbed():
                    paces[name].append(words / measure.cpu_seconds(lambda w=work, r=read: w(r)))
    return {name: _told(paces, name) if work else None for name, work in works.items()}


def _told(paces: dict[str, list[float]], name: str) -> dict[str, Any]:
    ratios = sorted(q / p for p, q in zip(paces[name], paces["stancekit"], strict=True))
    return {
        "against_nltk": median(p / q for p, q in zip(paces[name], paces["nltk"], strict=True)),
        "stancekit_against": median(ratios),
        "spread": [ratios[0], ratios[-1]],
        "words_per_second": max(paces[name]),
    }


def _sentences(text: str) -> list[str]:
    from nltk.tokenize import PunktSentenceTokenizer

    found: list[str] = PunktSentenceTokenizer().tokenize(text)
    return found


def _nltk() -> Work:
    from nltk.tokenize import NLTKWordTokenizer, PunktSentenceTokenizer

    cut, words = PunktSentenceTokenizer(), NLTKWordTokenizer()
    return lambda texts: [words.tokenize(s) for text in texts for s in cut.tokenize(text)]


def _vader() -> Work:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    score = SentimentIntensityAnalyzer().polarity_scores
    return lambda sentences: [score(sentence) for sentence in sentences]


def _textblob() -> Work:
    from textblob import TextBlob

    return lambda sentences: [TextBlob(sentence).sentiment for sentence in sentences]


def _spacy_blank() -> Work:
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.max_length = 10**9
    return lambda texts: list(nlp.pipe(texts))


def _spacy_parse() -> Work:
    """Return a small English pipeline: tagger and parser share vectors, entities have their own."""
    import spacy
    from spacy.training import Example

    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec")
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
    for name in ("tagger", "parser"):
        default = nlp.get_factory_meta(name).default_config["model"]
        nlp.add_pipe(name, config={"model": {**default, "tok2vec": listener}})
    nlp.add_pipe("ner")
    examples = [
        Example.from_dict(
            nlp.make_doc("Ann Roe said so ."),
            {
                "tags": [f"tag{i}"] * 5,
                "heads": [2, 0, 2, 2, 2],
                "deps": [f"dep{i}", f"dep{i}", "ROOT", f"dep{i}", f"dep{i}"],
                "entities": [(0, 7, f"ENT{i % _ENTITIES}")],
            },
        )
        for i in range(_LABELS)
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nlp.initialize(lambda: examples)
    nlp.max_length = 10**9
    return lambda texts: list(nlp.pipe(texts))


def _sklearn() -> Work:
    from sklearn.feature_extraction.text import HashingVectorizer
    from sklearn.linear_model import SGDClassifier

    learnt = _sentences(samples.texts(3)[0])
    hashes = HashingVectorizer(ngram_range=(1, 2))
    model = SGDClassifier(loss="log_loss", random_state=0)
    model.fit(hashes.transform(learnt), [_STANCES[i % len(_STANCES)] for i in range(len(learnt))])
    return lambda sentences: model.predict_proba(hashes.transform(sentences))


def _stancekit() -> Work:
    kit = stancekit.load()
    kit.analyze("“No,” she said.")
    return lambda texts: list(kit.pipe(texts))
