"""Topics that a user gives, read from a TOML or JSON file."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stancekit.errors import InputError, MissingExtraError
from stancekit.records import Topic

__all__ = ["read_topics"]

_FIELDS = ("name", "keywords", "phrases")


def read_topics(path: str | Path) -> tuple[Topic, ...]:
    """Read topics from a TOML file, or from a JSON file of the same shape.

    Each ``[[topic]]`` has a ``name`` and, if wished, ``keywords`` and ``phrases`` (lists of strings)::

        [[topic]]
        name = "missile defense"
        keywords = ["Patriots", "Patriot"]
        phrases = ["air defence system"]

    Returns
    -------
    tuple of Topic
        Numbered ``t1``, ``t2`` and so on in the file's order; the terms are keywords, then phrases.

    Raises
    ------
    InputError
        If the file cannot be read, or holds anything else.
    MissingExtraError
        If Python has no TOML reader (3.10) and the package ``tomli`` is not installed.
    """
    path = Path(path)
    if path.suffix.lower() not in (".toml", ".json"):
        raise InputError(f"topics file {path} must end in .toml or .json")
    try:
        text = path.read_text(encoding="utf-8-sig")
        values = json.loads(text) if path.suffix.lower() == ".json" else _read_toml(text)
    except (OSError, ValueError) as error:
        raise InputError(f"cannot read topics file {path}: {error}") from error
    if not isinstance(values, dict) or not isinstance(values.get("topic"), list) or not values["topic"]:
        raise InputError(f"topics file {path} must hold at least one [[topic]] with a name")
    if unknown := sorted(set(values) - {"topic"}):
        raise InputError(f"topics file {path}: unknown entry {unknown[0]!r}; allowed is only 'topic'")
    topics = tuple(
        _topic(row, f"topics file {path}, topic {i}", i) for i, row in enumerate(values["topic"], 1)
    )
    _check_names(topics, path)
    return topics


def _read_toml(text: str) -> Any:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        try:
            import tomli as tomllib
        except ImportError:
            raise MissingExtraError("tomli", extra="toml", purpose="read_topics on a TOML file") from None
    return tomllib.loads(text)


def _topic(row: Any, where: str, number: int) -> Topic:
    if not isinstance(row, Mapping):
        raise InputError(f"{where} must be a table with a name, not {row!r}")
    if unknown := [k for k in row if k not in _FIELDS]:
        raise InputError(f"{where}: unknown field {unknown[0]!r}; allowed are {', '.join(_FIELDS)}")
    name = row.get("name")
    if not isinstance(name, str) or not name.strip():
        raise InputError(f"{where}: name={name!r} must be a string that is not blank")
    terms = (*_strings(row, "keywords", where), *_strings(row, "phrases", where))
    return Topic(f"t{number}", name.strip(), tuple(dict.fromkeys(terms)), "given")


def _strings(row: Mapping[str, Any], field: str, where: str) -> list[str]:
    values = row.get(field, [])
    if not isinstance(values, list):
        raise InputError(f"{where}: {field}={values!r} must be a list of strings")
    for value in values:
        if not isinstance(value, str) or not value.strip():
            raise InputError(f"{where}: {value!r} in {field} must be a string that is not blank")
    return [value.strip() for value in values]


def _check_names(topics: tuple[Topic, ...], path: Path) -> None:
    seen: set[str] = set()
    for topic in topics:
        if topic.label.casefold() in seen:
            raise InputError(f"topics file {path}: name={topic.label!r} stands twice; names must differ")
        seen.add(topic.label.casefold())
