"""The whole way, on the shipped model."""

import gc
import json
import os
import pickle
import subprocess
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import stancekit
from stancekit import Analysis, Article, Failure, InputError, ModelError, Span, Stance, Topic, Utterance
from stancekit.records import LABELS

CORPUS = Path(__file__).parent.parent / "corpus"


def _articles(n=None):
    rows = (CORPUS / "gold.jsonl").read_text(encoding="utf8").splitlines()
    return [
        Article((CORPUS / "text" / f"{row['id']}.txt").read_text(encoding="utf8"), id=row["id"])
        for row in map(json.loads, islice(rows, n))
    ]


TEXT = (
    "BRUSSELS - Chancellor Jane Roe condemned the attack as barbaric on Monday.\n\n"
    "“We will never accept this violence,” Roe said. “It is a crime against all of us.”\n\n"
    "Foreign Minister Omar Diallo welcomed the plan for a ceasefire. He said that it deserved full"
    " support.\n\n"
    "A senior official declined to comment on the talks."
)


@pytest.fixture(scope="module")
def kit():
    return stancekit.load()


@pytest.fixture(scope="module")
def analysis(kit):
    return kit.analyze(TEXT)


def _said(analysis, words):
    """Return the utterance whose content holds these words."""
    text = analysis.article.text
    return next(u for u in analysis.utterances if words in " ".join(text[s.start : s.end] for s in u.content))


@pytest.mark.parametrize(
    ("words", "speaker", "stance"),
    [
        ("never accept this violence", "Jane Roe", "condemning"),
        ("plan for a ceasefire", "Omar Diallo", "supportive"),
        ("deserved full support", "Omar Diallo", "supportive"),
    ],
)
def test_who_takes_which_stance(analysis, words, speaker, stance):
    utterance = _said(analysis, words)
    names = {s.id: s.name for s in analysis.speakers}
    assert names[utterance.speaker] == speaker
    assert utterance.stance.label == stance


def test_split_quotation_is_one_utterance(analysis):
    assert _said(analysis, "never accept") is _said(analysis, "crime against all")


def test_unnamed_official_is_a_speaker_of_its_own(analysis):
    kinds = {s.name: s.kind for s in analysis.speakers}
    assert "unnamed" in kinds.values()
    assert kinds["Jane Roe"] == "person"


def _check(analysis):
    """What holds of every analysis, whatever the text."""
    n = len(analysis.article.text)
    speakers, topics = {s.id for s in analysis.speakers}, {t.id for t in analysis.topics}
    assert len({u.id for u in analysis.utterances}) == len(analysis.utterances)
    for u in analysis.utterances:
        assert u.content
        assert u.kind in ("direct", "indirect", "mixed")
        assert all(0 <= s.start < s.end <= n for s in (*u.content, *u.cue, *u.source))
        assert list(u.content) == sorted(u.content)
        assert u.speaker is None or u.speaker in speakers
        assert u.topic is None or u.topic in topics
        assert set(u.stance.probabilities) == set(LABELS)
        assert sum(u.stance.probabilities.values()) == pytest.approx(1, abs=1e-3)
        assert all(0 <= e.start < e.end <= n for e in u.stance.evidence)
    for cell in analysis.stances:
        assert cell.speaker in speakers
        assert cell.topic is None or cell.topic in topics
        assert set(cell.utterances) <= {u.id for u in analysis.utterances}
    json.loads(analysis.to_json())


