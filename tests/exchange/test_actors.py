"""Persons, organizations, and who speaks for whom."""

import pytest

from stancekit.exchange.actors import actor, kind_of_name
from stancekit.records import Speaker


@pytest.mark.parametrize(
    ("kind", "name", "role", "expected"),
    [
        ("person", "Ana Ruiz", "", ("Ana Ruiz", "")),
        ("person", "Ana Ruiz", "spokeswoman for the Port Authority", ("Ana Ruiz", "Port Authority")),
        ("person", "Ana Ruiz", "spokesman for X", ("Ana Ruiz", "X")),
        ("person", "Ana Ruiz", "a spokesperson of the World Bank in Geneva", ("Ana Ruiz", "World Bank")),
        ("person", "Ana Ruiz", "Foreign Ministry spokeswoman", ("Ana Ruiz", "Foreign Ministry")),
        ("person", "Ana Ruiz", "police spokesman", ("Ana Ruiz", "police")),
        ("person", "Ana Ruiz", "the minority spokeswoman on finance", ("Ana Ruiz", "")),
        ("person", "Ana Ruiz", "a German spokesman", ("Ana Ruiz", "")),
        ("person", "Ana Ruiz", "chief of Norjet, an airline", ("Ana Ruiz", "Norjet")),
        ("person", "Ana Ruiz", "President of France", ("Ana Ruiz", "")),
        ("person", "Ana Ruiz", "its leader", ("Ana Ruiz", "")),
        ("person", "spokesman for X", "", ("spokesman for X", "")),  # a name, odd as it is
        (
            "unnamed",
            "spokesman for the mayor’s office",
            "",
            ("spokesman for the mayor’s office", "mayor’s office"),
        ),
        ("unnamed", "Norjet’s press officer", "", ("Norjet’s press officer", "Norjet")),
        ("unnamed", "World Bank official", "", ("World Bank official", "")),
        ("unnamed", "pilot at Norjet", "", ("pilot at Norjet", "Norjet")),
        ("author", "AUTHOR", "", ("AUTHOR", "")),
        ("organization", "Norjet", "", ("", "Norjet")),
        ("group", "two diplomats", "", ("", "two diplomats")),
        ("document", "report", "", ("", "report")),
    ],
)
def test_actor(kind, name, role, expected):
    assert actor(Speaker("s1", name, kind, role), ["Norjet", "the World Bank"]) == expected


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Ana Ruiz", "person"),
        ("Yasir al-Tom", "person"),
        ("Egypt", "organization"),
        ("European Commission", "organization"),
        ("NATO", "organization"),
        ("the police", "organization"),
        ("government of Peru", "organization"),
        ("the African Union’s report", "document"),
        ("president of France", "unnamed"),
        ("two diplomats", "group"),
        ("Leaders", "group"),
        ("senior official", "unnamed"),
        ("a fisherman", "unnamed"),
        ("", "unnamed"),
        ("the", "unnamed"),
    ],
)
def test_kind_of_name(name, kind):
    assert kind_of_name(name) == kind
