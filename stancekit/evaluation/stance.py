"""How well whole analyses are read: speaker, topic and stance of every utterance, against gold JSONL.

``found``
    utterances whose content overlaps gold with Jaccard >= 0.5 over word tokens; they are the *paired* ones
``speaker``
    share of paired utterances with the right speaker
``stance``
    on paired utterances: accuracy, macro-F1 over the four classes and over the three stances, F1 by class
``triples``
    (utterance, speaker, stance) all right; utterances without a stance are left out on either side
``topic.b3``
    B-cubed F1 of the topic grouping of paired utterances
``cells``
    (speaker, topic, stance) by article, after topics are aligned by shared utterances
``brier``, ``ece``
    of the four-class probabilities on paired utterances: mean squared error, from 0 to 2 (Brier 1950), and
    expected calibration error of the top label over ten bins of equal width, from 0 to 1 (Guo et al. 2017)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stancekit.evaluation import cells, matching
from stancekit.evaluation.figures import Figures, Tally, Totals, precision_recall
from stancekit.evaluation.names import same_speaker
from stancekit.exchange.gold import GoldUtterance
from stancekit.records import LABELS, STANCES

__all__ = ["figures", "tally"]

_BINS = 10


@dataclass(frozen=True, slots=True)
class _Predicted:
    """What the figures read of a predicted utterance."""

    id: str | None
    content: Sequence[Sequence[int]]
    speaker: str | None  # the name
    topic: str | None
    label: str
    probabilities: Mapping[str, float]


_Pairs = list[tuple[GoldUtterance, _Predicted]]


def tally(
    text: str, gold: Sequence[GoldUtterance], predicted: Mapping[str, Any] | None, *, given: bool = False
) -> Tally:
    """Count what the figures need in one article.

    Parameters
    ----------
    text : str
        The article's text.
    gold : sequence of GoldUtterance
        Its gold.
    predicted : mapping or None
        Its analysis in the JSON form; None where there is none.
    given : bool
        Pair utterances by id instead of by overlap, because the predictions were made on the gold spans.
    """
    found = _read(predicted or {})
    pairs = _pair_by_id(gold, found) if given else _pair_by_overlap(text, gold, found)
    counts = Tally()
    counts.add("gold", len(gold))
    counts.add("pred", len(found))
    counts.add("pairs", len(pairs))
    counts.add("gold.stances", sum(_label(g) != "none" for g in gold))
    counts.add("pred.stances", sum(p.label != "none" for p in found))
    for g, p in pairs:
        _count_pair(counts, g, p)
        if p.probabilities:
            _count_probabilities(counts, _label(g), p.probabilities)
    _count_topics(counts, pairs)
    _count_cells(counts, gold, found, pairs)
    return counts


def _read(analysis: Mapping[str, Any]) -> list[_Predicted]:
    names = {speaker["id"]: speaker.get("name") for speaker in analysis.get("speakers", ())}
    return [
        _Predicted(
            id=u.get("id"),
            content=u.get("content") or (),
            speaker=names.get(u.get("speaker")),
            topic=u.get("topic"),
            label=u.get("stance") or "none",
            probabilities=u.get("probabilities") or {},
        )
        for u in analysis.get("utterances", ())
    ]


def _label(gold: GoldUtterance) -> str:
    return gold.stance or "none"


def _pair_by_id(gold: Sequence[GoldUtterance], predicted: Iterable[_Predicted]) -> _Pairs:
    by_id = {p.id: p for p in predicted}
    return [(g, by_id[g.id]) for g in gold if g.id in by_id]


def _pair_by_overlap(text: str, gold: Sequence[GoldUtterance], predicted: Sequence[_Predicted]) -> _Pairs:
    starts = matching.word_starts(text)
    gold_ranges = [matching.token_ranges(g.content, starts) for g in gold]
    predicted_ranges = [matching.token_ranges(p.content, starts) for p in predicted]
    pairs = matching.pair(matching.score(gold_ranges, predicted_ranges), 0.5)
    return [(gold[i], predicted[j]) for i, j in pairs]


def _count_pair(counts: Tally, gold: GoldUtterance, predicted: _Predicted) -> None:
    label = _label(gold)
    right_speaker, right_label = same_speaker(gold.speaker, predicted.speaker), label == predicted.label
    counts.add("speaker", right_speaker)
    counts.add("right", right_label)
    counts.add("triple", right_speaker and right_label and label != "none")
    counts.add(f"gold.{label}")
    counts.add(f"pred.{predicted.label}")
    if right_label:
        counts.add(f"right.{label}")


def _count_probabilities(counts: Tally, label: str, probabilities: Mapping[str, float]) -> None:
    p = {name: probabilities.get(name, 0.0) for name in LABELS}
    top = max(LABELS, key=p.__getitem__)
    bin_ = min(_BINS - 1, int(p[top] * _BINS))
    counts.add("probabilities")
    counts.add("brier", sum((p[name] - (name == label)) ** 2 for name in LABELS))
    counts.add(f"confidence.{bin_}", p[top])
    counts.add(f"correct.{bin_}", top == label)


def _count_topics(counts: Tally, pairs: _Pairs) -> None:
    if len(pairs) < 2:  # one utterance has no grouping
        return
    # an utterance without a predicted topic is a group of its own
    predicted = [p.topic or ("none", n) for n, (_, p) in enumerate(pairs)]
    counts.add("b3", cells.b_cubed([g.topic for g, _ in pairs], predicted) * len(pairs))
    counts.add("b3.n", len(pairs))


def _count_cells(
    counts: Tally, gold: Iterable[GoldUtterance], predicted: Iterable[_Predicted], pairs: _Pairs
) -> None:
    aligned = cells.align((p.topic, g.topic) for g, p in pairs)
    gold_table = cells.table(((g.speaker or "", g.topic), _label(g)) for g in gold)
    predicted_table = cells.table(((p.speaker or "", _aligned(p.topic, aligned)), p.label) for p in predicted)
    counts.add("cells.tp", cells.shared_cells(gold_table, predicted_table))
    counts.add("cells.pred", len(predicted_table))
    counts.add("cells.gold", len(gold_table))


def _aligned(topic: str | None, aligned: Mapping[str, str | None]) -> str | tuple[()] | None:
    """Return the gold topic; predicted topics that answer to none are one, which no gold topic equals."""
    return aligned.get(topic, ()) if topic is not None else ()


def figures(totals: Totals) -> Figures:
    """Turn the counts of any number of articles, added up, into the figures."""
    pairs = totals["pairs"]
    found: Figures = {
        "found": precision_recall(pairs, totals["pred"], totals["gold"]),
        "speaker": {"accuracy": totals["speaker"] / max(1, pairs), "n": pairs},
        "stance": _stance_figures(totals),
        "triples": precision_recall(totals["triple"], totals["pred.stances"], totals["gold.stances"]),
        "topic.b3": {"f": totals["b3"] / max(1, totals["b3.n"])},
        "cells": precision_recall(totals["cells.tp"], totals["cells.pred"], totals["cells.gold"]),
    }
    if totals["probabilities"]:
        found["brier"] = {"value": totals["brier"] / totals["probabilities"]}
        found["ece"] = {"value": _calibration_error(totals)}
    return found


def _stance_figures(totals: Totals) -> dict[str, float]:
    pairs = totals["pairs"]
    f1 = {label: _f1(totals, label) for label in LABELS}
    return {
        "accuracy": totals["right"] / max(1, pairs),
        "macro4": sum(f1.values()) / len(LABELS),
        "macro3": sum(f1[label] for label in STANCES) / len(STANCES),
        **f1,
        "n": pairs,
    }


def _f1(totals: Totals, label: str) -> float:
    n = totals[f"gold.{label}"] + totals[f"pred.{label}"]
    return 2 * totals[f"right.{label}"] / n if n else 0.0


def _calibration_error(totals: Totals) -> float:
    bins = [key.removeprefix("confidence.") for key in totals if key.startswith("confidence.")]
    gaps = (abs(totals[f"confidence.{bin_}"] - totals[f"correct.{bin_}"]) for bin_ in bins)
    return sum(gaps) / totals["probabilities"]
