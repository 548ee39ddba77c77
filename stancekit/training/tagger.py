"""Train the tagger on machine-tagged political news and hand-corrected world news."""

from __future__ import annotations

import csv
import gzip
import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from stancekit.records import Article
from stancekit.text import SentenceSplitter, TokenTable, tokenize
from stancekit.text.tagger import TAGS, TEMPLATES, Tagger, layout
from stancekit.training.chain import ChainTrainer

__all__ = ["train"]

_CLASSES = {
    "NOUN": "NN NNS",
    "VERB": "VB VBD VBG VBN VBP VBZ",
    "AUX": "MD",
    "ADJ": "JJ JJR JJS",
    "ADV": "RB RBR RBS WRB",
    "PRON": "PRP PRP$ WP WP$ WDT EX",
    "DET": "DT PDT",
    "ADP": "IN RP",
    "NUM": "CD",
    "CONJ": "CC",
    "PART": "TO POS",
    "PUNCT": ". , : `` '' -LRB- -RRB- LRB RRB HYPH NFP ;",
}
_CLASS_OF = {tag: name for name, tags in _CLASSES.items() for tag in tags.split()}
_BE, _HAVE, _DO = "is are was were be been being am 's 're 'm", "has have had having 've", "do does did 'd"
_AUXILIARIES = frozenset(f"{_BE} {_HAVE} {_DO}".split())
_ENTITY_OF = {"PERSON": "PERSON", "ORGANIZATION": "ORG", "LOCATION": "PLACE"}
_ENTITY_OF |= {"per": "PERSON", "org": "ORG", "geo": "PLACE", "gpe": "PLACE"}
_BATCH = 40


class TaggedText(NamedTuple):
    """A text with the offsets and tags of its tokens, in order."""

    text: str
    starts: list[int]
    ends: list[int]
    tags: list[str]


def train(data: Path, folder: Path, *, corpus: Path | None = None, seed: int = 0) -> dict[str, float]:
    """Train on ``polnear`` (CoreNLP's tags) and ``ner/gmb-subset.tsv``; write the weights to ``folder``.

    Training is deterministic: neither ``corpus`` nor ``seed`` is used. The sentence splitter is the one
    in the ``text`` folder beside ``folder``.

    Returns
    -------
    dict of str to float
        Accuracy on the held-out articles of each source.
    """
    splitter = SentenceSplitter.load(folder.parent / "text")
    trainer = ChainTrainer(TAGS, TEMPLATES, c1=0.3, c2=0.01, max_iterations=80, min_count=3)
    world = list(_read_gmb(data / "ner" / "gmb-subset.tsv"))
    for texts in (_read_silver(data / "polnear" / "train"), world[:-10]):
        for table, label in _batches(texts, splitter):
            columns, sequences = layout(table)
            trainer.add(columns, sequences, label)
    tagger = Tagger(trainer.fit())
    tagger.save(folder)
    return {
        "accuracy.politics": _accuracy(tagger, _read_silver(data / "polnear" / "dev"), splitter),
        "accuracy.world": _accuracy(tagger, world[-10:], splitter),
    }


def _read_silver(folder: Path) -> Iterator[TaggedText]:
    with gzip.open(folder / "corenlp.jsonl.gz", "rt", encoding="utf8") as lines:
        for line in lines:
            row = json.loads(line)
            tokens = [token for sentence in row["sentences"] for token in sentence]
            text = _read_exact(folder / "text" / f"{row['id']}.txt")
            tags = [_tag(text[a:b], pos, _ENTITY_OF.get(entity, "")) for a, b, pos, entity in tokens]
            yield TaggedText(text, [t[0] for t in tokens], [t[1] for t in tokens], tags)


def _read_exact(path: Path) -> str:
    with path.open(encoding="utf8", newline="") as file:
        return file.read()


def _read_gmb(path: Path) -> Iterator[TaggedText]:
    """Read the tab-separated subset; sentences are joined by blanks, thirty of them make a text."""
    with path.open(encoding="utf8", newline="") as file:
        rows = [r for r in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if len(r) == 5][1:]
    pieces: list[str] = []
    starts: list[int] = []
    tags: list[str] = []
    at, sentence, first = 0, "", ""
    for _, number, word, pos, entity in rows:
        if number != sentence:
            if first and float(number) - float(first) >= 30:
                yield TaggedText(
                    "".join(pieces),
                    starts,
                    [a + len(w) - 1 for a, w in zip(starts, pieces, strict=True)],
                    tags,
                )
                pieces, starts, tags, at, first = [], [], [], 0, ""
            first = first or number
            if pieces:
                pieces[-1] = pieces[-1][:-1] + "\n"
            sentence = number
        pieces.append(word + " ")
        starts.append(at)
        tags.append(_tag(word, pos, _ENTITY_OF.get(entity[2:], "")))
        at += len(word) + 1
    yield TaggedText(
        "".join(pieces), starts, [a + len(w) - 1 for a, w in zip(starts, pieces, strict=True)], tags
    )


def _tag(word: str, pos: str, entity: str) -> str:
    if entity and word[:1].isalnum() and (pos.startswith("NNP") or pos == "NN"):
        return entity
    if pos.startswith("NNP"):
        return "MISC"
    if pos in _CLASSES["VERB"] and word.lower().replace("’", "'") in _AUXILIARIES:
        return "AUX"
    return _CLASS_OF.get(pos, "X" if word[:1].isalnum() else "PUNCT")


def _batches(
    texts: Iterable[TaggedText], splitter: SentenceSplitter
) -> Iterator[tuple[TokenTable, npt.NDArray[np.int8]]]:
    batch: list[TaggedText] = []
    for text in texts:
        batch.append(text)
        if len(batch) == _BATCH:
            yield _labelled(batch, splitter)
            batch = []
    if batch:
        yield _labelled(batch, splitter)


def _labelled(batch: list[TaggedText], splitter: SentenceSplitter) -> tuple[TokenTable, npt.NDArray[np.int8]]:
    table = tokenize([Article(t.text) for t in batch], splitter)
    label: list[int] = []
    for i, tagged in enumerate(batch):
        for start in table.start[table.first[i] : table.first[i + 1]].tolist():
            j = bisect_right(tagged.starts, start) - 1
            inside = j >= 0 and start < tagged.ends[j]
            label.append(TAGS.index(tagged.tags[j] if inside else "PUNCT"))
    return table, np.array(label, np.int8)


def _accuracy(tagger: Tagger, texts: Iterable[TaggedText], splitter: SentenceSplitter) -> float:
    right = total = 0
    for table, label in _batches(texts, splitter):
        right += int((tagger.tag(table) == label).sum())
        total += len(label)
    return right / total
