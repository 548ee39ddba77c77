"""How a stance is named, signed and coloured wherever people read it: one place for every report.

A colour is never alone: each stance has words and a sign of its own shape as well. The colours begin with
those of Okabe and Ito (2008), darkened or lightened until people with any of the three colour deficiencies
can tell the papers and the lines apart (the tests simulate that) and text on them has a contrast over 4.5.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from stancekit.records import LABELS, Stance

__all__ = [
    "LOOKS", "SPEAKER_KINDS", "UTTERANCE_KINDS", "Look", "Tones",
    "count", "css_tones", "key", "otherwise", "share", "short", "sure", "verb",
]  # fmt: skip


_DOUBT = 0.5  # an answer with a lower probability is more likely wrong than right


class Tones(NamedTuple):
    """The colours of a stance: of text, of what text stands on, and of lines."""

    ink: str
    paper: str
    line: str


class Look(NamedTuple):
    """The words, the sign and the colours of a stance.

    ``verb`` follows the name of a speaker, ``short`` stands where there is little room.
    """

    verb: str
    short: str
    sign: str
    light: Tones
    dark: Tones


_GREY = (Tones("#45494d", "#e9ebed", "#6f767c"), Tones("#d3d7da", "#34383c", "#9aa1a7"))
LOOKS: Mapping[str, Look] = MappingProxyType(
    {
        "condemning": Look(
            *("condemns", "condemns", "▼"),
            Tones("#7a2e00", "#fbc5a8", "#b84a00"),
            Tones("#ffc3a1", "#5a1e00", "#e8702a"),
        ),
        "cautious": Look(
            *("is cautious", "is cautious", "◆"),
            Tones("#594a00", "#fdf3a0", "#c9a400"),
            Tones("#fbf2a6", "#615700", "#f0e442"),
        ),
        "supportive": Look(
            *("supports", "supports", "▲"),
            Tones("#00456e", "#c4e2f7", "#0072b2"),
            Tones("#b5dcf7", "#0b3f63", "#56b4e9"),
        ),
        "none": Look("takes no stance", "no stance", "○", *_GREY),
        "abstained": Look("has a stance that is unclear", "unclear", "?", *_GREY),
        "unjudged": Look("has a stance that was not judged", "not judged", "–", *_GREY),
    }
)
SPEAKER_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "person": "person",
        "organization": "organization",
        "group": "group of people",
        "document": "document",
        "unnamed": "not named in the article",
        "author": "author of the article",
    }
)
UTTERANCE_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "direct": "quoted word for word",
        "indirect": "told in the article’s own words",
        "mixed": "partly quoted, partly told in the article’s own words",
    }
)


def key(stance: Stance | None) -> str:
    """Return the key in `LOOKS` of a stance, ``unjudged`` where there is none.

    Examples
    --------
    >>> LOOKS[key(Stance("supportive"))].verb, LOOKS[key(None)].short
    ('supports', 'not judged')
    """
    return stance.answer if stance else "unjudged"


def verb(stance: Stance | None) -> str:
    """Return the words that follow a speaker's name; ``perhaps`` where they are wrong more often than right.

    Examples
    --------
    >>> verb(Stance("cautious", {"cautious": 0.9})), verb(Stance("cautious", {"cautious": 0.4}))
    ('is cautious', 'perhaps is cautious')
    """
    return _perhaps(stance) + LOOKS[key(stance)].verb


def short(stance: Stance | None) -> str:
    """Return the words for where there is little room, ``perhaps`` as in `verb`.

    Examples
    --------
    >>> short(Stance(None, {"none": 0.9})), short(None)
    ('no stance', 'not judged')
    """
    return _perhaps(stance) + LOOKS[key(stance)].short


def share(probability: float) -> str:
    """Return a probability in per cent, whole numbers, and never a certainty that there is not.

    Examples
    --------
    >>> share(0.934), share(0.9996), share(1.0), share(0.002)
    ('93 %', 'over 99 %', '100 %', 'under 1 %')
    """
    whole = round(100 * probability)
    if probability > 0 and whole == 0:
        return "under 1 %"
    if probability < 1 and whole == 100:
        return "over 99 %"
    return f"{whole} %"


def sure(stance: Stance | None) -> str:
    """Say how sure an answer is; where there is no answer, what is likeliest; nothing where nothing is known.

    Examples
    --------
    >>> sure(Stance("supportive", {"supportive": 0.88}))
    '88 % sure'
    >>> sure(Stance(None, {"cautious": 0.4, "none": 0.3}, abstained=True))
    'likeliest: is cautious, 40 %'
    """
    if stance is None or not stance.probabilities:
        return ""
    if not stance.abstained:
        return f"{share(stance.confidence)} sure"
    return f"likeliest: {_verb(_likeliest(stance))}, {share(stance.confidence)}"


def otherwise(stance: Stance | None, *, least: float = 0.05) -> str:
    """Name the answers that `sure` does not speak of, the likeliest first, from a probability on.

    Examples
    --------
    >>> otherwise(Stance("supportive", {"supportive": 0.7, "none": 0.1, "cautious": 0.2}))
    'is cautious 20 %, takes no stance 10 %'
    """
    if stance is None or not stance.probabilities:
        return ""
    others = [(p, label) for label, p in stance.probabilities.items() if label != _likeliest(stance)]
    others.sort(key=lambda other: (-other[0], LABELS.index(other[1]) if other[1] in LABELS else len(LABELS)))
    return ", ".join(f"{_verb(label)} {share(p)}" for p, label in others if p >= least)


def count(n: int, singular: str, plural: str = "") -> str:
    """Return a number and its noun.

    Examples
    --------
    >>> count(1, "statement"), count(1200, "statement")
    ('1 statement', '1,200 statements')
    """
    return f"{n:,} {singular if n == 1 else plural or singular + 's'}"


def css_tones() -> str:
    """Return CSS that sets ``--ink``, ``--paper`` and ``--line`` on the elements of each class of `LOOKS`.

    Examples
    --------
    >>> css_tones().splitlines()[0]
    '.condemning{--ink:#7a2e00;--paper:#fbc5a8;--line:#b84a00}'
    """
    light = [_rule(name, look.light) for name, look in LOOKS.items()]
    dark = [_rule(name, look.dark) for name, look in LOOKS.items()]
    return "\n".join([*light, "@media screen and (prefers-color-scheme:dark){", *dark, "}", ""])


def _rule(name: str, tones: Tones) -> str:
    return f".{name}{{--ink:{tones.ink};--paper:{tones.paper};--line:{tones.line}}}"


def _perhaps(stance: Stance | None) -> str:
    known = stance is not None and stance.probabilities and not stance.abstained
    return "perhaps " if stance and known and stance.confidence < _DOUBT else ""


def _likeliest(stance: Stance) -> str:
    """Return the answer, or the likeliest label where there is none."""
    if not stance.abstained:
        return stance.answer
    return max(stance.probabilities, key=stance.probabilities.__getitem__)


def _verb(label: str) -> str:
    return LOOKS[label].verb if label in LOOKS else label
