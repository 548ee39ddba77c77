import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.overview.html import element, join, link, text
from stancekit.report.plain import plain


@given(st.text())
def test_text_is_inert_and_says_the_same(value):
    shown = text(value)
    assert not set("<>\"'") & set(shown)
    assert html.unescape(shown).strip() == plain(value)


@given(st.text(), st.text())
def test_elements_escape_children_and_attributes(child, value):
    shown = element("p", child, title=value)
    assert shown.startswith('<p title="')
    assert shown.count("<") == 2
    assert shown.count('"') == 2


def test_children_may_be_nested_and_nothing():
    assert element("p", ["a", None, ("b", [element("b", 3)])], " ", "c") == "<p>ab<b>3</b> c</p>"
    assert join(["a", "b"], "\n") == "a\nb"


@pytest.mark.parametrize("name", ["onclick", "a b", "x>", ""])
def test_attributes_that_are_none(name):
    with pytest.raises(ValueError, match="is not one that a page may have"):
        element("p", **{name: "x"})


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "JAVASCRIPT:alert(1)", " https://example.org", "data:text/html,x",
        "//example.org", "https://", "https://[", "https://exa mple.org", "https://example.org/\u202e", "x1",
        "ftp://example.org",
        "https://example.org/" + "a" * 3000,
    ],
)  # fmt: skip
def test_addresses_that_are_not_linked(address):
    assert link(address, "x") == "x"


def test_addresses_of_the_web_are_linked():
    shown = link('https://example.org/?a="b"&c', "<x>")
    address = "https://example.org/?a=&quot;b&quot;&amp;c"
    assert shown == f'<a href="{address}" rel="noopener noreferrer nofollow">&lt;x&gt;</a>'
