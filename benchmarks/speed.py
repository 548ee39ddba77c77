"""CPU time of the whole analysis and of its stages, and as a ratio to NLTK's tokenizers in the same run.

usage: python -m benchmarks.speed TEXT_FOLDER [--limit N]

TEXT_FOLDER holds .txt files, for instance corpus/text. Words are runs of letters and digits.
"""

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import stancekit
from stancekit import Article, Utterance
from stancekit.analyzer import TAGS, Analyzer
from stancekit.features import Case
from stancekit.stance.targets import TargetFinder
from stancekit.stream import undisturbed
from stancekit.text import tokenize
from stancekit.utterances import to_utterances

_WORD = re.compile(r"\w+")
_BATCH = 32


def main() -> None:
    """Print words a second of one core, by stage and whole."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int, default=200, help="articles to read (default 200)")
    options = parser.parse_args()
    paths = islice(sorted(options.folder.glob("*.txt")), options.limit)
    articles = [Article(p.read_text(encoding="utf8"), id=p.stem) for p in paths]
    if not articles:
        sys.exit(f"no .txt files in {options.folder}")
    words = sum(len(_WORD.findall(a.text)) for a in articles)
    kit = stancekit.load()
    kit.analyze(articles[0])  # whatever is made at first use
    seconds = {"nltk sentences and words": timed(lambda: _nltk(articles)), **stages(kit, articles)}
    analyses = list(kit.pipe(articles, batch_size=_BATCH))
    seconds["whole analysis"] = timed(lambda: list(kit.pipe(articles, batch_size=_BATCH)))
    print(f"{len(articles)} articles, {words} words, CPU time of one core")
    for name, spent in seconds.items():
        ratio = seconds["nltk sentences and words"] / spent
        print(f"{name:26} {words / spent:12,.0f} words/s {ratio:8.2f} times NLTK")
    utterances = sum(len(a.utterances) for a in analyses)
    print(f"{'stance':26} {utterances / seconds['stance']:12,.0f} utterances/s")


def timed(work: Callable[[], Any]) -> float:
    """Return the least CPU seconds of three runs: what disturbs a run only ever adds to it."""
    spent = []
    for _ in range(3):
        with undisturbed():
            begin = time.process_time()
            work()
            spent.append(time.process_time() - begin)
    return min(spent)


def _nltk(articles: Iterable[Article]) -> None:
    from nltk.tokenize import NLTKWordTokenizer, PunktSentenceTokenizer

    sentences, words = PunktSentenceTokenizer(), NLTKWordTokenizer()
    for article in articles:
        for sentence in sentences.tokenize(article.text):
            words.tokenize(sentence)


def stages(kit: Analyzer, articles: list[Article]) -> dict[str, float]:
    """Time every stage on what the stages before it gave."""
    table = tokenize(articles, kit.splitter)
    tags = kit.tagger.tag(table)
    names = [TAGS[i] for i in tags.tolist()]
    documents = [table.document(i, names) for i in range(len(articles))]
    found = to_utterances(table, kit.attributions.find(table, tags))
    resolved = [kit.speakers.resolve(d, u) for d, u in zip(documents, found, strict=True)]
    grouped = [kit.topics.assign(d, u) for d, (_, u) in zip(documents, resolved, strict=True)]
    pairs = list(zip(documents, resolved, grouped, strict=True))
    said = [(d.article.text, us) for d, _, (_, us) in pairs]
    cases = _cases(said)
    return {
        "text": timed(lambda: tokenize(articles, kit.splitter)),
        "tagger": timed(lambda: kit.tagger.tag(table)),
        "utterances": timed(lambda: to_utterances(table, kit.attributions.find(table, tags))),
        "speakers": timed(
            lambda: [kit.speakers.resolve(d, u) for d, u in zip(documents, found, strict=True)]
        ),
        "topics": timed(lambda: [kit.topics.assign(d, u) for d, (_, u), _ in pairs]),
        "targets": timed(lambda: _cases(said)),
        "stance": timed(lambda: kit.stances.label(cases, table)),
    }


def _cases(said: list[tuple[str, tuple[Utterance, ...]]]) -> list[Case]:
    finders = [(TargetFinder(text), text, utterances) for text, utterances in said]
    return [Case(text, u, target=finder.find(u)) for finder, text, utterances in finders for u in utterances]


if __name__ == "__main__":
    main()
