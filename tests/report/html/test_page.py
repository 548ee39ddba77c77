from __future__ import annotations

import html as escapes
import re
import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stancekit.records import (
    Analysis,
    Article,
    Evidence,
    Span,
    Speaker,
    SpeakerStance,
    Stance,
    Topic,
    Utterance,
)
from stancekit.report import html
from stancekit.report.html import assets

TAGS = {
    *("html", "head", "meta", "link", "title", "style", "body", "nav", "header", "main", "section", "footer"),
    *("h1", "h2", "h3", "p", "a", "b", "bdi", "span", "div", "ul", "ol", "li", "dl", "dt", "dd", "mark"),
    *("table", "thead", "tbody", "tr", "th", "td", "blockquote", "script"),
    *("form", "label", "select", "option", "input", "output", "fieldset", "legend", "button"),
}
ATTRIBUTES = {
    *("lang", "charset", "http-equiv", "content", "name", "rel", "href", "class", "id", "dir", "tabindex"),
    *("role", "scope", "hidden", "for", "value", "type", "min", "max", "step", "checked", "title"),
}
HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)//",
    "</title></style><img src=x onerror=alert(1)>",
    "\" onmouseover=\"alert(1)\" x=\"",
    "' onfocus='alert(1)' autofocus='",
    "&lt;script&gt;&#60;script&#62;&amp;",
    "<!-- --><![CDATA[ ]]>",
    "javascript:alert(1)",
    "\u202eevil\u2066\u200f\u061c",
    "\x1b]0;gone\x07\x1b[2J\x9b31m\x00\x7f",
    "lone \ud800 surrogate",
    "`${alert(1)}`{{7*7}}",
    "supercalifragilistic" * 40,
]  # fmt: skip


def _own(attribute: str) -> bool:
    return attribute in ATTRIBUTES or attribute.startswith(("aria-", "data-"))


def _check(page, read):
    """Check that a page holds nothing but what it is made of, whatever it is about; return it."""
    found = read(page)
    assert {tag for tag, _ in found.elements} <= TAGS
    assert all(_own(name) for _, attrs in found.elements for name in attrs)
    assert found.texts["script"] == [assets.script()]
    assert found.texts["style"] == [assets.style()]
    ids = found.by_id()
    assert all(to.startswith("#") and to[1:] in ids for to in found.links())
    assert [attrs["href"] for tag, attrs in found.elements if tag == "link"] == ["data:,"]
    named = [
        attrs[name].split()
        for _, attrs in found.elements
        for name in ("aria-labelledby", "for")
        if attrs.get(name)
    ]
    assert {id for names in named for id in names} <= set(ids)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", page)
    return found


def _all(words: str) -> Analysis:
    """Return an analysis in which everything that a caller may write is these words."""
    text = f"{words} A {words}\r\n\r\n{words}"
    stance = Stance("cautious", {"cautious": 0.9}, (Evidence(0, 3, 1.0), Evidence(1, 5, -1.0)))
    spans = (Span(0, len(words)), Span(len(words) + 1, len(text)))
    said = Utterance(words, "mixed", spans, spans[:1], spans[1:], words, words, words, stance)
    cell = SpeakerStance(words, words, stance, (words,))
    return Analysis(
        Article(text, words, words, words, words, {"language": words}),
        (Speaker(words, words, "person", words),),
        (Topic(words, words, (words,)),),
        (said, replace(said, id="other", speaker=None, topic=None)),
        (cell,),
        words,
    )


# --- the text


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "One  line\twith   spaces ",
        "\n  Two.\n\n\n  Paragraphs.\r\n\r\nThree.\rFour.\u2028Five.\u0085Six.\x0cSeven.",
        "soft\xadhyphen, \u200bzero width, e\u0301, 👩\u200d🚒, 市長, עברית",
        *HOSTILE,
    ],
)
def test_the_article_reads_back(text, read):
    assert _check(html.text(Analysis(Article(text))), read).article == text


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_only_words(words, read):
    analysis = _all(words)
    assert _check(html.text(analysis), read).article == analysis.article.text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    words=st.text(alphabet=st.one_of(st.characters(), st.sampled_from("<>&\"'/=-\r\n\u202e")), max_size=30)
)
def test_any_words_are_only_words(words, read):
    analysis = _all(words)
    assert _check(html.text(analysis), read).article == analysis.article.text


