"""Articles from web pages."""

import logging
import socket
import sys
import warnings

import pytest
import trafilatura  # noqa: F401 - while there is a network: its packages build upon sockets

from stancekit.inputs import pages
from stancekit.records import Article

PARAGRAPHS = [
    "The mayor of Harbour Town said on Tuesday that the old bridge would stay closed until spring.",
    "“We will not risk a single life,” she told reporters. “The beams are older than my grandmother.”",
    "Shopkeepers on the far side, who have lost half of their trade, called the decision a disgrace.",
]
PAGE = """<!DOCTYPE html>
<html lang="en"><head>{head}<title>Bridge stays closed | The Harbour Post</title>
<meta property="og:title" content="Bridge stays closed">
<meta property="og:site_name" content="The Harbour Post">
<meta property="article:published_time" content="2024-05-01T08:00:00Z">
<link rel="stylesheet" href="http://127.0.0.1:9/style.css">
<script src="http://127.0.0.1:9/a.js"></script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Bridge stays closed</h1>{body}<img src="http://127.0.0.1:9/a.png"></article>
<footer>Copyright, cookies and all that</footer></body></html>"""
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Take the network away, and see that nobody asked for it."""
    asked = []

    def refuse(*arguments, **options):
        asked.append(arguments)
        raise OSError("no network")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    yield
    assert asked == []


@pytest.mark.parametrize("suffix", [".html", ".HTM"])
def test_a_page_is_an_article(write, gather, packed, suffix):
    ending, pack = packed
    page = pack(PAGE.format(head="", body=BODY).encode())
    (article,), failures = gather(write(f"bridge{suffix}{ending}", page))
    assert failures == []
    assert article == Article(
        article.text, id="bridge", title="Bridge stays closed", date="2024-05-01", source="The Harbour Post"
    )
    lines = article.text.split("\n")
    assert lines[-3:] == PARAGRAPHS
    assert lines[:-3] in ([], ["Bridge stays closed"])


@pytest.mark.parametrize(
    "content",
    [
        "",
        "   ",
        "no page at all",
        "<html><head><title>Nothing</title></head><body></body></html>",
        "<html><body><script>var a = 1;</script></body></html>",
        "<div>" * 5000,
    ],
)
def test_a_page_without_an_article_is_a_recorded_failure(write, gather, content):
    path = write("a.html", content)
    found, (failure,) = gather(path)
    assert found == []
    assert failure.error == f"{path}: a page without the text of an article"
    assert (failure.id, failure.stage) == ("a", "read")


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "utf-8"),
        ('<meta charset="utf-8">', "utf-8-sig"),
        ('<meta charset="iso-8859-1">', "cp1252"),  # which browsers read so, and so do those who write it
        ("<META http-equiv=Content-Type content='text/html; charset=Windows-1251'>", "cp1251"),
        ('<meta charset="shift_jis">', "shift_jis"),
    ],
)
def test_a_page_may_declare_its_encoding(write, gather, head, encoding):
    words = {"cp1251": "Мэр", "shift_jis": "市長", "cp1252": "Bürgermeister “Ü”"}.get(
        encoding, "“市長” Мэр ü"
    )
    page = PAGE.format(head=head, body=f"<p>{words}. {PARAGRAPHS[0]}</p>{BODY}")
    page = page.encode(encoding, "xmlcharrefreplace")
    (article,), _ = gather(write("a.html", page))
    assert words in article.text
    assert PARAGRAPHS[1] in article.text


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        (b"", "byte 0xe9 at offset 0 is not UTF-8; allowed is UTF-8 text"),
        (b'<meta charset="utf-8">', "is not in the encoding 'utf-8' that it declares"),
        (b'<meta charset="shift_jis">', "is not in the encoding 'shift_jis' that it declares"),
        (b'<meta charset="unicode_escape">', "is not in the encoding 'unicode_escape' that it declares"),
        (b'<meta charset="no-such">', "is not in the encoding 'no-such' that it declares"),
        (b'\0<meta charset="latin-1">', "a NUL byte at offset 3"),
    ],
)
def test_other_encodings_are_failures(write, gather, head, reason):
    _, (failure,) = gather(write("a.html", b"\xe9 \xff" + head + b"\xff"))
    assert reason in failure.error
    assert "a.html: " in failure.error


def test_the_packages_are_quiet_and_logging_stays_as_it_was(write, gather, caplog, monkeypatch):
    loggers = [logging.getLogger(name) for name in pages._LOGGERS]
    monkeypatch.setattr(loggers[0], "level", logging.DEBUG)
    before = [logger.level for logger in loggers]
    with caplog.at_level(logging.DEBUG), warnings.catch_warnings(record=True) as warned:
        gather(write("a.html", "no page at all"), write("b.html", PAGE.format(head="", body=BODY)))
    assert [record for record in caplog.records if record.name.split(".")[0] in pages._LOGGERS] == []
    assert warned == []
    assert [logger.level for logger in loggers] == before


@pytest.mark.parametrize(
    "content",
    [
        "http://127.0.0.1:9/article.html",
        "<!DOCTYPE html [<!ENTITY x SYSTEM 'http://127.0.0.1:9/x'>]><html><p>A &x;</p></html>",
        "<!DOCTYPE html SYSTEM 'http://127.0.0.1:9/x.dtd'><html><p>A word.</p></html>",
        "<html><base href='http://127.0.0.1:9/'><iframe src='x'></iframe><p>A word.</p></html>",
        "<html><meta http-equiv='refresh' content='0; url=http://127.0.0.1:9/'><p>A word.</p></html>",
    ],
)
def test_nothing_is_fetched(write, gather, content):
    articles, failures = gather(write("a.html", content))
    assert len(articles) + len(failures) == 1  # and the network was not asked for, as with all pages here
    assert all("a page without the text" in failure.error for failure in failures)


def test_a_page_longer_than_one_can_be_is_refused(write, gather):
    _, (failure,) = gather(write("a.html", PAGE.format(head="", body="<p>x</p>" * 2**20)))
    assert failure.error.endswith(
        "a.html: an article of more than 8388608 bytes; allowed are at most as many"
    )


def test_pages_wait_for_their_package(write, gather, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    _, (failure,) = gather(write("a.html", PAGE))
    assert 'pip install "stancekit[html]"' in failure.error
