"""Every scenario runs on a few articles, and what it finds is shown."""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import corrupt, peers, reading, render, samples, scaling, throughput

pytest.importorskip("pyarrow")
ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "benchmarks" / "results"


@pytest.fixture
def own(monkeypatch):
    """The project's own articles alone."""
    monkeypatch.delenv("STANCEKIT_DATA", raising=False)


def test_inputs_are_the_same_twice(own, tmp_path):
    first = samples.write(tmp_path / "a", 130).read_bytes()
    assert samples.write(tmp_path / "b", 130).read_bytes() == first
    ids = [json.loads(line)["id"] for line in first.splitlines()]
    assert len(set(ids)) == 130


def test_a_table():
    assert render.table(("a", "b"), [("x", 1), ("y", 2)]).splitlines() == [
        "| a | b |",
        "|---|---:|",
        "| x | 1 |",
        "| y | 2 |",
    ]


def test_a_peer_that_is_not_there_is_left_out(own, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "vaderSentiment.vaderSentiment", None)
    monkeypatch.setattr(peers, "_spacy_parse", peers._nltk)
    monkeypatch.setattr(peers, "_ROUNDS", 1)
    found = peers.run(argparse.Namespace(texts=12), tmp_path)
    assert found["vader"] is None
    assert found["nltk"]["against_nltk"] == 1
    assert found["stancekit"]["against_nltk"] > 0


@pytest.mark.slow
def test_small_runs(own, monkeypatch, tmp_path):
    monkeypatch.setattr(throughput, "_ROUNDS", 1)
    monkeypatch.setattr(throughput, "_STAGE_ARTICLES", 5)
    monkeypatch.setattr(reading, "_ARTICLES", 40)
    options = argparse.Namespace(articles=40, sizes=[30, 60], csv_megabytes=1, mixed=60)
    found = {}
    for name, scenario in {
        "throughput": throughput,
        "scaling": scaling,
        "reading": reading,
        "corrupt": corrupt,
    }.items():
        (tmp_path / name).mkdir()
        found[name] = scenario.run(options, tmp_path / name)
    assert found["corrupt"]["recorded"] == found["corrupt"]["broken"] == 3
    assert found["corrupt"]["the same"]
    assert found["throughput"]["own corpus"]["two"]["peak"] > 0
    results, out = tmp_path / "results", tmp_path / "benchmarks"
    results.mkdir()
    out.mkdir()
    for name, figures in found.items():
        (results / f"{name}.json").write_text(json.dumps({"figures": figures}))
    (out / "README.md").write_text("A\n<!-- measured -->\nold\n<!-- end -->\nB\n")
    render.write(results, out)
    text = (out / "README.md").read_text(encoding="utf8")
    assert "### Throughput" in text
    assert "old" not in text
    assert "10,000,000" in (out / "projection.md").read_text(encoding="utf8")


def test_all_kinds_of_broken_inputs_are_recorded_and_the_rest_is_right(own, tmp_path, monkeypatch):
    from stancekit import pool

    monkeypatch.setattr(pool, "Processes", lambda n_jobs, time_limit: pool.Inline())
    monkeypatch.setattr(corrupt, "_EVERY", 4)
    found = corrupt.run(argparse.Namespace(mixed=44), tmp_path)
    assert (found["broken"], found["recorded"], found["sound"], found["analysed"]) == (11, 11, 44, 44)
    assert found["the same"]


def test_what_is_shown_is_what_was_measured(tmp_path):
    if not RESULTS.is_dir():
        pytest.skip("nothing has been measured yet")
    shutil.copy(ROOT / "benchmarks" / "README.md", tmp_path / "README.md")
    render.write(RESULTS, tmp_path)
    for name in ("README.md", "projection.md"):
        shown = (ROOT / "benchmarks" / name).read_text(encoding="utf8")
        assert (tmp_path / name).read_text(encoding="utf8") == shown


def test_the_command_lists_its_scenarios():
    command = [sys.executable, "-m", "benchmarks", "--list"]
    done = subprocess.run(command, capture_output=True, encoding="utf8", check=True, cwd=ROOT)
    names = [line.split()[0] for line in done.stdout.splitlines()]
    assert names == ["quality", "peers", "throughput", "scaling", "reading", "corrupt"]
