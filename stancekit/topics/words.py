"""Words as the topics stage sees them: stop words dropped, inflection and possessives folded together."""

from __future__ import annotations

from unicodedata import combining, normalize
from zlib import crc32

__all__ = ["STOP_WORDS", "fold", "is_content", "key"]

_SPELLINGS = {  # British to American
    **{
        f"{stem}our": f"{stem}or"
        for stem in ("lab", "harb", "behavi", "col", "fav", "hon", "neighb", "rum", "vig")
    },
    **{f"{stem}nce": f"{stem}nse" for stem in ("defe", "offe", "lice")},
    "centre": "center",
    "programme": "program",
}
_ACRONYMS = frozenset(("US", "WHO"))  # stop words in lower case

STOP_WORDS = frozenset(
    """a an the and or but if nor so yet than then as of in on at by for with about against between into
    through during before after above below to from up down out off over under again further once here
    there when where why how all any both each few more most other another some such no not only own
    same too very can cannot will just should now is are was were be been being am have has had having
    do does did doing done would could may might must shall ought i me my mine myself we our ours us
    ourselves you your yours yourself he him his himself she her hers herself it its itself they their
    theirs them themselves this that these those who whom whose which what one two three first second
    last next also even still ever never always say said says saying tell told tells telling ask asked
    add added think thought thinks thinking know knew known knows want wanted wants get got gets getting
    go went gone goes going make made makes making take took taken takes taking come came comes coming
    see saw seen give gave given let put keep kept like according because while since until though
    although whether however per via among within without around toward towards across along behind upon
    despite instead rather really quite perhaps maybe much many lot lots little way ways thing things
    something anything nothing everything someone anyone everyone nobody people well good new old back
    time times day days week weeks month months year years today yesterday tomorrow ago monday tuesday
    wednesday thursday friday saturday sunday mr mrs ms dr t s re ve ll d m don doesn didn isn wasn aren
    weren won wouldn couldn shouldn hasn haven hadn ain yes no oh ok sure right course kind sort bit use
    used try tried look looked call called need needed seem seemed happen happened believe""".split()  # noqa: SIM905 (a list of words would fill a page)
)


def fold(word: str) -> str:
    """Return the form under which a word is counted: lower case, no accents, possessive or plural.

    Examples
    --------
    >>> [fold(w) for w in ("Allies", "Türkiye’s", "Patriots", "crisis", "U.S.")]
    ['ally', 'turkiye', 'patriot', 'crisis', 'us']
    """
    word = _plain(word.lower())
    if word.endswith("'s"):
        word = word[:-2]
    singular = _singular(word)
    return _SPELLINGS.get(singular, singular)


def _singular(word: str) -> str:
    n = len(word)
    if n > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if n > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if n > 3 and word[-1] == "s" and word[-2] not in "siu":
        return word[:-1]
    return word


def _plain(word: str) -> str:
    """Return a word with straight apostrophes, without accents and full stops."""
    if not word.isascii():
        word = "".join(c for c in normalize("NFD", word.replace("’", "'")) if not combining(c))
    return word.replace(".", "")


def is_content(word: str) -> bool:
    """Tell whether a token says something about a topic: no stop word, contraction, number or mark.

    Examples
    --------
    >>> [w for w in "The 30 allies don’t agree with the US , NATO said".split() if is_content(w)]
    ['allies', 'agree', 'US', 'NATO']
    """
    if len(word) < 2 or not word[0].isalpha():
        return False
    lower = word.lower().replace("’", "'")
    return word in _ACRONYMS or (lower not in STOP_WORDS and lower.partition("'")[0] not in STOP_WORDS)


def key(folded: str) -> int:
    """Return the number under which a folded word stands in the model's tables.

    Examples
    --------
    >>> key("nato") == key(fold("NATO’s"))
    True
    """
    return crc32(folded.encode("utf8", "surrogatepass"))
