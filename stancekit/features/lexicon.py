"""The stance lexicon: words that take a position, or guard one, by class and intensity.

``lexicon.tsv`` beside this module was written for this project; a line is a word in lower case, a class and
an intensity from 1 to 3, with tabs between. A word may be in several classes. Inflected forms are found
through `light_stem`. A file of the same form extends it: see `Lexicon.read`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from stancekit.errors import InputError

__all__ = ["CLASSES", "Entry", "Lexicon", "light_stem"]

# class: what its words do
CLASSES = {
    "attack": "speech acts and feelings against something",
    "praise": "speech acts and feelings for something",
    "hedge": "guarded speech, non-answers, doubt and possibility",
    "worry": "fear, concern, risk and difficulty",
    "restraint": "patience, care and compromise",
    "deny": "denial and rebuttal",
    "demand": "demands, requests, wishes and duties",
    "pledge": "promises, plans and helpful acts",
    "end": "stopping, banning, undoing",
    "insult": "names called",
    "neg": "bad qualities and deeds",
    "badevent": "bad events, reported by friend and foe alike",
    "pos": "good qualities and deeds",
    "intens": "intensifiers",
    "minim": "minimizers",
    "negator": "negation",
    "contrast": "contrast",
    "cond": "conditions",
    "report": "plain reporting",
    "think": "beliefs",
    "joke": "irony and humour",
    "first": "first person singular",
    "firstpl": "first person plural",
    "second": "second person",
    "third": "third person singular",
    "thirdpl": "third person plural",
}
_NUMBER = {name: i for i, name in enumerate(CLASSES)}
_ENDINGS = ("ingly", "edly", "ing", "ed", "ly", "es", "s", "e")


class Entry(NamedTuple):
    """What the lexicon says of a word: the number of a class of `CLASSES`, and an intensity from 1 to 3."""

    group: int
    intensity: int


class Lexicon:
    """Classes of words.

    Parameters
    ----------
    rows : iterable of (word, class, intensity)
        Words in lower case.

    Raises
    ------
    InputError
        If a class is not one of `CLASSES`.

    Examples
    --------
    >>> lexicon = Lexicon([("praise", "praise", 3), ("lie", "insult", 3)])
    >>> [list(CLASSES)[e.group] for e in lexicon.find("praised")]
    ['praise']
    >>> lexicon.find("table")
    ()
    """

    def __init__(self, rows: Iterable[tuple[str, str, int]]) -> None:
        rows = list(rows)
        self._rows = rows
        self._words: dict[str, tuple[Entry, ...]] = {}
        self._stems: dict[str, tuple[Entry, ...]] = {}
        for word, name, intensity in rows:
            if name not in _NUMBER:
                raise InputError(f"lexicon class {name!r} of {word!r} is not one of {', '.join(CLASSES)}")
            entry = Entry(_NUMBER[name], intensity)
            self._words[word] = (*self._words.get(word, ()), entry)
            self._stems[light_stem(word)] = (*self._stems.get(light_stem(word), ()), entry)

    def __len__(self) -> int:
        return len(self._words)

    def find(self, word: str) -> tuple[Entry, ...]:
        """Return the entries of a word in lower case, or those of its stem; strongest first, a class once."""
        found = self._words.get(word) or (self._stems.get(light_stem(word), ()) if len(word) > 4 else ())
        strongest: dict[int, Entry] = {}
        for entry in sorted(found, key=lambda e: -e.intensity):
            strongest.setdefault(entry.group, entry)
        return tuple(strongest.values())

    @classmethod
    @cache
    def shipped(cls) -> Lexicon:
        """Return the lexicon that comes with this package."""
        text = files("stancekit.features").joinpath("lexicon.tsv").read_text(encoding="utf8")
        return cls(_rows(text, "lexicon.tsv"))

    @classmethod
    def read(cls, path: Path) -> Lexicon:
        """Return the shipped lexicon with the words of a file of your own.

        A word that the file holds is in the classes that the file gives it, and in no other.

        Raises
        ------
        InputError
            If the file cannot be read or a line is not in the form.
        """
        try:
            text = path.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"cannot read lexicon {path}: {error}") from error
        own = list(_rows(text, str(path)))
        named = {word for word, _, _ in own}
        return cls([*(row for row in cls.shipped()._rows if row[0] not in named), *own])


def _rows(text: str, where: str) -> Iterator[tuple[str, str, int]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = line.split("\t")
        if len(parts) != 3 or parts[2] not in ("1", "2", "3"):
            wanted = "a word, a class and an intensity from 1 to 3, with tabs between"
            raise InputError(f"{where}, line {number}: {line!r:.80} is not {wanted}")
        yield parts[0].strip().lower(), parts[1], int(parts[2])


def light_stem(word: str) -> str:
    """Return the word without its most common English ending; not always a word itself.

    Examples
    --------
    >>> [light_stem(w) for w in ("denies", "denied", "attacking", "attacks", "planned", "plans")]
    ['deny', 'deny', 'attack', 'attack', 'plan', 'plan']
    """
    for ending in ("ies", "ied", "ying"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + "y"
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    if word.endswith("e") and len(word) > 3:
        word = word[:-1]
    doubled = len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz"
    return word[:-1] if doubled else word
