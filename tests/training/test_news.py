"""The reader of unlabelled news."""

import gzip
import json

import pytest

from stancekit.errors import InputError
from stancekit.training.news import read_news


def _write(folder, lines):
    (folder / "news").mkdir()
    with gzip.open(folder / "news" / "articles.jsonl.gz", "wt", encoding="utf8") as file:
        file.write("".join(f"{line}\n" for line in lines))


def test_texts_with_and_without_titles(tmp_path):
    _write(tmp_path, [json.dumps({"title": "Deal", "text": "They agreed."})])
    assert list(read_news(tmp_path)) == ["They agreed."]
    assert list(read_news(tmp_path, titles=True)) == ["Deal\nThey agreed."]


@pytest.mark.parametrize("line", ["no json", "[1]", '{"title": "no text"}'])
def test_a_bad_line_is_refused(tmp_path, line):
    _write(tmp_path, [line])
    with pytest.raises(InputError, match=r"articles\.jsonl\.gz"):
        list(read_news(tmp_path))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(InputError, match=r"articles\.jsonl\.gz"):
        list(read_news(tmp_path))
