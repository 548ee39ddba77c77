"""Files of this machine: a file, a folder at any depth, or a pattern, listed in the order of the names."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO, NamedTuple

from stancekit.errors import InputError
from stancekit.inputs.endings import split

__all__ = ["MAGIC", "File", "is_folder", "is_there", "listed", "order", "troubled"]

MAGIC = re.compile(r"[*?[]")
_BUFFER = 2**17


class File(NamedTuple):
    """A file to read, or a folder that could not be listed.

    Attributes
    ----------
    name : str
        Its name below what the user named, with ``/`` between folders.
    shown : str
        The path or address by which the user would know it.
    size : int or None
        In bytes; None where it is unknown.
    open : callable
        Opens it as it is, compressed or not.
    trouble : str
        Why a folder could not be listed; empty for a file.
    """

    name: str
    shown: str
    size: int | None
    open: Callable[[], BinaryIO]
    trouble: str = ""


def listed(source: str, out: Path) -> Iterator[File]:
    """Yield the files that a path or pattern means, a folder's own before those of the folders in it.

    Below a folder hidden files, links to folders, files of other kinds and the folder ``out`` are passed
    over. What is there as it is written is no pattern, whatever its name.

    Raises
    ------
    InputError
        If a pattern is not well formed.
    """
    if is_folder(source):
        yield from _below(source, "", out.resolve())
    elif MAGIC.search(source) and not is_there(source):
        yield from _matching(Path(source), out.resolve())
    else:
        yield _file(Path(source).name, source)


def order(name: str, *, folder: bool = False) -> str:
    """Return what to sort names by: a folder before what is in it, and files before the folders beside them.

    Examples
    --------
    >>> sorted(["a/b.txt", "c.txt", "a/a/z.txt"], key=order)
    ['c.txt', 'a/b.txt', 'a/a/z.txt']
    """
    *parents, last = name.split("/")
    parents += [last] if folder and last else []
    return "".join(f"\2{parent}\0" for parent in parents) + ("" if folder else f"\1{last}")


def is_there(path: str | Path) -> bool:
    """Tell whether there is a file or folder; False where nobody may look."""
    return os.path.exists(path)  # noqa: PTH110 - which raises instead, until Python 3.14


def is_folder(path: str | Path) -> bool:
    """Tell whether there is a folder; False where nobody may look."""
    return os.path.isdir(path)  # noqa: PTH112 - as above


def troubled(name: str, shown: str, why: str) -> File:
    """Return what stands for a folder that could not be listed."""
    return File(name, shown, 0, partial(_open, shown), why if shown in why else f"{shown}: {why}")


def _matching(pattern: Path, out: Path) -> Iterator[File]:
    fixed = next(i for i, part in enumerate(pattern.parts) if MAGIC.search(part))
    root, parts = Path(*pattern.parts[:fixed]), pattern.parts[fixed:]
    try:
        names = [path.relative_to(root).as_posix() for path in root.glob("/".join(parts))]
    except ValueError as error:
        raise InputError(f"input {pattern} is no pattern: {error}; allowed are *, **, ? and [...]") from None
    names = ["" if name == "." else name for name in names]
    if not any(part[0] == "." for part in parts):
        names = [name for name in names if "/." not in f"/{name}"]
    inside = None  # the folder that was read last, and with it what it holds
    for key, name in sorted((order(name, folder=is_folder(root / name)), name) for name in names):
        path = Path(root, name)
        if (inside is not None and key.startswith(inside)) or path.resolve().is_relative_to(out):
            continue
        if not is_folder(path):
            file = _file(name, str(path))
            if split(name).kind and file.size is not None:  # a pipe could be waited for in vain
                yield file
        elif not ("**" in parts and path.is_symlink()):
            inside = key
            yield from _below(str(path), name, out)


def _below(folder: str, name: str, out: Path) -> Iterator[File]:
    waiting = [(folder, f"{name}/" if name else "")]
    while waiting:
        folder, prefix = waiting.pop()
        if Path(folder).resolve() == out:
            continue
        try:
            files, folders = _entries(folder)
        except OSError as error:
            yield troubled(prefix.rstrip("/"), folder, error.strerror or type(error).__name__)
            continue
        for file in files:
            yield _file(f"{prefix}{file}", str(Path(folder, file)))
        waiting += [(str(Path(folder, inner)), f"{prefix}{inner}/") for inner in reversed(folders)]


def _entries(folder: str) -> tuple[list[str], list[str]]:
    """Return the names of a folder's files that can be read, and of the folders in it."""
    files, folders = [], []
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name[0] == ".":
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.name)
            elif split(entry.name).kind and _is_file(entry):
                files.append(entry.name)
    return sorted(files), sorted(folders)


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link to where nobody may look: it is a failure when it is read
        return True


def _file(name: str, path: str) -> File:
    return File(name, path, _size(path), partial(_open, path))


def _size(path: str) -> int | None:
    """Return a file's size: none of a pipe, and nothing of a file that is no longer there."""
    try:
        status = Path(path).stat()
    except OSError:
        return 0
    return status.st_size if S_ISREG(status.st_mode) else None


def _open(path: str) -> BinaryIO:
    return Path(path).open("rb", buffering=_BUFFER)
