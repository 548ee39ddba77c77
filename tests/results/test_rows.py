import pytest

from stancekit.errors import InputError
from stancekit.records import (
    Analysis,
    Article,
    Evidence,
    Failure,
    Span,
    Speaker,
    SpeakerStance,
    Stance,
    Topic,
    Utterance,
)
from stancekit.results import parquet, rows
from stancekit.results.schema import RESULTS_SCHEMA, TABLES

TEXT = "“Build it,” Ann Roe said, “now.” \ud800"
STANCE = Stance(
    "supportive",
    {"condemning": 0.1, "cautious": 0.2, "supportive": 0.6, "none": 0.1},
    (Evidence(1, 6, 0.5),),
)
ANALYSIS = Analysis(
    Article(TEXT, id="a1", title="T", date="2024-05-01", source="S"),
    speakers=(Speaker("s1", "Ann Roe", "person", "mayor", (Span(12, 19),)),),
    topics=(Topic("t1", "bridge", ("bridge", "build")),),
    utterances=(
        Utterance(
            "u1",
            "direct",
            (Span(0, 11), Span(26, 32)),
            (Span(20, 24),),
            (Span(12, 19),),
            "s1",
            "t1",
            "it",
            STANCE,
        ),
        Utterance("u2", "indirect", (Span(33, 34),), stance=Stance(None, {}, abstained=True)),
    ),
    stances=(SpeakerStance("s1", "t1", STANCE, ("u1",)),),
)


def _table(name):
    return parquet.table(name, rows.ROWS[name](ANALYSIS)).to_pylist()


def test_utterances():
    first, second = _table("utterances")
    assert first["content"] == "“Build it,” … “now.”"
    assert (first["cue"], first["source"], first["target"]) == ("said", "Ann Roe", "it")
    assert (first["speaker_name"], first["topic_label"], first["stance"]) == (
        "Ann Roe",
        "bridge",
        "supportive",
    )
    assert first["p_supportive"] == pytest.approx(0.6)
    assert first["content_spans"] == [{"start": 0, "end": 11}, {"start": 26, "end": 32}]
    assert first["evidence"] == [{"start": 1, "end": 6, "weight": 0.5}]
    assert (second["speaker"], second["speaker_name"], second["stance"]) == (None, None, "abstained")
    assert second["content"] == "?"  # a lone surrogate is nothing that UTF-8 can hold


def test_the_other_tables():
    (stance,) = _table("stances")
    assert (stance["n"], stance["utterances"], stance["speaker_name"]) == (1, ["u1"], "Ann Roe")
    (speaker,) = _table("speakers")
    assert (speaker["role"], speaker["utterances"]) == ("mayor", 1)
    (topic,) = _table("topics")
    assert (topic["terms"], topic["utterances"], topic["origin"]) == (["bridge", "build"], 1, "discovered")


def test_articles_and_failures():
    row = rows.article_row(ANALYSIS.article, "analysed", ANALYSIS, input="in.csv", digest="d", language="en")
    (article,) = parquet.table("articles", [row]).to_pylist()
    assert (article["utterances"], article["stances"], article["speakers"], article["topics"]) == (2, 1, 1, 1)
    assert (article["characters"], article["words"], article["source"]) == (len(TEXT), 7, "S")
    failed = rows.failure_row(Failure("a2", "read", "no"), input="in.csv")
    assert parquet.table("failures", [failed]).to_pylist() == [
        {"article": "a2", "input": "in.csv", "stage": "read", "error": "no"}
    ]


@pytest.mark.parametrize("name", TABLES)
def test_every_column_has_a_known_type_and_a_meaning(name):
    table = parquet.table(name, ())
    assert table.schema.metadata[b"schema"] == RESULTS_SCHEMA.encode()
    assert {column.type for column in TABLES[name]} <= set(parquet.TYPES)
    assert all(field.metadata[b"meaning"] for field in table.schema)


def test_an_unknown_table_is_refused(tmp_path):
    with pytest.raises(InputError, match="table 'words' is not one of articles, utterances"):
        parquet.read(tmp_path, "words")
