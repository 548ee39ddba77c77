"""The tables of a results folder: their columns, types and meaning, and the version of all that.

A table is a folder of Parquet parts, which pandas, Polars, DuckDB and Spark read as one. ``article`` joins
them all; speakers and topics are those of one article (``s1`` of one and ``s1`` of another have nothing in
common): what is the same across articles stands in the tables of ``collection/``.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["COLLECTION", "COLLECTION_TABLES", "RESULTS_SCHEMA", "STANCE", "TABLES", "Column"]

RESULTS_SCHEMA = "stancekit-results/2"


class Column(NamedTuple):
    """A column: its name, its type (a key of `stancekit.results.parquet.TYPES`) and what it means."""

    name: str
    type: str
    meaning: str


_ARTICLE = Column("article", "text", "id of the article, unique in the folder")
_SPEAKER = (
    Column("speaker", "text", "id of the speaker within the article; null if none was found"),
    Column("speaker_name", "text", "the fullest form of the name met in the article"),
)
_TOPIC = (
    Column("topic", "text", "id of the topic within the article; null if it is about none"),
    Column("topic_label", "text", "what the topic is called"),
)
STANCE = (
    Column("stance", "text", "condemning, cautious, supportive, none, or abstained where unsure"),
    Column("p_condemning", "share", "probability that the stance is condemning"),
    Column("p_cautious", "share", "probability that the stance is cautious"),
    Column("p_supportive", "share", "probability that the stance is supportive"),
    Column("p_none", "share", "probability that no stance is taken"),
)

TABLES: dict[str, tuple[Column, ...]] = {
    "articles": (
        _ARTICLE,
        Column("title", "text", "headline, empty where unknown"),
        Column("date", "text", "as in the input; ISO 8601 where known"),
        Column("source", "text", "outlet, empty where unknown"),
        Column("input", "text", "file that the article came from"),
        Column("status", "text", "analysed, failed or skipped (a duplicate left out)"),
        Column("digest", "text", "hash of the text, 16 hexadecimal digits: equal texts, equal digests"),
        Column("duplicate", "flag", "true if an earlier article has the same text"),
        Column("language", "text", "best guess, ISO 639-1; empty where there is nothing to go by"),
        Column("characters", "count", "length of the text in code points"),
        Column("words", "count", "words, as runs of characters between white space"),
        Column("utterances", "count", "rows in utterances"),
        Column("stances", "count", "rows in stances"),
        Column("speakers", "count", "rows in speakers"),
        Column("topics", "count", "rows in topics"),
        Column("seconds", "share", "wall time of the analysis, its batch's divided by length of text"),
    ),
    "utterances": (
        _ARTICLE,
        Column("utterance", "text", "id within the article: u1, u2 … in the order of the text"),
        Column("kind", "text", "direct, indirect or mixed"),
        Column("confidence", "share", "probability that the words are an utterance"),
        *_SPEAKER,
        *_TOPIC,
        Column("target", "text", "what the stance is toward, in the article's words"),
        *STANCE,
        Column("content", "text", "what was said; parts of a split quotation are joined by ' … '"),
        Column("cue", "text", "the words that say that it was said"),
        Column("source", "text", "the words that say who said it"),
        Column("content_spans", "spans", "start and end offsets in code points of the article's text"),
        Column("cue_spans", "spans", "the same of the cue"),
        Column("source_spans", "spans", "the same of the source"),
        Column("evidence", "weights", "spans that moved the decision, with signed weights"),
    ),
    "stances": (
        _ARTICLE,
        *_SPEAKER,
        *_TOPIC,
        *STANCE,
        Column("n", "count", "utterances summed up in this cell"),
        Column("utterances", "texts", "their ids"),
    ),
    "speakers": (
        _ARTICLE,
        Column("speaker", "text", "id within the article"),
        Column("name", "text", "the fullest form met"),
        Column("kind", "text", "person, organization, group, document, unnamed or author"),
        Column("role", "text", "office or trade, in the article's words; empty where none is told"),
        Column("mentions", "spans", "every place that means the speaker"),
        Column("utterances", "count", "utterances of this speaker"),
    ),
    "topics": (
        _ARTICLE,
        Column("topic", "text", "id within the article"),
        Column("label", "text", "what the topic is called"),
        Column("terms", "texts", "words that stand for it"),
        Column("origin", "text", "discovered, or given by the user"),
        Column("utterances", "count", "utterances on this topic"),
    ),
    "failures": (
        _ARTICLE,
        Column("input", "text", "file that the article came from"),
        Column("stage", "text", "read, input, analysis, or crash (a worker died or took too long)"),
        Column("error", "text", "what went wrong"),
    ),
}

# Over all articles: each a file in the folder of that name. The tables of the articles are never touched:
# removing the folder undoes what was merged, and a line in the user's own file of links for one article.
COLLECTION = "collection"
_PERSON = Column("person", "text", "id of the speaker over all articles")
_ISSUE = Column("issue", "text", "id of the topic over all articles")

COLLECTION_TABLES: dict[str, tuple[Column, ...]] = {
    "speakers": (
        _PERSON,
        Column("name", "text", "the fullest of the forms met most"),
        Column("kind", "text", "person, organization or group: the kind met most"),
        Column("role", "text", "the role met most; empty where none is told"),
        Column("names", "texts", "all forms met, the most frequent first"),
        Column("articles", "count", "articles that have the speaker"),
        Column("utterances", "count", "utterances of the speaker"),
    ),
    "speaker_links": (
        _ARTICLE,
        Column("speaker", "text", "id of the speaker within the article"),
        _PERSON,
        Column("evidence", "text", "why the two are the same"),
        Column("confidence", "share", "share of the articles with this name that have this speaker"),
    ),
    "topics": (
        _ISSUE,
        Column("label", "text", "what the topic is called: the label of its articles that fits best"),
        Column("terms", "texts", "further labels, those that fit best first"),
        Column("origin", "text", "discovered, or given by the user"),
        Column("articles", "count", "articles that have the topic"),
        Column("utterances", "count", "utterances on the topic"),
        Column("direction", "shares", "where it lies among the word vectors; null where it was given"),
    ),
    "topic_links": (
        _ARTICLE,
        Column("topic", "text", "id of the topic within the article"),
        _ISSUE,
        Column("similarity", "share", "cosine of its words and the topic's direction; 1 where it was given"),
    ),
    "stances": (
        _PERSON,
        Column("name", "text", "the speaker's name"),
        _ISSUE,
        Column("label", "text", "the topic's label"),
        *STANCE,
        Column("n", "count", "utterances summed up"),
        Column("articles", "count", "articles they are from"),
        Column("first", "text", "date of the first of these articles; null where none has a date"),
        Column("last", "text", "date of the last one"),
    ),
}
