"""What the user named: which files that means, and whether they can be read at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from stancekit.errors import InputError
from stancekit.inputs import files, remote
from stancekit.inputs.endings import ALLOWED, need, split
from stancekit.inputs.files import MAGIC, File

__all__ = ["check", "listed"]


def listed(source: str, out: Path, *, anew: bool = False) -> Iterator[File]:
    """Yield the files that an input means, in the order of their names; see `files` and `remote`."""
    if remote.is_remote(source):
        return remote.listed(source, out, anew=anew)
    return files.listed(source, out)


def check(inputs: Sequence[str | Path], out: Path) -> None:
    """Look at every input before anything is read or written.

    Parameters
    ----------
    inputs : sequence of paths
        Files, folders, patterns (``news/2024-*.csv.gz``, ``**``) and remote addresses (``s3://…``).
    out : Path
        The folder of the results, which are none of the inputs.

    Raises
    ------
    InputError
        If one is missing, of another type, without anything to read, or inside ``out``.
    MissingExtraError
        If reading one takes a package that is not installed.
    """
    needed: dict[str, str] = {}  # endings, and the first file that has each
    for source in map(str, inputs):
        nothing = _nothing(source, out)
        found, trouble = False, ""
        for file in listed(source, out, anew=True):
            name = split(file.name)
            found = found or (bool(name.kind) and not file.trouble)
            trouble = trouble or file.trouble
            if not file.trouble:
                needed.setdefault(name.kind, file.shown)
                needed.setdefault(name.packing, file.shown)
        if not found:
            raise InputError(f"{nothing} ending in {ALLOWED}" + (f" ({trouble})" if trouble else ""))
    for ending, shown in needed.items():
        need(ending, f"reading {shown}")


def _nothing(source: str, out: Path) -> str:
    """Return how an error begins where an input holds nothing to read; raise it where that is clear."""
    if remote.is_remote(source):
        return remote.public(f"input {source} is no file and holds none")
    if files.is_folder(source):
        return f"input folder {source} holds no file"
    if not files.is_there(source):
        if MAGIC.search(source):
            return f"input pattern {source} matches no file"
        raise InputError(f"input {source} does not exist; allowed are files, folders, patterns and addresses")
    if Path(source).resolve().is_relative_to(out.resolve()):
        raise InputError(f"input {source} is in the results folder, whose files the run replaces")
    return f"input {source} is not a folder or a file"
