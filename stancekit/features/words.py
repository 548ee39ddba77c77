"""Word types: everything about a word that does not depend on where it stands, worked out once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from threading import Lock
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from stancekit.features.lexicon import CLASSES, Lexicon, light_stem

__all__ = ["WordTypes", "code", "known_words", "surface"]

CLASS_SLOTS = 3  # lexicon classes kept of a word
_MAX_TYPES = 200_000  # then the cache starts anew: a stream of articles must not fill the memory
_MIDDLE = re.compile(r"(?<=[a-z,] )[A-Za-z][A-Za-z'’-]*")  # a word that does not begin a sentence
_PRONOUNS = frozenset(("i", "i'm", "i've", "i'll", "i'd"))
_NEGATORS = frozenset(
    "not no never none nobody nothing nowhere neither nor without cannot hardly barely scarcely rarely"  # noqa: SIM905
    " refuse refused refuses refusing fail failed fails deny denies denied stop stopped".split()
)
_BREAKS = frozenset(',.;:!?—–-()“”"') | {
    "but",
    "however",
    "although",
    "though",
    "because",
    "which",
    "who",
    "while",
}
_POSITIONS = frozenset(
    list(CLASSES).index(name)
    for name in (
        "attack praise hedge worry restraint deny demand pledge end insult neg badevent pos".split()  # noqa: SIM905
    )
)
_JOINS = frozenset(("and", "or", "nor"))
_DIVIDES = frozenset(".;:!?—–") | frozenset(
    "but while whereas although though yet however unlike instead rather".split()  # noqa: SIM905
)
_MARKS = frozenset(('"', "“", "”", "''", "``"))
_NAME, _NUMBER = "<name>", "<number>"


def code(word: str) -> int:
    """Return a number below 2**28 for a word, the same in every process."""
    return crc32(word.encode("utf8", "surrogatepass")) >> 4


def surface(word: str) -> int:
    """Return a number for a word by which its forms are found again: "Plan", "plans", "plan's"."""
    return code(light_stem(word.replace("’", "'").lower().removesuffix("'s")))


def known_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that stand in lower case more often than not; capitalised words besides are names.

    Examples
    --------
    >>> sorted(known_words(["They met Smith, the baker, and met Baker again, a baker."]) - {"i"})[:3]
    ['a', 'again', 'and']
    """
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for text in texts:
        for word in _MIDDLE.findall(text):
            (lower if word[0].islower() else upper)[word.replace("’", "'").lower()] += 1
    return frozenset(w for w, n in lower.items() if n > upper[w]) | _PRONOUNS


class _Numbers(dict[str, int]):
    """Numbers strings from 0 in the order in which they are first asked for; ``fresh`` are the latest."""

    def __init__(self) -> None:
        self.fresh: list[str] = []

    def __missing__(self, key: str) -> int:
        self[key] = number = len(self)
        self.fresh.append(key)
        return number


