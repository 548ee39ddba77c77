"""What the commands do: each takes the parsed options and returns the exit code."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stancekit.cli import streams
from stancekit.errors import InputError

if TYPE_CHECKING:
    from stancekit.records import Analysis, Topic

__all__ = ["analyze", "evaluate", "info", "score", "train", "version"]

_OK, _SOME_FAILED = 0, 1
_PACKAGES = ("stancekit", "numpy", "scikit-learn", "nltk", "joblib", "skops")


def analyze(options: argparse.Namespace) -> int:
    """Show one article's analysis, or write it to a file."""
    if options.what and options.format in ("json", "brat"):
        raise InputError(f"--what goes with --format table or csv; {options.format} always holds everything")
    if options.output and _same_file(options.output, options.file):
        raise InputError(f"-o {options.output} is the article itself; allowed is another file")
    article, topics = streams.read_article(options.file), _topics(options.topics)
    from stancekit import load

    kit = load(options.model, lexicon=options.lexicon, **_confidences(options))
    analysis = kit.analyze(article, topics=topics)
    format = options.format or ("table" if options.what else None)
    text = _text(analysis, format, options)
    if options.output in (None, "-"):
        streams.write(text, data=format not in (None, "table"))
    else:
        Path(options.output).write_bytes(text.encode())
    return _OK


def score(options: argparse.Namespace) -> int:
    """Score a collection and say what it came to."""
    from stancekit.batch import score

    done = score(
        options.inputs,
        options.output,
        model=options.model,
        topics=_topics(options.topics),
        lexicon=options.lexicon,
        columns=dict(options.column or ()),
        n_jobs=options.jobs,
        **_confidences(options),
    )
    streams.show(
        f"{done.articles} analysed, {done.failures} failed, {done.utterances} utterances; "
        f"results in {done.out}"
    )
    return _SOME_FAILED if done.failures else _OK


def train(options: argparse.Namespace) -> int:
    """Train a model, or adapt one to labels of the user's own; progress is on standard error."""
    from stancekit.training import own, train

    if options.data.is_file() or (options.data / "attributions").is_dir():
        own.adapt(
            options.data, options.output, texts=options.texts, model=options.model, log=streams.complain
        )
        streams.show(f"model written to {options.output}")
        return _OK
    train(
        options.data,
        options.output,
        corpus=options.corpus,
        stages=options.stage,
        seed=options.seed,
        log=streams.complain,
    )
    streams.show(f"model written to {options.output}")
    return _OK


def evaluate(options: argparse.Namespace) -> int:
    """Measure predictions, or a model, against annotated articles."""
    from stancekit.evaluation import run

    report = run(
        options.gold,
        texts=options.texts,
        split=options.split,
        predictions=options.predictions,
        model=options.model,
        **_confidences(options),
        given=options.given,
        intervals=options.intervals,
        seed=0,
    )
    streams.show(report.to_json() if options.json else str(report))
    return _OK


def info(options: argparse.Namespace) -> int:
    """Show versions and the model's card."""
    from stancekit import load

    for name in _PACKAGES:
        streams.show(f"{name:13}{version(name)}")
    streams.show(f"{'Python':13}{sys.version.split()[0]}\n")
    for line in _card_lines(load(options.model).info()):
        streams.show(line)
    return _OK


def version(package: str = "stancekit") -> str:
    """Return the installed version of a package."""
    from importlib import metadata

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "(not installed)"


def _text(analysis: Analysis, format: str | None, options: argparse.Namespace) -> str:
    from stancekit.report import render, terminal, wants_color

    if format:
        return render(analysis, format, what=options.what or "stances")
    shown = options.output in (None, "-") and sys.stdout is not None
    color = shown and wants_color(sys.stdout, os.environ)
    return terminal(analysis, color=color, width=shutil.get_terminal_size().columns)


def _confidences(options: argparse.Namespace) -> dict[str, Any]:
    names = ("utterance_confidence", "min_confidence", "target_precision")
    return {name: getattr(options, name) for name in names}


def _topics(file: Path | None) -> tuple[Topic, ...] | None:
    if file is None:
        return None
    from stancekit.topics import read_topics

    return read_topics(file)


def _same_file(output: str, file: str) -> bool:
    """Tell whether writing ``output`` would overwrite the article ``file``; ``-`` is no file."""
    return "-" not in (output, file) and Path(output).exists() and Path(output).samefile(file)


def _card_lines(card: Mapping[str, Any]) -> Iterator[str]:
    yield f"{'model':13}{card.get('name', '')} {card.get('version', '')}"
    yield f"{'folder':13}{card.get('folder', '')}"
    for name, length in sorted(card.get("files", {}).items()):
        yield f"{length:>12,}  {name}"
    for name, value in _flat(card.get("scores", {})):
        yield f"{value:>12.3f}  {name}" if isinstance(value, float) else f"{value!s:>12}  {name}"


def _flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the leaves of nested mappings, their names joined by dots."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
