"""The noun phrase of a source: where its first part ends, whether a name is its head or stands beside it."""

from __future__ import annotations

from stancekit.speakers.entities import Cast, Mention
from stancekit.speakers.lexicon import (
    CLITICS,
    DOCUMENTS,
    ORGANIZATION_WORDS,
    PEOPLE,
    TITLES,
    is_plural,
    singular,
    word_set,
)
from stancekit.speakers.nouns import describe
from stancekit.speakers.sources import Source
from stancekit.text import Document

__all__ = ["STOPS", "read_phrase"]

STOPS = word_set(
    "who whom whose which that including and or nor but of for in at from to with by on among "
    "inside outside near behind against about over under within like between as along together "
    "where when while because if although than today here there ago not is are was were has have had"
)
_MARKS = frozenset(",;:()[]—–-…!?")
# capitalised in a headline they still describe
_COMMON = DOCUMENTS | word_set(
    "newspaper nation group company agency pac guy state city country firm team campaign"
)
_WHOLES = word_set(
    "one some many most all several both each number few half dozens hundreds thousands group "
    "majority percent two three four none any handful couple"
)


def read_phrase(document: Document, classes: list[str], cast: Cast, rows: list[int]) -> Source:
    """Read rows that hold a noun phrase: a name or a description."""
    words, first, last = document.words, rows[0], rows[-1]
    head_row = _chunk_end(words, classes, cast, rows)
    name = cast.ending.get(head_row)
    if name is None or name.first < first or _is_role(words, cast, name, first):
        name = _apposed(words, classes, cast, rows, head_row)
    if name is None:
        return describe(document, cast, first, last, head_row)
    return Source("name", first, last, mention=name, phrase=(name.first, name.last), chunk_last=head_row)


def _chunk_end(words: list[str], classes: list[str], cast: Cast, rows: list[int]) -> int:
    """Return the last token of the source's first noun phrase."""
    inside = _inner_rows(cast, rows)
    end, noun = rows[0], False
    for i, row in enumerate(rows):
        if row not in inside:
            if i and _stops(words, rows, i):
                break
            if noun and _modifies_back(classes, rows, i):
                break
        noun = words[row] not in CLITICS and (noun or classes[row] in ("NOUN", "PERSON"))
        if words[row][0].isalnum() or row in cast.ending:
            end = row
    return end


def _stops(words: list[str], rows: list[int], i: int) -> bool:
    """Tell whether a word or mark ends the noun phrase before it."""
    word = words[rows[i]]
    if word.lower() == "of":
        return not _goes_on(words, rows, i)
    is_full_stop = word == "." and len(words[rows[i] - 1]) > 4  # no abbreviation's
    return word in _MARKS or word.lower() in STOPS or is_full_stop


def _modifies_back(classes: list[str], rows: list[int], i: int) -> bool:
    """Tell whether what follows the noun begins here: "people close to X", "an order issued by"."""
    if classes[rows[i]] in ("VERB", "AUX"):
        return True
    if classes[rows[i]] not in ("ADV", "ADJ"):
        return False
    following = next((classes[r] for r in rows[i + 1 : i + 4] if classes[r] not in ("ADJ", "ADV")), "")
    return following not in ("NOUN", "PERSON", "ORG", "MISC", "PLACE")


def _goes_on(words: list[str], rows: list[int], i: int) -> bool:
    """Tell whether "of" leads to the head: "one of his aides", "Secretary of State Blinken"."""
    before = words[rows[i - 1]].lower()
    if before in _WHOLES:
        return True
    after = [words[row][0].isupper() for row in rows[i + 1 : i + 3]]
    return before == "secretary" and after == [True, True]


def _inner_rows(cast: Cast, rows: list[int]) -> set[int]:
    """Return rows inside names of several tokens, where "of" and commas do not end the phrase."""
    inside: set[int] = set()
    for row in rows:
        mention = cast.ending.get(row)
        if mention is not None and mention.first < mention.last:
            inside.update(range(mention.first, mention.last + 1))
    return inside


def _is_role(words: list[str], cast: Cast, mention: Mention, first: int) -> bool:
    """Tell whether a "name" is a role after all: "the Wisconsin Republican", "the President"."""
    if cast.entities[mention.entity].kind == "person":
        return False
    if ORGANIZATION_WORDS.intersection(words[mention.first : mention.last + 1]):
        return False
    last = words[mention.last].lower()
    if mention.first == mention.last and last in _COMMON and mention.first <= first + 1:
        return True
    return last in PEOPLE or (is_plural(last) and singular(last) in PEOPLE and mention.first > first)


def _apposed(
    words: list[str], classes: list[str], cast: Cast, rows: list[int], head_row: int
) -> Mention | None:
    """Return who is named alone after a comma: "his wife, Jane,", "a spokesman for X, John Doe,"."""
    for row in rows:
        mention = cast.ending.get(row)
        if mention is None or mention.first <= head_row or not _can_be_apposed(cast, mention):
            continue
        after = words[row + 1].lower() if row < rows[-1] else ","
        if after in CLITICS or (after[0].isalnum() and after not in STOPS):
            continue
        before = mention.first - 1
        while before > head_row and _is_title_word(words[before], classes[before]):
            before -= 1
        if words[before] in ",—–:":
            return mention
    return None


def _can_be_apposed(cast: Cast, mention: Mention) -> bool:
    entity = cast.entities[mention.entity]
    return entity.kind == "person" or (entity.kind == "organization" and not entity.is_place)


def _is_title_word(word: str, tag: str) -> bool:
    if word in STOPS:
        return False
    return word[0].isupper() or word in (".", "’s", "'s") or tag in ("NOUN", "ADJ") or word in TITLES
