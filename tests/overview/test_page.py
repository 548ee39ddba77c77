import re
from html.parser import HTMLParser

import pytest

from stancekit.errors import InputError
from stancekit.overview import report
from stancekit.records import Failure

WORDS = "“What was said about the bridge is long enough to be shown as a quotation.”"
HOSTILE = (
    "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202egnihtemos $x$ {{7*7}} </style>\x1b[31m"
)


class _Parsed(HTMLParser):
    """Every element with its attributes, and all text."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.words, self.inside = [], "", []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words += data

    def named(self, *names):
        return [attributes for tag, attributes in self.elements if tag in names]


@pytest.fixture(scope="module")
def page(folder):
    return report(folder)


def test_the_same_results_make_the_same_page(folder, page):
    assert report(folder) == page


def test_everything_is_told(page):
    words = _Parsed(page).words
    for said in (
        "Ann Roe",
        "harbour bridge",
        "Daily Example",
        "Who changed position",
        "2024-05-15",
        "not JSON",
    ):
        assert said in words
    assert "an official" not in words.replace("“an official”", "")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory, analysis, write):
    lines = [(HOSTILE.upper(), HOSTILE, stance, HOSTILE + WORDS) for stance in ("condemning", "supportive")]
    texts = [
        analysis(
            f"javascript:alert({i}){HOSTILE}", lines[i % 2 : i % 2 + 1] * 3, title=HOSTILE, source=HOSTILE,
            date=f"2024-{i + 1:02}-01{HOSTILE}", role=HOSTILE,
        )
        for i in range(12)
    ]  # fmt: skip
    failures = [Failure(HOSTILE, HOSTILE, HOSTILE)]
    return report(write(tmp_path_factory.mktemp("hostile") / "r", texts, failures=failures), title=HOSTILE)


def test_hostile_text_is_inert(hostile):
    parsed = _Parsed(hostile)
    assert not parsed.named("script", "img", "iframe", "object", "embed", "form", "base", "foreignobject")
    attributes = [(name, value) for _, found in parsed.elements for name, value in found.items()]
    assert not [name for name, _ in attributes if name.startswith("on") or name == "style"]
    assert all(value.startswith("#") or value == "data:," for name, value in attributes if name == "href")
    assert "\u202e" not in hostile
    assert "\x1b" not in hostile
    assert "<script>alert(1)</script>" in parsed.words
    assert hostile.count("<style>") == hostile.count("</style>") == 1


def test_addresses_are_linked_safely(page):
    links = [a for a in _Parsed(page).named("a") if not a["href"].startswith("#")]
    assert links
    assert all(a["href"].startswith("https://example.org/") for a in links)
    assert all("noreferrer" in a["rel"] for a in links)


def test_the_policy_forbids_all_but_the_style(page):
    (policy,) = [m["content"] for m in _Parsed(page).named("meta") if "http-equiv" in m]
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/=]+'; img-src data:; base-uri 'none'; "
        r"form-action 'none'",
        policy,
    )


def test_structure_can_be_read_without_eyes(page):
    parsed = _Parsed(page)
    assert len(parsed.named("h1")) == 1
    assert all("scope" in th for th in parsed.named("th"))
    assert len(parsed.named("caption")) == len(parsed.named("table"))
    assert all(svg.get("aria-label") or svg.get("aria-hidden") for svg in parsed.named("svg"))
    ids = [found["id"] for _, found in parsed.elements if "id" in found]
    assert len(ids) == len(set(ids))
    targets = {a["href"][1:] for a in parsed.named("a") if a["href"].startswith("#")}
    assert targets <= set(ids)
    assert all(
        region.get("tabindex") == "0" for _, region in parsed.elements if region.get("role") == "region"
    )


def test_charts_leave_colours_to_the_style(page):
    drawn = re.findall(r' (?:fill|stroke)="([^"]*)"', page)
    assert set(drawn) <= {"none", "transparent", *(c for c in drawn if c.startswith("var(--"))}


@pytest.mark.parametrize("texts", [0, 1])
def test_tiny_results(make, small, texts):
    shown = _Parsed(report(make(small[:texts])))
    assert ("No utterance has a named speaker" in shown.words) == (texts == 0)
    assert "fewer than two periods" in shown.words


def test_numbers_that_cannot_be(folder):
    with pytest.raises(InputError, match="topics=0"):
        report(folder, topics=0)
