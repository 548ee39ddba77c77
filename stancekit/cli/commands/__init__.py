"""The commands, a file each: ``DESCRIPTION`` and ``EXAMPLES`` for its help, ``add`` its options, ``run``.

``run`` takes the parsed options and returns the exit code. A command imports what it needs when it runs, so
that ``--help`` does not wait for NumPy and scikit-learn.
"""

from stancekit.cli.commands import analyze, evaluate, info, report, score, train

__all__ = ["ALL"]

ALL = (analyze, score, report, train, evaluate, info)  # in the order of the help
