"""Whatever ends a run or a worker: nothing is lost, nothing is there twice, and the rest goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

import stancekit
from stancekit.batch import score
from stancekit.results import run
from stancekit.results.manifest import Manifest

ROOT = Path(__file__).parents[2]
ARTICLES, KILLS = 3_000, 30
# a part for each batch instead of one a minute, so that a kill finds some done and some not
_OFTEN = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell may have turned off for its jobs
from stancekit.batch import results
results._PART_SECONDS = 0
from stancekit.cli import main
sys.exit(main(sys.argv[1:]))
"""

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals")]


def _start(*arguments):
    return subprocess.Popen(
        [sys.executable, "-c", _OFTEN, "score", *map(str, arguments), "--quiet"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def _wait_for_parts(out, process, parts):
    while process.poll() is None and (not out.is_dir() or len(Manifest(out).entries) < parts):
        time.sleep(0.02)


@pytest.fixture(scope="module")
def whole(collection, tmp_path_factory):
    """A collection, and the results of a run that nothing disturbed."""
    source, out = collection(ARTICLES), tmp_path_factory.mktemp("whole") / "out"
    assert score(source, out, n_jobs=2).articles == ARTICLES
    return source, out


@pytest.mark.parametrize("format", ["parquet", "jsonl"])
def test_kills_at_any_time_leave_the_results_as_they_should_be(whole, tables, tmp_path, format):
    source, undisturbed = whole
    out, kills, code = tmp_path / "out", 0, None
    rng = np.random.default_rng(0)
    while code is None:
        process = _start(source, "-o", out, "--jobs", 2, "--format", format, "--resume")
        parts = len(Manifest(out).entries) if out.is_dir() else 0
        if kills < KILLS:
            _wait_for_parts(out, process, parts + rng.integers(2))
            time.sleep(rng.uniform(0, 0.2))
            (os.killpg if rng.random() < 0.5 else os.kill)(process.pid, signal.SIGKILL)
            kills += process.wait() == -signal.SIGKILL
        _, error = process.communicate()
        if b"is being written by another run" in error:
            continue
        code = process.returncode if process.returncode != -signal.SIGKILL else None
    assert (code, error) == (0, b"")
    assert run.read(out)["counts"]["articles"] == ARTICLES
    assert kills == KILLS
    if format == "parquet":
        assert tables(out) == tables(undisturbed)
    else:
        lines = (out / "analyses.jsonl").read_text(encoding="utf8").splitlines()
        assert [json.loads(line)["id"] for line in lines] == [f"a{i}" for i in range(ARTICLES)]


def test_ctrl_c_leaves_a_run_that_goes_on(whole, tables, tmp_path):
    source, undisturbed = whole
    out = tmp_path / "out"
    process = _start(source, "-o", out, "--jobs", 2)
    _wait_for_parts(out, process, 2)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=30)  # a second on an idle machine
    assert (process.returncode, error) == (130, b"stancekit: error: interrupted\n")
    assert run.read(out)["status"] == "interrupted"
    assert 0 < Manifest(out).articles < ARTICLES
    score(source, out, n_jobs=2, resume=True)
    assert tables(out) == tables(undisturbed)


def _poisoned(kit):
    """Return an analyzer that dies or never ends on some articles; it travels to a worker by its code."""

    class Poisoned:
        def __init__(self, resolver):
            self.resolver = resolver

        def resolve(self, document, utterances):
            if "CRASH" in document.article.text:
                os._exit(3)
            while "HANG" in document.article.text:
                pass
            return self.resolver.resolve(document, utterances)

    kit.speakers = Poisoned(kit.speakers)
    return kit


def test_a_poisoned_article_is_a_failure_and_the_rest_goes_on(collection, tables, tmp_path, monkeypatch):
    others = {"a17": "“CRASH,” said Ann Roe.", "a18": "Ann Roe said HANG.", "a99": "Ann Roe said CRASH."}
    source, clean = collection(100, **others), collection(100)
    kit = _poisoned(stancekit.load())
    score(clean, tmp_path / "clean", n_jobs=2)
    monkeypatch.setattr(stancekit, "load", lambda *_, **__: kit)
    summary = score(source, tmp_path / "out", n_jobs=2, time_limit=5)
    assert (summary.articles, summary.failures) == (97, 3)
    found, wanted = tables(tmp_path / "out"), tables(tmp_path / "clean")
    failures = found["failures"].to_pylist()
    assert [(row["article"], row["stage"]) for row in failures] == [(id, "crash") for id in others]
    assert "crashed, ran out of memory or took too long" in failures[0]["error"]
    spared = [row for row in wanted["utterances"].to_pylist() if row["article"] not in others]
    assert found["utterances"].to_pylist() == spared
