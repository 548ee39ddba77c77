"""Which templates are looked up together: those that look at few codes, once for each combination."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import prod
from typing import NamedTuple

from stancekit.chain.features import Template

__all__ = ["Family", "Kinds", "Place", "plan"]

Kinds = tuple[tuple[frozenset[str], int], ...]
Place = tuple[int, int]  # one of the coded parts, and an offset

_MOST_COMBINATIONS = 1 << 16
_WORTH_JOINING = 1 << 13  # templates that look at different codes are joined up to so many combinations


class Family(NamedTuple):
    """Templates that are scored together, and the codes that they look at, as (coded part, offset)."""

    places: tuple[Place, ...]
    templates: tuple[Template, ...]


@lru_cache(64)
def plan(templates: tuple[Template, ...], kinds: Kinds) -> tuple[tuple[Family, ...], tuple[Template, ...]]:
    """Sort templates into families; the second result are those that look at too many combinations.

    Parameters
    ----------
    templates : tuple of Template
    kinds : tuple of (names of columns, expected number of codes)
    """
    families: list[tuple[set[Place], list[Template]]] = []
    looked = {template: _places(template, kinds) for template in templates}
    few = {t: p for t, p in looked.items() if p and _size(p, kinds) <= _MOST_COMBINATIONS}
    for template in sorted(few, key=lambda t: -_size(few[t], kinds)):
        places = few[template]
        joined = [f for f in families if places <= f[0] or _size(places | f[0], kinds) <= _WORTH_JOINING]
        if joined:
            family = min(joined, key=lambda f: (_size(places | f[0], kinds) / _size(f[0], kinds), len(f[0])))
            family[0].update(places)
            family[1].append(template)
        else:
            families.append((set(places), [template]))
    done = tuple(Family(tuple(sorted(places)), tuple(members)) for places, members in families)
    return done, tuple(t for t in templates if t not in few)


def _places(template: Template, kinds: Kinds) -> set[Place]:
    """Return the smallest codes that tell all a template looks at; none if a column is not coded."""
    out: set[Place] = set()
    for offset in {offset for _, offset in template}:
        names = {name for name, at in template if at == offset}
        together = _smallest(names, kinds)
        parts = [together] if together is not None else [_smallest({name}, kinds) for name in names]
        if None in parts:
            return set()
        out.update((part, offset) for part in parts if part is not None)
    return out


def _smallest(names: set[str], kinds: Kinds) -> int | None:
    fitting = [i for i, (known, _) in enumerate(kinds) if names <= known]
    return min(fitting, key=lambda i: kinds[i][1], default=None)


def _size(places: Sequence[Place] | set[Place], kinds: Kinds) -> int:
    return prod(kinds[part][1] for part, _ in places)
