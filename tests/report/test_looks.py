from __future__ import annotations

import itertools

import numpy as np
import pytest

from stancekit.records import LABELS, Stance
from stancekit.report import looks

# Machado, Oliveira and Fernandes (2009), full deficiency, on linear light
DEFICIENCIES = {
    "none": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protan": [[0.1523, 1.0526, -0.2049], [0.1145, 0.7863, 0.0992], [-0.0039, -0.0481, 1.052]],
    "deutan": [[0.3673, 0.8606, -0.228], [0.2801, 0.6725, 0.0474], [-0.0118, 0.0429, 0.9689]],
    "tritan": [[1.2555, -0.0767, -0.1788], [-0.0784, 0.9308, 0.1476], [0.0047, 0.6914, 0.3039]],
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])
TEXT = {"light": "#1b1d20", "dark": "#e8eaec"}  # of style.css


def _linear(color):
    channels = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def _lab(light):
    xyz = TO_XYZ @ np.clip(light, 0, 1) / WHITE
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def _contrast(a, b):
    low, high = sorted(_linear(color) @ TO_XYZ[1] for color in (a, b))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("part", ["paper", "line"])
@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_colours_are_told_apart(theme, part, deficiency):
    eye = np.array(DEFICIENCIES[deficiency])
    colors = {label: getattr(getattr(looks.LOOKS[label], theme), part) for label in LABELS}
    seen = {label: _lab(eye @ _linear(color)) for label, color in colors.items()}
    for a, b in itertools.combinations(LABELS, 2):
        least = 10 if "none" in (a, b) else 15  # CIE 1976 differences; 2.3 is just noticeable
        assert np.linalg.norm(seen[a] - seen[b]) > least, (a, b)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_has_contrast(theme):
    for look in looks.LOOKS.values():
        tones = getattr(look, theme)
        assert _contrast(tones.ink, tones.paper) > 4.5
        assert _contrast(TEXT[theme], tones.paper) > 4.5


def test_signs_and_words_differ():
    for words in ("sign", "verb", "short"):
        assert len({getattr(look, words) for look in looks.LOOKS.values()}) == len(looks.LOOKS)


def test_every_answer_has_a_look():
    assert {*LABELS, "abstained", "unjudged"} == set(looks.LOOKS)


@pytest.mark.parametrize(
    ("stance", "key", "short", "sure", "otherwise"),
    [
        (None, "unjudged", "not judged", "", ""),
        (Stance("cautious"), "cautious", "is cautious", "", ""),
        (Stance("cautious", {"cautious": 0.5}), "cautious", "is cautious", "50 % sure", ""),
        (
            Stance("condemning", {"condemning": 0.4, "none": 0.3, "supportive": 0.3}),
            *("condemning", "perhaps condemns", "40 % sure", "supports 30 %, takes no stance 30 %"),
        ),
        (Stance(None, {"none": 0.7, "cautious": 0.04}), "none", "no stance", "70 % sure", ""),
        (
            Stance(None, {"cautious": 0.4, "none": 0.2}, abstained=True),
            *("abstained", "unclear", "likeliest: is cautious, 40 %", "takes no stance 20 %"),
        ),
    ],
)  # fmt: skip
def test_words(stance, key, short, sure, otherwise):
    assert looks.key(stance) == key
    assert (looks.short(stance), looks.sure(stance), looks.otherwise(stance)) == (short, sure, otherwise)


@pytest.mark.parametrize(
    ("probability", "shown"),
    [
        (0.0, "0 %"),
        (0.004, "under 1 %"),
        (0.006, "1 %"),
        (0.5, "50 %"),
        (0.994, "99 %"),
        (0.996, "over 99 %"),
        (1.0, "100 %"),
    ],
)
def test_shares(probability, shown):
    assert looks.share(probability) == shown


def test_css_has_light_and_dark_tones():
    css = looks.css_tones()
    assert css.count("--ink") == 2 * len(looks.LOOKS)
    light, dark = css.split("@media")
    assert looks.LOOKS["supportive"].light.paper in light
    assert looks.LOOKS["supportive"].dark.paper in dark


def test_public_names():
    assert sorted(looks.__all__) == sorted(set(looks.__all__))
    assert all(hasattr(looks, name) for name in looks.__all__)
