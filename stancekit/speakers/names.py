"""Names: where people, organizations and places are named, with the titles and roles around the name.

Tags decide where there are any; without them capital letters and the word lists do.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from stancekit.speakers.lexicon import (
    MEN,
    PEOPLE,
    TITLES,
    WOMEN,
    Gender,
    first_name_gender,
    pronoun_form,
    word_set,
)
from stancekit.text import Document

__all__ = ["Name", "NameKind", "spot"]

NameKind = str  # "person", "organization", "place" or "other"

_KIND_OF_TAG = {"PERSON": "person", "ORG": "organization", "PLACE": "place", "MISC": "other"}
_PARTICLES = word_set("de von van der den bin ibn al el la le du da di del dos ter ten y")
_SUFFIXES = frozenset(("Jr", "Sr", "II", "III", "IV"))
_JOINTS = frozenset(("of", "for", "on"))  # inside an organization's name
_ENDS = frozenset(',;:—()“”"') | {"who", "said", "says", "told"}  # of an apposition
_ROLE_WORDS = TITLES | PEOPLE
_FULL = {"sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "prof": "professor"}


@dataclass(slots=True)
class Name:
    """One mention by name: token rows ``[first, last]`` of the name alone, titles left out.

    ``title`` is the text of titles and roles before the name, ``roles`` the words of whatever is told
    about the bearer there, in an apposition or in brackets, in lower case.
    """

    first: int
    last: int
    kind: NameKind
    words: tuple[str, ...]
    title_first: int
    gender: Gender = ""
    roles: set[str] = field(default_factory=set)
    apposition: tuple[int, int] | None = None


def spot(document: Document, classes: list[str]) -> list[Name]:
    """Find the names of an article, in order.

    Parameters
    ----------
    document : Document
    classes : list of str
        Tags, one a token: the document's own or guessed ones.
    """
    words = document.words
    found: list[Name] = []
    last = -1
    for row in [i for i, tag in enumerate(classes) if tag in _KIND_OF_TAG]:
        if row > last and _is_word(words[row]):
            last = _extent(words, classes, document.sentences, row)
            found.extend(_read(document, classes, row, last, _KIND_OF_TAG[classes[row]]))
    return found


def _extent(words: list[str], classes: list[str], sentences: list[int], first: int) -> int:
    """Return the last token of the name that begins at ``first``."""
    tag, last, n = classes[first], first, len(words)
    while last + 1 < n and sentences[last + 1] == sentences[first]:
        step = _step(words, classes, last, tag)
        if not step or last + step >= n or sentences[last + step] != sentences[first]:
            break
        last += step
    return last


def _step(words: list[str], classes: list[str], last: int, tag: str) -> int:
    """Return by how many tokens the name goes on after ``last``; 0 where it ends."""
    if classes[last + 1] == tag and words[last + 1][0].isalnum():
        return 1
    if tag == "PERSON":
        return _person_step(words, classes, last)
    return _organization_step(words, classes, last) if tag == "ORG" else 0


def _person_step(words: list[str], classes: list[str], last: int) -> int:
    """Go on over an initial's stop, a suffix and particles: "John F. Rowe, Jr.", "Ursula von der Leyen"."""
    after, further = words[last + 1], words[last + 2] if last + 2 < len(words) else ""
    if after == "." and (len(words[last]) == 1 or words[last] in _SUFFIXES):
        return 2 if _tag_at(classes, last + 2) == "PERSON" else 1
    if after == "," and further in _SUFFIXES:
        return 2
    if after in _PARTICLES:
        if _tag_at(classes, last + 2) == "PERSON":
            return 2
        return 3 if further in _PARTICLES and _tag_at(classes, last + 3) == "PERSON" else 0
    return 0


def _organization_step(words: list[str], classes: list[str], last: int) -> int:
    """Go on over "of" and "and": "Department of the Treasury", "Center for Security and Cooperation"."""
    after, further = words[last + 1], _tag_at(classes, last + 2)
    if after in _JOINTS:
        if further in ("ORG", "PLACE"):
            return 2
        is_named = words[last + 2 : last + 3] == ["the"] and _tag_at(classes, last + 3) in ("ORG", "PLACE")
        return 3 if is_named else 0
    return 2 if after in ("&", "and") and further == "ORG" and words[last - 1] in _JOINTS else 0


def _tag_at(classes: list[str], row: int) -> str:
    return classes[row] if row < len(classes) else ""


def _read(document: Document, classes: list[str], first: int, last: int, kind: NameKind) -> list[Name]:
    if kind == "person":
        return _read_person(document, classes, first, last)
    words = document.words
    if kind == "other":  # titles are often tagged so
        while first <= last and words[first].lower() in TITLES and first < last:
            first += 1
        if words[last].lower() in TITLES:
            return []
    name = _name_words(words, first, last)
    if not name or (len(name) == 1 and pronoun_form(name[0])):
        return []
    if kind == "other" and name[0][1:2] == "-" and name[0][0] in _PARTIES:  # "R-Texas"
        return []
    return [Name(first, last, kind, name, first)]


