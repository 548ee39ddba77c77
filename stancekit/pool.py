"""Work handed out to workers and taken back in order: none of it lost, none done twice.

A bounded number of batches is out at any time, so a stream of any length needs the same memory. A batch that
kills its worker, by a crash or by outlasting the time limit, takes the others in flight with it; all of them
are then done again item by item, so that only the item at fault is given up.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import threading
import time
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

__all__ = ["TIME_LIMIT", "Inline", "Processes", "WorkerDied", "Workers", "limited", "run"]

Item = TypeVar("Item")
Result = TypeVar("Result")
TIME_LIMIT = 300.0  # seconds for a batch: hundreds of times what one takes, and enough for a book

_AHEAD = 2  # batches in flight for each worker: one that is read, one that waits
_one_at_a_time = threading.Lock()


class WorkerDied(Exception):  # noqa: N818 - what happened, not a mistake of the caller's
    """The worker that held a task is gone, and the task with it."""


class Workers(Protocol):
    """Those who do the work."""

    @property
    def window(self) -> int:
        """How many tasks may be out."""

    def submit(self, work: Callable[[list[Any]], Any], batch: list[Any]) -> Any:
        """Hand out a batch; return the task to ask for."""

    def result(self, task: Any) -> Any:
        """Wait for a task and return what came of it; raise `WorkerDied` if its worker is gone."""

    def recover(self) -> None:
        """Make ready for work again after a worker has died."""

    def lost(self, task: Any) -> bool:
        """Tell, after `recover`, whether a task handed out before has to be done again."""

    def close(self, *, now: bool) -> None:
        """Let the workers go; with ``now`` in the midst of what they do."""


def run(
    work: Callable[[list[Item]], Result],
    batches: Iterable[list[Item]],
    workers: Workers,
    give_up: Callable[[Item], Result],
) -> Generator[Result, None, None]:
    """Yield what ``work`` makes of the batches, in order.

    Parameters
    ----------
    work : callable
        Takes a list of items, and makes the same of an item whatever else is in the list.
    batches : iterable of list
        Read as they are needed.
    workers : Workers
        Closed at the end, also where the caller stops early.
    give_up : callable
        Returns what stands for an item that no worker outlives.

    Examples
    --------
    >>> list(run(sum, [[1, 2], [3]], Inline(), give_up=lambda item: 0))
    [3, 3]
    """
    queue = _Queue(work, workers, give_up)
    done = False
    try:
        for batch in batches:
            queue.put(batch)
            if len(queue.tasks) >= workers.window:
                yield from queue.next()
        while queue.tasks:
            yield from queue.next()
        done = True
    finally:
        workers.close(now=not done)


@dataclass
class _Task(Generic[Item, Result]):
    batch: list[Item]
    handle: Any
    results: list[Result] | None = None  # there already, if the batch had to be done again


class _Queue(Generic[Item, Result]):
    """What is out, in order."""

    def __init__(
        self, work: Callable[[list[Item]], Result], workers: Workers, give_up: Callable[[Item], Result]
    ) -> None:
        self.work, self.workers, self.give_up = work, workers, give_up
        self.tasks: deque[_Task[Item, Result]] = deque()

    def put(self, batch: list[Item]) -> None:
        self.tasks.append(_Task(batch, self.workers.submit(self.work, batch)))

    def next(self) -> list[Result]:
        """Return the results of the first batch that is out: one, or where a worker died, one an item."""
        task = self.tasks.popleft()
        if task.results is not None:
            return task.results
        try:
            return [self.workers.result(task.handle)]
        except WorkerDied:
            self.workers.recover()
        # any of those in flight may be at fault: what is lost is not handed out together again
        results = self._one_by_one(task.batch)
        for other in self.tasks:
            if other.results is None and self.workers.lost(other.handle):
                other.results = self._one_by_one(other.batch)
        return results

    def _one_by_one(self, batch: list[Item]) -> list[Result]:
        results = []
        for item in batch:
            try:
                results.append(self.workers.result(self.workers.submit(self.work, [item])))
            except WorkerDied:
                self.workers.recover()
                results.append(self.give_up(item))
        return results


class Inline:
    """No workers: a batch is done here, when its result is asked for."""

    window = 1

    def submit(self, work: Callable[[list[Any]], Any], batch: list[Any]) -> Any:
        return lambda: work(batch)

    def result(self, task: Any) -> Any:
        return task()

    def recover(self) -> None: ...

    def lost(self, task: Any) -> bool:
        return False

    def close(self, *, now: bool) -> None: ...


class Processes:
    """Worker processes on this machine, started afresh when one of them dies.

    Parameters
    ----------
    n_jobs : int
        How many; negative numbers count back from the cores, as in joblib.
    time_limit : float
        Seconds that a worker has for a batch before it ends itself.
    """

    def __init__(self, n_jobs: int, time_limit: float = TIME_LIMIT) -> None:
        from joblib import effective_n_jobs

        self._n_jobs, self._time_limit = effective_n_jobs(n_jobs), time_limit
        self.window = _AHEAD * self._n_jobs
        self._start()

    def submit(self, work: Callable[[list[Any]], Any], batch: list[Any]) -> Any:
        return self._pool.submit(limited, work, self._time_limit, batch)

    def result(self, task: Any) -> Any:
        from concurrent.futures.process import BrokenProcessPool

        try:
            return task.result()
        except BrokenProcessPool as error:
            raise WorkerDied(str(error)) from None

    def recover(self) -> None:
        self.close(now=True)
        self._start()

    def lost(self, task: Any) -> bool:
        return not task.done() or task.exception() is not None

    def close(self, *, now: bool) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # where it finds no `pgrep`, it kills the workers all the same
            self._pool.shutdown(kill_workers=now)

    def _start(self) -> None:
        from joblib.externals.loky import ProcessPoolExecutor

        self._pool = ProcessPoolExecutor(self._n_jobs, initializer=_settle, initargs=(os.getpid(),))


def limited(work: Callable[[list[Any]], Any], time_limit: float, batch: list[Any]) -> Any:
    """Do a batch, and end this process if that takes longer than ``time_limit`` seconds.

    The clock is a thread of the interpreter's own that needs no lock of Python's, so it also stops a loop
    inside a C function. A process has one such clock: its threads take turns.
    """
    with _one_at_a_time, Path(os.devnull).open("w") as nowhere:
        faulthandler.dump_traceback_later(time_limit, exit=True, file=nowhere)
        try:
            return work(batch)
        finally:
            faulthandler.cancel_dump_traceback_later()


def _settle(parent: int) -> None:
    """Leave Ctrl-C to the parent, and do not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "getppid") and os.name == "posix":
        threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()


def _leave_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
