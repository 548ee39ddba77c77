"""Colours and letters of the answers: those of Okabe and Ito, which the colour-blind can tell apart.

In pages the colours are CSS variables, so that light, dark and print have shades of their own.
"""

from __future__ import annotations

__all__ = ["COLORS", "LETTERS", "SHAPES", "VARIABLES", "WORDS"]

COLORS = {
    "condemning": "#d55e00",  # vermillion
    "cautious": "#e69f00",  # orange
    "supportive": "#0072b2",  # blue
    "none": "#8a8a8a",
    "abstained": "#c4c4c4",
}
LETTERS = {"condemning": "C", "cautious": "U", "supportive": "S", "none": "–", "abstained": "?"}
WORDS = {
    "condemning": "condemning",
    "cautious": "cautious",
    "supportive": "supportive",
    "none": "no stance",
    "abstained": "unsure",
}
VARIABLES = {answer: f"var(--{answer})" for answer in COLORS}
SHAPES = {"condemning": "triangle-down", "cautious": "square", "supportive": "circle"}  # of Vega
