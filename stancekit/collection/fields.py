"""Fields that people work in: two of the same name whose roles are worlds apart are two people."""

from __future__ import annotations

from functools import lru_cache

__all__ = ["apart", "fields"]

_FIELDS = {
    "public life": "president premier chancellor minister secretary senator sen representative rep "
    "congressman congresswoman governor gov mayor lawmaker legislator mp speaker ambassador diplomat "
    "candidate nominee "
    "politician councilman councilwoman commissioner delegate whip king queen prince princess judge justice "
    "prosecutor lawyer attorney magistrate general gen admiral director chairman chairwoman adviser aide",
    "sport": "midfielder striker goalkeeper defender quarterback pitcher catcher footballer sprinter swimmer "
    "skater boxer golfer cyclist gymnast athlete referee umpire olympian",
    "arts": "actor actress singer musician composer painter sculptor novelist poet comedian rapper dancer "
    "filmmaker playwright",
    "science": "professor scientist researcher physicist chemist biologist epidemiologist virologist "
    "economist historian sociologist psychologist hydrologist geologist climatologist engineer",
    "medicine": "physician surgeon nurse paediatrician pediatrician cardiologist oncologist psychiatrist",
    "faith": "pope cardinal archbishop bishop priest pastor rabbi imam reverend rev nun",
    "work": "driver farmer teacher shopkeeper plumber electrician student pupil waiter waitress miner",
}
_OF: dict[str, str] = {noun: field for field, nouns in _FIELDS.items() for noun in nouns.split()}


@lru_cache(1 << 14)
def fields(role: str) -> frozenset[str]:
    """Return the fields that the words of a role are of.

    Examples
    --------
    >>> sorted(fields("former Senator and singer")), fields("Mr.")
    (['arts', 'public life'], frozenset())
    """
    words = (word.strip(".,").casefold() for word in role.split())
    return frozenset(_OF[word] for word in words if word in _OF)


def apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two sets of fields have nothing in common, although both tell something."""
    return bool(one) and bool(other) and one.isdisjoint(other)