@pytest.mark.parametrize("article", _articles(), ids=lambda a: a.id)
def test_own_corpus(kit, article):
    analysis = kit.analyze(article)
    _check(analysis)
    assert len(analysis.utterances) > 5
    assert 2 <= len(analysis.topics) <= 6
    assert analysis.stances


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\t\n ",
        "No one spoke. The rain fell.",
        "\x00\x01\x02 binary \xff\xfe \x7f\x80",
        "a lone surrogate \ud800 he said \udfff.",
        "one\r\ntwo\rthree\u2028four\n\n“five,” she said.\r\n",
        "<p>“We <b>agree</b>,” said <a href='x'>Jane Roe</a>.</p><script>alert('x')</script>",
        '"' * 5000,
        "“" * 5000 + " said he",
        "‘a " * 2000,
        "he said " * 3000,
        "said " * 3000,
        "👩‍👩‍👧 said “é́ é ñ” 🇺🇳.",
        "“" + "we agree and " * 3000 + "” he said.",
    ],
    ids=repr,
)
def test_bad_input_is_an_analysis(kit, text):
    analysis = kit.analyze(text)
    assert analysis.article.text == text
    _check(analysis)


@pytest.mark.slow
def test_ten_megabytes_in_one_line(kit):
    text = "“We welcome the plan,” the minister of trade said in Rome. " * 180_000
    analysis = kit.analyze(text)
    assert analysis.article.text is text
    assert len(analysis.utterances) > 50_000


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(), max_size=200) | st.text("“”\"'‘’ .,saidheJoe\n", max_size=200))
def test_any_text_is_an_analysis(kit, text):
    _check(kit.analyze(text))


def test_batched_equals_one_by_one(kit):
    articles = _articles(6)
    assert list(kit.pipe(articles, batch_size=4)) == [kit.analyze(a) for a in articles]


def test_workers_give_the_same_in_order(kit):
    articles = _articles(6)
    assert list(kit.pipe(articles, n_jobs=2, batch_size=2)) == list(kit.pipe(articles))


def test_pipe_is_lazy(kit):
    def endless():
        while True:
            yield TEXT

    assert len(list(islice(kit.pipe(endless(), batch_size=2), 5))) == 5


def test_bad_article_is_a_failure_and_the_stream_goes_on(kit):
    results = list(kit.pipe([Article(TEXT, id="a"), 17, TEXT]))
    assert [type(r) for r in results] == [Analysis, Failure, Analysis]
    assert (results[1].stage, "int" in results[1].error) == ("input", True)


def test_what_is_done_with_is_freed_at_once(kit):
    articles = _articles(20)
    list(kit.pipe(articles))  # whatever is made at first use
    gc.collect()
    gc.disable()
    try:
        for _ in kit.pipe(articles):
            pass
        assert gc.collect() < len(articles)
    finally:
        gc.enable()


@pytest.mark.parametrize("bad", [None, 17, b"bytes", ["text"]])
def test_what_is_no_article_is_refused(kit, bad):
    with pytest.raises(InputError, match=type(bad).__name__):
        kit.analyze(bad)


def test_batch_size_is_checked(kit):
    with pytest.raises(InputError, match="batch_size=0"):
        list(kit.pipe([TEXT], batch_size=0))


def test_given_topics(kit):
    topics = (Topic("g1", "ceasefire", ("ceasefire", "truce"), "given"),)
    analysis = kit.analyze(TEXT, topics=topics)
    assert analysis.topics == topics
    assert _said(analysis, "plan for a ceasefire").topic == "g1"


def test_only_utterances_that_are_sure_enough(kit):
    articles = _articles(10)
    found = {p: stancekit.load(utterance_confidence=p).pipe(articles) for p in (0.0, 0.5, 0.9, 1.0)}
    sure = {p: [u.confidence for a in analyses for u in a.utterances] for p, analyses in found.items()}
    assert all(confidence >= p for p, confidences in sure.items() for confidence in confidences)
    assert len(sure[0.0]) > len(sure[0.5]) > len(sure[0.9]) > len(sure[1.0])
    assert min(u.confidence for a in kit.pipe(articles) for u in a.utterances) >= 0.3


@pytest.mark.parametrize("confidence", [-0.1, 1.01, float("nan")])
def test_utterance_confidence_is_a_probability(confidence):
    with pytest.raises(InputError, match=r"utterance_confidence=.* from 0 to 1"):
        stancekit.load(utterance_confidence=confidence)


