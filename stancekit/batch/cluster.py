"""Workers of a Dask cluster, which do the same tasks as processes on one machine."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from stancekit.errors import InputError, MissingExtraError
from stancekit.pool import TIME_LIMIT, WorkerDied, limited

__all__ = ["Cluster"]

_AHEAD = 2  # batches in flight for each thread of the cluster
_FEWEST = 8  # in flight while it has no workers yet
_CONNECT = 10.0  # seconds
_LOOK = 10.0  # seconds between two looks at how many workers there are


class Cluster:
    """The workers behind the scheduler of a Dask cluster.

    Dask itself does a task again whose worker is gone, and gives up on one that has taken several workers
    with it (``distributed.scheduler.allowed-failures``). Each worker needs stancekit in the same version; a
    model of one's own in the same place; and one thread does: a second one waits for the first.

    Parameters
    ----------
    address : str
        As in ``tcp://10.0.0.1:8786``.
    time_limit : float
        Seconds that a worker has for a batch before it ends itself.

    Raises
    ------
    InputError
        If no scheduler answers.
    MissingExtraError
        If dask.distributed is not installed.
    """

    def __init__(self, address: str, time_limit: float = TIME_LIMIT) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise MissingExtraError(
                "distributed", extra="dask", purpose="scoring on a Dask cluster"
            ) from None
        try:
            self._client = Client(address, timeout=_CONNECT, set_as_default=False)
        except (OSError, ValueError) as error:
            raise InputError(f"no Dask scheduler answers at {address!r}: {error}") from None
        self._time_limit = time_limit
        self._looked, self._window = float("-inf"), _FEWEST

    @property
    def window(self) -> int:
        """Tasks that may be out: the cluster may grow and shrink meanwhile."""
        if time.monotonic() - self._looked > _LOOK:
            self._looked = time.monotonic()
            self._window = max(_FEWEST, _AHEAD * sum(self._client.nthreads().values()))
        return self._window

    def submit(self, work: Callable[[list[Any]], Any], batch: list[Any]) -> Any:
        return self._client.submit(limited, work, self._time_limit, batch, pure=False)

    def result(self, task: Any) -> Any:
        from distributed import KilledWorker

        try:
            return task.result()
        except KilledWorker as error:
            raise WorkerDied(str(error)) from None

    def recover(self) -> None: ...

    def lost(self, task: Any) -> bool:
        return False  # only the task at fault is: Dask keeps the others

    def close(self, *, now: bool) -> None:
        self._client.close()
