"""The commands, a file each: ``DESCRIPTION`` and ``EXAMPLES`` for its help, ``add`` its options, ``run``.

``run`` takes the parsed options and returns the exit code. A command imports what it needs when it runs, so
that ``--help`` does not wait for NumPy and scikit-learn.
"""

from stancekit.cli.commands import (
    agree,
    analyze,
    collect,
    evaluate,
    export,
    info,
    query,
    report,
    score,
    summary,
    train,
)

__all__ = ["ALL"]

# in the order of the help
ALL = (analyze, score, collect, summary, query, report, export, train, evaluate, agree, info)
