"""Discourse networks: actors by concepts, and actors by actors who agree or disagree (Leifeld 2013, 2017).

Let x(i, k, a) be 1 if actor i takes stance a on concept k at least once in the window of time, else 0, and
let the stances stand at supportive 1, cautious 0, condemning -1 (with ``binary`` agreement cautious is left
out). d(a, b) is the distance of two stances as a share of the whole scale: supportive and condemning are 1
apart, cautious and either one half.

affiliation
    The two-mode network: an edge from actor to concept weighs the number of statements; ``condemning``,
    ``cautious`` and ``supportive`` tell how many of each.
congruence
    Two actors are tied by the sum of x(i, k, a) x(j, k, b) (1 - d(a, b)) over concepts k and stances a, b:
    with two stances, the number of concepts on which they hold the same one.
conflict
    The same with d(a, b): with two stances, the number of concepts on which they hold opposite ones.

An actor who took two stances on a concept both agrees and disagrees with others there. Normalization takes
out that who speaks much has many ties. With n(i) the number of pairs (k, a) that actor i takes:

none
    Nothing is taken out.
activity
    Affiliation only: the weight is divided by the actor's statements.
average
    Congruence and conflict: divided by the average activity, (n(i) + n(j)) / 2.
jaccard
    Congruence and conflict: divided by the number of pairs that either takes.

Statements without an actor, a concept or one of the stances play no part. Actors are told apart by name,
concepts by their words. The method is Leifeld's: *Reconceptualizing major policy change in the advocacy
coalition framework*, Policy Studies Journal 41 (2013); *Discourse network analysis: policy debates as dynamic
networks*, Oxford Handbook of Political Networks (2017).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import NamedTuple

from stancekit.errors import InputError
from stancekit.exchange import dates
from stancekit.exchange.dates import UNDATED, WINDOWS
from stancekit.exchange.dna import concept, scale
from stancekit.exchange.statements import Statement
from stancekit.report.plain import plain

__all__ = ["ACTORS", "NETWORKS", "NORMALIZATIONS", "Network", "Tie", "networks"]

NETWORKS: Mapping[str, tuple[str, ...]] = {  # and the normalizations of each
    "affiliation": ("none", "activity"),
    "congruence": ("none", "average", "jaccard"),
    "conflict": ("none", "average", "jaccard"),
}
NORMALIZATIONS = ("none", "activity", "average", "jaccard")
ACTORS = ("speakers", "persons", "organizations")

_Held = dict[str, Counter[tuple[str, str]]]  # actor: (concept, stance): statements


class Tie(NamedTuple):
    """An edge: its ends, its weight after and before normalization, and what else is known of it.

    ``counts`` are the statements by stance of an affiliation; of a tie between actors, ``concepts`` is the
    number of concepts that it rests on.
    """

    start: str
    end: str
    weight: float
    raw: float
    counts: Mapping[str, int]


class Network(NamedTuple):
    """The network of a window of time.

    ``actors`` and ``concepts`` map name to the number of statements; ``concepts`` is empty but for
    affiliations. Every actor of the window is there, tied or not.
    """

    window: str
    actors: Mapping[str, int]
    concepts: Mapping[str, int]
    ties: tuple[Tie, ...]


def networks(
    statements: Iterable[Statement],
    *,
    network: str = "affiliation",
    normalization: str = "none",
    window: str = "whole",
    agreement: str = "integer",
    actors: str = "speakers",
    concepts: str = "topics",
) -> list[Network]:
    """Return the network of every window of time that has statements, in order; the undated are last.

    Parameters
    ----------
    statements : iterable of Statement
    network : {'affiliation', 'congruence', 'conflict'}
    normalization : {'none', 'activity', 'average', 'jaccard'}
        See the module.
    window : {'whole', 'day', 'week', 'month'}
        By the article's date; weeks are those of ISO 8601.
    agreement : {'integer', 'binary'}
        Whether cautious is a stance between the others or left out.
    actors : {'speakers', 'persons', 'organizations'}
        The person or else the organization, or one of them alone.
    concepts : {'topics', 'targets'}

    Raises
    ------
    InputError
        If an option is not allowed.

    Examples
    --------
    >>> said = [
    ...     Statement("a", "u1", "supportive", "Ann Lee", topic="port"),
    ...     Statement("a", "u2", "supportive", "Bo Lund", topic="port"),
    ... ]
    >>> (one,) = networks(said, network="congruence")
    >>> one.ties[0][:3]
    ('Ann Lee', 'Bo Lund', 1.0)
    """
    _check(network, normalization, window, actors)
    numbers = scale(agreement)
    held: dict[str, _Held] = defaultdict(lambda: defaultdict(Counter))
    for s in statements:
        who, about = plain(_actor(s, actors)), plain(concept(s, concepts))
        if who and about and s.stance is not None and s.stance in numbers:
            held[dates.window(s.date, window)][who][about, s.stance] += 1
    make = _affiliation if network == "affiliation" else _actors
    return [
        make(name, held[name], network, normalization, numbers)
        for name in sorted(held, key=lambda name: (name == UNDATED, name))
    ]


def _check(network: str, normalization: str, window: str, actors: str) -> None:
    for name, value, allowed in (
        ("network", network, NETWORKS),
        ("window", window, WINDOWS),
        ("actors", actors, ACTORS),
    ):
        if value not in allowed:
            raise InputError(f"{name}={value!r} is not one of {', '.join(allowed)}")
    if normalization not in NETWORKS[network]:
        raise InputError(
            f"normalization={normalization!r} is not one of {', '.join(NETWORKS[network])} of {network}"
        )


def _actor(s: Statement, actors: str) -> str:
    if actors == "speakers":
        return s.person or s.organization
    return s.person if actors == "persons" else s.organization


def _affiliation(
    name: str, held: _Held, network: str, normalization: str, numbers: Mapping[str, int]
) -> Network:
    activity = {who: sum(held[who].values()) for who in sorted(held)}
    mentions: Counter[str] = Counter()
    ties = []
    for who, total in activity.items():
        counts: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(numbers, 0))
        for (about, stance), n in held[who].items():
            counts[about][stance] += n
            mentions[about] += n
        for about in sorted(counts):
            raw = float(sum(counts[about].values()))
            weight = raw / total if normalization == "activity" else raw
            ties.append(Tie(who, about, weight, raw, counts[about]))
    return Network(name, activity, {about: mentions[about] for about in sorted(mentions)}, tuple(ties))


def _actors(name: str, held: _Held, network: str, normalization: str, numbers: Mapping[str, int]) -> Network:
    whole = max(numbers.values()) - min(numbers.values())
    by_concept: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for who in sorted(held):
        for about, stance in held[who]:
            by_concept[about][who].append(stance)
    raw: dict[tuple[str, str], float] = defaultdict(float)
    shared: Counter[tuple[str, str]] = Counter()
    for about in sorted(by_concept):
        for (one, mine), (other, theirs) in combinations(by_concept[about].items(), 2):
            apart = [abs(numbers[a] - numbers[b]) / whole for a in mine for b in theirs]
            weight = sum(apart) if network == "conflict" else sum(1 - d for d in apart)
            if weight:
                raw[one, other] += weight
                shared[one, other] += 1
    ties = [
        Tie(one, other, weight / _norm(held[one], held[other], normalization), weight, {"concepts": n})
        for ((one, other), weight), n in zip(raw.items(), shared.values(), strict=True)
    ]
    activity = {who: sum(held[who].values()) for who in sorted(held)}
    return Network(name, activity, {}, tuple(sorted(ties)))


def _norm(
    mine: Mapping[tuple[str, str], int], theirs: Mapping[tuple[str, str], int], normalization: str
) -> float:
    if normalization == "average":
        return (len(mine) + len(theirs)) / 2
    return len(mine.keys() | theirs.keys()) if normalization == "jaccard" else 1.0
