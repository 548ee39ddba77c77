"""Prediction JSONL: what a system found, one article a line, in the JSON form ``stancekit/1``.

Only what a figure needs must be there: spans for attributions; ``speakers``, ``stance``, ``topic`` and
``probabilities`` for stances; ``id`` of the utterance where gold spans were given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from stancekit.exchange import files
from stancekit.exchange.form import checked_probabilities

__all__ = ["read", "write"]


def read(path: Path) -> dict[str, dict[str, Any]]:
    """Read and check predictions; return the JSON form of each article by its id.

    Raises
    ------
    InputError
        Where something is not allowed; the message names the file, the line, the value and what is allowed.
    """
    found = {}
    for where, row in files.objects(path):
        _check(row, where)
        found[row["id"]] = row
    return found


def write(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """Write articles in the JSON form, as `Analysis.to_dict` gives it."""
    files.write_objects(path, rows)


def _check(row: dict[str, Any], where: str) -> None:
    for speaker in files.listed(row, "speakers", where, required=False):
        files.string(speaker, "id", where)
        files.optional_string(speaker, "name", where)
    for number, utterance in enumerate(files.listed(row, "utterances", where), start=1):
        _check_utterance(utterance, f"{where}, utterance {utterance.get('id', number)}")


def _check_utterance(row: dict[str, Any], where: str) -> None:
    for role in ("content", "cue", "source"):
        files.spans(row, role, where)
    for key in ("id", "speaker", "topic"):
        files.optional_string(row, key, where)
    files.stance(row, "stance", where)
    checked_probabilities(row.get("probabilities"), where)
