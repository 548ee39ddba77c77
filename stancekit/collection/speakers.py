"""Speakers over all articles: the same full name, a surname that only one bears, an organization's acronym.

A speaker is known by name, kind and role; each such reading is linked to one person, with the evidence. What
has no name of its own (officials, two diplomats, the author) is nobody across articles.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from stancekit.collection import names
from stancekit.collection.fields import apart, fields
from stancekit.collection.names import Name, fold, read
from stancekit.speakers.lexicon import first_name_gender

__all__ = ["Link", "Person", "Reading", "link"]

_NAMED = ("person", "organization", "group")
_DOMINANT = 10  # times as many articles as the next bearer of a surname has who is meant by it alone
_MINOR = 0.1  # share of articles below which roles of another field are the same person's
_FREQUENT = 2  # articles of a full name from which a surname or an acronym alone can mean it
_ACRONYM = (3, 6)  # letters
_TITLE_GENDERS = {
    "mr": "m",
    "sir": "m",
    "lord": "m",
    "ms": "f",
    "mrs": "f",
    "miss": "f",
    "lady": "f",
    "dame": "f",
}


class Reading(NamedTuple):
    """A speaker as an article has it."""

    name: str
    kind: str
    role: str


class Link(NamedTuple):
    """The person that a reading means, why, and the share of the articles with that name that mean it."""

    person: str
    evidence: str
    confidence: float


@dataclass
class Person:
    """A speaker over all articles; ``readings`` counts the articles that have each."""

    id: str
    readings: Counter[Reading] = field(default_factory=Counter)

    @property
    def names(self) -> list[str]:
        """All forms of the name, the most frequent first."""
        counts: Counter[str] = Counter()
        for reading, n in self.readings.items():
            counts[reading.name] += n
        return [name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))]

    @property
    def name(self) -> str:
        """The fullest of the forms that at least a tenth of the articles have."""
        counts: Counter[str] = Counter()
        for reading, n in self.readings.items():
            counts[reading.name] += n
        often = [name for name, n in counts.items() if n >= _MINOR * self.readings.total()]
        return max(often, key=lambda name: (min(len(fold(name, titled=True)), 2), counts[name], name))

    @property
    def kind(self) -> str:
        """The most frequent kind."""
        return self._most("kind")

    @property
    def role(self) -> str:
        """The most frequent role, if there is one."""
        return self._most("role")

    def _most(self, what: str) -> str:
        counts: Counter[str] = Counter()
        for reading, n in self.readings.items():
            counts[getattr(reading, what)] += n
        told = {value: n for value, n in counts.items() if value}
        return max(told, key=lambda value: (told[value], value), default="")


def link(readings: Mapping[Reading, int]) -> tuple[dict[str, Person], dict[Reading, Link]]:
    """Find who is the same.

    Parameters
    ----------
    readings : mapping of Reading to int
        How many articles have each.

    Returns
    -------
    persons : dict of str to Person
        By id, which depends on the name alone.
    links : dict of Reading to Link
        Of the readings that have a name of their own.

    Examples
    --------
    >>> seen = {Reading("Angela Merkel", "person", "Chancellor"): 5, Reading("Merkel", "person", ""): 2}
    >>> persons, links = link(seen)
    >>> links[Reading("Merkel", "person", "")]
    Link(person='angela-merkel', evidence='surname of Angela Merkel alone', confidence=1.0)
    """
    common = {r.name for r in readings}
    named = {r: n for r, n in readings.items() if r.kind in _NAMED and _is_name(r.name, common)}
    links: dict[Reading, Link] = {}
    people = {r: n for r, n in named.items() if r.kind == "person"}
    links |= _full_names(people)
    links |= _bodies({r: n for r, n in named.items() if r.kind != "person"})
    links |= _surnames(people, links)
    persons: dict[str, Person] = {}
    for reading, found in links.items():
        person = persons.setdefault(found.person, Person(found.person))
        person.readings[reading] += named[reading]
    return persons, links


def _is_name(name: str, common: Container[str]) -> bool:
    """Tell whether words are somebody's own: capital, and not only where a sentence begins."""
    words = name.split()
    if not words or not fold(name) or not words[-1][:1].isupper():
        return False
    return len(words) > 1 or name[:1] + name[1:].lower() != name or name.lower() not in common


def _full_names(people: Mapping[Reading, int]) -> dict[Reading, Link]:
    by_name: defaultdict[Name, dict[Reading, int]] = defaultdict(dict)
    for reading, n in people.items():
        name = read(reading.name)
        if name.first:
            by_name[name._replace(middle="")][reading] = n
    links = {}
    for name, same in by_name.items():
        given = Counter[str]()
        for reading, n in same.items():
            given[fold(reading.name, titled=True)[0]] += n
        first = max(given, key=lambda word: (given[word], word))
        base = names.slug(f"{first} {name.last} {name.suffix}")
        for number, group in enumerate(_parted(same), 1):
            id = base if number == 1 else f"{base}-{number}"
            share = sum(same[reading] for reading in group) / sum(same.values())
            evidence = "same full name" if number == 1 else "same full name, another middle name or field"
            links.update(dict.fromkeys(group, Link(id, evidence, share)))
    return links


