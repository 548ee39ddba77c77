from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.report.plain import blanked, escaped, plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("plain — “words”", "plain — “words”"),
        ("two\r\nlines\tand\u2028more\x85still", "two lines and more still"),
        ("\x1b[31;1mred\x1b[0m", "red"),
        ("\x9b2Jerased", "erased"),
        ("\x1b]0;own title\x07after", "after"),
        ("\x1b]8;;http://x.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b]never ended", "never ended"),
        ("\x1bcreset", "reset"),
        ("\x1b(0lines", "lines"),
        ("\x1bP1;2qdevice\x1b\\after", "after"),
        ("\x1b\x1b[0m[31m", "[31m"),
        ("back\x08space, bell\x07, nul\x00, del\x7f", "backspace, bell, nul, del"),
        ("gnp\u202eexe.\u202c", "gnpexe."),
        ("\u2066isolated\u2069 \u200fmarked\u061c", "isolated marked"),
        ("soft\xadhyphen \ufeffmark \U000e0041tag", "softhyphen mark tag"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("👩\u200d🚒 e\u0301", "👩\u200d🚒 e\u0301"),
    ],
)
def test_plain_keeps_the_words_alone(text, expected):
    assert plain(text) == expected


def _is_safe(text: str) -> bool:
    bidi = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    return not any(
        unicodedata.category(c) in ("Cc", "Cs") or unicodedata.bidirectional(c) in bidi for c in text
    )


HOSTILE = st.text(st.one_of(st.characters(), st.sampled_from("\x1b\x9b\x9d[]()0;m\x07\\\u202e\u2066\n\t ")))


@given(HOSTILE)
def test_plain_is_safe_and_settled(text):
    shown = plain(text)
    assert _is_safe(shown)
    assert plain(shown) == shown


@given(HOSTILE)
def test_blanked_is_safe_and_as_long(text):
    shown = blanked(text)
    assert _is_safe(shown)
    assert len(shown) == len(text)
    assert len(shown.splitlines()) <= 1


@given(st.text())
def test_escaped_json_is_safe_and_means_the_same(text):
    shown = escaped(json.dumps({"name": text}, ensure_ascii=False))
    assert _is_safe(shown)
    assert json.loads(shown) == {"name": text}
