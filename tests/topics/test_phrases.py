import pytest

from stancekit.records import Article
from stancekit.text import Document, SentenceSplitter, tokenize
from stancekit.topics import phrases


@pytest.mark.parametrize(
    ("words", "letters", "expected"),
    [
        ("missile defense", "nn", {"missile", "defense", "missile defense"}),
        (
            "new missile defense",
            "ann",
            {"missile", "defense", "missile defense", "new missile", "new missile defense"},
        ),
        ("Ines Roth", "pp", {"Ines Roth"}),
        ("Roth ’s plan", "psn", {"Roth", "plan", "Roth ’s plan"}),
        ("chair Ines Roth", "npp", {"chair", "Ines Roth", "chair Ines Roth"}),
    ],
)
def test_parts_of_a_chunk(words: str, letters: str, expected: set[str]) -> None:
    tokens = words.split()
    found = phrases.subphrases(letters, (0, len(tokens)), None)
    assert {" ".join(tokens[a:b]) for a, b in found} == expected


def read(text: str) -> Document:
    return tokenize([Article(text)], SentenceSplitter()).document(0)


@pytest.mark.parametrize(
    ("text", "letters", "expected"),
    [
        ("unity of allies", "nfn", True),
        ("unity of the alliance", "nftn", True),
        ("unity of this alliance", "nftn", False),
        ("unity after war", "nfn", False),
        ("unity and war", "n.n", False),
        ("unity from within allies", "nffn", False),
    ],
)
def test_joined(text: str, letters: str, expected: bool) -> None:
    last = len(letters) - 1
    assert phrases.joined(read(text), letters, (0, 1), (last, last + 1)) is expected


def test_joined_chunks_offer_their_union() -> None:
    tokens = ["strong", "unity", "of", "the", "alliance"]
    found = phrases.subphrases("anftn", (0, 2), (4, 5))
    assert {" ".join(tokens[a:b]) for a, b in found} == {
        "unity", "strong unity", "unity of the alliance", "strong unity of the alliance",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "letters", "expected"),
    [
        ("Missile defense. Talks ended.", "nn.nv.", [(0, 2), (3, 4)]),
        ("One. Two.", "n.n.", [(0, 1), (2, 3)]),
        ("Roth’s plan", "psn", [(0, 3)]),
        ("men not women", "nsn", []),
    ],
)
def test_chunks(text: str, letters: str, expected: list[tuple[int, int]]) -> None:
    assert phrases.chunks(read(text), letters) == expected


def test_spelling_decides_without_tags() -> None:
    assert phrases.classes(read("The envoy quickly left Geneva for 3 talks.")) == "tn.nmfcn."


def test_tags_decide_where_there_are_any() -> None:
    document = tokenize([Article("Go to Roth’s")], SentenceSplitter()).document(
        0, ["VERB", "ADP", "PERSON", "PART"]
    )
    assert phrases.classes(document) == ".fps"
