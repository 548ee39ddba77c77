"""The data's way runs in one direction: what a module imports stands before it."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "stancekit"

# From the base upward; a module may import its own rank and lower ones.
RANKS = [
    {"errors"},
    {"records"},
    {"given", "inputs", "persistence", "pool"},
    {"chain"},
    {"text"},
    {"utterances"},
    {"speakers"},
    {"topics"},
    {"features"},
    {"stance"},
    {"report"},
    {"analyzer", "stream"},
    {"loading"},
    {"results"},
    {"collection"},
    {"overview"},
    {"plot"},
    {"batch"},
    {"frames"},
    {"exchange"},
    {"evaluation"},
    {"training"},
    {"cli", "__main__"},
]
RANK = {name: rank for rank, names in enumerate(RANKS) for name in names}
# imports inside a function that name their reason where they stand
ALLOWED = {("records", "report")}
MODULES = sorted(p for p in PACKAGE.rglob("*.py") if p.parent != PACKAGE or p.stem != "__init__")


def _part(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            module = node.module or ""
            names = [f"stancekit.{a.name}" for a in node.names] if module == "stancekit" else [module]
        found |= {n.split(".")[1] for n in names if n.startswith("stancekit.")}
    return found


def test_every_part_has_a_rank():
    assert {_part(path) for path in MODULES} <= set(RANK)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_go_downward(path):
    part = _part(path)
    public = {
        "load",
        "score",
        "score_frame",
        "__version__",
    }  # names of the package itself, which import lazily
    upward = {n for n in _imports(path) - public if RANK[n] > RANK[part]}
    assert {n for n in upward if (part, n) not in ALLOWED} == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_stay_short(path):
    assert len(path.read_text(encoding="utf8").splitlines()) <= 300


def test_only_the_command_line_prints():
    printing = {
        _part(path)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }
    assert printing <= {"cli"}
