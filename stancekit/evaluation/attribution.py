"""How well utterances are found: source, cue and content against gold attributions (PolNeAR's task).

Figures, each with precision, recall and F1:

``tokens.ROLE``
    word tokens that carry the role, micro-averaged
``content``
    attributions whose content overlaps a gold content with Jaccard >= 0.5 over word tokens, matched one to
    one, best overlap first
``content.exact``
    the same, every word token equal
``quote+source``
    the same as ``content``, and the sources share a word token; gold without a source is left out

``recall.KIND`` is the recall of ``content`` for gold that is direct, mixed or indirect.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from stancekit.evaluation import matching
from stancekit.evaluation.brat import ROLES
from stancekit.evaluation.figures import Figures, Tally, Totals, precision_recall
from stancekit.evaluation.matching import Ranges
from stancekit.exchange.kinds import kind
from stancekit.report.brat import Attributed

__all__ = ["figures", "kind", "tally"]

KINDS = ("direct", "mixed", "indirect")


def tally(text: str, gold: Iterable[Attributed], predicted: Iterable[Mapping[str, Any]]) -> Tally:
    """Count what the figures need in one article.

    Parameters
    ----------
    text : str
        The article's text.
    gold : iterable of Attribution or anything else with the spans
        Those without a content are left out.
    predicted : iterable of mappings
        Utterances in the JSON form; any role may be missing; those without a content are left out.
    """
    starts = matching.word_starts(text)
    gold = [one for one in gold if one.content]
    gold_ranges = [
        {role: matching.token_ranges(getattr(one, role), starts) for role in ROLES} for one in gold
    ]
    predicted_ranges = [
        {role: matching.token_ranges(one.get(role), starts) for role in ROLES}
        for one in predicted
        if one.get("content")
    ]
    counts = Tally()
    counts.add("gold", len(gold_ranges))
    counts.add("pred", len(predicted_ranges))
    for role in ROLES:
        _count_tokens(counts, role, [g[role] for g in gold_ranges], [p[role] for p in predicted_ranges])
    pairs = _count_contents(counts, gold_ranges, predicted_ranges)
    _count_sources(counts, pairs, gold_ranges, predicted_ranges)
    _count_kinds(counts, text, gold, {i for i, _ in pairs})
    return counts


def _count_tokens(counts: Tally, role: str, gold: Sequence[Ranges], predicted: Sequence[Ranges]) -> None:
    all_gold, all_predicted = matching.union(gold), matching.union(predicted)
    counts.add(f"{role}.tp", matching.overlaps([all_gold], [all_predicted])[0, 0])
    counts.add(f"{role}.pred", matching.size(all_predicted))
    counts.add(f"{role}.gold", matching.size(all_gold))


def _count_contents(
    counts: Tally, gold: Sequence[Mapping[str, Ranges]], predicted: Sequence[Mapping[str, Ranges]]
) -> list[tuple[int, int]]:
    scored = matching.score([g["content"] for g in gold], [p["content"] for p in predicted])
    pairs = matching.pair(scored, 0.5)
    counts.add("matched", len(pairs))
    counts.add("exact", len(matching.pair(scored, 1.0)))
    return pairs


def _count_sources(
    counts: Tally,
    pairs: Iterable[tuple[int, int]],
    gold: Sequence[Mapping[str, Ranges]],
    predicted: Sequence[Mapping[str, Ranges]],
) -> None:
    unsourced = {i for i, g in enumerate(gold) if not g["source"]}
    asked = [(i, j) for i, j in pairs if i not in unsourced]
    left_out = sum(i in unsourced for i, _ in pairs)
    right = [matching.overlaps([gold[i]["source"]], [predicted[j]["source"]]) for i, j in asked]
    counts.add("sourced.tp", sum(map(bool, right)))
    counts.add("sourced.pred", len(predicted) - left_out)
    counts.add("sourced.gold", len(gold) - len(unsourced))


def _count_kinds(counts: Tally, text: str, gold: Sequence[Attributed], matched: set[int]) -> None:
    for i, attribution in enumerate(gold):
        name = kind(text, attribution.content)
        counts.add(f"{name}.gold")
        counts.add(f"{name}.tp", i in matched)


def figures(totals: Totals) -> Figures:
    """Turn the counts of any number of articles, added up, into the figures."""
    found: Figures = {f"tokens.{role}": _of(totals, role) for role in ROLES}
    found["content"] = precision_recall(totals["matched"], totals["pred"], totals["gold"])
    found["content.exact"] = precision_recall(totals["exact"], totals["pred"], totals["gold"])
    found["quote+source"] = _of(totals, "sourced")
    for name in KINDS:
        n = totals[f"{name}.gold"]
        found[f"recall.{name}"] = {"r": totals[f"{name}.tp"] / n if n else 0.0, "gold": n}
    return found


def _of(totals: Totals, key: str) -> dict[str, float]:
    return precision_recall(totals[f"{key}.tp"], totals[f"{key}.pred"], totals[f"{key}.gold"])
