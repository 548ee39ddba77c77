"""What is written is read again: the same spans and labels, for every format and any text."""

import json
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stancekit import exchange
from stancekit.exchange import dna, sources, statements
from stancekit.records import Analysis, Article, Span, Speaker, Stance, Topic, Utterance

CORPUS = Path(__file__).parents[2] / "corpus"
DATA = Path(os.environ.get("STANCEKIT_DATA", "missing"))
FILES = {  # where it goes, by format
    "brat": "brat",
    "csv": "rows.csv",
    "doccano": "lines.jsonl",
    "gold": "gold",
    "jsonl": "analyses.jsonl",
    "label-studio": "tasks",
    "parquet": "tables",
    "spacy": "docs.spacy",
}
KINDS = {"parquet": "results"}
BESIDE = ("csv", "jsonl", "parquet")  # have no texts


def back(analyses, format, folder, **options):
    """Write analyses and read them again; the texts that a format lacks are those of the gold format."""
    exchange.write(analyses, folder / FILES[format], format, **options)
    texts = None
    if format in BESIDE:
        exchange.write(analyses, folder / "beside", "gold")
        texts = folder / "beside" / "text"
    kind = KINDS.get(format, format)
    if analyses:  # an empty file looks like nothing
        assert sources.kind(folder / FILES[format]) == kind
    return list(exchange.read(folder / FILES[format], kind=kind, texts=texts))


def by_name(analyses, told):
    return sorted((a.article.id, a.article.text, told(a)) for a in analyses)


@pytest.mark.parametrize("format", FILES)
def test_a_small_analysis(format, analysis, told, tmp_path):
    (found,) = back([analysis], format, tmp_path)
    assert told(found) == told(analysis)
    assert (found.article.id, found.article.text) == ("a1", analysis.article.text)


@pytest.mark.parametrize("format", ["doccano", "label-studio", "spacy", "jsonl"])
def test_formats_of_json_keep_all_that_is_known(format, analysis, tmp_path):
    (found,) = back([analysis], format, tmp_path)
    assert found.article == analysis.article
    assert (found.speakers, found.topics) == (analysis.speakers, analysis.topics)


@pytest.mark.parametrize("format", ["spacy", "jsonl", "parquet"])
def test_formats_of_models_keep_probabilities(format, analysis, tmp_path):
    (found,) = back([analysis], format, tmp_path)
    assert found.utterances[0] == analysis.utterances[0]


@pytest.mark.parametrize("format", FILES)
def test_unlabelled_none_and_abstained_stay_apart(format, analysis, tmp_path):
    stances = (None, Stance(None), Stance(None, abstained=True), Stance("condemning"))
    said = tuple(
        Utterance(f"u{n}", "direct", (Span(n, n + 3),), stance=stance) for n, stance in enumerate(stances)
    )
    (found,) = back([Analysis(analysis.article, utterances=said)], format, tmp_path)
    answers = [u.stance.answer if u.stance else None for u in found.utterances]
    lost = format == "gold"  # what nobody judged and what a model abstained from are one there: not labelled
    assert answers == [None, "none", None if lost else "abstained", "condemning"]


@pytest.mark.parametrize("format", FILES)
def test_nothing_at_all(format, tmp_path):
    assert back([], format, tmp_path) == []


@pytest.mark.parametrize("format", FILES)
def test_no_utterances(format, tmp_path, told):
    empty = [Analysis(Article("", "a")), Analysis(Article("\r\n ", "b"))]
    found = back(empty, format, tmp_path)
    if format != "csv":  # whose rows are utterances
        assert by_name(found, told) == by_name(empty, told)


@pytest.mark.parametrize("format", FILES)
def test_the_whole_corpus(format, told, tmp_path):
    gold = list(exchange.read(CORPUS))
    assert sum(len(a.utterances) for a in gold) == 3101
    found = back(gold, format, tmp_path)
    assert by_name(found, told) == by_name(gold, told)


@pytest.mark.skipif(not DATA.is_dir(), reason="STANCEKIT_DATA is not set")
@pytest.mark.parametrize("gold", ["polnear/dev", "stance/dev.jsonl"])
@pytest.mark.parametrize("format", FILES)
def test_polnear(format, gold, told, tmp_path):
    texts = DATA / "polnear" / "dev" / "text"
    read = exchange.read(DATA / gold, texts=texts)
    placed = [_placed(analysis) for analysis in read]
    found = back(placed, format, tmp_path)
    assert by_name(found, told) == by_name(placed, told)


def _placed(analysis):
    """Leave out events without any span, which have no place in the text."""
    said = tuple(u for u in analysis.utterances if u.content or u.cue or u.source)
    return Analysis(analysis.article, analysis.speakers, analysis.topics, said)