def _parted(same: Mapping[Reading, int]) -> list[list[Reading]]:
    """Part the readings of one name by middle initials and fields, the most frequent first."""
    middles = Counter[str]()
    for reading, n in same.items():
        middles[read(reading.name).middle] += n
    most = max((m for m in middles if m), key=lambda m: (middles[m], m), default="")
    groups: defaultdict[str, dict[Reading, int]] = defaultdict(dict)
    for reading, n in same.items():
        middle = read(reading.name).middle or most
        groups[most if most.startswith(middle) or middle.startswith(most) else middle][reading] = n
    parts = [part for group in groups.values() for part in _by_field(group)]
    return sorted(parts, key=lambda part: (-sum(same[r] for r in part), part[0]))


def _by_field(same: Mapping[Reading, int]) -> list[list[Reading]]:
    """Part the readings of one name where their roles are worlds apart and neither is rare."""
    groups: list[tuple[set[str], list[Reading]]] = []
    ordered = sorted(same, key=lambda r: (not fields(r.role), -same[r], r))
    total = sum(same.values())
    for reading in ordered:
        of = fields(reading.role)
        fitting = next((g for g in groups if not apart(of, frozenset(g[0]))), None)
        if fitting is None:
            groups.append((set(of), [reading]))
        else:
            fitting[0].update(of)
            fitting[1].append(reading)
    kept: list[list[Reading]] = []
    for _, group in sorted(groups, key=lambda g: -sum(same[r] for r in g[1])):
        if kept and sum(same[r] for r in group) < _MINOR * total:
            kept[0].extend(group)
        else:
            kept.append(group)
    return kept


def _surnames(people: Mapping[Reading, int], links: Mapping[Reading, Link]) -> dict[Reading, Link]:
    """Link surnames that stand alone to the one who is meant by them."""
    bearers: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    called: dict[str, Counter[str]] = defaultdict(Counter)
    for reading, found in links.items():
        if reading.kind == "person":
            name = read(reading.name)
            bearers[name.last, name.suffix][found.person] += people[reading]
            called[found.person][reading.name] += people[reading]
    full = {person: forms.most_common(1)[0][0] for person, forms in called.items()}
    known = {found.person for found in links.values()}
    alone = {}
    for reading in people:
        name = read(reading.name)
        if name.first or not name.last:
            continue
        ranked = Counter[str]()
        if not first_name_gender(reading.name):  # "Andrew" is no surname
            ranked.update(bearers[name.last, name.suffix])
        fitting = [(who, n) for who, n in ranked.most_common() if not _contradicts(reading.role, full[who])]
        if _is_meant([n for _, n in fitting]):
            who, n = fitting[0]
            told = "alone" if len(fitting) == 1 else "far more than of others"
            alone[reading] = Link(who, f"surname of {full[who]} {told}", n / ranked.total())
        else:
            id = names.slug(reading.name)
            # a body of that name is somebody else
            alone[reading] = Link(f"{id}-name" if id in known else id, "same single name", 1.0)
    return alone


def _is_meant(articles: Sequence[int]) -> bool:
    """Tell whether the first of those who bear a surname, by their articles, is meant by it alone."""
    if not articles or articles[0] < _FREQUENT:
        return False
    return len(articles) == 1 or articles[0] >= _DOMINANT * articles[1]


def _contradicts(role: str, name: str) -> bool:
    """Tell whether a title ("Ms.") and a first name are of different genders."""
    title = _TITLE_GENDERS.get(role.split()[0].rstrip(".").casefold() if role else "", "")
    first = next((word for word in name.split() if word[:1].isupper()), "")
    return bool(title) and first_name_gender(first) not in ("", title)


def _bodies(bodies: Mapping[Reading, int]) -> dict[Reading, Link]:
    """Link organizations and named groups by name, and acronyms to the one name that they stand for."""
    written: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for reading, n in bodies.items():
        written[fold(reading.name)][reading.name] += n
    initials: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for words, forms in written.items():
        if forms.total() >= _FREQUENT:
            for short in _acronyms(words):
                initials[short].add(words)
    links = {}
    for reading in bodies:
        words = fold(reading.name)
        meant = initials.get(words[0], set()) if len(words) == 1 and _is_acronym(reading.name) else set()
        if len(meant) == 1:
            (words,) = meant
            full = written[words].most_common(1)[0][0]
            links[reading] = Link(names.slug(" ".join(words)), f"acronym of {full} alone", 1.0)
        else:
            links[reading] = Link(names.slug(" ".join(words)), "same name", 1.0)
    return links


def _is_acronym(name: str) -> bool:
    letters = name.replace(".", "").removeprefix("the ").removeprefix("The ")
    return letters.isupper() and _ACRONYM[0] <= len(letters) <= _ACRONYM[1]


def _acronyms(words: Iterable[str]) -> set[str]:
    """Return the initials of a name of several words, with and without its small words."""
    words = list(words)
    if len(words) < 2 or any(len(word) == 1 for word in words):
        return set()
    small = ("of", "the", "and", "for", "in", "on", "to")
    return {"".join(w[0] for w in words), "".join(w[0] for w in words if w not in small)}
