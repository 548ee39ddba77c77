"""The annotated corpus agrees with itself: texts, brat files, JSON lines and the counts of its datasheet."""

import json
import re
import unicodedata
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
ROLES = ("source", "cue", "content")
KINDS = ("direct", "mixed", "indirect")
STANCES = ("condemning", "cautious", "supportive")
COLUMNS = (*KINDS, *STANCES, "none")
QUOTES = re.compile("[\"“”„«»‘’']")
PRONOUNS = {
    *("he", "she", "it", "they", "him", "her", "them", "his", "its", "their", "we", "us", "i", "me", "you"),
    *("this", "that", "these", "those", "who", "which"),
}

if not (CORPUS / "gold.jsonl").exists():
    pytest.skip("the corpus is not part of this checkout", allow_module_level=True)


def read(path):
    """Text exactly as it is on disk: offsets count its code points."""
    return path.read_bytes().decode("utf-8")


ARTICLES = [json.loads(line) for line in read(CORPUS / "gold.jsonl").splitlines()]
every_article = pytest.mark.parametrize("article", ARTICLES, ids=[a["id"] for a in ARTICLES])


def text_of(article):
    return read(CORPUS / "text" / f"{article['id']}.txt")


def read_brat(article):
    """Spans by T id as (role, ranges, surface), and the events in the order of the file."""
    spans, events = {}, []
    for line in read(CORPUS / "attributions" / f"{article['id']}_gold.ann").splitlines():
        key, body, *surface = line.split("\t")
        if key.startswith("T"):
            role, ranges = body.split(" ", 1)
            spans[key] = (role, [[int(n) for n in r.split()] for r in ranges.split(";")], surface[0])
        else:
            events.append(dict(argument.split(":") for argument in body.split()))
    return spans, events


def all_spans(article):
    return [span for u in article["utterances"] for role in ROLES for span in u[role]]


def test_files_and_gold_name_the_same_articles():
    ids = [article["id"] for article in ARTICLES]
    assert len(set(ids)) == len(ids)
    assert sorted(ids) == sorted(p.stem for p in (CORPUS / "text").glob("*.txt"))
    assert sorted(ids) == sorted(
        p.name.removesuffix("_gold.ann") for p in (CORPUS / "attributions").glob("*.ann")
    )


@every_article
def test_text_is_clean(article):
    text = text_of(article)
    assert text == unicodedata.normalize("NFC", text)
    assert text == text.strip() + "\n"
    assert not re.search("[⟨⟩\r\t\ufeff]", text)


@every_article
def test_header_fields_are_filled(article):
    date.fromisoformat(article["date"])
    assert all(article[field].strip() for field in ("title", "source", "style", "region"))


@every_article
def test_utterances_are_numbered_in_order(article):
    assert [u["id"] for u in article["utterances"]] == [
        f"u{i}" for i in range(1, len(article["utterances"]) + 1)
    ]


@every_article
def test_spans_lie_in_the_text_and_have_no_white_space_at_the_edge(article):
    text = text_of(article)
    for start, end in all_spans(article):
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip() != ""


@every_article
def test_spans_begin_and_end_at_word_boundaries(article):
    text = text_of(article)
    for start, end in all_spans(article):
        assert not re.match(r"\w\w", text[max(0, start - 1) : start + 1])
        assert not re.match(r"\w\w", text[end - 1 : end + 1])


@every_article
def test_spans_of_one_utterance_do_not_overlap(article):
    for utterance in article["utterances"]:
        spans = sorted(span for role in ROLES for span in utterance[role])
        assert all(left[1] <= right[0] for left, right in pairwise(spans)), utterance
        assert utterance["content"], utterance


@every_article
def test_brat_and_json_hold_the_same_spans(article):
    spans, events = read_brat(article)
    found = [
        {role: spans[event[role.title()]][1] if role.title() in event else [] for role in ROLES}
        for event in events
    ]
    assert found == [{role: u[role] for role in ROLES} for u in article["utterances"]]


@every_article
def test_brat_surface_is_the_text_and_arguments_have_their_roles(article):
    text = text_of(article)
    spans, events = read_brat(article)
    for _, ranges, surface in spans.values():
        assert surface == " ".join(text[a:b].replace("\n", " ") for a, b in ranges)
    for event in events:
        assert all(spans[key][0] == role for role, key in event.items())
    assert sorted(spans) == sorted(key for event in events for key in event.values())


@every_article
def test_labels_are_valid(article):
    for utterance in article["utterances"]:
        assert utterance["kind"] in KINDS
        assert utterance["stance"] in (*STANCES, None)
        assert utterance["stance2"] in (*STANCES, None)
        assert (utterance["stance2"] is None) == (utterance["target2"] is None)


@every_article
def test_speakers_and_targets_are_names_not_pronouns(article):
    for utterance in article["utterances"]:
        for name in (utterance["speaker"], utterance["target"]):
            assert name.strip() == name != ""
            assert name.lower() not in PRONOUNS


@every_article
def test_two_to_six_topics_each_of_them_used(article):
    assert 2 <= len(article["topics"]) <= 6
    assert {u["topic"] for u in article["utterances"]} == set(article["topics"])
    assert all(phrase.strip() for phrase in article["topics"].values())


@every_article
def test_quoted_kinds_have_quotation_marks(article):
    text = text_of(article)
    for utterance in article["utterances"]:
        content = "".join(text[a:b] for a, b in utterance["content"])
        assert utterance["kind"] == "indirect" or QUOTES.search(content), utterance


def counts_of(article):
    utterances = article["utterances"]
    count = Counter(u["kind"] for u in utterances) + Counter(u["stance"] or "none" for u in utterances)
    return [len(re.findall(r"\w+", text_of(article))), len(utterances), *(count[c] for c in COLUMNS)]


def test_counts_in_the_datasheet_are_true():
    table = re.search("<!-- counts -->\n(.*?)<!-- /counts -->", read(CORPUS / "README.md"), re.DOTALL)[1]
    header, _, *rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines()]
    assert header == ["article", "words", "utterances", *COLUMNS]
    expected = {article["id"]: counts_of(article) for article in ARTICLES}
    expected["**all**"] = [sum(column) for column in zip(*expected.values(), strict=True)]
    assert {name: [int(n) for n in numbers] for name, *numbers in rows} == expected


def test_every_stance_and_kind_is_well_represented():
    totals = Counter(u["stance"] or "none" for a in ARTICLES for u in a["utterances"])
    kinds = Counter(u["kind"] for a in ARTICLES for u in a["utterances"])
    assert min(totals[label] for label in (*STANCES, "none")) >= 50
    assert min(kinds[kind] for kind in KINDS) >= 50
