"""What a run tells of itself: how far it is, and what it came to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["Progress", "ScoreSummary"]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is.

    Parameters
    ----------
    articles, failures, skipped, utterances, words : int
        What has been done, in this run and in those that it goes on with.
    share : float
        Share of the input's bytes that has been read, 0 to 1; nan where its size is not known.
    seconds : float
        Wall time of this run.
    done_before : int
        Articles, read or not, that an earlier run had done.
    """

    articles: int
    failures: int
    skipped: int
    utterances: int
    words: int
    share: float
    seconds: float
    done_before: int

    @property
    def pace(self) -> float:
        """Articles a second in this run."""
        done = self.articles + self.failures + self.skipped - self.done_before
        return done / self.seconds if self.seconds > 0 else 0.0

    @property
    def left(self) -> float:
        """Seconds left, if the rest of the input is like what was read; nan where its size is not known."""
        return self.seconds / self.share * (1 - self.share) if self.share > 0 else float("nan")


@dataclass(frozen=True, slots=True)
class ScoreSummary:
    """What a run came to, with those that it went on with.

    Parameters
    ----------
    out : Path
        The results folder.
    articles, failures, skipped : int
        Articles that were analysed, that could not be, and duplicates that were left out.
    duplicates : int
        Articles with the text of an earlier one, analysed or left out.
    utterances, stances : int
        Utterances found, and cells of the articles' speaker × topic tables.
    """

    out: Path
    articles: int = 0
    failures: int = 0
    skipped: int = 0
    duplicates: int = 0
    utterances: int = 0
    stances: int = 0
