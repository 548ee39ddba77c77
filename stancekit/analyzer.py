"""The whole way from text to stances: the only module that knows every stage."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from stancekit import pool
from stancekit.errors import InputError, ModelError
from stancekit.features import Case
from stancekit.given import as_article, as_utterance
from stancekit.persistence import write_config
from stancekit.records import Analysis, Article, Failure, Stance, Topic, Utterance
from stancekit.speakers import SpeakerResolver
from stancekit.stance import StanceModel, cells
from stancekit.stance.targets import TargetFinder
from stancekit.stream import Origin, Reference, batches, crash, guarded, undisturbed
from stancekit.text import Document, SentenceSplitter, tokenize
from stancekit.text.tagger import TAGS, Tagger
from stancekit.topics import TopicModel
from stancekit.utterances import AttributionModel, to_utterances

__all__ = ["Analyzer"]


class Analyzer:
    """Reads articles; made by `load`, or from trained stages.

    Parameters
    ----------
    splitter, tagger, attributions, speakers, topics, stances
        The stages, in the order in which they run.
    utterance_confidence : float, optional
        Probability from which an utterance is kept, 0 to 1; by default the one that suits the model best.
    min_confidence : float
        Probability from which a stance is told, 0 to 1; below it the model abstains.
    info : mapping, optional
        What the model's folder says about it.

    Raises
    ------
    InputError
        If ``utterance_confidence`` or ``min_confidence`` is no probability.
    """

    def __init__(
        self,
        splitter: SentenceSplitter,
        tagger: Tagger,
        attributions: AttributionModel,
        speakers: SpeakerResolver,
        topics: TopicModel,
        stances: StanceModel,
        *,
        utterance_confidence: float | None = None,
        min_confidence: float = 0.0,
        info: Mapping[str, Any] | None = None,
    ) -> None:
        if utterance_confidence is not None and not 0 <= utterance_confidence <= 1:
            raise InputError(f"utterance_confidence={utterance_confidence!r} must be from 0 to 1, or None")
        if not 0 <= min_confidence <= 1:
            raise InputError(f"min_confidence={min_confidence!r} must be from 0 to 1")
        self.splitter, self.tagger, self.attributions = splitter, tagger, attributions
        self.speakers, self.topics, self.stances = speakers, topics, stances
        self.utterance_confidence, self.min_confidence = utterance_confidence, min_confidence
        self._info = dict(info or {})
        self.origin: Origin | None = None  # set by `load`
        self._fresh = self._stages()

    @property
    def name(self) -> str:
        """Name and version of the model, as every `Analysis` carries it."""
        return f"{self._info.get('name', 'custom')}-{self._info.get('version', '0')}"

    def info(self) -> dict[str, Any]:
        """Return the model's name, version, folder, file sizes in bytes and measured scores."""
        return dict(self._info)

    def analyze(self, article: Article | str, *, topics: Sequence[Topic] | None = None) -> Analysis:
        """Find who takes which stance on what in one article.

        Parameters
        ----------
        article : Article or str
        topics : sequence of Topic, optional
            Topics to score the utterances against; without them, topics are discovered.

        Returns
        -------
        Analysis

        Raises
        ------
        InputError
            If ``article`` is neither an `Article` nor a text.

        Examples
        --------
        >>> import stancekit
        >>> kit = stancekit.load()
        >>> analysis = kit.analyze("“This attack is barbaric,” said Chancellor Jane Roe in Berlin.")
        >>> [(u.kind, u.stance.label) for u in analysis.utterances]
        [('direct', 'condemning')]
        >>> analysis.speakers[0].name
        'Jane Roe'
        """
        return self.batch([as_article(article)], topics)[0]

    def pipe(
        self,
        articles: Iterable[Article | str],
        *,
        n_jobs: int = 1,
        batch_size: int = 32,
        topics: Sequence[Topic] | None = None,
        time_limit: float = pool.TIME_LIMIT,
    ) -> Iterator[Analysis | Failure]:
        """Analyse a stream of articles lazily, in order.

        Parameters
        ----------
        articles : iterable of Article or str
        n_jobs : int
            Worker processes, -1 for one a core; with 1 everything runs in this one.
        batch_size : int
            Most articles that are read together.
        topics : sequence of Topic, optional
            As in `analyze`.
        time_limit : float
            Seconds that a worker process has for a batch.

        Yields
        ------
        Analysis or Failure
            One for each article. One that cannot be analysed, or that crashes or outlasts a worker process,
            is a `Failure`, and the stream goes on.
        """
        if batch_size < 1:
            raise InputError(f"batch_size={batch_size} must be at least 1")
        workers = pool.Inline() if n_jobs == 1 else pool.Processes(n_jobs, time_limit)
        work = partial(guarded, self if n_jobs == 1 else self.reference(), topics)
        for results in pool.run(work, batches(articles, batch_size), workers, crash):
            yield from results

    def classify(
        self, article: Article | str, utterances: Sequence[Utterance | Mapping[str, Any]]
    ) -> list[Stance]:
        """Return the stance of each of the given utterances, in order.

        Parameters
        ----------
        article : Article or str
        utterances : sequence of Utterance or mapping
            Spans that the caller already has, as records or in the JSON form. Only ``content`` is needed;
            cue and source make the answer better. With a ``target``, or else a ``topic`` (phrases or names),
            the answer is the stance toward that, from what is said of it where the content names it;
            without, toward what the utterance is mainly about.

        Raises
        ------
        InputError
            If a span is not within the text, or a mapping lacks ``content``.
        """
        article = as_article(article)
        cases = _asked(article, [as_utterance(u, i, article) for i, u in enumerate(utterances)])
        return self.stances.label(cases, min_confidence=self.min_confidence)

    def fit(
        self,
        X: Sequence[tuple[Article | str, Utterance | Mapping[str, Any]]],
        y: Sequence[str | None],
        *,
        strength: float | None = None,
    ) -> Analyzer:
        """Learn from stances of your own, starting from what the model knows; the other stages stay.

        Parameters
        ----------
        X : sequence of (article, utterance)
            Utterances as in `classify`.
        y : sequence of str or None
            The stance of each: condemning, cautious, supportive, or None (also "none") where none is taken.
        strength : float, optional
            How far the model's weights may move; see `StanceModel.adapt`.

        Raises
        ------
        InputError
            If a span is not within its text, the lengths differ, a label is unknown, or there is only one.
        ModelError
            If the classifier is one of your own, whose weights are unknown.
        """
        cases = []
        for i, (given, utterance) in enumerate(X):
            article = as_article(given)
            cases += _asked(article, [as_utterance(utterance, i, article)])
        self.stances = self.stances.adapt(cases, y, strength=strength)
        return self

    def save(self, folder: str | Path) -> None:
        """Write the model to ``folder``, which `load` then takes by its path.

        Raises
        ------
        ModelError
            If this analyzer was not loaded from a folder that its other stages can be copied from.
        """
        folder, source = Path(folder), self._info.get("folder")
        if source is None:
            raise ModelError("only an analyzer that was loaded from a folder can be saved")
        if folder.resolve() != Path(source).resolve():
            shutil.copytree(
                source, folder, ignore=shutil.ignore_patterns("stance", "README.md"), dirs_exist_ok=True
            )
        self.stances.save(folder / "stance")
        kept = ("format", "version", "seed", "training")  # scores are those of another model
        write_config(folder, {"name": folder.name, **{k: self._info[k] for k in kept if k in self._info}})

    def _stages(self) -> tuple[object, ...]:
        return self.splitter, self.tagger, self.attributions, self.speakers, self.topics, self.stances

    def reference(self) -> Analyzer | Reference:
        """Return what a worker makes this analyzer of: where it is from, or if it was changed, itself."""
        if self.origin is None or any(a is not b for a, b in zip(self._stages(), self._fresh, strict=True)):
            return self
        return Reference(*self.origin, self.utterance_confidence, self.min_confidence)

    def batch(self, articles: Sequence[Article], topics: Sequence[Topic] | None = None) -> list[Analysis]:
        """Analyse articles together: the same answers as one by one, sooner."""
        with undisturbed():
            table = tokenize(articles, self.splitter)
            tags = self.tagger.tag(table)
            found = to_utterances(table, self.attributions.find(table, tags, self.utterance_confidence))
            names = [TAGS[i] for i in tags.tolist()]
            drafts = [self._draft(table.document(i, names), u, topics) for i, u in enumerate(found)]
            cases = [case for draft in drafts for case in _cases(draft)]
            stances = self.stances.label(cases, table, min_confidence=self.min_confidence)
            read = zip(cases, stances, strict=True)
            return [_finish(draft, read) for draft in drafts]

    def _draft(
        self, document: Document, utterances: Sequence[Utterance], given: Sequence[Topic] | None
    ) -> Analysis:
        """Find who speaks on what; the stances are taken later, for all articles of the batch together."""
        speakers, resolved = self.speakers.resolve(document, utterances)
        topics, grouped = self.topics.assign(document, resolved, given=given)
        return Analysis(document.article, speakers, topics, grouped, (), self.name)


def _asked(article: Article, utterances: Sequence[Utterance]) -> list[Case]:
    """Return cases toward what the caller names, or else toward what each utterance is mainly about."""
    main = TargetFinder(article.text)
    asked = [utterance.target or utterance.topic for utterance in utterances]
    return [
        Case(article.text, utterance, target=target or main.find(utterance), narrow=bool(target))
        for utterance, target in zip(utterances, asked, strict=True)
    ]


def _cases(draft: Analysis) -> Iterator[Case]:
    """Yield an article's utterances with what each is mainly about."""
    if not draft.utterances:
        return
    text = draft.article.text
    target = TargetFinder(text)
    for u in draft.utterances:
        yield Case(text, u, target=u.target or target.find(u))


def _finish(draft: Analysis, read: Iterator[tuple[Case, Stance]]) -> Analysis:
    """Put the stances and targets in, and sum them up."""
    utterances = tuple(
        replace(u, stance=stance, target=case.target)
        for u, (case, stance) in zip(draft.utterances, read, strict=False)
    )
    return replace(draft, utterances=utterances, stances=cells.summarize(utterances))
