import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancekit.errors import ModelError
from stancekit.features import Case, FeatureExtractor, WordVectors
from stancekit.features.tokens import read
from stancekit.features.words import WordTypes
from stancekit.records import Span, Utterance

MARKED = [
    "{s The mayor} {q said} {c the new bridge is not a good idea}, and left.",
    "“{c We will never accept this},” {s Jane Roe} {q warned}. “{c It is a DISGRACE!}”",
    "{s Police} {q said} {c the road was closed at 9 a.m.}",
]


@pytest.fixture(scope="module")
def cases(case):
    return [case(marked) for marked in MARKED]


@pytest.fixture(scope="module")
def extractor(cases):
    vectors = WordVectors(["bridge", "road"], np.array([[127, 0], [0, 127]], np.int8))
    return FeatureExtractor(vectors=vectors, min_df=1).fit(cases)


def words(cases):
    tokens = read(cases, WordTypes(frozenset(("said", "the", "a", "it", "we")), {}))
    texts = [cases[row].text for row in tokens.row]
    return tokens, [t[a:b] for t, a, b in zip(texts, tokens.start, tokens.end, strict=True)]


def test_token_offsets_point_at_the_words(cases):
    _, found = words(cases)
    assert found[:12] == [
        "the",
        "new",
        "bridge",
        "is",
        "not",
        "a",
        "good",
        "idea",
        "said",
        "The",
        "mayor",
        ",",
    ]
    assert {"We", "accept", "DISGRACE", "!", "warned"} <= set(found)


def test_negation_has_a_scope(cases):
    tokens, found = words(cases[:1])
    assert [w for w, n in zip(found, tokens.negated, strict=True) if n] == ["a", "good", "idea"]


def test_rows_have_unit_length_groups(extractor, cases):
    X = extractor.transform(cases)
    assert X.shape == (3, extractor.n_features)
    groups = extractor.keys_ >> 56
    first = X[0, : extractor.n_sparse].toarray()[0][groups == 0]
    assert np.linalg.norm(first) == pytest.approx(1, abs=1e-5)


def test_vectors_are_pooled_over_the_content(extractor, cases):
    dense = extractor.transform(cases)[:, extractor.n_sparse :].toarray() / extractor.scale_
    assert dense[0, 0] == pytest.approx(1 / np.sqrt(2))  # one "bridge"
    assert dense[2, :2].tolist() == pytest.approx([0, 1 / np.sqrt(2)])


def test_batched_equals_one_by_one(extractor, cases):
    one = [extractor.transform([c]).toarray() for c in cases]
    np.testing.assert_array_equal(np.vstack(one), extractor.transform(cases).toarray())


def test_names_share_one_feature(extractor, case):
    two = [case("{s Ana Poe} {q praised} {c the bridge}"), case("{s Rex Kahn} {q praised} {c the bridge}")]
    rows = extractor.transform(two).toarray()
    np.testing.assert_array_equal(rows[0], rows[1])


def test_occurrences_know_their_tokens(extractor, cases):
    batch = extractor.occurrences(cases)
    assert len(batch.row) == len(batch.column) == len(batch.value) == len(batch.first)
    somewhere = batch.first >= 0
    assert (batch.tokens.row[batch.first[somewhere]] == batch.row[somewhere]).all()
    assert (batch.first <= batch.last).all()


def test_no_cases(extractor):
    assert extractor.transform([]).shape == (0, extractor.n_features)


def test_saved_and_loaded(extractor, cases, tmp_path):
    extractor.save(tmp_path)
    again = FeatureExtractor.load(tmp_path)
    np.testing.assert_array_equal(again.transform(cases).toarray(), extractor.transform(cases).toarray())


def test_arrays_that_do_not_fit(extractor, tmp_path):
    extractor.save(tmp_path)
    np.save(tmp_path / "idf.npy", np.ones(2))
    with pytest.raises(ModelError, match="do not fit"):
        FeatureExtractor.load(tmp_path)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_text_and_spans(extractor, data):
    text = data.draw(st.text(st.characters(), max_size=60))
    bound = st.integers(0, len(text) + 3)
    spans = st.lists(st.tuples(bound, bound).map(lambda p: Span(min(p), max(p))), max_size=3).map(tuple)
    case = Case(text, Utterance("u", "direct", data.draw(spans), data.draw(spans), data.draw(spans)))
    assert np.isfinite(extractor.transform([case]).toarray()).all()
    tokens = extractor.occurrences([case]).tokens
    assert all(0 <= a <= b <= len(text) for a, b in zip(tokens.start, tokens.end, strict=True))


@pytest.mark.parametrize(
    "text", ["never again " * 90_000, " " * 1_000_000, "\n.\t" * 300_000, "A" * 1_000_000]
)
def test_huge_content_is_read_in_part(extractor, text):
    case = Case(text, Utterance("u", "direct", (Span(0, len(text)),)))
    assert len(extractor.occurrences([case]).tokens) < 10_000
