"""The position that each utterance takes, its evidence, its target, and the speaker × topic table."""

from stancekit.stance.model import StanceModel

__all__ = ["StanceModel"]
