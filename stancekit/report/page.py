"""The view of one article in a terminal: who takes which stance on what, then what each of them said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stancekit.records import Analysis, Utterance
from stancekit.report import matrix
from stancekit.report.color import paint
from stancekit.report.plain import plain
from stancekit.report.rows import between, speaker_names, topic_labels
from stancekit.report.widths import fit, pad, width

__all__ = ["terminal"]

_NARROWEST = 30  # columns; a terminal that claims fewer gets lines of this length
_ROOM_FOR_TOPIC = 60  # columns from which on an utterance's line names its topic
_WIDEST_ID = 8
_EXCERPT = 400  # code points of a span that are looked at; more fit on no terminal


def terminal(analysis: Analysis, *, color: bool, width: int) -> str:
    """Return the page: the speaker × topic matrix, then the utterances grouped by speaker.

    Parameters
    ----------
    analysis : Analysis
        What to show.
    color : bool
        Whether to colour it with ANSI sequences; the words say all that the colours say.
    width : int
        Columns of the terminal; no line is longer, but for widths under 30.

    Returns
    -------
    str
        Lines, each ended by a newline. A cell of the matrix reads ``stance probability (utterances)``.

    Examples
    --------
    >>> from stancekit.records import Article, Span, Speaker, SpeakerStance, Stance, Topic
    >>> stance = Stance("supportive", {"supportive": 0.88})
    >>> analysis = Analysis(
    ...     Article("“Build it,” Mira Holt said."),
    ...     speakers=(Speaker("s1", "Mira Holt", "person"),),
    ...     topics=(Topic("t1", "harbour bridge"),),
    ...     utterances=(Utterance("u1", "direct", (Span(0, 11),), speaker="s1", topic="t1", stance=stance),),
    ...     stances=(SpeakerStance("s1", "t1", stance, ("u1",)),),
    ... )
    >>> print(terminal(analysis, color=False, width=60), end="")
               harbour bridge
    Mira Holt  supportive 0.88 (1)
    <BLANKLINE>
    Mira Holt
      u1  supportive 0.88  harbour bridge  “Build it,”
    """
    columns = max(width, _NARROWEST)
    parts = [_heading(analysis, columns, color)]
    if analysis.stances:
        parts += matrix.blocks(analysis, columns, color=color)
    parts += _sayings(analysis, columns, color)
    if not analysis.utterances:
        parts.append(["No utterances found."])
    return "\n".join("".join(line.rstrip() + "\n" for line in part) for part in parts if part)


def _heading(analysis: Analysis, columns: int, color: bool) -> list[str]:
    article = analysis.article
    facts = (article.id, article.source, article.date, analysis.model and f"model {analysis.model}")
    lines = {"heading": plain(article.title), "aside": " · ".join(filter(None, map(plain, facts)))}
    return [paint(fit(line, columns), style, color=color) for style, line in lines.items() if line]


def _sayings(analysis: Analysis, columns: int, color: bool) -> Iterator[list[str]]:
    """Yield the lines of each speaker, who says most first, then those of the utterances of nobody."""
    said: dict[str | None, list[Utterance]] = {}
    for utterance in analysis.utterances:
        said.setdefault(utterance.speaker, []).append(utterance)
    names = speaker_names(analysis)
    roles = {speaker.id: plain(speaker.role) for speaker in analysis.speakers}
    for id in sorted(said, key=lambda id: (id is None, -len(said[id]))):
        head = _speaker_line(matrix.shown_speaker(id, names), roles.get(id or "", ""), columns, color)
        yield [head, *_utterance_lines(analysis, said[id], columns, color)]


def _speaker_line(name: str, role: str, columns: int, color: bool) -> str:
    shown = fit(name, columns)
    left = columns - width(shown) - 2
    tail = f", {fit(role, left)}" if role and left >= 8 else ""
    return paint(shown, "heading", color=color) + paint(tail, "aside", color=color)


def _utterance_lines(
    analysis: Analysis, utterances: Sequence[Utterance], columns: int, color: bool
) -> Iterator[str]:
    """Yield a line an utterance: id, stance, topic (where there is room for it) and an excerpt."""
    labels = topic_labels(analysis)
    sizes = [
        min(max(width(plain(u.id)) for u in utterances), _WIDEST_ID),
        max(width(matrix.stance_text(u.stance)) for u in utterances),
        min(max(width(matrix.shown_topic(u.topic, labels)) for u in utterances), columns // 4),
    ]
    if columns < _ROOM_FOR_TOPIC:
        sizes[-1] = 0
    left = columns - 2 - sum(size + 2 for size in sizes if size)
    for u in utterances:
        fields = (plain(u.id), matrix.stance_text(u.stance), matrix.shown_topic(u.topic, labels))
        styles = ("aside", matrix.stance_style(u.stance), "aside")
        shown = [
            paint(pad(field, size), style, color=color)
            for field, size, style in zip(fields, sizes, styles, strict=True)
            if size
        ]
        yield "  " + "  ".join([*shown, fit(_excerpt(analysis, u), left)])


def _excerpt(analysis: Analysis, utterance: Utterance) -> str:
    heads = [span._replace(end=min(span.end, span.start + _EXCERPT)) for span in utterance.content]
    return plain(between(analysis.article, heads, gap=" … "))
