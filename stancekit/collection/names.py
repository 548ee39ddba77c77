"""Names as they are compared over articles: folded, without titles, the parts that tell people apart."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple
from unicodedata import combining, normalize

from stancekit.speakers.lexicon import TITLES, nickname_group

__all__ = ["Name", "fold", "read", "slug"]

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_PARTICLES = frozenset("de da di du del della van von der den la le bin ibn al el abu st".split())  # noqa: SIM905
_ARTICLE = frozenset(("the", "a", "an"))


class Name(NamedTuple):
    """The parts of a person's name: the first as what it shares with its short forms, middle initials."""

    first: str
    middle: str
    last: str
    suffix: str


def fold(name: str, *, titled: bool = False) -> tuple[str, ...]:
    """Return the words of a name in lower case, without accents and articles; if ``titled``, without titles.

    Examples
    --------
    >>> fold("President Recep Tayyip Erdoğan’s", titled=True), fold("the Justice Department")
    (('recep', 'tayyip', 'erdogan'), ('justice', 'department'))
    """
    plain = "".join(c for c in normalize("NFKD", name.replace("’", "'")) if not combining(c))
    words = [word.removesuffix("'s") for word in _WORD.findall(plain.replace("ı", "i").casefold())]
    while len(words) > 1 and (words[0] in _ARTICLE or (titled and words[0] in TITLES)):
        del words[0]
    return tuple(words)


@lru_cache(1 << 16)
def read(name: str) -> Name:
    """Return the parts of a person's name; a name of one word is a last name.

    Examples
    --------
    >>> read("Omar B. Diallo Jr.")
    Name(first='omar', middle='b', last='diallo', suffix='jr')
    >>> read("Joe Biden").first == read("Joseph R. Biden").first, read("Ms. van der Bellen").last
    (True, 'van der bellen')
    """
    words = list(fold(name, titled=True))
    suffix = words.pop() if len(words) > 1 and words[-1] in _SUFFIXES else ""
    if not words:
        return Name("", "", "", "")
    begin = len(words) - 1
    while begin > 0 and words[begin - 1] in _PARTICLES:
        begin -= 1
    first = nickname_group(words[0].capitalize()) if begin > 0 else ""
    return Name(first, "".join(word[0] for word in words[1:begin]), " ".join(words[begin:]), suffix)


def slug(name: str) -> str:
    """Return a name as an id.

    Examples
    --------
    >>> slug("Côte d'Ivoire: a vote"), slug("…")
    ('cote-d-ivoire-a-vote', 'x')
    """
    return "-".join(re.findall(r"\w+", " ".join(fold(name)))) or "x"
