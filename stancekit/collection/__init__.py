"""Speakers and topics over a whole collection, so that "speaker × topic" means the same in every article.

``collect`` passes over a results folder; ``speakers`` finds who is the same, by ``names`` and ``fields``;
``topics`` groups the articles' topics; ``cells`` sums up; ``overrides`` are the user's own links. What comes
of it are the tables `stancekit.results.schema.COLLECTION_TABLES`.
"""

from stancekit.collection.collect import CollectionSummary, collect

__all__ = ["CollectionSummary", "collect"]
