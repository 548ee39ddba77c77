"""Training: from data folders to a model folder."""

from stancekit.training.run import STAGES, train

__all__ = ["STAGES", "train"]
