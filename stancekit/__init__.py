"""stancekit reads news and answers: who takes which stance on what?

Examples
--------
>>> import stancekit
>>> kit = stancekit.load()
>>> analysis = kit.analyze("“This attack is barbaric,” said Chancellor Jane Roe in Berlin.")
>>> analysis.stances[0].stance.label
'condemning'
"""

from typing import TYPE_CHECKING, Any

from stancekit.errors import InputError, MissingExtraError, ModelError, StancekitError
from stancekit.records import (
    Analysis,
    Article,
    Evidence,
    Failure,
    Span,
    Speaker,
    SpeakerStance,
    Stance,
    Topic,
    Utterance,
)

if TYPE_CHECKING:
    from stancekit.analyzer import Analyzer
    from stancekit.batch import score
    from stancekit.frames import score_frame
    from stancekit.loading import load

__version__ = "0.1.0"

__all__ = [
    "Analysis",
    "Analyzer",
    "Article",
    "Evidence",
    "Failure",
    "InputError",
    "MissingExtraError",
    "ModelError",
    "Span",
    "Speaker",
    "SpeakerStance",
    "Stance",
    "StancekitError",
    "Topic",
    "Utterance",
    "load",
    "score",
    "score_frame",
]

# Imported when first asked for: `stancekit --help` should not wait for NumPy and scikit-learn.
_LAZY = {"Analyzer": "analyzer", "load": "loading", "score": "batch", "score_frame": "frames"}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAZY})