def test_classify_answers_for_given_spans_in_order(kit):
    text = "Roe condemned the attack as barbaric. Diallo welcomed the deal."
    forms = [{"content": [[14, 36]], "cue": [[4, 13]], "source": [[0, 3]]},
             {"content": [[54, 62]], "cue": [[45, 53]], "source": [[38, 44]]}]  # fmt: skip
    stances = kit.classify(text, forms)
    assert [s.label for s in stances] == ["condemning", "supportive"]
    assert all(isinstance(s, Stance) for s in stances)
    record = Utterance("u9", "indirect", (Span(54, 62),), (Span(45, 53),), (Span(38, 44),))
    assert kit.classify(text, [record]) == stances[1:]


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"content": [[0, 999]]}, "not within the text"),
        ({"content": [[3, 1]]}, "not within the text"),
        ({"content": [["a", "b"]]}, "pairs of whole numbers"),
        ({"cue": [[0, 1]]}, "with 'content'"),
        ("utterance", "with 'content'"),
    ],
)
def test_classify_refuses_bad_spans(kit, form, message):
    with pytest.raises(InputError, match=message):
        kit.classify("Short text.", [form])


def test_unknown_model_says_where_it_looked():
    with pytest.raises(ModelError, match="no model 'nonesuch': looked in"):
        stancekit.load("nonesuch")


def test_model_of_another_format_is_refused(tmp_path):
    (tmp_path / "config.json").write_text('{"format": 99}')
    with pytest.raises(ModelError, match="format 99"):
        stancekit.load(tmp_path)


def test_analysis_is_a_value(kit, analysis):
    assert kit.analyze(TEXT) == analysis
    assert replace(analysis, model="other") != analysis


def test_a_batch_leaves_threads_as_they_were(kit, monkeypatch):
    from threadpoolctl import threadpool_info, threadpool_limits

    during = []
    find = kit.attributions.find
    monkeypatch.setattr(kit.attributions, "find", lambda *a: during.append(threadpool_info()) or find(*a))
    with threadpool_limits(limits=2):
        before = threadpool_info()
        kit.analyze(TEXT)
        after = threadpool_info()
    (seen,) = during
    # libraries that are loaded later stand behind; where numpy has none of its own, there is nothing to see
    numpys = [i for i, library in enumerate(before) if "numpy" in library["filepath"]]
    assert [seen[i]["num_threads"] for i in numpys] == [1] * len(numpys)
    assert [after[i]["num_threads"] for i in numpys] == [before[i]["num_threads"] for i in numpys]


def test_workers_load_the_model_themselves(kit):
    surer = stancekit.load(utterance_confidence=0.4, min_confidence=0.99)
    travels = pickle.dumps(surer.reference())
    assert len(travels) < 1000
    again = pickle.loads(travels).load()  # noqa: S301 (what joblib does)
    assert again.analyze(TEXT) == surer.analyze(TEXT) != kit.analyze(TEXT)
    assert pickle.loads(travels).load() is again  # noqa: S301


def test_an_analyzer_that_was_changed_travels_as_it_is():
    changed = stancekit.load()
    said = {"content": [[31, 57]], "cue": [[21, 30]]}
    changed.fit([(TEXT, said)] * 4, ["condemning", "cautious"] * 2)
    assert changed.reference() is changed
    assert list(changed.pipe([TEXT] * 2, n_jobs=2, batch_size=1)) == list(changed.pipe([TEXT] * 2))


_HEX = (
    "[(u.confidence.hex(), [p.hex() for p in u.stance.probabilities.values()]) for u in analysis.utterances]"
)


@pytest.mark.parametrize("threads", ["1", "2"])
def test_any_number_of_threads_gives_the_same_to_the_last_bit(analysis, threads):
    code = f"import stancekit; analysis = stancekit.load().analyze({TEXT!r}); print({_HEX})"
    environ = {**os.environ, "OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environ, capture_output=True, encoding="utf8", check=True)
    told = [
        (u.confidence.hex(), [p.hex() for p in u.stance.probabilities.values()]) for u in analysis.utterances
    ]
    assert done.stdout.strip() == str(told)
