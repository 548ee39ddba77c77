"""How far two annotators agree, or a model and an annotator: on what is an utterance, and on its stance.

Utterances are matched as in evaluations: contents that overlap with Jaccard >= 0.5 over word tokens, one to
one, best overlap first. Figures:

``content``
    F1 of finding: utterances matched, against those of either side; the same whichever side is gold
``content.exact``
    the same, every word token equal
``speaker``
    share of matched utterances with the same speaker, of those where both name one
``stance``
    of matched utterances where both judged the stance (``n``): Krippendorff's alpha for nominal data and
    Cohen's kappa, both from NLTK (None where only one label was used: nothing could be disagreed on); the
    share of equal labels, and macro-F1 over the three stances
``f1``
    F1 by label, of the same utterances

An answer that a model abstained from is no judgement.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from stancekit.errors import InputError
from stancekit.evaluation import matching
from stancekit.evaluation.figures import Figures, Report, precision_recall
from stancekit.evaluation.names import same_speaker
from stancekit.records import LABELS, STANCES, Analysis, Utterance
from stancekit.report import table
from stancekit.report.rows import between

__all__ = ["Agreement", "Disagreement", "agree"]


class Disagreement(NamedTuple):
    """An utterance on which the two differ: where it is in the text, its words, and what each says of it.

    ``start`` and ``end`` enclose the content in ``a``, or where ``a`` has no such utterance, in ``b``. ``a``
    and ``b`` are the labels: empty where there is an utterance but no judgement, None where there is none.
    """

    article: str
    start: int
    end: int
    text: str
    a: str | None
    b: str | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two annotations of the same articles have in common.

    Parameters
    ----------
    figures : dict
        As the module names them; ``articles`` is the number of articles that both have.
    confusion : dict
        ``confusion[x][y]`` counts the matched utterances that are x to ``a`` and y to ``b``.
    stances : tuple of Disagreement
        Matched utterances with different labels.
    found : tuple of Disagreement
        Utterances that one side alone has.
    alone : dict
        Under ``a`` and ``b`` the ids of the articles that only that side has; they are left out.
    """

    figures: Figures
    confusion: dict[str, dict[str, int]]
    stances: tuple[Disagreement, ...]
    found: tuple[Disagreement, ...]
    alone: dict[str, list[str]]

    def to_dict(self) -> dict[str, Any]:
        """Return everything as JSON has it."""
        return {
            **self.figures,
            "confusion": self.confusion,
            "disagreements": [one._asdict() for one in self.stances],
            "found_by_one": [one._asdict() for one in self.found],
            "articles_of_one": self.alone,
        }

    def to_json(self, *, indent: int | None = 1) -> str:
        """Return `to_dict` as JSON text."""
        return json.dumps(self.to_dict(), indent=indent)

    def __str__(self) -> str:
        """Return the figures, the confusion matrix and the disagreements on stances."""
        return "\n".join(self._parts())

    def _parts(self) -> Iterator[str]:
        yield str(Report(self.figures))
        for side, names in self.alone.items():
            if names:
                yield f"left out: {len(names)} of {side} alone, {names[0]} the first"
        rows = [(label, *counts.values()) for label, counts in self.confusion.items()]
        yield "\nlabels of a (down) and b (across)\n" + table.text(("", *LABELS), rows).rstrip("\n")
        if self.stances:
            columns = ("article", "start", "end", "a", "b", "text")
            shown = [(d.article, d.start, d.end, d.a, d.b, d.text) for d in self.stances]
            yield "\n" + table.text(columns, shown).rstrip("\n")


def agree(a: Iterable[Analysis], b: Iterable[Analysis]) -> Agreement:
    """Compare two annotations of the same articles.

    Parameters
    ----------
    a, b : iterable of Analysis
        As `stancekit.exchange.read` gives them, or as an analyzer made them.

    Raises
    ------
    InputError
        If they have no article in common, or an article's text is not the same in both.

    Examples
    --------
    >>> from stancekit.records import Article, Span, Stance
    >>> def said(label):
    ...     one = Utterance("u1", "direct", (Span(0, 11),), stance=Stance(label))
    ...     return [Analysis(Article("“Build it,” she said.", "x"), utterances=(one,))]
    >>> found = agree(said("supportive"), said("cautious"))
    >>> found.figures["content"]["f"], found.stances[0].text
    (1.0, '“Build it,”')
    """
    ours, theirs = _by_id(a), _by_id(b)
    names = [name for name in ours if name in theirs]
    if not names:
        raise InputError(
            f"no article is in both: one has {_some(ours)}, the other {_some(theirs)}; allowed are "
            "annotations of the same articles, by id"
        )
    counts = _Counts()
    for name in names:
        if ours[name].article.text != theirs[name].article.text:
            raise InputError(f"article {name!r} has not the same text in both; allowed is one text for both")
        counts.add(ours[name], theirs[name])
    alone = {"a": sorted(set(ours) - set(theirs)), "b": sorted(set(theirs) - set(ours))}
    confusion = {x: {y: counts.labels[x, y] for y in LABELS} for x in LABELS}
    figures = {"articles": len(names), **counts.figures()}
    return Agreement(figures, confusion, tuple(counts.stances), tuple(counts.found), alone)


