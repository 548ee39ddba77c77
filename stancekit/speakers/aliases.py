"""Aliases: which names of an article mean the same person, organization or place.

Full names come first; a single name joins the full name that holds it. Titles may differ: an article's own
slip ("Secretary of Defense" for the Secretary of State) does not make another person.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from stancekit.speakers.choice import Picker
from stancekit.speakers.entities import Cast, Entity, Mention, Option
from stancekit.speakers.lexicon import Gender, demonyms, nickname_group
from stancekit.speakers.names import Name
from stancekit.speakers.surnames import of_surname
from stancekit.text import Document

__all__ = ["merge"]

_SUFFIXES = frozenset(("Jr", "Sr", "II", "III", "IV"))


def merge(document: Document, names: Iterable[Name], cast: Cast, pick: Picker) -> None:
    """Fill the cast of an article from the names in it.

    ``pick(row, model, options)`` chooses where a surname at token ``row`` fits several people.
    """
    names = list(names)
    people = _People(document, cast, pick)
    surnames = {n.words[-1] for n in names if n.kind == "person"}
    for name in names:  # a slip of the tagger: a bare surname taken for a place or an organization
        if name.kind != "person" and len(name.words) == 1 and name.words[0] in surnames:
            name.kind = "person"
    people.merge([n for n in names if n.kind == "person"])
    _Bodies(document, cast).merge([n for n in names if n.kind != "person"])
    cast.trail.sort()


_SPELLED_OUT = {
    "U.S.": "United States",
    "US": "United States",
    "U.K.": "United Kingdom",
    "UK": "United Kingdom",
}
_SPELLED_OUT |= {
    "U.N.": "United Nations",
    "UN": "United Nations",
    "EU": "European Union",
    "E.U.": "European Union",
}


class _People:
    """Groups names of people."""

    def __init__(self, document: Document, cast: Cast, pick: Picker) -> None:
        self.document, self.cast, self.pick = document, cast, pick
        self.by_surname: dict[str, list[int]] = defaultdict(list)
        self.by_first: dict[str, list[int]] = defaultdict(list)
        self.seen: dict[tuple[str, ...], int] = {}
        self.written: dict[tuple[str, ...], str] = {}
        self.roles: dict[int, Counter[str]] = defaultdict(Counter)
        self.previous: dict[str, int] = {}  # who a bare surname meant last

    def merge(self, names: list[Name]) -> None:
        places: dict[int, list[int]] = defaultdict(list)  # where each full name is met
        for name in names:
            if len(name.words) > 1:
                entity = self._full(name)
                places[entity].append(name.first)
                self._note(name, entity)
        for entity in places:
            self._name_fully(entity)
        for name in names:
            if len(name.words) == 1:
                self._note(name, self._single(name, places))

    def _full(self, name: Name) -> int:
        known = self.seen.get(name.words)
        if known is None:
            known = self._match(name)
            if known is None:
                known = self.cast.add(Entity("person", " ".join(name.words)))
                self.by_first[name.words[0]].append(known)
            surname = _surname(name.words)
            if known not in self.by_surname[surname]:
                self.by_surname[surname].append(known)
            self.seen[name.words] = known
            self.written[name.words] = _written(self.document, name.first, name.last)
        return known

    def _match(self, name: Name) -> int | None:
        for entity in self.by_surname.get(_surname(name.words), ()):
            if any(_same_person(name.words, form) for form in self.cast.entities[entity].forms):
                return entity
        return self._misspelt(name.words)

    def _misspelt(self, words: tuple[str, ...]) -> int | None:
        """Find a full name that differs in one letter of the first name or the surname alone."""
        for form, entity in self.seen.items():
            a, b = (form[0], _surname(form)), (words[0], _surname(words))
            if (a[0] == b[0] and _is_slip(a[1], b[1])) or (a[1] == b[1] and _is_slip(a[0], b[0])):
                return entity
        return None

    def _single(self, name: Name, places: dict[int, list[int]]) -> int:
        word = name.words[0]
        candidates = self.by_surname.get(word) or ([] if name.gender else self.by_first.get(word)) or []
        if not candidates and len(word) > 4:
            candidates = next((held for other, held in self.by_surname.items() if _is_slip(word, other)), [])
        fitting = [e for e in candidates if _genders_agree(name.gender, self.cast.entities[e].gender)]
        if not fitting:
            fitting = [self.cast.add(Entity("person", word))]
            self.by_surname[word].append(fitting[0])
        if len(fitting) == 1:
            return fitting[0]
        options = []
        for e in fitting:
            again = e == self.previous.get(word)
            clues = of_surname(self.document, name, self.cast.entities[e], places[e], again)
            options.append(Option(e, clues))
        chosen = self.pick(name.last, "surname", _compared(options, places))
        self.previous[word] = chosen
        return chosen

    def _note(self, name: Name, number: int) -> None:
        entity = self.cast.entities[number]
        entity.forms[name.words] = entity.forms.get(name.words, 0) + 1
        entity.gender = entity.gender or name.gender
        entity.roles |= name.roles
        role = _role(self.document, name)
        if role:
            count = self.roles[number]
            count[role] += 1 + (name.title_first < name.first)
            entity.role = max(count, key=lambda text: (count[text], len(text)))
        _add_mention(self.cast, name, number)

    def _name_fully(self, number: int) -> None:
        """Name an entity by its fullest form: most words, then met most often, then longest."""
        entity = self.cast.entities[number]
        fullest = max(entity.forms, key=lambda form: (len(form), entity.forms[form], len("".join(form))))
        entity.name = self.written[fullest]


def _compared(options: list[Option], places: dict[int, list[int]]) -> list[Option]:
    """Add to each option the clues that compare it with the others: named first, named most often."""
    first = min(options, key=lambda o: places[o.entity][0] if places[o.entity] else 1 << 30)
    most = max(options, key=lambda o: len(places[o.entity]))
    first.clues.append("first")
    most.clues.append("most")
    return options


class _Bodies:
    """Groups names of organizations, places and whatever else has a name."""

    def __init__(self, document: Document, cast: Cast) -> None:
        self.document, self.cast = document, cast
        self.seen: dict[tuple[str, ...], int] = {}
        self.acronyms: dict[str, int] = {}
        self.parts: dict[str, list[int]] = defaultdict(list)

    def merge(self, names: list[Name]) -> None:
        for name in sorted(names, key=lambda n: -len(n.words)):
            _add_mention(self.cast, name, self._entity(name))

    def _entity(self, name: Name) -> int:
        written = _written(self.document, name.first, name.last)
        key = tuple(_SPELLED_OUT.get(written, written).lower().split())
        known = self.seen.get(key)
        if known is None and len(key) == 1:
            known = self._short(name)
        if known is None:
            known = self._new(name, key)
        self.seen[key] = known
        forms = self.cast.entities[known].forms
        forms[name.words] = forms.get(name.words, 0) + 1
        return known

    def _short(self, name: Name) -> int | None:
        """Find the long form of an acronym ("OSCE") or of a last word ("the Journal")."""
        word = name.words[0]
        if word in self.acronyms:
            return self.acronyms[word]
        holders = self.parts.get(word, ()) if name.kind == "organization" and not word.isupper() else ()
        return holders[0] if len(holders) == 1 else None

    def _new(self, name: Name, key: tuple[str, ...]) -> int:
        written = _written(self.document, name.first, name.last)
        entity = Entity("organization", _SPELLED_OUT.get(written, written), is_place=name.kind == "place")
        entity.roles = {w.lower() for w in name.words} if name.kind == "organization" else set()
        if name.kind == "other" and (key[-1] in demonyms() or key[-1].endswith("s")):
            entity.plural = key[-1].endswith("s")
            entity.kind = "group" if entity.plural else "organization"
        number = self.cast.add(entity)
        if len(key) > 1:
            capitals = "".join(w[0] for w in name.words if w[0].isupper())
            self.acronyms.setdefault(capitals, number)
            if name.kind == "organization":
                self.parts[name.words[-1]].append(number)
        return number


def _add_mention(cast: Cast, name: Name, entity: int) -> None:
    mention = Mention(name.first, name.last, entity)
    cast.trail.append(mention)
    cast.ending[name.last] = mention
    cast.entities[entity].n_mentions += 1


def _written(document: Document, first: int, last: int) -> str:
    return " ".join(document.article.text[document.starts[first] : document.ends[last]].split())


def _role(document: Document, name: Name) -> str:
    """Return the title before a name, else the apposition, as written."""
    if name.title_first < name.first:
        return _written(document, name.title_first, name.first - 1)
    return _written(document, *name.apposition) if name.apposition else ""


def _surname(words: tuple[str, ...]) -> str:
    return words[-2] if words[-1] in _SUFFIXES and len(words) > 2 else words[-1]


def _same_person(words: tuple[str, ...], form: tuple[str, ...]) -> bool:
    """Tell whether two full names with one surname mean one person: "Bill" and "William", "J." and "John"."""
    if len(form) == 1:
        return False
    a, b = words[0], form[0]
    if a == b or nickname_group(a) == nickname_group(b):
        return True
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return set(words) <= set(form) or set(form) <= set(words)


def _is_slip(a: str, b: str) -> bool:
    """Tell whether two words of five letters or more differ in one letter, or in the order of two."""
    if min(len(a), len(b)) < 5 or abs(len(a) - len(b)) > 1 or a[0] != b[0] or a == b:
        return False
    if len(a) > len(b):
        a, b = b, a
    at = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return a[at:] == b[at + 1 :]
    return a[at + 1 :] == b[at + 1 :] or (
        a[at : at + 2] == b[at : at + 2][::-1] and a[at + 2 :] == b[at + 2 :]
    )


def _genders_agree(a: Gender, b: Gender) -> bool:
    return not a or not b or a == b