def _read_person(document: Document, classes: list[str], first: int, last: int) -> list[Name]:
    words = document.words
    while first < last and _is_title(words, first, last):
        first += 2 if words[first + 1] == "." and first + 1 < last else 1
    name = Name(first, last, "person", _person_words(words, first, last), first)
    if not name.words or (len(name.words) == 1 and pronoun_form(name.words[0])):
        return []
    name.title_first = _title_start(document, classes, first)
    described = words[name.title_first : first]
    name.apposition = _apposition(document, classes, last)
    if name.apposition:
        described = described + words[name.apposition[0] : name.apposition[1] + 1]
    elif described == []:
        before = _apposition_before(document, classes, first)
        if before is not None:
            name.apposition = before
            described = words[before[0] : before[1] + 1]
    name.roles = {_FULL.get(w.lower(), w.lower()) for w in described if w[0].isalnum()}
    name.roles |= _bracket(words, last) | _origin(words, classes, last)
    name.gender = _gender(words[name.title_first : first], name)
    return [name]


def _is_title(words: list[str], row: int, last: int) -> bool:
    """Tell whether a word of a person's name is a title, or a trade before a full one: "Engineer Ana Doe"."""
    word = words[row].lower()
    if word in TITLES or words[row] in ("Team", "Candidate"):
        return True
    return word in PEOPLE and row + 1 < last and bool(first_name_gender(words[row + 1]))


def _person_words(words: list[str], first: int, last: int) -> tuple[str, ...]:
    """Return the words of a person's name; capitals throughout, as in a transcript, are written small."""
    named = _name_words(words, first, last)
    return tuple(w.capitalize() if w.isupper() and len(w) > 3 else w for w in named)


def _name_words(words: list[str], first: int, last: int) -> tuple[str, ...]:
    return tuple(w for w in words[first : last + 1] if _is_word(w) and not w.endswith(("-backed", "-led")))


def _is_word(token: str) -> bool:
    """Tell a word, or a handle on a network ("@harbour"), from a mark."""
    return token[0].isalnum() or token[0] == "@"


def _title_start(document: Document, classes: list[str], first: int) -> int:
    """Return where the titles before a person's name begin: "former Obama adviser David Axelrod"."""
    words, row, start = document.words, first - 1, first
    sentence = document.sentences[first]
    while row >= 0 and first - row < 12 and document.sentences[row] == sentence:
        word, tag = words[row], classes[row]
        lower = word.lower()
        if word == ".":
            if row == 0 or words[row - 1].lower() not in TITLES:
                break
        elif lower in _ROLE_WORDS:
            start = row
        elif start == first and not (word[0].isupper() and lower == "state"):
            break
        elif word[0].isupper() or word[0].isdigit():
            if tag in ("VERB", "AUX", "PRON", "DET", "ADP", "CONJ", "ADV"):
                break
            start = row
        elif lower == "of" or tag in ("NOUN", "ADJ") or word in ("'s", "’s"):
            start = row if tag in ("NOUN", "ADJ") else start
        else:
            break
        row -= 1
    return start


def _apposition(document: Document, classes: list[str], last: int) -> tuple[int, int] | None:
    """Return the rows of "the mayor of X" in "Jane Doe, the mayor of X, said"."""
    words, n = document.words, len(document)
    if words[last + 1 : last + 2] != [","]:
        return None
    first = row = last + 2
    is_role = False
    while row < min(n, first + 30) and document.sentences[row] == document.sentences[last]:
        word = words[row]
        if word in _ENDS or (not is_role and classes[row] in ("VERB", "AUX", "PRON", "CONJ")):
            break
        if not is_role and word.lower() in PEOPLE and classes[row + 1 : row + 2] == ["PERSON"]:
            return None  # "Jane Doe, Mayor Bob Roe and …"
        is_role = is_role or word.lower() in PEOPLE
        row += 1
    while row > first and words[row - 1] in ".!?":
        row -= 1
    return (first, row - 1) if is_role and row > first else None


def _apposition_before(document: Document, classes: list[str], first: int) -> tuple[int, int] | None:
    """Return the rows of "the mayor of X" in "the mayor of X, Jane Doe, said"."""
    words, row = document.words, first - 2
    if row < 0 or words[first - 1] != "," or document.sentences[row] != document.sentences[first]:
        return None
    is_role = False
    while row >= 0 and first - row < 14 and document.sentences[row] == document.sentences[first]:
        lower = words[row].lower()
        if lower in PEOPLE:
            is_role = True
        if lower in ("the", "a", "an", "his", "her", "their", "its", "our", "my"):
            return (row, first - 2) if is_role else None
        if lower in ',;:“”"()' or classes[row] in ("VERB", "AUX", "PRON", "CONJ"):
            return None
        row -= 1
    return None


_PARTIES = {"D": "democrat", "R": "republican", "I": "independent"}


def _bracket(words: list[str], last: int) -> set[str]:
    """Read party and state: "(D-Ga.)", ", R-Texas,"."""
    for word in words[last + 2 : last + 3]:
        if words[last + 1] in "(," and word[1:2] == "-" and word[0] in _PARTIES:
            return {_PARTIES[word[0]], word[2:].lower()}
    return set()


def _origin(words: list[str], classes: list[str], last: int) -> set[str]:
    """Read the place in "Senator John Doe of Ohio"."""
    if words[last + 1 : last + 2] != ["of"]:
        return set()
    row, found = last + 2, set()
    while row < len(words) and classes[row] == "PLACE":
        found.add(words[row].lower())
        row += 1
    return found


def _gender(title: list[str], name: Name) -> Gender:
    """Read the gender off a title ("Mrs."), else the first name, else what is told in an apposition."""
    first_name = first_name_gender(name.words[0]) if len(name.words) > 1 else ""
    return _told_gender({w.lower() for w in title}) or first_name or _told_gender(name.roles)


def _told_gender(lower: set[str]) -> Gender:
    man, woman = bool(lower & MEN), bool(lower & WOMEN)
    if man == woman:
        return ""
    return "m" if man else "f"
