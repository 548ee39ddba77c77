"""Speakers: who is behind each utterance."""

from stancekit.speakers.resolver import SpeakerResolver, resolve

__all__ = ["SpeakerResolver", "resolve"]
