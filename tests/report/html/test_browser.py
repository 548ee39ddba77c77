"""The page in a real browser: Debian's Chromium, driven by Playwright, without any network."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import stancekit
from stancekit.records import Analysis, Article, Speaker, Stance, Topic
from stancekit.report import html

ROOT = Path(__file__).parents[3]
CHROMIUM = (
    os.environ.get("STANCEKIT_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
)
AXE = [Path(os.environ.get("STANCEKIT_AXE", "")), ROOT.parent / "node_modules" / "axe-core" / "axe.min.js"]
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
SWITCHES = ["--no-sandbox", "--disable-dev-shm-usage"]  # a root user and a small /dev/shm, as in containers
EVIL = "</script><img src=x onerror=document.title='gone'>\u202e"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium (apt-get install chromium)"),
]


@pytest.fixture(scope="module")
def chromium():
    driver = pytest.importorskip("playwright.sync_api", reason="needs stancekit[browser]")
    with driver.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def summit() -> Analysis:
    text = (ROOT / "corpus" / "text" / "tallinn-summit.txt").read_text(encoding="utf8")
    return stancekit.load().analyze(Article(text, id="tallinn-summit", title="Summit in Tallinn"))


@pytest.fixture
def visit(chromium, tmp_path):
    """Return a function that opens a page; at the end, nothing was asked for and nothing complained."""
    heard, contexts = [], []

    def visit(page: str, *, viewport=DESKTOP, **options):
        path = tmp_path / f"page{len(contexts)}.html"
        path.write_text(page, encoding="utf8", newline="")
        context = chromium.new_context(viewport=viewport, **options)
        contexts.append(context)
        context.set_default_timeout(10_000)
        tab = context.new_page()
        tab.on("console", lambda message: heard.append(message.text))
        tab.on("pageerror", lambda error: heard.append(str(error)))
        tab.on("request", lambda request: request.url == path.as_uri() or heard.append(request.url))
        tab.goto(path.as_uri())
        return tab

    yield visit
    for context in contexts:
        context.close()
    refused = "Blocked script execution in 'about:srcdoc'"  # where a test asks for a frame without scripts
    assert [words for words in heard if not words.startswith(refused)] == []


def _focus(tab) -> str:
    return tab.evaluate("document.activeElement.id || document.activeElement.textContent")


def _tab_to(tab, id: str) -> None:
    for _ in range(300):
        tab.keyboard.press("Tab")
        if _focus(tab) == id:
            return
    raise AssertionError(f"Tab does not lead to {id}")


def _shown(tab, selector: str) -> int:
    return tab.locator(selector).locator("visible=true").count()


def _in_view(tab, selector: str) -> bool:
    box = tab.locator(selector).first.bounding_box()
    return 0 <= box["y"] < tab.viewport_size["height"]


# --- the article


@pytest.mark.parametrize("scripts", [True, False])
def test_the_browser_holds_the_article_to_the_character(visit, summit, scripts):
    tab = visit(html.text(summit), java_script_enabled=scripts)
    words = tab.locator("#text").evaluate(
        "text => { const copy = text.cloneNode(true);"
        " copy.querySelectorAll('.label').forEach(label => label.remove()); return copy.textContent; }"
    )
    assert words == summit.article.text


def test_line_ends_and_signs_survive(visit):
    text = "One\r\ntwo\t three\r\n\r\n  four\u202e five\x00"
    tab = visit(html.text(Analysis(Article(text))))
    assert tab.locator("#text").evaluate("text => text.textContent") == text.replace("\u202e", "�").replace(
        "\x00", "␀"
    )


def test_hostile_words_do_nothing(visit, summit):
    speakers = tuple(replace(s, name=EVIL + s.name, role=EVIL) for s in summit.speakers)
    topics = tuple(Topic(t.id, EVIL) for t in summit.topics)
    utterances = tuple(replace(u, target=EVIL) for u in summit.utterances)
    article = replace(summit.article, title=EVIL, source=EVIL)
    hostile = replace(summit, article=article, speakers=speakers, topics=topics, utterances=utterances)
    tab = visit(html.text(hostile))
    tab.click("#t2")
    assert tab.title() != "gone"
    assert tab.locator("img").count() == 0
    assert tab.locator("#panel bdi").first.text_content().startswith("</script><img src=x onerror=")


# --- details


def test_pointing_shows_details(visit, summit):
    tab = visit(html.text(summit))
    assert "Point at coloured words" in tab.inner_text("#panel")
    tab.hover("[data-said~='5']")
    assert tab.inner_text("#panel h3") == tab.inner_text("#d5 h3")
    assert "Words that decided" in tab.inner_text("#panel")
    tab.hover("[data-said~='7']")
    assert tab.inner_text("#panel h3") == tab.inner_text("#d7 h3")
    tab.keyboard.press("Escape")
    assert tab.locator("#panel h3").count() == 0


def test_a_click_keeps_details_until_another(visit, summit):
    tab = visit(html.text(summit))
    tab.click("[data-said~='5']")
    tab.hover("[data-said~='7']")
    assert tab.inner_text("#panel h3") == tab.inner_text("#d5 h3")
    assert tab.locator("#text .on").count() == tab.locator("#text [data-said~='5']").count() > 0
    assert tab.locator("#text .on-cue").count() > 0
    assert tab.locator("#text .on-for").count() > 0
    tab.click("[data-said~='7']")
    assert tab.inner_text("#panel h3") == tab.inner_text("#d7 h3")
    tab.click("#panel >> text=Close")
    assert tab.locator("#text .on").count() == 0


def test_overlapping_statements_are_shown_together(visit):
    text = "He said that she said that it is over."
    said = [
        stancekit.Utterance("u1", "indirect", (stancekit.Span(8, 37),), stance=Stance("cautious")),
        stancekit.Utterance("u2", "indirect", (stancekit.Span(22, 37),), stance=Stance("supportive")),
    ]
    tab = visit(html.text(Analysis(Article(text), utterances=tuple(said))))
    tab.hover("mark.shared")
    assert [head.split(".")[0] for head in tab.locator("#panel h3").all_inner_texts()] == ["2", "1"]
    tab.uncheck("input[value=supportive]")
    assert tab.locator("mark.supportive").count() == 0
    assert tab.locator("mark.cautious").count() == 2


def test_the_keyboard_reaches_everything(visit, summit):
    tab = visit(html.text(summit))
    tab.keyboard.press("Tab")
    assert _focus(tab) == "Skip to the article"
    assert _in_view(tab, ".skip a")
    tab.keyboard.press("Enter")
    assert _focus(tab) == "article"
    _tab_to(tab, "t1")
    assert tab.inner_text("#panel h3") == tab.inner_text("#d1 h3")
    outline = tab.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    tab.keyboard.press("Tab")
    assert (_focus(tab), tab.inner_text("#panel h3")) == ("t2", tab.inner_text("#d2 h3"))
    tab.keyboard.press("Enter")
    assert _focus(tab) == "panel"
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    assert _focus(tab) == "Next"
    tab.keyboard.press("Enter")
    assert tab.inner_text("#panel h3") == tab.inner_text("#d3 h3")
    tab.keyboard.press("Escape")
    assert _focus(tab) == "t3"
    assert tab.locator("#panel h3").count() == 0


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
def test_cells_lead_to_sentences(visit, summit, viewport):
    tab = visit(html.text(summit), viewport=viewport)
    for link in tab.locator(".cell a").all()[:12]:
        number = link.get_attribute("href").removeprefix("#s")
        link.focus()
        tab.keyboard.press("Enter")
        assert _focus(tab) == f"t{number}"
        assert _in_view(tab, f"[data-said~='{number}']")
        assert tab.inner_text("#panel h3") == tab.inner_text(f"#d{number} h3")


# --- filters


def test_filters(visit, summit):
    tab = visit(html.text(summit))
    n = len(summit.utterances)
    assert tab.inner_text("#status") == f"All {n} statements are shown."
    most = tab.locator("#by-speaker option").nth(1).inner_text()
    ids = [s.id for s in summit.speakers if s.name == most]
    said = [i for i, u in enumerate(summit.utterances, 1) if u.speaker in ids]
    tab.select_option("#by-speaker", index=1)
    assert tab.inner_text("#status") == f"{len(said)} of {n} statements are shown."
    assert _shown(tab, "#statements > li") == len(said) == _shown(tab, "a.label")
    assert _shown(tab, "tbody tr") == 1
    marked = set(tab.locator("#text mark:not(.off)").evaluate_all("all => all.map(m => m.dataset.said)"))
    assert {int(number) for numbers in marked for number in numbers.split()} >= set(said)
    tab.click("text=Show everything")
    assert _shown(tab, "#statements > li") == n
    assert tab.locator("mark.off").count() == 0


def test_filters_by_stance_and_confidence(visit, summit):
    tab = visit(html.text(summit))
    sure = [u for u in summit.utterances if u.stance.confidence >= 0.8]
    tab.locator("#by-sure").focus()
    for _ in range(16):
        tab.keyboard.press("ArrowRight")
    assert tab.inner_text("#least") == "at least 80 %"
    assert _shown(tab, "#statements > li") == len(sure)
    for box in ("cautious", "supportive", "none"):
        tab.uncheck(f"input[value={box}]")
    left = [u for u in sure if u.stance.label == "condemning"]
    assert _shown(tab, "#statements > li") == len(left) > 0
    tab.uncheck("input[value=condemning]")
    assert tab.inner_text("#status").startswith("0 of ")
    assert tab.locator("mark:not(.off)").count() == 0
    assert _shown(tab, "tbody tr") == 0


def test_a_cell_leads_to_what_the_filters_left(visit, summit):
    tab = visit(html.text(summit))
    kept = {i for i, u in enumerate(summit.utterances, 1) if u.stance.answer != "condemning"}
    numbers = {id: i for i, id in enumerate((u.id for u in summit.utterances), 1)}
    behind = next(
        said
        for said in (sorted(numbers[id] for id in cell.utterances) for cell in summit.stances)
        if said[0] not in kept and kept & set(said)
    )
    tab.uncheck("input[value=condemning]")
    cell = tab.locator(".cell", has=tab.locator(f"a[aria-label='statement {behind[0]}']"))
    cell.locator(".stance").click()
    assert _focus(tab) == f"t{min(kept & set(behind))}"


def test_filtering_away_what_is_shown_closes_it(visit, summit):
    tab = visit(html.text(summit))
    stance = summit.utterances[1].stance.answer
    tab.click("#t2")
    tab.uncheck(f"input[value={stance}]")
    assert tab.locator("#panel h3").count() == 0


# --- other readers


def test_without_scripts_everything_is_there(visit, summit):
    tab = visit(html.text(summit), java_script_enabled=False)
    assert not tab.is_visible("#filters")
    assert not tab.is_visible("#panel")
    assert _shown(tab, "#statements > li") == len(summit.utterances)
    tab.click(".cell a >> nth=0")
    assert tab.url.endswith(tab.locator(".cell a").first.get_attribute("href"))
    tab.click("#t2")
    assert tab.url.endswith("#d2")
    assert _in_view(tab, "#d2")
    tab.click("#d2 .back a")
    assert _in_view(tab, "#s2")


@pytest.mark.parametrize("scripts", [True, False])
def test_in_a_notebook_links_stay_in_the_frame(visit, summit, scripts):
    sandbox = "allow-scripts" if scripts else ""
    frame = html.frame(summit).replace('sandbox="allow-scripts"', f'sandbox="{sandbox}"')
    tab = visit(f"<!doctype html><title>Notebook</title><p>A cell</p>{frame}", viewport=DESKTOP)
    inner = tab.frame_locator("iframe")
    inner.locator("#t2").click()
    assert inner.locator("#d2").count() == 1
    if scripts:
        assert inner.locator("#panel h3").inner_text() == inner.locator("#d2 h3").inner_text()
    else:
        assert inner.locator("#d2").evaluate("d => d.matches(':target')")
    assert tab.locator("p").evaluate("p => getComputedStyle(p).overflowWrap") == "normal"


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
def test_nothing_is_wider_than_the_page(visit, summit, viewport):
    long = Speaker(summit.speakers[0].id, "Donaudampfschiff" * 20, "person", "kapitän" * 60)
    text = summit.article.text + "\n" + "unbroken" * 90
    wide = replace(
        summit,
        article=replace(summit.article, text=text, title="word" * 90),
        speakers=(long, *summit.speakers[1:]),
    )
    tab = visit(html.text(wide), viewport=viewport)
    tab.click("#t1")
    assert tab.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_a_tapped_statement_stays_in_view_above_its_details(visit, summit):
    tab = visit(html.text(summit), viewport=PHONE, has_touch=True, is_mobile=True)
    for number in (1, 2, 9, len(summit.utterances)):
        tab.tap(f"#t{number}")
        assert tab.inner_text("#panel h3") == tab.inner_text(f"#d{number} h3")
        assert _focus(tab) == "panel"
        top = tab.locator("#panel").bounding_box()["y"]
        assert 0 <= tab.locator(f"[data-said~='{number}']").first.bounding_box()["y"] < top - 20
        tab.tap("#panel >> text=Close")
        assert not tab.is_visible("#panel")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pictures(visit, summit, tmp_path, viewport, scheme):
    tab = visit(html.text(summit), viewport=viewport, color_scheme=scheme)
    folder = Path(os.environ.get("STANCEKIT_SCREENSHOTS") or tmp_path)
    for part, label in {"top": None, "article": "#t2"}.items():
        if label:
            tab.click(label)
        path = folder / f"report-{viewport['width']}-{scheme}-{part}.png"
        tab.screenshot(path=path)
        assert path.stat().st_size > 10_000
    dark = tab.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    assert dark == (scheme == "dark")


def test_print_leaves_out_what_paper_cannot_do(visit, summit):
    tab = visit(html.text(summit), color_scheme="dark")
    tab.emulate_media(media="print")
    for selector in ("#filters", "#panel", ".skip", ".back"):
        assert _shown(tab, selector) == 0
    assert _shown(tab, "a.label") == len(summit.utterances)
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(visit, summit, scheme, viewport):
    axe = next((path for path in AXE if path.is_file()), None)
    if axe is None:
        pytest.skip("needs axe-core: npm install axe-core, STANCEKIT_AXE names its axe.min.js")
    tab = visit(html.text(summit), viewport=viewport, color_scheme=scheme)
    tab.evaluate(axe.read_text(encoding="utf8"))
    for opened in (False, True):
        if opened:
            tab.click("#t2")
        found = tab.evaluate("axe.run()")
        grave = [v for v in found["violations"] if v["impact"] in ("serious", "critical")]
        assert [(v["id"], v["nodes"][0]["html"]) for v in grave] == []
        assert len(found["passes"]) > 20
