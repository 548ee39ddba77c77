"""The stance layer's labels, joined again with the spans of a copy of PolNeAR."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stancekit.errors import InputError
from stancekit.evaluation import brat
from stancekit.exchange import files

__all__ = ["rebuild"]

_SPLITS = ("train", "dev")


def rebuild(labels: Path, polnear: Path, out: Path) -> None:
    """Write ``train.jsonl`` and ``dev.jsonl``, gold with spans, to the folder ``out``.

    Parameters
    ----------
    labels : Path
        Holds ``labels.jsonl``: labels by article name and attribution id, without spans or text.
    polnear : Path
        PolNeAR 1.0, with ``text`` and ``attributions`` in ``train`` and ``dev``.
    out : Path

    Raises
    ------
    InputError
        If a file is missing, or an article or attribution that has labels is not in ``polnear``.
    """
    rows = [row for _, row in files.objects(labels / "labels.jsonl")]
    for split in _SPLITS:
        chosen = {row["id"]: row for row in rows if row["split"] == split}
        articles = {a.name: a for a in brat.read_folder(polnear / split, names=chosen)}
        if lost := sorted(set(chosen) - set(articles)):
            raise InputError(f"{polnear / split} has no article {lost[0]!r}, which has labels")
        out.mkdir(parents=True, exist_ok=True)
        files.write_objects(out / f"{split}.jsonl", (_joined(chosen[n], articles[n]) for n in chosen))


def _joined(row: dict[str, Any], article: brat.BratArticle) -> dict[str, Any]:
    utterances = list(_utterances(row, article))
    return {"id": row["id"], "topics": row["topics"], "utterances": utterances}


def _utterances(row: dict[str, Any], article: brat.BratArticle) -> Iterator[dict[str, Any]]:
    attributions = {a.id: a for a in article.attributions}
    for labels in row["utterances"]:
        found = attributions.get(labels["id"])
        if found is None:
            raise InputError(f"{row['id']} has no attribution {labels['id']!r}, which has labels")
        spans = {role: [list(span) for span in getattr(found, role)] for role in ("content", "cue", "source")}
        yield {"id": labels["id"], **spans, **{k: v for k, v in labels.items() if k != "id"}}
