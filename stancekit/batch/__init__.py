"""Collections of articles, scored into a results folder.

``scoring`` reads and hands out, ``chunk`` is what a worker does with some articles, ``cluster`` are workers
of a Dask cluster (those of one machine are in `stancekit.pool`), ``results`` stores what comes back,
``summary`` is what a run tells.
"""

from stancekit.batch.scoring import score, stream
from stancekit.batch.summary import Progress, ScoreSummary

__all__ = ["Progress", "ScoreSummary", "score", "stream"]