def test_second_positions_stay_in_gold_and_brat(tmp_path):
    second = [a for a in exchange.read(CORPUS) if a.article.meta.get("second")]
    assert sum(len(a.article.meta["second"]) for a in second) >= 18
    for format in ("gold", "brat", "label-studio", "doccano", "spacy", "jsonl"):
        (tmp_path / format).mkdir()
        found = back(second, format, tmp_path / format)
        assert [a.article.meta["second"] for a in found] == [a.article.meta["second"] for a in second]


def test_gold_is_the_corpus_own_form(tmp_path):
    exchange.write(exchange.read(CORPUS), tmp_path / "gold", "gold")
    for written, own in zip(
        (tmp_path / "gold" / "gold.jsonl").read_text(encoding="utf8").splitlines(),
        (CORPUS / "gold.jsonl").read_text(encoding="utf8").splitlines(),
        strict=True,
    ):
        assert json.loads(written) == json.loads(own)


# --- any text

words = st.text(
    st.one_of(
        st.sampled_from(
            "👋🏽🇸🇮👩‍👩‍👧e\u0301\u0323a\r\n\t “”\"';,=<>&\u202e\u200f\x00\x0b\x1b\x85\u2028\ufeff\uffff"
        ),
        st.characters(exclude_categories=["Cs"]),
    ),
    min_size=1,
    max_size=40,
)
names = st.one_of(
    st.none(), st.sampled_from(["Ana Ruiz", "世界银行", "=cmd()", "O’Neill; “x”", "e\u0301 👋🏽"])
)


@st.composite
def analyses(draw):
    text = draw(words)
    place = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).map(sorted)
    span = place.filter(lambda ends: ends[0] < ends[1]).map(lambda ends: Span(*ends))
    spans = st.lists(span, max_size=3, unique=True).map(lambda found: tuple(sorted(found)))
    speakers, topics, said = {}, {}, []
    for number in range(draw(st.integers(0, 4))):
        content, cue, source = draw(st.tuples(spans, spans, spans).filter(any))
        speaker, topic = draw(names), draw(names)
        if speaker:
            speakers.setdefault(speaker, Speaker(f"s{len(speakers) + 1}", speaker, "person"))
        if topic:
            topics.setdefault(topic, Topic(f"t{len(topics) + 1}", topic))
        said.append(
            Utterance(
                f"u{number + 1}",
                draw(st.sampled_from(["direct", "indirect", "mixed"])),
                *(content, cue, source),
                speakers[speaker].id if speaker else None,
                topics[topic].id if topic else None,
                draw(names),
                draw(st.sampled_from([None, Stance(None), Stance("cautious"), Stance("condemning")])),
            )
        )
    return Analysis(Article(text, "a"), tuple(speakers.values()), tuple(topics.values()), tuple(said))


@pytest.mark.parametrize("format", [f for f in FILES if f != "spacy"])
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(made=analyses())
def test_any_text(format, told, made):
    with tempfile.TemporaryDirectory() as folder:
        found = back([made], format, Path(folder))
    _same(made, found, told, format)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(made=analyses())
def test_any_text_in_spacy(told, made):
    with tempfile.TemporaryDirectory() as folder:
        found = back([made], "spacy", Path(folder))
    _same(made, found, told, "spacy")


@pytest.mark.parametrize("offsets", ["utf-16", "code-points"])
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(made=analyses())
def test_any_text_by_either_count_of_label_studio(offsets, told, made):
    with tempfile.TemporaryDirectory() as folder:
        found = back([made], "label-studio", Path(folder), offsets=offsets)
    if offsets == "utf-16":  # the words that tell the two counts apart can be too few in a text of one word
        _same(made, found, told, "label-studio")


def _same(made, found, told, format):
    if format == "csv" and not made.utterances:
        assert found == []
        return
    assert found[0].article.text == made.article.text
    order = {u.id: n for n, u in enumerate(made.utterances)}
    rows = sorted(told(found[0]), key=lambda row: order[row[0]])  # those without content come last in tools
    assert rows == told(made)


@settings(deadline=None, max_examples=60)
@given(made=analyses(), keep_none=st.booleans())
def test_event_lists_read_back(made, keep_none):
    kept = {"cautious", "condemning", "supportive"} | ({"none"} if keep_none else set())
    said = [s for s in statements.of([made]) if s.stance in kept]
    with tempfile.TemporaryDirectory() as folder:
        path, again = Path(folder) / "events.csv", Path(folder) / "again.csv"
        dna.write(said, path, keep_none=keep_none)
        found = list(dna.read(path, agreement="integer"))
        dna.write(found, again, keep_none=keep_none)
        assert again.read_bytes() == path.read_bytes()
    assert [s.stance for s in found] == [s.stance for s in said]
    hulls = [(min(a for a, _ in s.content), max(b for _, b in s.content)) if s.content else () for s in said]
    assert [s.content[0] if s.content else () for s in found] == hulls
    for got, meant in zip(found, said, strict=True):
        assert [got.person, got.topic, got.text] == [
            dna.cleaned(part) for part in (meant.person, meant.topic, meant.text)
        ]
