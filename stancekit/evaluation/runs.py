"""Evaluations from files and of models: whatever there is gold for is measured."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from stancekit.errors import InputError
from stancekit.evaluation import attribution, brat, stance
from stancekit.evaluation.figures import Report, report
from stancekit.evaluation.places import Place, articles, gold_articles, gold_text, locate, text_of
from stancekit.evaluation.predictions import read as read_predictions
from stancekit.exchange.gold import GoldUtterance
from stancekit.exchange.gold import read as read_gold
from stancekit.records import Analysis, Article, Span, Stance

__all__ = ["HINTS", "Analyzer", "evaluate_attribution", "evaluate_model", "evaluate_stance", "run"]

HINTS = ("speaker", "target")
_OF_CLASSIFIER = ("articles", "stance", "brier", "ece")  # what is left to measure where gold spans are given

Form = Mapping[str, Any]  # of an article or an utterance: its JSON form


class Analyzer(Protocol):
    """What can be evaluated."""

    def analyze(self, article: Article, /) -> Analysis:
        """Read one article."""

    def classify(self, article: Article, utterances: Sequence[Form], /) -> Sequence[Stance]:
        """Return the stance of each utterance, in order."""


def evaluate_attribution(
    gold: Path,
    predictions: Mapping[str, Sequence[Form]],
    *,
    texts: Path | None = None,
    names: Collection[str] | None = None,
    intervals: bool = False,
    seed: int = 0,
) -> Report:
    """Measure predicted attributions against a brat folder.

    Parameters
    ----------
    gold : Path
        Brat folder; every article in it counts, predicted or not.
    predictions : mapping
        The utterances of each article, by its name, in the JSON form; ``content``, ``cue`` and ``source``
        are read.
    texts : Path, optional
        Folder of ``NAME.txt``, if not ``gold/text``.
    names : collection of str, optional
        Measure these articles alone.
    intervals : bool
        Whether to add 95 % confidence intervals over articles.
    seed : int
        Of the resampling.

    Returns
    -------
    Report
        The figures of `stancekit.evaluation.attribution`.
    """
    articles = brat.read_folder(gold, texts=texts, names=names)
    tallies = [attribution.tally(a.text, a.attributions, predictions.get(a.name, ())) for a in articles]
    return report(tallies, attribution.figures, intervals=intervals, seed=seed)


def evaluate_stance(
    gold: Path,
    texts: Path,
    predictions: Mapping[str, Form],
    *,
    names: Collection[str] | None = None,
    given: bool = False,
    intervals: bool = False,
    seed: int = 0,
) -> Report:
    """Measure whole analyses against gold JSONL.

    Parameters
    ----------
    gold : Path
        Gold JSONL file; every article in it counts, predicted or not.
    texts : Path
        Folder that holds ``ID.txt`` of every gold article.
    predictions : mapping
        The JSON form of each article's analysis, by its id.
    names : collection of str, optional
        Measure these articles alone.
    given : bool
        The predictions were made on the gold spans: pair utterances by id instead of by overlap.
    intervals, seed
        As in `evaluate_attribution`.

    Returns
    -------
    Report
        The figures of `stancekit.evaluation.stance`.
    """
    tallies = [
        stance.tally(text_of(texts, row.id), row.utterances, predictions.get(row.id), given=given)
        for row in read_gold(gold)
        if names is None or row.id in names
    ]
    return report(tallies, stance.figures, intervals=intervals, seed=seed)


def evaluate_model(
    kit: Analyzer,
    folder: Path,
    *,
    texts: Path | None = None,
    split: str | None = None,
    given: bool = False,
    hints: Collection[str] = (),
    intervals: bool = False,
    seed: int = 0,
) -> Report:
    """Run an analyzer over annotated articles and measure what it finds.

    Parameters
    ----------
    kit : Analyzer
        What `stancekit.load` returns, or anything with its ``analyze`` and ``classify``.
    folder : Path
        Holds ``text/``, and ``attributions/`` (brat), ``gold.jsonl`` or both; or is a gold JSONL file, or
        any other annotation that `stancekit.exchange.read` reads. Stances are measured where every utterance
        has one or none; where no utterance was judged, how well they are found.
    texts : Path, optional
        Folder of ``ID.txt``, if not the ``text/`` in or beside ``folder``.
    split : str, optional
        Measure on the articles alone whose ``split`` in the gold JSONL is this.
    given : bool
        Classify the gold utterances instead: only the figures of the classifier are reported.
    hints : collection of 'speaker', 'target'
        Gold that the classifier is told beside the spans.
    intervals, seed
        As in `evaluate_attribution`.

    Raises
    ------
    InputError
        If ``folder`` holds no gold, or a hint is none of those above.
    """
    if unknown := set(hints) - set(HINTS):
        raise InputError(f"hints {sorted(unknown)!r} are not allowed; {', '.join(HINTS)} are")
    found = locate(folder, texts, split)
    if given:
        classified = _classify(kit, found, hints)
        return _measure(found, classified, given=True, intervals=intervals, seed=seed).select(_OF_CLASSIFIER)
    analyses = {article.id: kit.analyze(article).to_dict() for article in articles(found)}
    return _measure(found, analyses, given=False, intervals=intervals, seed=seed)


def run(
    gold: Path,
    *,
    texts: Path | None = None,
    split: str | None = None,
    predictions: Path | None = None,
    model: str | None = None,
    utterance_confidence: float | None = None,
    min_confidence: float | None = None,
    target_precision: float | None = None,
    given: bool = False,
    intervals: bool = False,
    seed: int = 0,
) -> Report:
    """Measure a predictions file, or else a model: what ``stancekit evaluate`` does.

    Parameters
    ----------
    gold, texts, split
        As ``folder``, ``texts`` and ``split`` in `evaluate_model`.
    predictions : Path, optional
        Prediction JSONL. Without it the model is run.
    model : str, optional
        Name or path for `stancekit.load`; the shipped model if None.
    utterance_confidence, min_confidence, target_precision : float, optional
        As in `stancekit.load`.
    given, intervals, seed
        As in `evaluate_stance`.
    """
    if predictions is not None:
        analyses = read_predictions(predictions)
        return _measure(locate(gold, texts, split), analyses, given=given, intervals=intervals, seed=seed)
    from stancekit import load

    kit = load(
        model or "fast",
        utterance_confidence=utterance_confidence,
        min_confidence=min_confidence,
        target_precision=target_precision,
    )
    return evaluate_model(kit, gold, texts=texts, split=split, given=given, intervals=intervals, seed=seed)


def _measure(
    found: Place, analyses: Mapping[str, Form], *, given: bool, intervals: bool, seed: int
) -> Report:
    if given and not found.jsonl and not _has_stances(found):
        raise InputError(f"no gold stances at {found.folder or found.texts}; given spans need gold.jsonl")
    reports = []
    if found.folder and not given:
        utterances = {name: form["utterances"] for name, form in analyses.items()}
        reports.append(
            evaluate_attribution(
                found.folder,
                utterances,
                texts=found.texts,
                names=found.names,
                intervals=intervals,
                seed=seed,
            )
        )
    if found.jsonl:
        reports.append(
            evaluate_stance(
                found.jsonl,
                found.texts,
                analyses,
                names=found.names,
                given=given,
                intervals=intervals,
                seed=seed,
            )
        )
    if found.annotations is not None and not found.jsonl:
        reports.append(_measure_annotations(found, analyses, given=given, intervals=intervals, seed=seed))
    return reports[0] if len(reports) == 1 else reports[0].joined(reports[1], name="stance")


def _measure_annotations(
    found: Place, analyses: Mapping[str, Form], *, given: bool, intervals: bool, seed: int
) -> Report:
    rows = [
        (row.id, gold_text(found, row.id), [u for u in row.utterances if u.content])
        for row in gold_articles(found)
    ]
    if _has_stances(found):
        tallies = [stance.tally(text, said, analyses.get(name), given=given) for name, text, said in rows]
        return report(tallies, stance.figures, intervals=intervals, seed=seed)
    predicted = {name: form["utterances"] for name, form in analyses.items()}
    tallies = [attribution.tally(text, said, predicted.get(name, ())) for name, text, said in rows]
    return report(tallies, attribution.figures, intervals=intervals, seed=seed)


def _has_stances(found: Place) -> bool:
    """Tell whether the utterances were judged; some that were and some that were not cannot be measured."""
    said = [(row.id, u) for row in gold_articles(found) for u in row.utterances if u.content]
    missing = [(article, u.id) for article, u in said if not u.labelled]
    if missing and len(missing) < len(said):
        article, id = missing[0]
        raise InputError(
            f"article {article!r}, utterance {id!r}: no stance, where others have one; allowed is a "
            "stance or none for every utterance"
        )
    return bool(said) and not missing


def _classify(kit: Analyzer, found: Place, hints: Collection[str]) -> dict[str, Form]:
    classified: dict[str, Form] = {}
    for row in gold_articles(found):
        article = Article(gold_text(found, row.id), id=row.id)
        asked = [_form(article.text, u, hints) for u in row.utterances]
        answers = zip(asked, kit.classify(article, asked), strict=True)
        classified[row.id] = {"utterances": [_answered(form, answer) for form, answer in answers]}
    return classified


def _form(text: str, utterance: GoldUtterance, hints: Collection[str]) -> dict[str, Any]:
    return {
        "id": utterance.id,
        "kind": utterance.kind or attribution.kind(text, utterance.content),
        "content": _pairs(utterance.content),
        "cue": _pairs(utterance.cue),
        "source": _pairs(utterance.source),
        **{hint: getattr(utterance, hint) for hint in hints},
    }


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _answered(form: Form, answer: Stance) -> dict[str, Any]:
    return {"id": form["id"], "stance": answer.label, "probabilities": dict(answer.probabilities)}
