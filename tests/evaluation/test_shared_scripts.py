"""The figures equal those of the reference scripts, on gold that is disturbed at random.

Runs where STANCEKIT_DATA names the data folder and the scripts lie in ``tools`` beside it.
"""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from stancekit import evaluation
from stancekit.evaluation import brat, gold, predictions
from stancekit.records import LABELS

DATA = Path(os.environ.get("STANCEKIT_DATA") or "missing")
TOOLS = DATA.parent / "tools"
pytestmark = pytest.mark.skipif(
    not (DATA.is_dir() and TOOLS.is_dir()), reason="needs STANCEKIT_DATA with ../tools beside it"
)


def run_script(name, *arguments):
    command = [sys.executable, str(TOOLS / name), *map(str, arguments), "--json"]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return json.loads(done.stdout)


def same(found, expected):
    """Equal to the last digit; from Python 3.12 on, `sum` rounds otherwise than a running total does."""
    if sys.version_info >= (3, 12):
        expected = {key: pytest.approx(value, rel=1e-12) for key, value in expected.items()}
    return list(found) == list(expected) and found == expected


def disturbed(rng, spans):
    found = []
    for start, end in spans:
        chance = rng.random()
        if chance < 0.1:
            continue
        if chance < 0.5:
            start = max(0, start + rng.randint(-30, 50))
            end = max(start, end + rng.randint(-50, 30))
        middle = (start + end) // 2
        found += [[start, middle], [middle + 1, max(middle + 1, end)]] if chance > 0.85 else [[start, end]]
    return found


def disturbed_attributions(rng, attributions):
    found = []
    for attribution in attributions:
        for _ in range(rng.choice([0, 1, 1, 1, 1, 2])):
            roles = rng.sample(brat.ROLES, rng.choice([2, 3, 3, 3]))
            found.append({role: disturbed(rng, getattr(attribution, role)) for role in roles})
    rng.shuffle(found)
    return found


@pytest.mark.parametrize(("folder", "seed"), [("polnear/dev", 0), ("intl", 1), ("intl", 2)])
def test_attribution(tmp_path, folder, seed):
    rng = random.Random(seed)  # noqa: S311 - a seeded test
    rows = [
        {"id": article.name, "utterances": disturbed_attributions(rng, article.attributions)}
        for article in brat.read_folder(DATA / folder)
        if rng.random() < 0.95
    ]
    predictions.write(tmp_path / "p.jsonl", rows)
    read = {name: form["utterances"] for name, form in predictions.read(tmp_path / "p.jsonl").items()}
    found = evaluation.evaluate_attribution(DATA / folder, read)
    assert same(found.figures, run_script("score_attribution.py", DATA / folder, tmp_path / "p.jsonl"))


def disturbed_article(rng, article):
    names = sorted({u.speaker for u in article.utterances})
    speakers = [
        {"id": f"s{n}", "name": rng.choice([name, name.split()[-1], f"Mr {name}", "Nobody"])}
        for n, name in enumerate(names)
    ]
    utterances = [
        {
            "id": u.id,
            "content": disturbed(rng, u.content),
            "speaker": rng.choice([None, *[f"s{names.index(u.speaker)}"] * 5]),
            "topic": rng.choice([None, "t1", *[f"t{u.topic}"] * 3]),
            "stance": rng.choice([u.stance, u.stance, rng.choice(LABELS)]),
            "probabilities": {label: rng.random() for label in LABELS if rng.random() < 0.9},
        }
        for u in article.utterances
        if rng.random() < 0.9
    ]
    rng.shuffle(utterances)
    return {"id": article.id, "speakers": speakers, "utterances": utterances}


@pytest.mark.parametrize("options", [[], ["--given"]])
@pytest.mark.parametrize(
    ("jsonl", "texts", "seed"),
    [("stance/dev.jsonl", "polnear/dev/text", 3), ("intl/gold.jsonl", "intl/text", 4)],
)
def test_stance(tmp_path, jsonl, texts, seed, options):
    rng = random.Random(seed)  # noqa: S311 - a seeded test
    rows = [disturbed_article(rng, article) for article in gold.read(DATA / jsonl) if rng.random() < 0.95]
    predictions.write(tmp_path / "p.jsonl", rows)
    found = evaluation.run(
        DATA / jsonl, texts=DATA / texts, predictions=tmp_path / "p.jsonl", given=bool(options)
    )
    expected = run_script("score_stance.py", DATA / jsonl, DATA / texts, tmp_path / "p.jsonl", *options)
    assert same(found.figures, expected)


@pytest.mark.parametrize("folder", ["polnear/dev", "intl"])
def test_gold_written_again_is_the_same_gold(tmp_path, folder):
    articles = brat.read_folder(DATA / folder)
    brat.write_folder(tmp_path, [(a.name, a.text, a.attributions) for a in articles])
    written = brat.read_folder(tmp_path)
    assert [(a.name, a.text) for a in written] == [(a.name, a.text) for a in articles]
    for one, other in zip(articles, written, strict=True):
        placed = [a for a in one.attributions if a.source or a.cue or a.content]
        assert [(a.source, a.cue, a.content) for a in placed] == [
            (a.source, a.cue, a.content) for a in other.attributions
        ]
