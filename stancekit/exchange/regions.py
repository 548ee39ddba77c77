"""Utterances as annotation tools hold them: labelled regions of text, and relations between two of them.

The first span of an utterance's content is its *head*, or where it has no content the first of its cue, or of
its source; relations go from the head to every other region of the utterance. Annotators may draw theirs
either way round, and tie a source to the cue alone: `together` reads that too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from stancekit.errors import InputError
from stancekit.records import Span
from stancekit.report.brat import Attributed

__all__ = ["ROLES", "Link", "Parts", "Region", "apart", "named", "together"]

ROLES = ("content", "cue", "source")
_NAME = re.compile(r"(.+)-(?:content|cue|source)-\d+", re.DOTALL)


class Region(NamedTuple):
    """A labelled span: its id in the file, its role and its place."""

    id: str
    role: str
    span: Span


class Link(NamedTuple):
    """A relation between two regions, by their ids."""

    start: str
    end: str


class Parts(NamedTuple):
    """An utterance put together: the ids of its head and what has the head's role, and its spans by role."""

    ids: tuple[str, ...]
    content: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    source: tuple[Span, ...] = ()


def apart(said: Attributed, name: str) -> tuple[list[Region], list[Link]]:
    """Take an utterance apart; ids of regions are ``name``, the role and a number, joined by ``-``.

    Examples
    --------
    >>> from stancekit.records import Utterance
    >>> regions, links = apart(Utterance("u1", "direct", (Span(0, 4),), (Span(5, 9),)), "u1")
    >>> [region.id for region in regions], links
    (['u1-content-1', 'u1-cue-1'], [Link(start='u1-content-1', end='u1-cue-1')])
    """
    regions = [
        Region(f"{name}-{role}-{n}", role, span)
        for role in ROLES
        for n, span in enumerate(getattr(said, role), 1)
    ]
    return regions, [Link(regions[0].id, other.id) for other in regions[1:]]


def named(id: str) -> str:
    """Return the utterance's id that a region's id was made of by `apart`; empty for one of another make."""
    found = _NAME.fullmatch(id)
    return found[1] if found else ""


def together(regions: Sequence[Region], links: Iterable[Link], where: str = "") -> list[Parts]:
    """Put utterances together, in the order of their heads; regions that no content claims are last.

    Raises
    ------
    InputError
        If two regions have the same id; ``where`` is what the error names.

    Examples
    --------
    >>> said, cue = Region("a", "content", Span(0, 4)), Region("b", "cue", Span(5, 9))
    >>> together([said, cue], [Link("b", "a")])
    [Parts(ids=('a',), content=(Span(start=0, end=4),), cue=(Span(start=5, end=9),), source=())]
    """
    by_id: dict[str, Region] = {}
    for region in regions:
        if region.id in by_id:
            raise InputError(f"{where}: two regions have the id {region.id!r}; allowed is one of each")
        by_id[region.id] = region
    beside: dict[str, list[str]] = {region.id: [] for region in regions}
    later: set[str] = set()  # contents that another content goes on in
    for start, end in links:
        if start in by_id and end in by_id and start != end:
            beside[start].append(end)
            beside[end].append(start)
            if by_id[start].role == by_id[end].role == "content":
                later.add(end)
    claimed: set[str] = set()
    found = [_parts(members, by_id, later, claimed) for members in _contents(regions, by_id, beside)]
    rest = [region for region in regions if region.id not in claimed and region.role != "content"]
    alone = {region.id: [o for o in beside[region.id] if o not in claimed] for region in rest}
    return found + [_parts(members, by_id, later, claimed) for members in _groups(rest, alone)]


def _contents(
    regions: Sequence[Region], by_id: dict[str, Region], beside: dict[str, list[str]]
) -> list[list[str]]:
    """Return the ids of each content's regions, then of the cues and sources tied to them."""
    contents = [region for region in regions if region.role == "content"]
    own = {c.id: [o for o in beside[c.id] if by_id[o].role == "content"] for c in contents}
    others = {id: [o for o in near if by_id[o].role != "content"] for id, near in beside.items()}
    found = []
    for members in _groups(contents, own):
        tied = [o for member in members for o in others[member]]
        roles = {by_id[o].role for o in tied}
        for other in tuple(tied):  # a source that is tied to the cue alone, or the other way round
            tied += [o for o in others[other] if by_id[o].role not in roles]
        found.append([*members, *dict.fromkeys(tied)])
    return found


def _groups(regions: Sequence[Region], beside: dict[str, list[str]]) -> list[list[str]]:
    """Return the ids of regions that hang together, in order."""
    group: dict[str, int] = {}
    for number, region in enumerate(regions):
        open_ids = [region.id] if region.id not in group else []
        while open_ids:
            id = open_ids.pop()
            if id not in group:
                group[id] = number
                open_ids += beside[id]
    found: dict[int, list[str]] = {}
    for region in regions:
        found.setdefault(group[region.id], []).append(region.id)
    return list(found.values())


def _parts(members: list[str], by_id: dict[str, Region], later: set[str], claimed: set[str]) -> Parts:
    claimed.update(members)
    spans = {
        role: tuple(sorted(by_id[id].span for id in members if by_id[id].role == role)) for role in ROLES
    }
    alike = [id for id in members if by_id[id].role == by_id[members[0]].role]
    alike.sort(key=lambda id: id in later)  # the head is first
    return Parts(tuple(alike), *(spans[role] for role in ROLES))
