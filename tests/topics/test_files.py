import json
import sys
from pathlib import Path

import pytest

from stancekit.errors import InputError, MissingExtraError
from stancekit.records import Topic
from stancekit.topics import read_topics

TOML = """
[[topic]]
name = "missile defense"
keywords = ["Patriots"]
phrases = ["air defence system", "Patriots"]

[[topic]]
name = " sanctions "
"""
TOPICS = (
    Topic("t1", "missile defense", ("Patriots", "air defence system"), "given"),
    Topic("t2", "sanctions", (), "given"),
)


@pytest.mark.skipif(sys.version_info < (3, 11), reason="TOML is read by the standard library from 3.11 on")
def test_toml(tmp_path: Path) -> None:
    (tmp_path / "topics.toml").write_text(TOML)
    assert read_topics(tmp_path / "topics.toml") == TOPICS


def test_json(tmp_path: Path) -> None:
    rows = [
        {"name": "missile defense", "keywords": ["Patriots"], "phrases": ["air defence system", "Patriots"]},
        {"name": "sanctions"},
    ]
    (tmp_path / "topics.json").write_text(json.dumps({"topic": rows}))
    assert read_topics(str(tmp_path / "topics.json")) == TOPICS


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([], "at least one"),
        ({}, "at least one"),
        ({"topic": []}, "at least one"),
        ({"topic": {"name": "x"}}, "at least one"),
        ({"topic": ["x"]}, "topic 1 must be a table with a name, not 'x'"),
        ({"topic": [{"name": "x"}], "topics": []}, "unknown entry 'topics'"),
        ({"topic": [{"name": "x"}, {"keywords": ["y"]}]}, "topic 2: name=None"),
        ({"topic": [{"name": "  "}]}, "name='  '"),
        (
            {"topic": [{"name": "x", "words": ["y"]}]},
            "unknown field 'words'; allowed are name, keywords, phrases",
        ),
        ({"topic": [{"name": "x", "keywords": "y"}]}, "keywords='y' must be a list"),
        ({"topic": [{"name": "x", "phrases": ["y", 3]}]}, "3 in phrases"),
        ({"topic": [{"name": "x"}, {"name": "X"}]}, "'X' stands twice"),
    ],
)
def test_errors_name_the_bad_value(tmp_path: Path, values: object, message: str) -> None:
    (tmp_path / "topics.json").write_text(json.dumps(values))
    with pytest.raises(InputError, match=message):
        read_topics(tmp_path / "topics.json")


@pytest.mark.parametrize("name", ["missing.json", "broken.json", "topics.yaml", "latin.json"])
def test_files_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "topics.yaml").write_text("topic: []")
    (tmp_path / "latin.json").write_bytes('{"topic": [{"name": "Élysée"}]}'.encode("latin-1"))
    with pytest.raises(InputError, match=name):
        read_topics(tmp_path / name)


@pytest.mark.skipif(sys.version_info >= (3, 11), reason="TOML is read by the standard library from 3.11 on")
def test_missing_toml_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tomli", None)
    (tmp_path / "topics.toml").write_text(TOML)
    with pytest.raises(MissingExtraError, match="tomli"):
        read_topics(tmp_path / "topics.toml")
