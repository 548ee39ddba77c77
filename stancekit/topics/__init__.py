"""Topics of an article: discovered from its utterances and named in its own words, or given by the user."""

from stancekit.topics.files import read_topics
from stancekit.topics.model import TopicModel

__all__ = ["TopicModel", "read_topics"]
