"""Rebuild a model, stage by stage, in the order of the data's way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from stancekit.errors import InputError
from stancekit.loading import MODEL_FORMAT
from stancekit.persistence import read_config, write_config
from stancekit.training import card, sentences, speakers, stance, tagger, topics, utterances

__all__ = ["STAGES", "train"]


class _Train(Protocol):
    def __call__(self, data: Path, folder: Path, *, corpus: Path | None, seed: int) -> dict[str, float]: ...


# folder of the stage inside the model, and what fills it
STAGES: dict[str, _Train] = {
    "text": sentences.train,
    "tagger": tagger.train,
    "utterances": utterances.train,
    "speakers": speakers.train,
    "topics": topics.train,
    "stance": stance.train,
}


def train(
    data: Path,
    out: Path,
    *,
    corpus: Path | None = None,
    stages: Sequence[str] | None = None,
    seed: int = 0,
    log: Callable[[str], None] = lambda line: None,
) -> None:
    """Train every stage, or those named, and write the model and its card to ``out``.

    Parameters
    ----------
    data : Path
        Folder of training data: ``news``, ``polnear``, ``ner`` and ``stance``, as the datasheet in
        the model card describes them.
    out : Path
        The model's folder; its name is the model's name. Stages that are not retrained stay as they are.
    corpus : Path, optional
        The project's own annotated articles.
    stages : sequence of str, optional
        Some of `STAGES`; a later stage is trained on what the earlier ones in ``out`` give. The model is
        measured, and its card written, once all stages are there.
    seed : int
    log : callable
        Told what is being done.

    Raises
    ------
    InputError
        If ``data`` is no folder or a stage is unknown.
    """
    if not data.is_dir():
        raise InputError(f"training data: {data} is not a folder")
    chosen = list(STAGES) if stages is None else list(stages)
    if unknown := [s for s in chosen if s not in STAGES]:
        raise InputError(f"unknown stage {unknown[0]!r}; allowed are {', '.join(STAGES)}")
    figures = _figures_so_far(out)
    for name in (s for s in STAGES if s in chosen):
        log(f"training {name}")
        figures[name] = STAGES[name](data, out / name, corpus=corpus, seed=seed)
        log(f"{name}: " + ", ".join(f"{k} {v:.3f}" for k, v in figures[name].items()))
        _write(out, figures, seed)
    if missing := [name for name in STAGES if not (out / name).is_dir()]:
        log(f"not measured: {out} has no {', '.join(missing)} yet")
    else:
        log("measuring the whole model")
        card.write(out, data, corpus)


def _figures_so_far(out: Path) -> dict[str, dict[str, float]]:
    found = read_config(out).get("training", {}) if (out / "config.json").is_file() else {}
    figures: dict[str, Any] = found
    return figures


def _write(out: Path, figures: dict[str, dict[str, float]], seed: int) -> None:
    from stancekit import __version__

    rounded = {stage: {k: round(float(v), 4) for k, v in f.items()} for stage, f in figures.items()}
    values = {
        "name": out.name,
        "version": __version__,
        "format": MODEL_FORMAT,
        "seed": seed,
        "training": rounded,
    }
    write_config(out, values)
