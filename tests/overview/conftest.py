"""Results folders written by hand: an article is its facts and lines of speaker, topic, stance and words."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from stancekit.records import Analysis, Article, Failure, Span, Speaker, Stance, Topic, Utterance
from stancekit.results import parquet, rows
from stancekit.results.schema import RESULTS_SCHEMA
from stancekit.stance.cells import summarize

LEFT = 0.1  # probability of each of the other answers


def analysis(id: str, lines, *, title="", date="", source="", kind="person", role="", p=0.7) -> Analysis:
    """Return an analysis of which each line is (speaker or None, topic or None, stance, words)."""
    names = {line[0]: f"s{i}" for i, line in enumerate(lines) if line[0]}
    labels = {line[1]: f"t{i}" for i, line in enumerate(lines) if line[1]}
    text, said = "", []
    for i, (speaker, topic, stance, words) in enumerate(lines):
        span = Span(len(text), len(text) + len(words))
        text += words + "\n"
        answer = stance if stance in ("condemning", "cautious", "supportive") else None
        others = dict.fromkeys(("condemning", "cautious", "supportive", "none"), LEFT)
        told = Stance(answer, {**others, answer or "none": p}, abstained=stance == "abstained")
        ids = names.get(speaker), labels.get(topic)
        said.append(Utterance(f"u{i}", "direct", (span,), (), (), *ids, None, told, 0.9))
    return Analysis(
        Article(text, id=id, title=title, date=date, source=source),
        speakers=tuple(Speaker(id, name, kind, role) for name, id in names.items()),
        topics=tuple(Topic(id, label) for label, id in labels.items()),
        utterances=tuple(said),
        stances=summarize(said),
    )


def write(folder: Path, analyses, *, failures=(), skipped=(), duplicates=(), parts=2) -> Path:
    """Write a results folder."""
    tables = {name: [make(a) for a in analyses] for name, make in rows.ROWS.items()}
    tables["articles"] = [
        [rows.article_row(a.article, "analysed", a, duplicate=a.article.id in duplicates)] for a in analyses
    ]
    tables["articles"] += [[rows.article_row(Article("x", id=f.id), "failed")] for f in failures]
    tables["articles"] += [
        [rows.article_row(Article("x", id=id), "skipped", duplicate=True)] for id in skipped
    ]
    tables["failures"] = [[rows.failure_row(failure)] for failure in failures]
    for name, groups in tables.items():
        (folder / name).mkdir(parents=True)
        for part in range(parts):
            found = [row for group in groups[part::parts] for row in group]
            if found or part == 0:
                data = parquet.encode([parquet.table(name, found)])
                (folder / name / parquet.part_name(part)).write_bytes(data)
    record = {
        "schema": RESULTS_SCHEMA,
        "status": "complete",
        "options": {"stancekit": "1.2.3"},
        "model": {"name": "fast", "version": "9"},
    }
    (folder / "run.json").write_text(json.dumps(record), encoding="utf8")
    return folder


WORDS = "“What was said about the bridge is long enough to be shown as a quotation.”"


@pytest.fixture(scope="session")
def small() -> list[Analysis]:
    """Return analyses in which Ann Roe turns from condemning to supportive."""
    found = []
    for i in range(12):
        stance = "condemning" if i < 6 else "supportive"
        lines = [("Ann Roe", "harbour bridge", stance, f"{WORDS} {i} {n}") for n in range(2)]
        lines += [("ANN  Roe", "Ferries", "none", "short"), (None, "Ferries", "cautious", WORDS)]
        lines += [("an official", "Ferries", "supportive", WORDS), ("Ben Zed", "Ferries", "cautious", WORDS)]
        source = ("Daily Example", "The Port")[i % 2]
        found.append(
            analysis(f"https://example.org/{i:02}", lines, title=f"Article {i}",
                     date=f"2024-{i + 1:02}-15", source=source, role="mayor")
        )  # fmt: skip
    return found


@pytest.fixture(scope="session", name="analysis")
def _analysis() -> Callable[..., Analysis]:
    return analysis


@pytest.fixture(scope="session", name="write")
def _write() -> Callable[..., Path]:
    return write


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Path]:
    return lambda analyses, name="results", **options: write(tmp_path / name, analyses, **options)


@pytest.fixture(scope="session")
def folder(tmp_path_factory, small) -> Path:
    failures = [
        Failure("f1", "read", "not JSON"),
        Failure("f2", "read", "not JSON"),
        Failure("f3", "crash", "died"),
    ]
    there = tmp_path_factory.mktemp("small") / "results"
    return write(there, small, failures=failures, skipped=["d1"], duplicates=["https://example.org/11"])
