"""Topics and the speaker × topic table: how predicted ones line up with gold ones within an article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence

from stancekit.evaluation.names import same_speaker

__all__ = ["align", "b_cubed", "shared_cells", "table"]

Cell = tuple[str, Hashable]  # speaker's name, topic


def b_cubed(gold: Sequence[Hashable], predicted: Sequence[Hashable]) -> float:
    """Return B-cubed F1 of two groupings of the same items (Bagga and Baldwin 1998), 0.0 of no items.

    Examples
    --------
    >>> b_cubed(["a", "a", "b", "b"], ["x", "x", "x", "x"])
    0.6666666666666666
    """
    if not gold:
        return 0.0
    recall, precision = _share_together(gold, predicted), _share_together(predicted, gold)
    return 2 * precision * recall / (precision + recall)


def _share_together(groups: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    sizes, both = Counter(groups), Counter(zip(groups, other, strict=True))
    total = 0.0
    for group, name in zip(groups, other, strict=True):
        total += both[group, name] / sizes[group]
    return total / len(groups)


def align(pairs: Iterable[tuple[str | None, str | None]]) -> dict[str, str | None]:
    """Map predicted topics to gold topics one to one, those that share most utterances first.

    Parameters
    ----------
    pairs : iterable of (predicted topic, gold topic)
        One for each paired utterance; where the predicted topic is None there is nothing to map.

    Examples
    --------
    >>> align([("t1", "war"), ("t1", "war"), ("t2", "war"), ("t2", "trade")])
    {'t1': 'war', 't2': 'trade'}
    """
    shared = Counter(pairs)
    aligned: dict[str, str | None] = {}
    for predicted, gold in sorted(shared, key=lambda pair: (-shared[pair], str(pair))):
        if predicted is not None and predicted not in aligned and gold not in aligned.values():
            aligned[predicted] = gold
    return aligned


def table(utterances: Iterable[tuple[Cell, str]]) -> dict[Cell, str]:
    """Return the majority stance of each cell, "none" aside; a cell with no other is left out.

    Examples
    --------
    >>> table([(("May", "trade"), "cautious"), (("May", "trade"), "none"), (("May", "war"), "none")])
    {('May', 'trade'): 'cautious'}
    """
    labels: dict[Cell, Counter[str]] = {}
    for cell, label in utterances:
        count = labels.setdefault(cell, Counter())
        count[label] += label != "none"
    majority = {cell: max(count, key=count.__getitem__) for cell, count in labels.items()}
    return {cell: label for cell, label in majority.items() if labels[cell][label]}


def shared_cells(gold: Mapping[Cell, str], predicted: Mapping[Cell, str]) -> int:
    """Count predicted cells that a gold cell of the same speaker, topic and stance answers, one to one."""
    left: dict[tuple[Hashable, str], list[str]] = {}
    for (speaker, topic), label in gold.items():
        left.setdefault((topic, label), []).append(speaker)
    n = 0
    for (speaker, topic), label in predicted.items():
        names = left.get((topic, label), [])
        found = next((name for name in names if same_speaker(name, speaker)), None)
        if found is not None:
            names.remove(found)
            n += 1
    return n