class WordTypes:
    """Numbers the distinct tokens met, and keeps a row of attributes for each.

    Parameters
    ----------
    known : frozenset of str
        Words that are no names though they be capitalised (see `known_words`).
    vectors : mapping
        Row of each word that has a vector.
    lexicon : Lexicon, optional
        By default the shipped one.

    Attributes
    ----------
    columns : dict of arrays, a row a type (and spare rows after the last)
        ``word``, ``stem`` and ``surface`` (codes), ``negator``, ``breaks`` (ends a clause, and a negation's
        scope), ``divides`` (begins another statement), ``joins`` (a coordination), ``position`` (takes a
        position or guards one), ``mark`` (of a quotation), ``shouted``, ``telling`` (neither name nor
        punctuation), ``classed`` (in the lexicon), ``vector`` (-1 for none), ``group`` and ``degree`` (of the
        lexicon, `CLASS_SLOTS` each, -1 for none).

    Notes
    -----
    Names are all the same to this table: their own words would teach prejudice about those named.
    """

    def __init__(
        self, known: frozenset[str], vectors: Mapping[str, int], lexicon: Lexicon | None = None
    ) -> None:
        self._known, self._vectors, self._lexicon = known, vectors, lexicon or Lexicon.shipped()
        self._lock = Lock()
        self._clear()

    def __getstate__(self) -> dict[str, Any]:
        return {"known": self._known, "vectors": self._vectors, "lexicon": self._lexicon}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__init__(**state)  # type: ignore[misc]  # the cache does not travel

    def __len__(self) -> int:
        return len(self._numbers)

    def encode(self, tokens: list[str]) -> tuple[npt.NDArray[np.int64], dict[str, npt.NDArray[Any]]]:
        """Return the type of each token, and the columns that describe the types."""
        with self._lock:
            if len(self._numbers) > _MAX_TYPES:
                self._clear()
            numbers = np.fromiter(map(self._numbers.__getitem__, tokens), np.int64, len(tokens))
            if self._numbers.fresh:
                self._add(self._numbers.fresh)
                self._numbers.fresh = []
            return numbers, self.columns

    def _clear(self) -> None:
        self._numbers = _Numbers()
        self.columns = _columns([])

    def _add(self, tokens: list[str]) -> None:
        fresh = _columns([self._describe(t) for t in tokens])
        begin, end = len(self._numbers) - len(tokens), len(self._numbers)
        if end > len(self.columns["word"]):  # doubled, so that a new word seldom means a copy
            room = max(1024, 2 * end) - begin
            self.columns = {k: _with_room(old[:begin], room) for k, old in self.columns.items()}
        for name, values in fresh.items():
            self.columns[name][begin:end] = values

    def _describe(self, token: str) -> tuple[Any, ...]:
        word = self._normal(token)
        lettered = word[0].isalpha()
        entries = self._lexicon.find(word)[:CLASS_SLOTS] if lettered else ()
        empty = (-1,) * (CLASS_SLOTS - len(entries))
        return (
            code(word),
            code(light_stem(word) if lettered else word),
            surface(token),
            word in _NEGATORS or word.endswith("n't"),
            word in _BREAKS,
            word in _DIVIDES,
            word in _JOINS,
            word in _MARKS,
            len(token) > 2 and token.isupper() and lettered,
            token[0].isalnum() and word != _NAME,
            any(e.group in _POSITIONS for e in entries),
            bool(entries),
            self._vectors.get(word, -1),
            (*(e.group for e in entries), *empty),
            (*(e.intensity for e in entries), *empty),
        )

    def _normal(self, token: str) -> str:
        """Return the token in lower case without the possessive, or what stands for names and numbers."""
        word = token.replace("’", "'").lower()
        stem = word.removesuffix("'s") or word
        if any(c.isdigit() for c in word):
            return _NUMBER
        if token[0].isupper() and word not in self._known and stem not in self._known:
            return _NAME
        return word if word in self._known else stem


_TYPES: dict[str, Any] = {
    "word": np.int64,
    "stem": np.int64,
    "surface": np.int64,
    "negator": np.bool_,
    "breaks": np.bool_,
    "divides": np.bool_,
    "joins": np.bool_,
    "mark": np.bool_,
    "shouted": np.bool_,
    "telling": np.bool_,
    "position": np.bool_,
    "classed": np.bool_,
    "vector": np.int64,
    "group": np.int64,
    "degree": np.int64,
}


def _with_room(column: npt.NDArray[Any], room: int) -> npt.NDArray[Any]:
    return np.concatenate([column, np.zeros((room, *column.shape[1:]), column.dtype)])


def _columns(rows: list[tuple[Any, ...]]) -> dict[str, npt.NDArray[Any]]:
    values = zip(*rows, strict=True) if rows else ([] for _ in _TYPES)
    shapes = {"group": (-1, CLASS_SLOTS), "degree": (-1, CLASS_SLOTS)}
    return {
        name: np.array(list(column), _TYPES[name]).reshape(shapes.get(name, (-1,)))
        for name, column in zip(_TYPES, values, strict=True)
    }
