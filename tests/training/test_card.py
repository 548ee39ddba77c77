"""The card that a trained model gets: figures with intervals, and what a threshold of confidence does."""

import re
import shutil
from pathlib import Path

import pytest

from stancekit.persistence import read_config
from stancekit.training import card

ROOT = Path(__file__).parent.parent.parent


def test_card_of_a_model(tmp_path):
    model, dev = tmp_path / "mine", tmp_path / "data" / "polnear" / "dev"
    shutil.copytree(ROOT / "models" / "fast", model)
    (model / "README.md").unlink()
    names = sorted(p.stem for p in (ROOT / "corpus" / "text").glob("*.txt"))[:3]
    for part, suffix in (("text", ".txt"), ("attributions", "_gold.ann")):
        (dev / part).mkdir(parents=True)
        for name in names:
            shutil.copy(ROOT / "corpus" / part / (name + suffix), dev / part)
    card.write(model, tmp_path / "data", None)
    text = (model / "README.md").read_text(encoding="utf8")
    found = re.search(r"\| PolNeAR dev \| content F1 \| ([\d.]+) \| ([\d.]+)–([\d.]+) \|", text)
    value, low, high = map(float, found.groups())
    assert low <= value <= high
    assert read_config(model)["scores"]["PolNeAR dev"]["content.f"] == pytest.approx(value, abs=6e-4)
    curve = re.findall(r"^\| (0\.\d) \| ([\d.]+) \| ([\d.]+) \| [\d.]+ \|$", text, re.MULTILINE)
    assert [float(p) for p, _, _ in curve] == [p / 10 for p in range(1, 10)]
    recall = [float(r) for _, _, r in curve]
    assert recall == sorted(recall, reverse=True)
    assert recall[0] > recall[-1]
