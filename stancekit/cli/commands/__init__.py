"""The commands, a file each: ``DESCRIPTION`` and ``EXAMPLES`` for its help, ``add`` its options, ``run``.

``run`` takes the parsed options and returns the exit code. A command imports what it needs when it runs, so
that ``--help`` does not wait for NumPy and scikit-learn.
"""

from stancekit.cli.commands import agree, analyze, evaluate, export, info, score, train

__all__ = ["ALL"]

ALL = (analyze, score, export, train, evaluate, agree, info)  # in the order of the help
