"""spaCy: exact offsets beside groups of whole tokens."""

import json

import pytest
import spacy
from spacy.tokens import DocBin

from stancekit import exchange
from stancekit.errors import InputError
from stancekit.exchange import docbin
from stancekit.records import Analysis, Article, Span, Stance, Utterance


def docs(path):
    return list(DocBin().from_disk(path).get_docs(spacy.blank("en").vocab))


def test_groups_and_data(analysis, tmp_path):
    exchange.write([analysis], tmp_path / "x.spacy", "spacy")
    (doc,) = docs(tmp_path / "x.spacy")
    assert doc.text == analysis.article.text
    shown = [(s.text, s.label_, s.id_) for s in doc.spans["content"]]
    assert shown[0] == ("“The bridge,”", "supportive", "u1")
    assert shown[-1] == ("“Nobody asked us.”", "none", "u3")
    assert [(s.text, s.label_) for s in doc.spans["source"]] == [
        ("she", "source"),
        ("Harbour Watch", "source"),
    ]
    kept = doc.user_data["stancekit"]
    assert json.loads(json.dumps(kept))["utterances"][0]["content"] == [[58, 71], [82, 98]]


def test_a_span_within_a_token_is_exact_in_the_data_and_whole_in_the_group(tmp_path):
    said = Utterance("u1", "direct", (Span(1, 4),), stance=Stance("cautious"))
    exchange.write([Analysis(Article("unhappy end"), utterances=(said,))], tmp_path / "x.spacy", "spacy")
    (doc,) = docs(tmp_path / "x.spacy")
    assert [s.text for s in doc.spans["content"]] == ["unhappy"]
    (found,) = exchange.read(tmp_path / "x.spacy")
    assert found.utterances[0].content == (Span(1, 4),)


def test_docs_of_other_makes_are_read_by_their_groups(tmp_path):
    doc = spacy.blank("en")("Ana said “No.” Bo agreed.")
    doc.spans["content"] = [
        doc.char_span(9, 14, label="condemning", span_id="x"),
        doc.char_span(15, 17, label="thing"),
    ]
    doc.spans["source"] = [doc.char_span(0, 3, label="source", span_id="x")]
    DocBin(docs=[doc]).to_disk(tmp_path / "x.spacy")
    (found,) = exchange.read(tmp_path / "x.spacy")
    one, two = found.utterances
    assert (one.content, one.source, one.stance.answer) == ((Span(9, 14),), (Span(0, 3),), "condemning")
    assert (two.content, two.stance) == ((Span(15, 17),), None)


def test_a_surrogate_becomes_the_replacement_character(tmp_path):
    said = Utterance("u\ud800", "direct", (Span(2, 4),), target="\udfff")
    exchange.write([Analysis(Article("a\ud800bc"), utterances=(said,))], tmp_path / "x.spacy", "spacy")
    (found,) = exchange.read(tmp_path / "x.spacy")
    assert (found.article.text, found.utterances[0].target) == ("a\ufffdbc", "\ufffd")


@pytest.mark.parametrize("data", [b"", b"no", b"\x78\x9c\x03\x00\x00\x00\x00\x01"])
def test_other_files_are_refused(tmp_path, data):
    (tmp_path / "x.spacy").write_bytes(data)
    with pytest.raises(InputError, match=r"x\.spacy is no DocBin of spaCy's"):
        list(docbin.read(tmp_path / "x.spacy"))


def test_data_that_is_wrong_is_named(tmp_path):
    doc = spacy.blank("en")("Ana said")
    doc.user_data["stancekit"] = {"id": "a", "utterances": [{"id": "u1", "content": [[0, 99]]}]}
    DocBin(docs=[doc], store_user_data=True).to_disk(tmp_path / "x.spacy")
    with pytest.raises(InputError, match=r"doc 1, utterance u1: \[0, 99\) is not within the text \[0, 8\)"):
        list(exchange.read(tmp_path / "x.spacy"))
