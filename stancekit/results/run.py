"""``run.json``: what was run, with what, on what, and what it came to."""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from stancekit.errors import InputError
from stancekit.results import files
from stancekit.results.manifest import Manifest
from stancekit.results.schema import RESULTS_SCHEMA, TABLES

__all__ = ["RUN", "begin", "check", "describe", "fingerprint", "known", "read", "require_tables", "write"]

RUN = "run.json"
_OURS = (*TABLES, "collection", "analyses.jsonl", "failures.jsonl")  # what a run may replace
_BEFORE = {files.LOCK, files.beside(Path(RUN)).name}  # what a run may have left that ended before it began
_PACKAGES = ("numpy", "scikit-learn", "nltk", "joblib", "pyarrow")


def check(folder: Path, *, resume: bool, overwrite: bool) -> None:
    """Raise an `InputError` where a run may not write to ``folder``."""
    if folder.exists() and not folder.is_dir():
        raise InputError(f"results folder {folder} is a file; allowed is a new or an empty folder")
    if not folder.is_dir() or {path.name for path in folder.iterdir()} <= _BEFORE:
        return
    if not (folder / RUN).is_file():
        raise InputError(
            f"results folder {folder} holds files that are not results; allowed is a new or an empty folder"
        )
    found = read(folder)
    if not resume and not overwrite:
        raise InputError(
            f"results folder {folder} holds a run that is {found.get('status')}; go on with it by --resume "
            "(resume=True), replace it by --overwrite (overwrite=True), or name another folder"
        )


def known(folder: Path, options: Mapping[str, Any], *, resume: bool) -> Manifest:
    """Return what is done of the run that goes on; nothing is, if a new one begins.

    Parameters
    ----------
    folder : Path
        The results folder, one that `check` let pass.
    options : mapping
        What decides on the results; a run that goes on must have the same.
    resume : bool
        Go on with the run that is there, if there is one.

    Raises
    ------
    InputError
        If an option differs from that run's.
    """
    if not resume or not (folder / RUN).is_file():
        return Manifest(folder, read=False)
    _compare(folder, read(folder).get("options", {}), json.loads(json.dumps(options)))
    return Manifest(folder)


def begin(folder: Path, record: Mapping[str, Any], manifest: Manifest) -> None:
    """Say that a run is under way; unless it goes on with what is there, that is removed."""
    if not manifest.entries:
        # first of all: whatever ends this midway, the folder is that of a run with nothing done
        manifest.path.unlink(missing_ok=True)
    write(folder, record)
    if not manifest.entries:
        _clear(folder)


def describe(
    options: Mapping[str, Any], inputs: Sequence[str | Path], model: Mapping[str, Any]
) -> dict[str, Any]:
    """Return what ``run.json`` says of a run at its beginning."""
    return {
        "status": "unfinished",
        "options": dict(options),
        "model": {name: model.get(name) for name in ("name", "version")},
        "versions": {"python": platform.python_version(), **{p: _version(p) for p in _PACKAGES}},
        "inputs": [_input(str(name)) for name in inputs],
        "tables": {
            name: {c.name: {"type": c.type, "meaning": c.meaning} for c in columns}
            for name, columns in TABLES.items()
        },
    }


def write(folder: Path, run: Mapping[str, Any]) -> None:
    """Put ``run.json`` in its place."""
    text = json.dumps({"schema": RESULTS_SCHEMA, **run}, indent=1)
    files.place(folder / RUN, text.encode() + b"\n")


def read(folder: str | Path) -> dict[str, Any]:
    """Return what ``run.json`` of a results folder says.

    Raises
    ------
    InputError
        If the folder is no results folder, or one of another schema.
    """
    path = Path(folder) / RUN
    if not path.is_file():
        raise InputError(f"{folder} is no results folder: it has no {RUN}")
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise InputError(f"{path} is not JSON: {error}") from None
    schema = found.get("schema") if isinstance(found, dict) else None
    if schema != RESULTS_SCHEMA:
        raise InputError(f"{path} has schema {schema!r}; this version reads {RESULTS_SCHEMA!r}")
    return dict(found)


def require_tables(folder: str | Path, done: str) -> None:
    """Raise an `InputError` where a results folder does not hold tables, which are what can be ``done``."""
    options = read(folder).get("options")
    format = options.get("format") if isinstance(options, dict) else None
    if format != "parquet":
        raise InputError(
            f"results folder {folder} has format {format!r}; only 'parquet' can be {done}: "
            'score with --format parquet, which needs pip install "stancekit[parquet]"'
        )


def fingerprint(folder: str | Path) -> str:
    """Return a hash of a model's files, their names and bytes; its card does not count.

    Examples
    --------
    >>> import stancekit
    >>> len(fingerprint(stancekit.load().info()["folder"]))
    32
    """
    root = Path(folder)
    hash = hashlib.blake2b(digest_size=16)
    for path in sorted(p for p in root.rglob("*") if p.is_file() and p.name != "README.md"):
        content = path.read_bytes()
        hash.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        hash.update(content)
    return hash.hexdigest()


def _compare(folder: Path, was: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    changed = [name for name in {**was, **now} if was.get(name) != now.get(name)]
    if changed:
        told = "; ".join(f"{name} was {was.get(name)!r} and is {now.get(name)!r}" for name in changed)
        raise InputError(
            f"the run in {folder} cannot go on with other options: {told}; allowed are the same options, "
            "--overwrite, or another folder"
        )


def _clear(folder: Path) -> None:
    for name in _OURS:
        path = folder / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def _input(name: str) -> dict[str, Any]:
    """Return an input's name, and where it is a file its length in bytes."""
    path = Path(name)
    return {"name": name, "bytes": path.stat().st_size if path.is_file() else None}


def _version(package: str) -> str | None:
    from importlib import metadata

    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None
