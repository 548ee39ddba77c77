"""Word classes guessed from capital letters and the word lists, for documents that come without tags."""

from __future__ import annotations

from stancekit.speakers.lexicon import (
    DOCUMENTS,
    ORGANIZATION_WORDS,
    PEOPLE,
    TITLES,
    demonyms,
    first_name_gender,
    places,
    word_set,
)
from stancekit.text import Document

__all__ = ["classes"]

_CLOSED = {
    **dict.fromkeys(word_set("the a an this these those some any every each no"), "DET"),
    **dict.fromkeys(
        word_set("of for in at from to with by on about against after before during under over as"), "ADP"
    ),
    **dict.fromkeys(word_set("and or but nor yet so"), "CONJ"),
    **dict.fromkeys(
        word_set("he she it they we i you who his her its their our my that which what there"), "PRON"
    ),
    **dict.fromkeys(
        word_set(
            "is are was were be been has have had do does did will would can could may might must should"
        ),
        "AUX",
    ),
    **dict.fromkeys(
        word_set("said says say told tells asked added thinks believes wants wrote argued noted called"),
        "VERB",
    ),
    **dict.fromkeys(
        word_set("not also only just never often still now then when while if because although however"),
        "ADV",
    ),
}
_QUOTES = frozenset('“"‘')


def classes(document: Document) -> list[str]:
    """Return a tag a token: names by their capital letters, a few closed classes, else ``"X"``."""
    words, sentences = document.words, document.sentences
    in_lower_case = {w for w in words if w.islower()}
    found = [_class_of_word(word) for word in words]
    row = 0
    while row < len(words):
        last = row
        if found[row] == "X" and words[row][0].isupper() and not _only_opens(document, row, in_lower_case):
            last = _run(words, sentences, row)
            _mark(words, found, row, last)
        row = last + 1
    return found


def _class_of_word(word: str) -> str:
    lower = word.lower()
    if not word[0].isalnum():
        return "PUNCT"
    if lower in _CLOSED and word not in ("US", "IT", "WHO"):
        return _CLOSED[lower]
    if word[0].isupper():
        return "X"
    if lower in PEOPLE or lower in DOCUMENTS:
        return "NOUN"
    return "VERB" if lower.endswith("ed") else "X"


def _only_opens(document: Document, row: int, in_lower_case: set[str]) -> bool:
    """Tell whether a word is capitalised for opening a sentence alone: "Voters said", "Later John Smith"."""
    words, sentences = document.words, document.sentences
    if row and sentences[row - 1] == sentences[row] and words[row - 1] not in _QUOTES:
        return False
    word = words[row]
    if word.lower() in in_lower_case:
        return True
    known = (
        first_name_gender(word) or word.lower() in TITLES or word in places() or word.lower() in demonyms()
    )
    following = words[row + 1] if row + 1 < len(words) else ""
    return not known and word[1:].islower() and bool(first_name_gender(following))


def _run(words: list[str], sentences: list[int], first: int) -> int:
    """Return the last token of a run of capitalised words; an initial's stop belongs to it."""
    last, n = first, len(words)
    while last + 1 < n and sentences[last + 1] == sentences[first]:
        after = words[last + 1]
        if after[0].isupper() and after.lower() not in _CLOSED:
            last += 1
        elif (
            after == "."
            and _is_abbreviated(words[last])
            and words[last + 2 : last + 3]
            and words[last + 2][0].isupper()
        ):
            last += 2
        else:
            break
    return last


def _is_abbreviated(word: str) -> bool:
    return len(word) == 1 or word.lower() in TITLES


def _mark(words: list[str], found: list[str], first: int, last: int) -> None:
    """Tag a run of capitalised words: what follows its last title is a person, what stands before is not."""
    rows = [r for r in range(first, last + 1) if words[r] != "."]
    titles = [i for i, r in enumerate(rows) if words[r].lower() in TITLES]
    cut = titles[-1] + 1 if titles else 0
    rest = [words[r] for r in rows[cut:]]
    if titles and ORGANIZATION_WORDS.intersection(rest or [words[r] for r in rows]):
        cut, titles, rest = 0, [], [words[r] for r in rows]
    tag = "PERSON" if titles else _class_of([w for w in rest if w.lower() not in demonyms()] or rest)
    for i, row in enumerate(rows):
        if i >= cut:
            is_demonym = words[row].lower() in demonyms() and (tag != "ORG" or len(rest) == 1)
            found[row] = "MISC" if is_demonym else tag
        else:
            found[row] = "MISC" if i in titles or words[row].lower() in demonyms() else "ORG"


def _class_of(run: list[str]) -> str:
    if ORGANIZATION_WORDS.intersection(run):
        return "ORG"
    if " ".join(run) in places():
        return "PLACE"
    if len(run) == 1 and run[0].isupper() and len(run[0]) > 1:
        return "ORG"
    if first_name_gender(run[0]) or 2 <= len(run) <= 3:
        return "PERSON"
    return "PERSON" if len(run) == 1 and not run[0].endswith("s") else "MISC"
