"""How far a run over a collection is: a bar on a terminal, elsewhere a line a minute; on standard error."""

from __future__ import annotations

import math
import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Any

from stancekit.cli import streams

if TYPE_CHECKING:
    from stancekit.batch import Progress

__all__ = ["Display", "told"]

_PERIOD = 60.0  # seconds between two lines
_FORMAT = "{percentage:3.0f} % {bar} {desc}"


class Display:
    """Shows each `Progress` that it is called with.

    Parameters
    ----------
    quiet : bool
        Show nothing.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet, self._bar = quiet, None if quiet else _bar()
        self._last = time.monotonic()

    def __enter__(self) -> Display:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def __call__(self, progress: Progress) -> None:
        """Show how far the run is."""
        if self._bar is not None:
            self._bar.n = 0 if math.isnan(progress.share) else round(100 * progress.share, 1)
            self._bar.set_description_str(told(progress))
        elif not self._quiet and time.monotonic() - self._last >= _PERIOD:
            self._last = time.monotonic()
            streams.complain(told(progress))


def told(progress: Progress) -> str:
    """Return progress in words.

    Examples
    --------
    >>> from stancekit.batch import Progress
    >>> told(Progress(1200, 3, 0, 25000, 900000, share=0.25, seconds=60.0, done_before=0))
    '1,200 articles, 3 failed, 20.1 a second, 3:00 left'
    """
    failed = f", {progress.failures:,} failed" if progress.failures else ""
    skipped = f", {progress.skipped:,} left out" if progress.skipped else ""
    left = "" if math.isnan(progress.left) else f", {_clock(progress.left)} left"
    return f"{progress.articles:,} articles{failed}{skipped}, {progress.pace:.1f} a second{left}"


def _clock(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _bar() -> Any:
    """Return a bar, or None where standard error is no terminal or tqdm is not installed."""
    if sys.stderr is None or not sys.stderr.isatty():
        return None
    try:
        from tqdm import tqdm
    except ImportError:
        return None
    return tqdm(total=100, bar_format=_FORMAT, leave=False, dynamic_ncols=True)
