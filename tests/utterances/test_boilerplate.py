"""Links to other articles and credits of pictures are nobody's speech."""

import pytest

from stancekit.utterances.attribution import Attribution
from stancekit.utterances.boilerplate import without_boilerplate


def kept(make, text, cue, content):
    """Tell whether an attribution with this cue and content, the last such words of the text, is kept."""
    table = make[0](text)
    words = [table.words[w] for w in table.word]
    row = len(words) - 1 - words[::-1].index(cue)
    first = len(words) - 1 - words[::-1].index(content)
    return bool(without_boilerplate(table, [Attribution((first,), (row,), (), 0.9)]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Read more: Roe says bridges fail", False),
        ("It rained.\n\nREAD MORE | Roe says bridges fail", False),
        ("It rained.\nAlso read: Roe says bridges fail", False),
        ("ALSO READ » Roe says bridges fail", False),
        ("► Related stories: Roe says bridges fail", False),
        ("More on the storm: Roe says bridges fail", False),
        ("Don’t miss: Roe says bridges fail", False),
        ("Read it: Roe says bridges fail", True),
        ("Roe says bridges fail", True),
        ("Read more: It rained\n\nRoe says bridges fail", True),
        ("Photo: Roe, who says bridges fail", True),
    ],
)
def test_links(make, text, expected):
    assert kept(make, text, "says", "fail") is expected


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        ("Photo: Dana Reyes", "Reyes", False),
        ("(Photo by: Dana Reyes)", "Reyes", False),
        ("Source: Ministry", "Ministry", False),
        ("Image credit: Dana Reyes / Getty", "Reyes", False),
        ("Roe: Never", "Never", True),
    ],
)
def test_credits(make, text, content, expected):
    assert kept(make, text, ":", content) is expected


def test_what_a_caption_says_about_an_agency_picture_goes_too(make):
    assert not kept(make, "Photo: Roe walks. He says Getty", "says", "Getty")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He spoke. Get the stories that Roe says you need in your inbox. It rained.", False),
        ("STORY CONTINUES BELOW Roe says bridges fail", False),
        ("Roe says bridges fail. Sign up here.", True),
        ("By signing up you agree that Roe says bridges fail.", False),
        ("Replay More Videos Roe says bridges fail", False),
        ("The story continued. Roe says bridges fail below.", True),
        ("“It was in your inbox,” he said. Roe says bridges fail.", True),
    ],
)
def test_notices(make, text, expected):
    assert kept(make, text, "says", "need" if "need" in text else "fail") is expected


def test_nothing_found(make):
    assert without_boilerplate(make[0]("Read more: no"), []) == []
