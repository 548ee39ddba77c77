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
    assert len(Lexicon.shipped()) > 4000


def test_own_words_beside_the_shipped_ones(tmp_path):
    path = tmp_path / "mine.tsv"
    path.write_text("# mine\n\nglorp\tattack\t3\nbarbaric\tpos\t1\n", encoding="utf8")
    lexicon = Lexicon.read(path)
    assert [NAMES[e.group] for e in lexicon.find("glorped")] == ["attack"]
    assert [NAMES[e.group] for e in lexicon.find("barbaric")] == ["pos"]
    assert lexicon.find("praise") == Lexicon.shipped().find("praise")
    assert Lexicon.shipped().find("glorped") == ()


@pytest.mark.parametrize("line", ["glorp attack 3", "glorp\tattack", "glorp\tattack\t4", "glorp\tattack\tx"])
def test_bad_line_is_named(tmp_path, line):
    (tmp_path / "mine.tsv").write_text(f"good\tpos\t2\n{line}\n")
    with pytest.raises(InputError, match=r"mine\.tsv, line 2"):
        Lexicon.read(tmp_path / "mine.tsv")


def test_a_model_heeds_own_words(tmp_path):
    import stancekit

    (tmp_path / "mine.tsv").write_text("flumped\tattack\t3\n")
    text = "Jane Roe flumped the government."
    said = {"content": [[17, 31]], "cue": [[9, 16]], "source": [[0, 8]]}
    without, with_ = (stancekit.load(lexicon=f) for f in (None, tmp_path / "mine.tsv"))
    before, after = (kit.classify(text, [said])[0].probabilities["condemning"] for kit in (without, with_))
    assert after > before + 0.1


@pytest.mark.parametrize(
    ("word", "stem"),
    [("boss", "boss"), ("tries", "tri"), ("replies", "reply"), ("s", "s"), ("", "")],
)
def test_light_stem(word, stem):
    assert light_stem(word) == stem
