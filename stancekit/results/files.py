"""Files that are there whole or not at all, whatever ends the process or the machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from stancekit.errors import InputError

__all__ = ["LOCK", "append", "beside", "locked", "place", "settle", "written"]

LOCK = ".lock"


def place(path: Path, data: bytes) -> None:
    """Put a file in its place: written beside it, on the disk, and only then given its name."""
    unnamed = beside(path)
    unnamed.unlink(missing_ok=True)  # where it is a link, it leads nowhere
    with unnamed.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    _name(unnamed, path)


def beside(path: Path) -> Path:
    """Return the name that a file has until it is whole; readers pass over names that begin with a dot."""
    return path.with_name(f".{path.name}.tmp")


def settle(unnamed: Path, path: Path) -> None:
    """Give a file that was written its name, once all of it is on the disk."""
    with unnamed.open("rb") as file:
        os.fsync(file.fileno())
    _name(unnamed, path)


@contextmanager
def written(path: Path) -> Iterator[BinaryIO]:
    """Open a file that a user names, to be there whole or as it was; a pipe or device takes what comes."""
    if path.exists() and not path.is_file():
        with path.open("wb") as file:
            yield file
        return
    path = path.resolve()  # where it is a link, what it leads to is meant
    unnamed = beside(path)
    unnamed.unlink(missing_ok=True)
    try:
        with unnamed.open("xb") as file:
            yield file
        settle(unnamed, path)
    finally:
        unnamed.unlink(missing_ok=True)


def append(path: Path, data: bytes) -> int:
    """Add to a file, on the disk, and return its length in bytes."""
    with path.open("ab") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
        return file.tell()


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Keep other runs out of a results folder; a process that ends, however it does, lets go.

    Raises
    ------
    InputError
        If another run holds it.
    """
    path = folder / LOCK
    if path.is_symlink():
        path.unlink()
    with path.open("ab") as file:
        if not _take(file.fileno()):
            raise InputError(f"results folder {folder} is being written by another run")
        yield


def _take(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:  # where there are no such locks, the user has to take care
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _name(unnamed: Path, path: Path) -> None:
    """Rename a file, and have the disk know of it on systems that can be asked to."""
    unnamed.replace(path)
    if os.name == "posix":
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