def _by_id(analyses: Iterable[Analysis]) -> dict[str, Analysis]:
    found: dict[str, Analysis] = {}
    for analysis in analyses:
        if found.setdefault(analysis.article.id, analysis) is not analysis:
            raise InputError(f"article id {analysis.article.id!r} comes twice; allowed is once")
    return found


def _some(names: Iterable[str]) -> str:
    names = sorted(names)
    return ", ".join(map(repr, names[:3])) + (", …" if len(names) > 3 else "") if names else "none"


class _Counts:
    """What is counted over articles."""

    def __init__(self) -> None:
        self.a = self.b = self.matched = self.exact = self.named = self.same = 0
        self.labels: Counter[tuple[str, str]] = Counter()
        self.stances: list[Disagreement] = []
        self.found: list[Disagreement] = []

    def add(self, ours: Analysis, theirs: Analysis) -> None:
        starts = matching.word_starts(ours.article.text)
        a, b = ([u for u in side.utterances if u.content] for side in (ours, theirs))
        ranges = [[matching.token_ranges(u.content, starts) for u in side] for side in (a, b)]
        scored = matching.score(*ranges)
        pairs = matching.pair(scored, 0.5)
        self.a += len(a)
        self.b += len(b)
        self.matched += len(pairs)
        self.exact += len(matching.pair(scored, 1.0))
        names = [{s.id: s.name for s in side.speakers} for side in (ours, theirs)]
        for i, j in sorted(pairs):
            self._pair(ours, a[i], b[j])
            speakers = names[0].get(a[i].speaker or ""), names[1].get(b[j].speaker or "")
            if all(speakers):
                self.named += 1
                self.same += same_speaker(*speakers)
        left = {i for i, _ in pairs}, {j for _, j in pairs}
        self.found += (_differ(ours, u, _label(u) or "", None) for i, u in enumerate(a) if i not in left[0])
        self.found += (_differ(ours, u, None, _label(u) or "") for j, u in enumerate(b) if j not in left[1])

    def _pair(self, ours: Analysis, one: Utterance, other: Utterance) -> None:
        x, y = _label(one), _label(other)
        if x and y:
            self.labels[x, y] += 1
            if x != y:
                self.stances.append(_differ(ours, one, x, y))

    def figures(self) -> Figures:
        n = sum(self.labels.values())
        f1 = {label: self._f1(label) for label in LABELS}
        alpha, kappa = _reliability(self.labels)
        return {
            "content": self._finding(self.matched),
            "content.exact": self._finding(self.exact),
            "speaker": {"accuracy": self.same / max(1, self.named), "n": self.named},
            "stance": {
                "alpha": alpha,
                "kappa": kappa,
                "equal": sum(self.labels[x, x] for x in LABELS) / max(1, n),
                "macro3": sum(f1[label] for label in STANCES) / len(STANCES),
                "n": n,
            },
            "f1": f1,
        }

    def _finding(self, n: int) -> dict[str, float]:
        return {"f": precision_recall(n, self.b, self.a)["f"], "both": n, "a": self.a, "b": self.b}

    def _f1(self, label: str) -> float:
        n = sum(self.labels[label, other] + self.labels[other, label] for other in LABELS)
        return 2 * self.labels[label, label] / n if n else 0.0


def _label(utterance: Utterance) -> str | None:
    """Return the label that an utterance was given; None where nobody judged it, or a model abstained."""
    stance = utterance.stance
    return None if stance is None or stance.abstained else stance.answer


def _differ(analysis: Analysis, u: Utterance, a: str | None, b: str | None) -> Disagreement:
    start, end = min(s for s, _ in u.content), max(e for _, e in u.content)
    return Disagreement(analysis.article.id, start, end, between(analysis.article, u.content), a, b)


def _reliability(labels: Counter[tuple[str, str]]) -> tuple[float | None, float | None]:
    """Return alpha and kappa; None where only one label was used, or none."""
    from nltk.metrics.agreement import AnnotationTask

    pairs: Sequence[tuple[str, str]] = sorted(labels.elements())
    if len({label for pair in pairs for label in pair}) < 2:
        return None, None
    data = [(side, i, label) for i, pair in enumerate(pairs) for side, label in zip("ab", pair, strict=True)]
    task = AnnotationTask(data)
    return float(task.alpha()), float(task.kappa())
