import pytest

from stancekit.topics.words import fold, is_content, key


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("Allies", "ally"),
        ("taxes", "tax"),
        ("Patriots", "patriot"),
        ("Bosnia’s", "bosnia"),
        ("Bosnia's", "bosnia"),
        ("crisis", "crisis"),
        ("virus", "virus"),
        ("Congress", "congress"),
        ("U.S.", "us"),
        ("Erdoğan", "erdogan"),
        ("defence", "defense"),
        ("labour", "labor"),
        ("s", "s"),
        ("", ""),
    ],
)
def test_fold(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize("word", ["treaty", "US", "NATO", "e-mail", "Élysée", "don"])
def test_content_words(word: str) -> None:
    assert is_content(word) is (word != "don")


@pytest.mark.parametrize("word", ["the", "us", "don’t", "we’re", "2016", "“", "said", "a", "Mr"])
def test_words_without_content(word: str) -> None:
    assert not is_content(word)


def test_key_of_a_lone_surrogate() -> None:
    assert isinstance(key("\ud800"), int)