SPANS = st.lists(st.builds(Span, st.integers(-2, 100), st.integers(-2, 100)), max_size=3).map(tuple)
SAID = st.builds(Utterance, st.sampled_from("abc"), st.just("direct"), SPANS, SPANS, SPANS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(said=st.lists(SAID, max_size=5))
def test_any_spans(said, read, analysis):
    text = analysis.article.text
    page = _check(html.text(Analysis(analysis.article, utterances=tuple(said))), read)
    assert page.article == text
    ids = page.by_id()
    for number, u in enumerate(said, 1):
        places = {
            i
            for spans in (u.content, u.cue, u.source)
            for a, b in spans
            for i in range(max(a, 0), min(b, len(text)))
        }
        assert (f"t{number}" in ids) == (f"s{number}" in ids) == bool(places)


# --- what it shows


def _texts(page: str) -> str:
    return escapes.unescape(re.sub("<[^>]*>", "", page))


def test_page(analysis, read):
    page = html.text(analysis)
    found = _check(page, read)
    assert page.startswith('<!doctype html>\n<html lang="en">')
    assert found.texts["title"] == ["A bridge too loud · who takes which stance"]
    assert found.texts["h1"] == ["A bridge too loud"]
    assert found.texts["h2"] == [
        "Speakers and topics",
        "Show only",
        "The article",
        "All statements, one by one",
    ]
    assert found.texts["h3"] == [
        "1. Mira Holt ▲ supports",
        "2. Harbour Watch ◆ is cautious",
        "3. somebody who is not named ○ takes no stance",
    ]  # fmt: skip
    assert found.texts["blockquote"] == [
        "“The bridge,” … “must be built.”",
        "the noise",
        "“Nobody asked us.”",
    ]
    shown = _texts(page)
    assert "Daily Example · 2024-05-01 · a1" in shown
    assert "3 statements by 2 speakers on 1 topic were found" in shown
    assert "stancekit (model fast 1), and not checked by a person" in shown


def test_details_say_everything_in_words(analysis, read):
    first, *others = analysis.utterances
    evidence = (Evidence(31, 35, 1.25), Evidence(1, 4, -0.5))
    first = replace(first, stance=replace(first.stance, evidence=evidence))
    found = read(html.text(replace(analysis, utterances=(first, *others))))
    assert dict(zip(found.texts["dt"][:7], found.texts["dd"][:7], strict=True)) == {
        "How sure": "88 % that the stance is right (otherwise: is cautious 5 %, takes no stance 5 %)"
        "95 % that somebody says this",
        "Speaker": "Mira Holt, mayor",
        "On the topic": "harbour bridge",
        "Toward": "“the bridge”",
        "Said with": "“said”",
        "Form": "quoted word for word",
        "Words that decided": "“must” speaks for “supports” (+1.25)“The” speaks against “supports” (−0.50)",
    }


def test_cells_say_stance_confidence_and_number(analysis, read):
    found = read(html.text(analysis))
    assert found.texts["th"] == ["Speaker", "harbour bridge", "Mira Holtmayor", "Harbour Watchorganization"]
    assert found.texts["td"] == [
        "harbour bridge▲ supports 88 % sure1 statement: 1",
        "harbour bridge◆ is cautious 60 % sure1 statement: 2",
    ]


def test_cells_lead_to_the_sentences(analysis, read):
    page = html.text(analysis)
    cells = re.findall(r"<td .*?</td>", page)
    assert [re.findall('href="(.*?)"', cell) for cell in cells] == [["#s1", "#s1"], ["#s2", "#s2"]]
    assert re.search(r'<span id="s2"></span><mark class="cautious" data-said="2">the noise</mark>', page)


def test_a_cell_of_unknown_statements_leads_nowhere(analysis, read):
    cell = replace(analysis.stances[0], utterances=("u77",))
    found = _check(html.text(replace(analysis, stances=(cell,))), read)
    assert found.texts["td"] == ["harbour bridge▲ supports 88 % sure1 statement"]


def test_a_statement_without_a_place_leads_to_the_list(analysis, read):
    bare = replace(analysis.utterances[0], content=(Span(5, 5),), cue=(), source=())
    page = html.text(replace(analysis, utterances=(bare,), stances=analysis.stances[:1]))
    found = _check(page, read)
    assert "#d1" in found.links()
    assert "#s1" not in found.links()


def test_labels_stand_behind_each_part(analysis):
    page = html.text(analysis)
    first = re.sub("<[^>]*>", "", page[page.index('id="text"') :]).split(">", 1)[1].split("Harbour")[0]
    assert first == "“The bridge,”1 … Mira Holt said, “must be built.”1 Statement 1: Mira Holt ▲ supports "


def test_nested_statements_have_the_colour_of_the_innermost(read):
    text = "He said that she said that it is over."
    outer = Utterance("u1", "indirect", (Span(8, 37),), stance=Stance("cautious"))
    inner = Utterance("u2", "indirect", (Span(22, 37),), stance=Stance("supportive"))
    found = _check(html.text(Analysis(Article(text), utterances=(outer, inner))), read)
    marks = [(attrs["class"], attrs["data-said"]) for tag, attrs in found.elements if tag == "mark"]
    assert marks == [("cautious", "1"), ("supportive shared", "2 1")]


def test_roles_are_marked(analysis, read):
    first = analysis.utterances[0]
    stance = replace(first.stance, evidence=(Evidence(1, 4, 2.0), Evidence(31, 35, -2.0)))
    found = read(html.text(replace(analysis, utterances=(replace(first, stance=stance),))))
    marked = [
        {name: value for name, value in attrs.items() if name.startswith("data-")}
        for tag, attrs in found.elements
        if {"data-said", "data-cue", "data-source"} & set(attrs)
    ]
    assert marked == [
        {"data-said": "1"},
        {"data-said": "1", "data-for": "1"},
        {"data-said": "1"},
        {"data-source": "1"},
        {"data-cue": "1"},
        {"data-said": "1"},
        {"data-said": "1", "data-against": "1"},
        {"data-said": "1"},
    ]


def test_doubt_is_said(analysis):
    weak = replace(analysis.utterances[0], stance=Stance("supportive", {"supportive": 0.41, "none": 0.39}))
    shown = _texts(html.text(replace(analysis, utterances=(weak,))))
    assert "1. Mira Holt ▲ perhaps supports" in shown
    assert "41 % that the stance is right (otherwise: takes no stance 39 %)" in shown


def test_an_unjudged_and_an_abstained_stance(analysis, read):
    first, second, _ = analysis.utterances
    unsure = replace(second, stance=Stance(None, {"cautious": 0.4, "none": 0.35}, abstained=True))
    cell = replace(analysis.stances[1], stance=unsure.stance)
    found = _check(
        html.text(replace(analysis, utterances=(replace(first, stance=None), unsure), stances=(cell,))), read
    )
    assert found.texts["h3"] == [
        "1. Mira Holt – has a stance that was not judged",
        "2. Harbour Watch ? has a stance that is unclear",
    ]
    assert found.texts["td"] == ["harbour bridge? unclear likeliest: is cautious, 40 %1 statement: 2"]


def test_nothing_found(read):
    found = _check(html.text(Analysis(Article("No one spoke.", id="a1"))), read)
    assert found.texts["h1"] == ["a1"]
    assert found.texts["h2"] == ["The article"]
    assert not {"form", "table", "ol", "mark"} & {tag for tag, _ in found.elements}


def test_signs_tell_what_they_stand_for(read):
    found = read(html.text(Analysis(Article("a\u202eb\x00\ud800"))))
    signs = [(attrs["data-code"], attrs["title"]) for attrs in found.classed("sign")]
    assert signs == [
        ("202e", "right-to-left override, not acted on"),
        ("0", "control character, not acted on"),
        ("d800", "control character, not acted on"),
    ]


@pytest.mark.parametrize(
    ("named", "shown"), [("de", "de"), ("pt-BR", "pt-BR"), ('x" y', "en"), (None, "en"), (3, "en")]
)
def test_language(named, shown, read):
    found = read(html.text(Analysis(Article("Text.", meta={"language": named}))))
    assert found.by_id()["text"]["lang"] == shown


def test_the_author_without_a_name(analysis):
    first, *others = analysis.speakers
    shown = html.text(
        replace(analysis, speakers=(replace(first, name="AUTHOR", kind="author", role=""), *others))
    )
    assert "1. the author ▲ supports" in _texts(shown)
    assert "AUTHOR" not in shown


def test_a_typical_article_takes_less_than_50_ms(analysis):
    text = analysis.article.text * 70
    first, second, _ = analysis.utterances
    evidence = tuple(Evidence(i, i + 3, 1.0) for i in (0, 10, 20, 30))
    said = tuple(
        replace(
            u,
            id=f"u{n}",
            content=(Span(n * 190, n * 190 + 150),),
            stance=replace(u.stance, evidence=evidence),
        )
        for n in range(15)
        for u in (first, second)
    )
    many = replace(analysis, article=replace(analysis.article, text=text), utterances=said)

    def seconds() -> float:
        start = time.perf_counter()
        html.text(many)
        return time.perf_counter() - start

    assert min(seconds() for _ in range(7)) < 0.05


# --- what it lets in


def test_the_policy_lets_in_nothing_but_its_own(analysis, read):
    found = read(html.text(analysis))
    (policy,) = (attrs["content"] for _, attrs in found.elements if attrs.get("http-equiv"))
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not re.search(r"https?:|//[a-z]", html.text(analysis).replace("// ", ""))


@pytest.mark.parametrize("asset", [assets.style, assets.script])
def test_assets_end_nothing_early(asset):
    assert "</" not in asset()
    assert asset().isascii() or asset().encode()


def test_the_script_makes_no_markup_of_text():
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|eval|Function|fetch|XMLHttp", assets.script()
    )


def test_the_notebook_gets_a_frame_of_its_own(analysis, read):
    shown = analysis._repr_html_()
    ((tag, frame),) = read(shown).elements
    assert (tag, frame["sandbox"], frame["title"]) == ("iframe", "allow-scripts", "A bridge too loud")
    page = read(frame["srcdoc"])
    assert page.article == analysis.article.text
    assert ("base", {"href": "about:srcdoc"}) in page.elements


@pytest.mark.parametrize("words", HOSTILE)
def test_a_hostile_frame_is_one_element(words, read):
    ((tag, frame),) = read(html.frame(_all(words))).elements
    assert (tag, set(frame)) == ("iframe", {"srcdoc", "title", "sandbox", "style"})
    assert read(frame["srcdoc"]).article == _all(words).article.text
