"""The article itself: every character of it, cut into highlighted segments, a label after each statement.

Taken without the labels, and with each visible sign read back from its ``data-code``, the text of the element
``text`` is the article's, to the character.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from stancekit.report import looks
from stancekit.report.html.markup import Markup, element, escape, joined
from stancekit.report.html.segments import Role, Segment, cut, marks_of
from stancekit.report.html.view import Statement, View, stance_words
from stancekit.report.plain import UNSEEN, visible
from stancekit.text.paragraphs import breaks

__all__ = ["article"]

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_ROLES: tuple[Role, ...] = ("content", "cue", "source", "for", "against")


def article(view: View) -> Markup:
    """Return the article as an element."""
    text = view.analysis.article.text
    begins = [0, *breaks(text), len(text)]
    segments = cut(len(text), marks_of(view.analysis.utterances), [*begins, *_gaps(text, begins)])
    begin, end = _labels(view)
    paragraphs: list[list[Markup]] = [[] for _ in begins[1:]]
    paragraph = 0
    for segment in segments:
        while segment.start >= begins[paragraph + 1]:
            paragraph += 1
        piece = (begin.get(segment.start), _segment(view, segment, text), end.get(segment.end))
        paragraphs[paragraph].append(joined(piece))
    content = (element("p", parts, dir="auto") for parts in paragraphs)
    return element("div", content, id="text", lang=_language(view.analysis.article.meta))


def _gaps(text: str, begins: Sequence[int]) -> Iterator[int]:
    """Yield where the white space at the end of each paragraph begins; the page shows it as its own space."""
    for start, end in pairwise(begins):
        yield start + len(text[start:end].rstrip())


def _labels(view: View) -> tuple[dict[int, list[Markup]], dict[int, list[Markup]]]:
    """Return what stands before and after offsets: the anchors and the labels of the statements."""
    begin: dict[int, list[Markup]] = defaultdict(list)
    end: dict[int, list[Markup]] = defaultdict(list)
    for statement in view.statements:
        *others, last = sorted({span.end for span in statement.spans}) or [0]
        for place in others:
            end[place].append(_part(statement))
        if statement.spans:
            begin[statement.spans[0].start].append(element("span", id=f"s{statement.number}"))
            end[last].append(_label(view, statement))
    return begin, end


def _segment(view: View, segment: Segment, text: str) -> Markup:
    """Return a piece of the text; its data attributes name the statements to which it is something."""
    piece = text[segment.start : segment.end]
    between = piece.isspace() and not {"\n", "\r"}.isdisjoint(piece)
    inner = element("span", _shown(piece), class_="gap") if between else _shown(piece)
    said = segment.numbers("content")
    names = {role: " ".join(map(str, segment.numbers(role))) or None for role in _ROLES}
    if not any(names.values()):
        return inner
    return element(
        "mark" if said else "span",
        inner,
        class_=_classes(view, said),
        data_said=names["content"],
        data_cue=names["cue"],
        data_source=names["source"],
        data_for=names["for"],
        data_against=names["against"],
    )


def _classes(view: View, said: Sequence[int]) -> str | None:
    """Return the stance of the innermost statement, and whether the piece belongs to others too."""
    if not said:
        return None
    return view.statements[said[0] - 1].key + (" shared" if len(said) > 1 else "")


def _label(view: View, statement: Statement) -> Markup:
    """Return the words that follow a statement and lead to its details."""
    who = f"Statement {statement.number}: {view.speaker(statement.utterance.speaker)} "
    return element(
        "a",
        element("b", str(statement.number), aria_hidden="true"),
        " ",
        element("span", who, class_="unseen"),
        stance_words(statement.key, looks.short(statement.utterance.stance)),
        class_=f"label {statement.key}",
        id=f"t{statement.number}",
        href=f"#d{statement.number}",
    )


def _part(statement: Statement) -> Markup:
    """Return what follows a part of a split statement that is not its last."""
    number = statement.number
    return element("span", f"{number} …", class_=f"label {statement.key}", data_part=number)


def _shown(text: str) -> Markup:
    """Return text with each character that could act unseen as a sign that tells which one it is."""
    done, parts = 0, []
    for found in UNSEEN.finditer(text):
        parts += [escape(text[done : found.start()]), _sign(found[0])]
        done = found.end()
    return joined(*parts, escape(text[done:]))


def _sign(character: str) -> Markup:
    name = unicodedata.name(character, "control character").lower()
    code = f"{ord(character):x}"
    return element("span", visible(character), class_="sign", title=f"{name}, not acted on", data_code=code)


def _language(meta: Mapping[str, object]) -> str:
    """Return the language that the caller names, English where there is none: the models read English."""
    named = str(meta.get("language", ""))
    return named if _LANGUAGE.fullmatch(named) else "en"
