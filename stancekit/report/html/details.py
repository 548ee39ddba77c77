"""The statements one by one, all that is known about each in words."""

from __future__ import annotations

from collections.abc import Iterator

from stancekit.records import Evidence, Span, Utterance
from stancekit.report import looks
from stancekit.report.html.markup import Markup, Node, element, joined
from stancekit.report.html.view import Statement, View, stance_words
from stancekit.report.plain import plain
from stancekit.report.rows import between

__all__ = ["details"]


def details(view: View) -> Markup:
    """Return the list of statements."""
    speakers = {id: number for number, id in enumerate(view.speakers)}
    topics = {id: number for number, id in enumerate(view.topics)}
    items = (
        _item(view, s, speakers[s.utterance.speaker], topics[s.utterance.topic]) for s in view.statements
    )
    return element("ol", items, id="statements")


def _item(view: View, statement: Statement, speaker: int, topic: int) -> Markup:
    """Return a statement; its data attributes are what the filters ask for."""
    u = statement.utterance
    words = element("blockquote", _words(view, u.content), dir="auto")
    back = element("p", element("a", "Show it in the article", href=statement.place), class_="back")
    return element(
        "li",
        _head(view, statement),
        words if u.content else None,
        element("dl", _facts(view, statement)),
        back if statement.spans else None,
        id=f"d{statement.number}",
        class_=statement.key,
        data_speaker=speaker,
        data_topic=topic,
        data_stance=statement.key,
        data_sure=int(round(100 * u.stance.confidence, 6)) if u.stance else 0,
    )


def _head(view: View, statement: Statement) -> Markup:
    u = statement.utterance
    verdict = stance_words(statement.key, looks.verb(u.stance))
    return element(
        "h3",
        element("span", f"{statement.number}.", class_="number"),
        " ",
        element("bdi", view.speaker(u.speaker)),
        " ",
        element("span", verdict, class_="verdict"),
    )


def _facts(view: View, statement: Statement) -> Iterator[Markup]:
    u = statement.utterance
    role, target, cue = view.role(u.speaker), plain(u.target or ""), _words(view, u.cue)
    evidence = [_evidence(view, e, statement.key) for e in (u.stance.evidence if u.stance else ())]
    yield _fact("How sure", element("ul", _confidence(u)))
    yield _fact(
        "Speaker", element("bdi", view.speaker(u.speaker)), (", ", element("bdi", role)) if role else None
    )
    yield _fact("On the topic", element("bdi", view.topic(u.topic)))
    yield _fact("Toward", _quoted(target) if target else None)
    yield _fact("Said with", element("span", _quoted(cue), class_="cue") if cue else None)
    yield _fact("Form", looks.UTTERANCE_KINDS.get(u.kind))
    yield _fact("Words that decided", element("ul", evidence) if evidence else None)


def _fact(term: str, *content: Node) -> Markup:
    """Return a term and what it is, or nothing where that is nothing."""
    shown = joined(*content)
    return element("div", element("dt", term), element("dd", shown)) if shown else shown


def _confidence(u: Utterance) -> Iterator[Markup]:
    if stance := looks.sure(u.stance):
        others = looks.otherwise(u.stance)
        tail = f" (otherwise: {others})" if others else ""
        yield element("li", stance.replace(" sure", " that the stance is right") + tail)
    yield element("li", f"{looks.share(u.confidence)} that somebody says this")


def _evidence(view: View, item: Evidence, key: str) -> Markup:
    words = _quoted(_words(view, (Span(item.start, item.end),)))
    side, sign = ("for", "+") if item.weight >= 0 else ("against", "−")
    weight = element("span", f"({sign}{abs(item.weight):.2f})", class_="weight")
    return element(
        "li", element("span", words, class_=side), f" speaks {side} “{looks.LOOKS[key].short}” ", weight
    )


def _words(view: View, spans: tuple[Span, ...]) -> str:
    return plain(between(view.analysis.article, spans, gap=" … "))


def _quoted(words: str) -> Markup:
    """Return words between quotation marks, kept from changing the direction of what stands around them."""
    return joined("“", element("bdi", words), "”")
