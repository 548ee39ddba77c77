from __future__ import annotations

import io

import pytest

from stancekit.report.color import paint, wants_color


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "environ", "expected"),
    [
        (_Terminal(), {}, True),
        (_Terminal(), {"TERM": "xterm-256color"}, True),
        (_Terminal(), {"TERM": "dumb"}, False),
        (_Terminal(), {"NO_COLOR": "1"}, False),
        (_Terminal(), {"NO_COLOR": ""}, True),
        (_Terminal(), {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (_Terminal(), {"FORCE_COLOR": "0"}, False),
        (_Terminal(), {"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        (io.StringIO(), {}, False),
        (io.StringIO(), {"FORCE_COLOR": "1"}, True),
        (io.StringIO(), {"FORCE_COLOR": ""}, False),
    ],
)
def test_wants_color(stream, environ, expected):
    assert wants_color(stream, environ) is expected


def test_paint():
    assert paint("no", "condemning", color=True) == "\x1b[31mno\x1b[0m"
    assert paint("no", "condemning", color=False) == "no"
    assert paint("", "condemning", color=True) == ""
