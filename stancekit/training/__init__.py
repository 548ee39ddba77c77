"""Training: from data folders to a model folder."""
