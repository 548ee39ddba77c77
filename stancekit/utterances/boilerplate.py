"""What a website puts between the paragraphs of an article: links to others, credits, notices."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from stancekit.text import TokenTable
from stancekit.utterances.attribution import Attribution

__all__ = ["without_boilerplate"]

# What is in such a line is another article's.
_LINK = re.compile(
    r"[\s\[(>*•▶►–—-]{0,8}(?:(?:also |must )?read(?: more| also| next| on| this)?|see also|see more|related"
    r"(?: \w{1,20})?|recommended(?: for you)?|watch(?: more| now| live| below)?|listen(?: now)?"
    r"|more (?:on|from) [^:|\n]{1,40}|don['’]t miss|in case you missed it)\s{0,3}[:|»>]",
    re.IGNORECASE,
)
# Behind these words stands whose the picture is, or what it shows; they say nothing themselves.
_CREDIT = re.compile(
    r"[\s\[(]{0,4}(?:(?:file )?(?:photo|image|picture|video|graphic|illustration)s?(?: credit)?|credit"
    r"|caption|(?:photo|image|picture)s? by|source)\s{0,3}:",
    re.IGNORECASE,
)
# A sentence with these words is the website's own.
_NOTICE = re.compile(
    r"\b(?:(?:story|article) continue[sd] (?:below|after)|continue reading the main story"
    r"|(?:in|to) your inbox|by (?:signing up|subscribing),? you|sign up (?:here|to receive)"
    r"|email newsletters? or alerts|replay more videos)\b",
    re.IGNORECASE,
)
_AGENCY = re.compile(r"\b(?:getty|reuters|afp|epa|shutterstock|associated press|ap photo)\b", re.IGNORECASE)


def without_boilerplate(table: TokenTable, found: Sequence[Attribution]) -> list[Attribution]:
    """Return the attributions but for links to other articles, and credits and notices taken for speech."""
    article = np.searchsorted(table.first, [a.content[0] for a in found], side="right") - 1
    texts = [table.articles[i].text for i in article.tolist()]
    return [a for a, text in zip(found, texts, strict=True) if not _is_boilerplate(table, text, a)]


def _is_boilerplate(table: TokenTable, text: str, a: Attribution) -> bool:
    at = int(table.start[a.content[0]])
    line = text.rfind("\n", 0, at) + 1
    if _LINK.match(text, line) or _NOTICE.search(text, *_sentence(table, a)):
        return True
    credit = _CREDIT.match(text, line)
    if not credit:
        return False
    of_label = bool(a.cue) and int(table.start[a.cue[0]]) < credit.end()
    return of_label or bool(_AGENCY.search(text, at, int(table.end[a.content[-1]])))


def _sentence(table: TokenTable, a: Attribution) -> tuple[int, int]:
    """Return where the sentence in which a content begins begins and ends in its article."""
    number = table.sentence[a.content[0]]
    first = int(np.searchsorted(table.sentence, number))
    last = int(np.searchsorted(table.sentence, number, side="right")) - 1
    return int(table.start[first]), int(table.end[last])
