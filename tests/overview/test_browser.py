"""The page in Chromium: nothing is asked of anybody, nothing complains, and it is there at once."""

import shutil
import time

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from stancekit.overview import report

playwright = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")

COPIES = 8_350  # of 12 articles


@pytest.fixture(scope="module")
def browser():
    with playwright.sync_playwright() as run:
        browser = run.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def _open(browser, path, width=1280, **options):
    page = browser.new_page(viewport={"width": width, "height": 800}, **options)
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    begun = time.monotonic()
    page.goto(path.as_uri())
    return page, said, [url for url in asked if url != path.as_uri()], time.monotonic() - begun


@pytest.fixture(scope="module")
def path(folder, tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(report(folder), encoding="utf8")
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_it_is_quiet_and_fits(browser, path, width, scheme):
    page, said, asked, _ = _open(browser, path, width, color_scheme=scheme)
    assert (said, asked) == ([], [])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shown = [svg.is_visible() for svg in page.locator(".chart svg").all()]
    assert shown.count(True) == 2  # of time and outlets, each as wide or narrow


def test_a_cell_opens_its_quotations(browser, path):
    page, *_ = _open(browser, path)
    assert not page.locator(".speaker blockquote").first.is_visible()
    page.locator(".matrix td a").first.press("Enter")
    assert page.locator(".speaker h4:target").is_visible()


def test_words_are_legible(browser, path):
    """Text and the tints behind it differ by 4.5 to 1 (WCAG 2.2, AA)."""
    for scheme in ("light", "dark"):
        page, *_ = _open(browser, path, color_scheme=scheme)
        assert page.evaluate(_CONTRAST) >= 4.5


_CONTRAST = """() => {
  const rgb = text => {
    const n = text.match(/[\\d.]+/g).map(Number);
    return text.startsWith('color(') ? n.slice(0, 3) : n.slice(0, 3).map(v => v / 255);
  };
  const light = c => c.map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const ratio = (a, b) => (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
  const [ink, ground] = [td => getComputedStyle(td.querySelector('b')).color,
    td => getComputedStyle(td).backgroundColor];
  return Math.min(...[...document.querySelectorAll('.matrix td:not(.empty)')].map(
    td => ratio(light(rgb(ink(td))), light(rgb(ground(td))))));
}"""


@pytest.mark.slow
def test_a_hundred_thousand_articles(browser, folder, tmp_path):
    for name in ("articles", "utterances", "stances", "speakers", "topics"):
        (tmp_path / "r" / name).mkdir(parents=True)
        table = pq.read_table(folder / name)
        for part in range(10):
            copies = [_copy(table, part * COPIES // 10 + i) for i in range(COPIES // 10)]
            pq.write_table(pa.concat_tables(copies), tmp_path / "r" / name / f"part-{part:06}.parquet")
    begun = time.monotonic()
    text = report(tmp_path / "r")
    assert time.monotonic() - begun < 60  # on two busy cores; it takes about ten
    assert f"{12 * COPIES:,} articles" in text
    assert len(text.encode()) < 3_000_000
    path = tmp_path / "report.html"
    path.write_text(text, encoding="utf8")
    _, said, asked, seconds = _open(browser, path)
    assert (said, asked) == ([], [])
    assert seconds < 3


def _copy(table, number):
    ids = pc.binary_join_element_wise(table["article"], pa.scalar(str(number)), pa.scalar("-"))
    return table.set_column(0, "article", ids)
