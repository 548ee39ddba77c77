"""The page's style and script, and the policy that lets a browser take these two and nothing else."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from stancekit.report.html.markup import Markup
from stancekit.report.looks import css_tones

__all__ = ["policy", "script", "style"]


@cache
def style() -> Markup:
    """Return the style sheet, the colours of the stances first."""
    return Markup(css_tones() + _read("style.css"))


@cache
def script() -> Markup:
    """Return the script."""
    return Markup(_read("script.js"))


@cache
def policy() -> str:
    """Return the content security policy: no request, no form, no frame; style and script by their hashes."""
    return (
        f"default-src 'none'; style-src {_hash(style())}; script-src {_hash(script())};"
        " img-src data:; base-uri about:; form-action 'none'"
    )


def _read(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
