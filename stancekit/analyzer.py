"""The whole way from text to stances: the only module that knows every stage."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from stancekit.errors import InputError, ModelError, StancekitError
from stancekit.features import Case
from stancekit.given import as_article, as_utterance
from stancekit.persistence import read_config
from stancekit.records import Analysis, Article, Failure, Stance, Topic, Utterance
from stancekit.speakers import SpeakerResolver
from stancekit.stance import StanceModel, cells
from stancekit.stance.targets import TargetFinder
from stancekit.text import Document, SentenceSplitter, tokenize
from stancekit.text.tagger import TAGS, Tagger
from stancekit.topics import TopicModel
from stancekit.utterances import AttributionModel, to_utterances

__all__ = ["MODEL_FORMAT", "Analyzer", "load"]

MODEL_FORMAT = 1  # of model folders; another number is refused
_BATCH_CHARACTERS = 200_000  # a batch holds about this much text: enough for the columns to pay


class Analyzer:
    """Reads articles; made by `load`, or from trained stages.

    Parameters
    ----------
    splitter, tagger, attributions, speakers, topics, stances
        The stages, in the order in which they run.
    utterance_confidence : float, optional
        Probability from which an utterance is kept, 0 to 1; by default the one that suits the model best.
    info : mapping, optional
        What the model's folder says about it.

    Raises
    ------
    InputError
        If ``utterance_confidence`` is no probability.
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
        info: Mapping[str, Any] | None = None,
    ) -> None:
        if utterance_confidence is not None and not 0 <= utterance_confidence <= 1:
            raise InputError(f"utterance_confidence={utterance_confidence!r} must be from 0 to 1, or None")
        self.splitter, self.tagger, self.attributions = splitter, tagger, attributions
        self.speakers, self.topics, self.stances = speakers, topics, stances
        self.utterance_confidence = utterance_confidence
        self._info = dict(info or {})

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
        return self._batch([as_article(article)], topics)[0]

    def pipe(
        self,
        articles: Iterable[Article | str],
        *,
        n_jobs: int = 1,
        batch_size: int = 32,
        topics: Sequence[Topic] | None = None,
    ) -> Iterator[Analysis | Failure]:
        """Analyse a stream of articles lazily, in order.

        Parameters
        ----------
        articles : iterable of Article or str
        n_jobs : int
            Worker processes; with 1 everything runs in this one.
        batch_size : int
            Most articles that are read together.
        topics : sequence of Topic, optional
            As in `analyze`.

        Yields
        ------
        Analysis or Failure
            One for each article: a bad article is a `Failure`, and the stream goes on.
        """
        if batch_size < 1:
            raise InputError(f"batch_size={batch_size} must be at least 1")
        batches = _batches(articles, batch_size)
        if n_jobs == 1:
            for batch in batches:
                yield from self._guarded(batch, topics)
            return
        from joblib import Parallel, delayed

        run = Parallel(n_jobs=n_jobs, return_as="generator", pre_dispatch="2*n_jobs")
        for results in run(delayed(self._guarded)(batch, topics) for batch in batches):
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
            cue and source make the answer better.

        Raises
        ------
        InputError
            If a span is not within the text, or a mapping lacks ``content``.
        """
        article = as_article(article)
        records = [as_utterance(u, i, article) for i, u in enumerate(utterances)]
        return self.stances.label([Case(article.text, record) for record in records])

    def _guarded(
        self, batch: Sequence[Article | str], topics: Sequence[Topic] | None
    ) -> list[Analysis | Failure]:
        """Analyse a batch; if it fails, one by one, so that only the bad article is a failure."""
        try:
            return list(self._batch([as_article(a) for a in batch], topics))
        except Exception as error:
            if len(batch) == 1:
                return [_failure(batch[0], error)]
        return [result for article in batch for result in self._guarded([article], topics)]

    def _batch(self, articles: Sequence[Article], given: Sequence[Topic] | None) -> list[Analysis]:
        with _collector_at_rest():
            table = tokenize(articles, self.splitter)
            tags = self.tagger.tag(table)
            found = to_utterances(table, self.attributions.find(table, tags, self.utterance_confidence))
            names = [TAGS[i] for i in tags.tolist()]
            drafts = [self._draft(table.document(i, names), u, given) for i, u in enumerate(found)]
            stances = iter(self.stances.label([case for draft in drafts for case in _cases(draft)]))
            return [self._finish(draft, stances) for draft in drafts]

    def _draft(
        self, document: Document, utterances: Sequence[Utterance], given: Sequence[Topic] | None
    ) -> Analysis:
        """Find who speaks on what; the stances are taken later, for all articles of the batch together."""
        speakers, resolved = self.speakers.resolve(document, utterances)
        topics, grouped = self.topics.assign(document, resolved, given=given)
        return Analysis(document.article, speakers, topics, grouped, (), self.name)

    def _finish(self, draft: Analysis, stances: Iterator[Stance]) -> Analysis:
        if not draft.utterances:
            return draft
        target = TargetFinder(draft.article.text)
        utterances = tuple(
            replace(u, stance=next(stances), target=u.target or target.find(u)) for u in draft.utterances
        )
        return replace(draft, utterances=utterances, stances=cells.summarize(utterances))


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keep the garbage collector from running over all that the process holds while a batch is read.

    A batch makes many small objects, none of them in a cycle: reference counts alone free them.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _cases(analysis: Analysis) -> list[Case]:
    speakers = {s.id: s for s in analysis.speakers}
    topics = {t.id: t.label for t in analysis.topics}
    text = analysis.article.text
    return [
        Case(text, u, speakers.get(u.speaker or ""), topics.get(u.topic or "")) for u in analysis.utterances
    ]


def load(name: str | Path = "fast", *, utterance_confidence: float | None = None) -> Analyzer:
    """Load a model: a shipped one by name, or a folder that ``stancekit train`` wrote.

    Parameters
    ----------
    name : str or Path
    utterance_confidence : float, optional
        Probability from which an utterance is kept, 0 to 1: a higher one finds fewer utterances, of which
        more are right; the model card has the curve. By default the one that suits the model best.

    Raises
    ------
    InputError
        If ``utterance_confidence`` is no probability.
    ModelError
        If there is no such model, or a file of it is missing, broken or not to be trusted.

    Examples
    --------
    >>> load().info()["name"]
    'fast'
    """
    folder = _find(name)
    config = read_config(folder)
    if config.get("format") != MODEL_FORMAT:
        raise ModelError(
            f"model {folder} has format {config.get('format')!r}; this version reads {MODEL_FORMAT}"
        )
    files = {str(p.relative_to(folder)): p.stat().st_size for p in sorted(folder.rglob("*")) if p.is_file()}
    return Analyzer(
        SentenceSplitter.load(folder / "text"),
        Tagger.load(folder / "tagger"),
        AttributionModel.load(folder / "utterances"),
        SpeakerResolver.load(folder / "speakers"),
        TopicModel.load(folder / "topics"),
        StanceModel.load(folder / "stance"),
        utterance_confidence=utterance_confidence,
        info={**config, "folder": str(folder), "files": files},
    )


def _find(name: str | Path) -> Path:
    here = Path(__file__).parent
    tried = [Path(name), here / "models" / name, here.parent / "models" / name]
    for folder in tried:
        if (folder / "config.json").is_file():
            return folder
    raise ModelError(f"no model {str(name)!r}: looked in {', '.join(map(str, tried))}")


def _batches(articles: Iterable[Article | str], size: int) -> Iterator[list[Article | str]]:
    """Cut a stream into batches of at most ``size`` articles and not much more text than pays."""
    batch: list[Article | str] = []
    characters = 0
    for article in articles:
        batch.append(article)
        characters += len(article if isinstance(article, str) else getattr(article, "text", ""))
        if len(batch) == size or characters > _BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _failure(article: Article | str, error: Exception) -> Failure:
    name = article.id if isinstance(article, Article) else ""
    stage = "input" if isinstance(error, StancekitError) else "analysis"
    return Failure(name, stage, f"{type(error).__name__}: {error}")
