"""An analysis as brat stand-off annotation, laid out as in the PolNeAR corpus (Newell et al. 2018).

An utterance is a ``T`` line for its source, cue and content each and one for the event's trigger, then the
``E`` line that ties them; a split span is one ``T`` line with its ranges joined by ``;``.
"""

from __future__ import annotations

from collections.abc import Sequence

from stancekit.records import Analysis, Article, Span, Utterance
from stancekit.report.plain import blanked
from stancekit.report.rows import between

__all__ = ["text"]


def text(analysis: Analysis) -> str:
    r"""Return the text of an ``.ann`` file for the article's text; utterances without content are left out.

    Examples
    --------
    >>> article = Article("Mira said the bridge holds.")
    >>> said = Utterance("u1", "indirect", (Span(10, 26),), (Span(5, 9),), (Span(0, 4),))
    >>> print(text(Analysis(article, utterances=(said,))).replace("\t", " | "), end="")
    T1 | Source 0 4 | Mira
    T2 | Cue 5 9 | said
    T3 | Content 10 26 | the bridge holds
    T4 | Attribution 5 9 | said
    E1 | Attribution:T4 Content:T3 Cue:T2 Source:T1
    """
    lines: list[str] = []
    first = 1
    spoken = (u for u in analysis.utterances if u.content)
    for number, utterance in enumerate(spoken, 1):
        roles = _roles(utterance)
        names = {role: f"T{first + i}" for i, role in enumerate(roles)}
        lines += (_text_line(names[role], role, spans, analysis.article) for role, spans in roles.items())
        lines.append(_event_line(f"E{number}", names))
        first += len(roles)
    return "".join(line + "\n" for line in lines)


def _roles(utterance: Utterance) -> dict[str, tuple[Span, ...]]:
    """Return the spans by role in the order of their lines; the last, the trigger, names the event."""
    roles = {"Source": utterance.source, "Cue": utterance.cue, "Content": utterance.content}
    event = "Attribution" if utterance.source else "Attribution-no-source"
    roles[event] = utterance.cue or utterance.source or utterance.content
    return {role: tuple(sorted(spans)) for role, spans in roles.items() if spans}


def _text_line(name: str, role: str, spans: Sequence[Span], article: Article) -> str:
    ranges = ";".join(f"{span.start} {span.end}" for span in spans)
    return f"{name}\t{role} {ranges}\t{blanked(between(article, spans))}"


def _event_line(name: str, names: dict[str, str]) -> str:
    *_, event = names
    arguments = (f"{role}:{names[role]}" for role in ("Content", "Cue", "Source") if role in names)
    return f"{name}\t{event}:{names[event]} {' '.join(arguments)}"
