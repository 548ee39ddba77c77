import pytest

from stancekit.errors import InputError
from stancekit.features.lexicon import CLASSES, Lexicon, light_stem

NAMES = list(CLASSES)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("condemned", "attack"),
        ("praising", "praise"),
        ("reluctantly", "hedge"),
        ("barbaric", "neg"),
        ("vowed", "pledge"),
        ("denied", "deny"),
        ("not", "negator"),
    ],
)
def test_shipped_classes(word, expected):
    assert expected in {NAMES[entry.group] for entry in Lexicon.shipped().find(word)}


def test_plain_word_has_no_class():
    assert Lexicon.shipped().find("table") == ()


def test_strongest_class_comes_first_and_once():
    lexicon = Lexicon([("spin", "neg", 1), ("spin", "joke", 3), ("spins", "neg", 2)])
    assert [(NAMES[e.group], e.intensity) for e in lexicon.find("spinning")] == [("joke", 3), ("neg", 2)]


def test_unknown_class_is_named():
    with pytest.raises(InputError, match="'rage' of 'roar'"):
        Lexicon([("roar", "rage", 1)])


def test_shipped_lexicon_is_well_formed():
    assert len(Lexicon.shipped()) > 1000


@pytest.mark.parametrize(
    ("word", "stem"),
    [("boss", "boss"), ("tries", "tri"), ("replies", "reply"), ("s", "s"), ("", "")],
)
def test_light_stem(word, stem):
    assert light_stem(word) == stem
