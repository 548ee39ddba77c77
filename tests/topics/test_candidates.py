import numpy as np
import pytest

from stancekit.records import Article
from stancekit.text import SentenceSplitter, tokenize
from stancekit.topics import candidates, passages
from stancekit.topics.background import Background

TAG = {"a": "ADJ", "n": "NOUN", "p": "PERSON", "v": "VERB", "f": "ADP", "t": "DET", ".": "PUNCT"}


def shapes(text: str, letters: str, title: str = "") -> dict[str, dict[str, float]]:
    """Return the shape of every phrase of a text by name of the feature."""
    table = tokenize([Article(text, title=title)], SentenceSplitter())
    document = table.document(0, [TAG[letter] for letter in letters])
    vocabulary = passages.read_vocabulary(document, Background.empty())
    found = candidates.find(document, vocabulary, np.arange(len(vocabulary.weight)))
    return {
        " ".join(document.words[a:b]): dict(zip(candidates.SHAPE, row.tolist(), strict=True))
        for (a, b), row in zip(found.spans, found.shape, strict=True)
    }


@pytest.mark.parametrize(
    ("text", "letters", "phrase", "feature", "expected"),
    [
        ("Senator Ines Roth left", "nppv", "Senator Ines Roth", "titled_person", 1),
        ("Senator Ines Roth left", "nppv", "Ines Roth", "titled_person", 0),
        ("tram critic Ines Roth left", "nnppv", "tram critic", "titled_person", 0),
        ("tram critic Ines Roth left", "nnppv", "tram critic Ines Roth", "ends_in_person", 1),
        ("council meeting ended", "nnv", "council meeting", "general_head", 1),
        ("council meetings ended", "nnv", "council meetings", "general_head", 1),
        ("council budget passed", "nnv", "council budget", "general_head", 0),
        ("statement language matters", "nnv", "statement language", "general_start", 1),
    ],
)
def test_shapes(text: str, letters: str, phrase: str, feature: str, expected: float) -> None:
    assert shapes(text, letters)[phrase][feature] == expected


def test_words_of_title_and_first_sentences_are_in_the_lead() -> None:
    text = "Wards close. Pay fell. Talks failed. Nurses left. Trams ran."
    found = shapes(text, "nv." * 5, title="Nurses’ pay")
    shares = {phrase: shape["lead_share"] for phrase, shape in found.items()}
    assert shares == {"Wards": 1, "Pay": 1, "Talks": 1, "Nurses": 1, "Trams": 0}
