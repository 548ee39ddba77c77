from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.report.html.markup import Markup, element, escape, joined


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        (element("p"), "<p></p>"),
        (element("p", "a", None, ["b", ("c",)]), "<p>abc</p>"),
        (element("p", element("b", "<"), "<"), "<p><b>&lt;</b>&lt;</p>"),
        (element("meta", charset="utf-8"), '<meta charset="utf-8">'),
        (element("a", href="#1", hidden=True, title=None, lang=False), '<a href="#1" hidden></a>'),
        (element("a", class_="x", for_="y", n_=0), '<a class="x" for="y" n="0"></a>'),
        (element("a", name="x", aria_label="z"), '<a name="x" aria-label="z"></a>'),
        (element("a", title="\"'><script>"), '<a title="&quot;&#39;&gt;&lt;script&gt;"></a>'),
        (joined("a&b", Markup("<br>")), "a&amp;b<br>"),
        (element("p", Markup("<b>") + "</b>"), "<p>&lt;b&gt;&lt;/b&gt;</p>"),
    ],
)  # fmt: skip
def test_elements(made, shown):
    assert made == shown
    assert isinstance(made, Markup)


@given(st.text(alphabet=st.characters()))
def test_escaped_text_holds_no_markup_and_reads_back(text):
    made = escape(text)
    assert not set(made) & set("<>\"'\r\x1b\u202e\x00")
    made.encode()  # no surrogate is left
    back = html.unescape(made)
    assert len(back) == len(text)
    assert all(a in (b, "�") or 0x2400 <= ord(a) <= 0x2421 for a, b in zip(back, text, strict=True))
