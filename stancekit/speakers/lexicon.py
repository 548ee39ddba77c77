"""Word lists: titles, role nouns, first names by gender, nations.

The lists are plain text in ``lists/``: words apart by white space, ``#`` begins a comment line.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Literal

__all__ = [
    "BODIES",
    "CLITICS",
    "COLLECTIVES",
    "DOCUMENTS",
    "MEN",
    "ORGANIZATION_WORDS",
    "PEOPLE",
    "PRONOUNS",
    "TITLES",
    "WOMEN",
    "Gender",
    "demonyms",
    "first_name_gender",
    "is_plural",
    "nickname_group",
    "places",
    "pronoun_form",
    "related",
    "singular",
    "word_set",
]

Gender = Literal["", "f", "m"]


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text, apart by white space, as a set."""
    return frozenset(text.split())


def _lines(name: str) -> list[str]:
    text = (files("stancekit.speakers") / "lists" / f"{name}.txt").read_text(encoding="utf8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _words(name: str) -> frozenset[str]:
    return frozenset(" ".join(_lines(name)).split())


# What pronouns ask for: a man, a woman, a thing ("n"), several ("p"), the speaker ("1"), the speaker's side
# ("1p"), the hearer ("2"), the noun before ("who", "which"), some of those spoken of ("d").
PRONOUNS: dict[str, str] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "m"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "f"),
    **dict.fromkeys(("it", "its", "itself"), "n"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "p"),
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), "1"),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), "1p"),
    **dict.fromkeys(("you", "your", "yours"), "2"),
    **dict.fromkeys(("who", "whom", "whose"), "who"),
    **dict.fromkeys(("which", "that"), "which"),
    **dict.fromkeys(
        ("this", "these", "those", "both", "neither", "one", "all", "each", "another", "none"), "d"
    ),
    **dict.fromkeys(("some", "many", "most", "others", "few", "several", "either", "any", "everyone"), "d"),
}
_UPPER_CASE_NAMES = frozenset(("US", "IT", "WHO"))

TITLES = _words("titles")
MEN = _words("men")
WOMEN = _words("women")
PEOPLE = _words("people") | MEN | WOMEN
DOCUMENTS = _words("documents")
BODIES = _words("bodies")
ORGANIZATION_WORDS = _words("organizations")
COLLECTIVES = word_set(
    "crowd audience public electorate base leadership community staff majority minority percent "
    "panel team jury youth rest half number lot band generation family couple population nobody "
    "everyone everybody world"
)
CLITICS = frozenset(("'s", "’s", "'S", "’S", "'", "’"))

_MALE = _words("male")
_FEMALE = _words("female")
_NICKNAMES = {name: _lines("nicknames").index(line) for line in _lines("nicknames") for name in line.split()}
_IRREGULAR = {"people": "person", "men": "man", "women": "woman", "children": "child", "media": "media"}
_NOT_PLURAL = word_set("congress press news boss witness princess duchess politics actress hostess us")


def pronoun_form(word: str) -> str:
    """Return a pronoun in lower case, ``""`` for another word; "US" and "WHO" are names.

    Examples
    --------
    >>> pronoun_form("She"), pronoun_form("US"), pronoun_form("tree")
    ('she', '', '')
    """
    lower = word.lower()
    return lower if lower in PRONOUNS and word not in _UPPER_CASE_NAMES else ""


@lru_cache(maxsize=1)
def places() -> frozenset[str]:
    """Return the nations and their capitals."""
    return frozenset(part.strip() for line in _lines("nations") for part in line.split("|")[:2])


@lru_cache(maxsize=8192)
def first_name_gender(name: str) -> Gender:
    """Return ``"m"`` or ``"f"`` for a common first name, ``""`` where unknown or used by both."""
    male, female = name in _MALE, name in _FEMALE
    if male == female:
        return ""
    return "m" if male else "f"


def nickname_group(name: str) -> str:
    """Return a key that a first name shares with its short forms: that of "Bill" is that of "William"."""
    return str(_NICKNAMES.get(name, name.lower()))


@lru_cache(maxsize=1)
def _relations() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_lines("related")):
        for word in line.split():
            found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@lru_cache(maxsize=8192)
def related(noun: str) -> frozenset[int]:
    """Return the numbers of the groups of role nouns that ``noun`` belongs to.

    Examples
    --------
    >>> related("nominee") == related("front-runner"), related("tree")
    (True, frozenset())
    """
    return _relations().get(noun, frozenset())


@lru_cache(maxsize=1)
def demonyms() -> dict[str, str]:
    """Return nation by demonym in lower case, two-word ones included."""
    found: dict[str, str] = {}
    for line in _lines("nations"):
        nation, _, words = (part.strip() for part in line.split("|"))
        parts = words.split()
        prefix = f"{parts[0]} " if nation.startswith(("New ", "North ", "South ")) and len(parts) > 1 else ""
        for word in parts:
            if prefix and word == parts[0]:
                continue
            found.setdefault((prefix + word).lower(), nation)
    return found


@lru_cache(maxsize=8192)
def is_plural(word: str) -> bool:
    """Tell whether a noun looks plural."""
    word = word.lower()
    if word in _IRREGULAR:
        return word != "media"
    return (
        word.endswith("s")
        and not word.endswith(("ss", "us", "is"))
        and word not in _NOT_PLURAL
        and len(word) > 3
    )


@lru_cache(maxsize=8192)
def singular(word: str) -> str:
    """Return a noun in lower case and singular: "Advisers" gives "adviser".

    Examples
    --------
    >>> [singular(w) for w in ("Agencies", "women", "bosses", "Congress", "polls")]
    ['agency', 'woman', 'boss', 'congress', 'poll']
    """
    word = word.lower()
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if not is_plural(word):
        return word
    if word.endswith("women"):
        return word[:-2] + "an"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word[:-1]
