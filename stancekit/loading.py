"""Models by name or folder."""

from __future__ import annotations

from pathlib import Path

from stancekit.analyzer import Analyzer
from stancekit.errors import InputError, ModelError
from stancekit.features.lexicon import Lexicon
from stancekit.persistence import read_config
from stancekit.speakers import SpeakerResolver
from stancekit.stance import StanceModel
from stancekit.stream import Origin, undisturbed
from stancekit.text import SentenceSplitter
from stancekit.text.tagger import Tagger
from stancekit.topics import TopicModel
from stancekit.utterances import AttributionModel

__all__ = ["MODEL_FORMAT", "find", "load"]

MODEL_FORMAT = 1  # of model folders; another number is refused


def load(
    name: str | Path = "fast",
    *,
    utterance_confidence: float | None = None,
    min_confidence: float | None = None,
    target_precision: float | None = None,
    lexicon: str | Path | None = None,
) -> Analyzer:
    """Load a model: a shipped one by name, or a folder that ``stancekit train`` wrote.

    Parameters
    ----------
    name : str or Path
        A shipped model's name comes before a folder of that name; ``./fast`` is a folder.
    utterance_confidence : float, optional
        Probability from which an utterance is kept, 0 to 1: a higher one finds fewer utterances, of which
        more are right; the model card has the curve. By default the one that suits the model best.
    min_confidence : float, optional
        Probability from which a stance is told, 0 to 1; below it the model abstains. By default never.
    target_precision : float, optional
        Share of answers that are to be right, between 0 and 1; sets ``min_confidence`` to the lowest value
        that keeps this promise, with probability 0.95, on utterances like those the model was calibrated on.
    lexicon : str or Path, optional
        File of stance words of your own, beside the shipped ones: a word, one of the classes of
        `stancekit.features.lexicon` and an intensity from 1 to 3 a line, with tabs between.

    Raises
    ------
    InputError
        If one of the numbers or a line of the lexicon is not allowed, the model cannot reach
        ``target_precision``, or both it and ``min_confidence`` are given.
    ModelError
        If there is no such model, or a file of it is missing, broken or not to be trusted.

    Examples
    --------
    >>> load().info()["name"]
    'fast'
    """
    if min_confidence is not None and target_precision is not None:
        raise InputError("min_confidence and target_precision set the same threshold; allowed is one of them")
    folder = find(name)
    config = read_config(folder)
    if config.get("format") != MODEL_FORMAT:
        raise ModelError(
            f"model {folder} has format {config.get('format')!r}; this version reads {MODEL_FORMAT}"
        )
    files = {str(p.relative_to(folder)): p.stat().st_size for p in sorted(folder.rglob("*")) if p.is_file()}
    with (
        undisturbed()
    ):  # what is worked out beforehand is the same, to the last bit, with any number of threads
        stances = StanceModel.load(folder / "stance")
        if lexicon is not None:
            stances.extractor_.use(Lexicon.read(Path(lexicon)))
        if target_precision is not None:
            min_confidence = stances.calibration_.threshold(target_precision)
        kit = Analyzer(
            SentenceSplitter.load(folder / "text"),
            Tagger.load(folder / "tagger"),
            AttributionModel.load(folder / "utterances"),
            SpeakerResolver.load(folder / "speakers"),
            TopicModel.load(folder / "topics"),
            stances,
            utterance_confidence=utterance_confidence,
            min_confidence=min_confidence or 0.0,
            info={**config, "folder": str(folder), "files": files},
        )
    # a shipped model goes by its name, so that it is found on another machine too
    known = folder.name if folder in _shipped(name) else str(folder.resolve())
    kit.origin = Origin(known, None if lexicon is None else str(Path(lexicon).resolve()))
    return kit


def find(name: str | Path) -> Path:
    """Return the folder of a model, by its name or path.

    Raises
    ------
    ModelError
        If there is none.
    """
    tried = [*_shipped(name), Path(name)]
    for folder in tried:
        if (folder / "config.json").is_file():
            return folder
    raise ModelError(f"no model {str(name)!r}: looked in {', '.join(map(str, tried))}")


def _shipped(name: str | Path) -> list[Path]:
    """Return where a model that comes with the package would be; a name with a separator is a path."""
    here = Path(__file__).parent
    bare = str(name) == Path(name).name
    return [here / "models" / name, here.parent / "models" / name] if bare else []
