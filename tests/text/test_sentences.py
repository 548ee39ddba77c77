"""Where sentences end, and the splitter's model file."""

from __future__ import annotations

from pathlib import Path

import pytest

from stancekit.errors import ModelError
from stancekit.text import SentenceSplitter

STARTERS = ["the", "he", "she", "it", "but", "in", "they", "we", "while"]
LOWER = [*STARTERS, "officials", "nobody", "prices", "then", "and", "ended", "rose", "over"]
SPLITTER = SentenceSplitter(abbreviations=["approx", "gen"], starters=STARTERS, lower=LOWER)

# "|" shows where a sentence ends.
TABLE = [
    "One came. |Two left! |Why? |Nobody knew.",
    "Mr. Smith met Sen. Lee and Dr. Young of St. Louis. |They talked.",
    "George W. Bush met J. Doe and J.R.R. Tolkien.",
    "The U.S. Senate met in Washington, D.C. |The U.K. waited. |He left the U.S. |Officials knew.",
    "Gov. Lee, D-Conn., met Sen. Doe (R-Ga.) on Jan. 5. |It rained.",
    "Acme Inc. Chairman Doe left Widget Co. |He was tired.",
    "See No. 5, pp. 3 and vol. 2. |He said no. |Lee agreed.",
    "It rose 3.5 percent to $1.20. |Then it fell.",
    "At 5 p.m. Monday they met. |At 6 a.m. EDT Lee left. |It was 7 p.m. |The end.",
    "“It’s over.” |“Why?” he asked. |“Go!” |She went.",
    "“Why?” Smith asked. |“Who?” Mr. Lee said.",
    'He said, "It ended." |She said it did not.',
    "He said it (It was late.) and left. |(They knew.) |She stayed.",
    "Well... |He paused … and went on… |She did not. |But ... I did. |Well... |I stayed.",
    "Really?! |No!!! |Well?",
    "He joined Yahoo! News. |Yahoo! said so. |Jeb! signs were out.",
    "1. The first. |Then the second.",
    "It ended.|The next day came.",
    "See npr.org. |Ask a.b@c.org. |Or @jane. |Then go.",
    "It ended.[3] |The next.[4][5] |Then more.",
    "“It’s over.” — Ann Lee",
    "It rose, etc. |He left.",
    "Prices rose. |then they fell… and rose.",
    "He lives on Main St. |The house is old.",
    "本日。|明日",
]


@pytest.mark.parametrize("marked", TABLE)
def test_split(marked: str) -> None:
    assert SPLITTER.split(marked.replace("|", "")) == [part.strip() for part in marked.split("|")]


def test_a_word_met_in_lower_case_shows_a_new_sentence_after_an_abbreviation() -> None:
    text = "He left the U.S. Prices rose."
    assert SPLITTER.split(text) == ["He left the U.S.", "Prices rose."]
    assert SentenceSplitter().split(text) == [text]


def test_paragraphs_end_sentences() -> None:
    assert SPLITTER.split("A headline\n\nIt is over") == ["A headline", "It is over"]


@pytest.mark.parametrize("text", ["", " ", "\n\n"])
def test_nothing_to_split(text: str) -> None:
    assert SPLITTER.split(text) == []


def test_saved_and_loaded_splits_the_same(tmp_path: Path) -> None:
    SPLITTER.save(tmp_path)
    loaded = SentenceSplitter.load(tmp_path)
    assert (loaded.abbreviations, loaded.starters, loaded.lower) == (
        SPLITTER.abbreviations,
        SPLITTER.starters,
        SPLITTER.lower,
    )


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"abbreviations": "", "starters": ""}',
        '{"abbreviations": 1, "starters": 2, "lower": 3}',
    ],
)
def test_a_broken_model_file_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "sentences.json").write_text(content, encoding="utf8")
    with pytest.raises(ModelError, match=r"sentences\.json"):
        SentenceSplitter.load(tmp_path)


def test_a_missing_model_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"sentences\.json"):
        SentenceSplitter.load(tmp_path / "nowhere")
