"""What the README shows is what comes out."""

import re
import shlex
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)


def _shown_after(kind, part):
    """Return the text block that follows the block of a kind that holds some words."""
    for (name, block), (_, shown) in pairwise(BLOCKS):
        if name == kind and part in block:
            return block, shown
    raise AssertionError(f"no {kind} block with {part!r}")


def test_example_code_prints_what_is_shown(capsys):
    code, shown = _shown_after("python", "names = ")
    exec(compile(code, "README.md", "exec"), {})  # noqa: S102 # the README's own code
    assert capsys.readouterr().out == shown


def test_first_command_shows_what_is_shown():
    command, shown = _shown_after("sh", "stancekit analyze")
    article = command.split()[-1]
    run = [sys.executable, "-m", "stancekit", "analyze", article]
    out = subprocess.run(run, cwd=ROOT, capture_output=True, encoding="utf8", check=True).stdout
    assert out.startswith(shown.removesuffix("…\n"))


def test_a_collection_comes_to_what_is_shown(tmp_path):
    pytest.importorskip("duckdb")
    commands, shown = _shown_after("sh", "stancekit score")
    out, results = "", str(tmp_path / "results")
    for command in re.findall(r"^stancekit ([^\n]*(?:\n  [^\n]*)*)", commands, re.MULTILINE):
        words = [results if word == "results" else word for word in shlex.split(command)]
        run = [sys.executable, "-m", "stancekit", *words]
        out += subprocess.run(run, cwd=ROOT, capture_output=True, encoding="utf8", check=True).stdout
    assert out.replace(results, "results") == shown


@pytest.mark.parametrize("path", re.findall(r"`((?:models|corpus|benchmarks|\.github)/[\w./-]*)`", README))
def test_files_that_are_named_exist(path):
    assert (ROOT / path).exists()
