"""Measure a trained model and write its card: data, terms, figures with intervals, limits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from stancekit.evaluation.figures import Report
from stancekit.evaluation.runs import evaluate_model
from stancekit.persistence import read_config, write_config
from stancekit.training import reliability
from stancekit.training.reliability import Answers

if TYPE_CHECKING:
    from stancekit.analyzer import Analyzer

__all__ = ["write"]

_CONFIDENCES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)  # thresholds of the card's curve
_SHOWN = {  # figure: the number of it that the card shows, and how it reads there
    "content": ("f", "content F1"),
    "content.exact": ("f", "content F1, every word right"),
    "quote+source": ("f", "content and source F1"),
    "tokens.content": ("f", "words of contents, F1"),
    "recall.direct": ("r", "recall of direct quotations"),
    "recall.mixed": ("r", "recall of mixed quotations"),
    "recall.indirect": ("r", "recall of indirect quotations"),
    "found": ("f", "utterances found, F1"),
    "speaker": ("accuracy", "right speaker, of utterances found"),
    "stance": ("macro3", "stance macro-F1 over the three"),
    "triples": ("f", "utterance, speaker and stance all right, F1"),
    "topic.b3": ("f", "topic grouping, B-cubed F1"),
    "cells": ("f", "speaker × topic cells, F1"),
    "ece": ("value", "expected calibration error"),
}


class _Test(NamedTuple):
    """Something to measure on: what the card calls it, where its gold and texts are, given spans or not."""

    name: str
    gold: Path
    texts: Path | None = None
    split: str | None = None
    given: bool = False


def write(folder: Path, data: Path, corpus: Path | None) -> None:
    """Measure the model in ``folder`` wherever there is gold; write ``README.md`` and the scores to it."""
    from stancekit.loading import load

    kit = load(folder)
    reports = {
        test.name: evaluate_model(
            kit, test.gold, texts=test.texts, split=test.split, given=test.given, intervals=True
        )
        for test in _tests(data, corpus)
    }
    config = read_config(folder)
    config["scores"] = {name: _numbers(report) for name, report in reports.items()}
    write_config(folder, config)
    told = {name: reliability.answers(kit, gold, texts) for name, gold, texts in _layers(data)}
    text = _card(config, reports, list(_curve(kit, data / "polnear" / "dev")), told)
    (folder / "README.md").write_text(text, encoding="utf8")


def _tests(data: Path, corpus: Path | None) -> Iterator[_Test]:
    dev = data / "polnear" / "dev"
    if dev.is_dir():
        yield _Test("PolNeAR dev", dev)
    for given in (True, False):
        way = "given spans" if given else "whole analysis"
        if (data / "stance" / "dev.jsonl").is_file():
            gold = data / "stance" / "dev.jsonl"
            yield _Test(f"stance layer dev, {way}", gold, dev / "text", given=given)
        for name, folder, split in (
            ("international articles", data / "intl", None),
            ("own corpus, test split", corpus, "test"),
        ):
            if folder and (folder / "gold.jsonl").is_file():
                yield _Test(f"{name}, {way}", folder, split=split, given=given)


def _numbers(report: Report) -> dict[str, float]:
    return {
        f"{figure}.{number}": round(float(report.figures[figure][number]), 4)
        for figure, (number, _) in _SHOWN.items()
        if figure in report.figures
    }


def _rows(reports: dict[str, Report]) -> Iterator[str]:
    for name, report in reports.items():
        for figure, (number, reads) in _SHOWN.items():
            if figure in report.figures:
                low, high = report.intervals[figure][number]
                value = report.figures[figure][number]
                yield f"| {name} | {reads} | {value:.3f} | {low:.3f}–{high:.3f} |"


def _curve(kit: Analyzer, gold: Path) -> Iterator[str]:
    """Yield what is found, and how much of it is right, for one threshold of confidence after another."""
    for least in _CONFIDENCES if gold.is_dir() else ():
        kit.utterance_confidence = least
        figure = evaluate_model(kit, gold).figures["content"]
        yield f"| {least} | {figure['p']:.3f} | {figure['r']:.3f} | {figure['f']:.3f} |"


def _layers(data: Path) -> Iterator[tuple[str, Path, Path]]:
    """Yield what the answers are counted on: a name, the gold and its texts."""
    for name, gold, texts in (
        ("stance layer dev", data / "stance" / "dev.jsonl", data / "polnear" / "dev" / "text"),
        ("international articles", data / "intl" / "gold.jsonl", data / "intl" / "text"),
    ):
        if gold.is_file():
            yield name, gold, texts


def _reliability(told: dict[str, Answers]) -> Iterator[str]:
    for name, found in told.items():
        for bin_, n, confidence, accuracy in reliability.diagram(found):
            yield f"| {name} | {bin_} | {n} | {confidence:.3f} | {accuracy:.3f} |"


def _coverage(told: dict[str, Answers]) -> Iterator[str]:
    for name, found in told.items():
        for share, confidence, accuracy in reliability.coverage(found):
            yield f"| {name} | {share:.0%} | {confidence:.3f} | {accuracy:.3f} |"


def _card(
    config: dict[str, object], reports: dict[str, Report], curve: Sequence[str], told: dict[str, Answers]
) -> str:
    from importlib.resources import files

    template = files("stancekit.training").joinpath("card.md").read_text(encoding="utf8")
    return template.format(
        name=config["name"],
        version=config["version"],
        seed=config["seed"],
        scores="\n".join(_rows(reports)),
        curve="\n".join(curve),
        reliability="\n".join(_reliability(told)),
        coverage="\n".join(_coverage(told)),
    )
