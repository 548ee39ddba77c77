"""Remote addresses, through fsspec: a file, a folder at any depth, or a pattern.

Nothing is asked of a server but what there is below the address that the user names, and its bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from stancekit.errors import InputError, MissingExtraError
from stancekit.inputs.endings import split
from stancekit.inputs.files import MAGIC, File, order

__all__ = ["is_remote", "listed", "public"]

_BUFFER = 2**17
_WEB = ("http://", "https://")
# a user's name alone may be a token on the web; elsewhere it may be the name of a container
_PASSWORD = re.compile(r"(?<=://)(?<!github://)[^/@:\s]*:[^/@\s]*@|(?<=http://|ttps://)[^/@\s]*@")
_QUERY = re.compile(r"(https?://[^\s?#'\"]*)[?#][^\s'\"]*")


class _Place(NamedTuple):
    """What an address names: a path in a file system."""

    address: str
    system: Any
    path: str


class _Entry(NamedTuple):
    """A file there: its name below what the address names, its path, and its size where it is known."""

    name: str
    path: str
    size: int | None


def is_remote(source: str) -> bool:
    """Tell an address from a path of this machine.

    Examples
    --------
    >>> is_remote("s3://news/2024"), is_remote("C:/news")
    (True, False)
    """
    return "://" in source


def public(message: str) -> str:
    """Return a message without the passwords and queries (which hold signatures) of addresses in it.

    Examples
    --------
    >>> public("no https://me:secret@news.example/a.csv?key=1 there")
    'no https://news.example/a.csv there'
    """
    return _PASSWORD.sub("", _QUERY.sub(r"\1", message)) if "://" in message else message


def listed(address: str, out: Path, *, anew: bool = False) -> Iterator[File]:
    """Yield the files that an address means, a folder's own before those of the folders in it.

    Parameters
    ----------
    address : str
        Such as ``s3://news/2024``, ``memory://news/*.csv`` or ``https://news.example/may.jsonl.gz``.
    out : Path
        A folder of this machine that is passed over.
    anew : bool
        Whether to ask again for what an earlier listing brought.

    Raises
    ------
    InputError
        If there is nothing at the address, or it cannot be asked.
    MissingExtraError
        If fsspec is not installed.
    """
    place = _connect(address)
    try:
        if anew:
            place.system.invalidate_cache()
        entries = _entries(place)
    except Exception as error:  # each backend raises what its service does
        raise InputError(public(f"input {address} cannot be listed: {_why(error)}")) from None
    for entry in entries:
        if not _inside(place, entry.path, out):
            shown = public(_address(place, entry.path))
            yield File(entry.name, shown, entry.size, partial(_open, place.system, entry.path))


def _connect(address: str) -> _Place:
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise MissingExtraError("fsspec", extra="remote", purpose=public(f"input {address}")) from None
    try:
        system, path = url_to_fs(address, **_options(address))
    except Exception as error:  # an ImportError tells which package the kind of address needs
        raise InputError(public(f"input {address} cannot be opened: {_why(error)}")) from None
    return _Place(address, system, path)


def _options(address: str) -> dict[str, Any]:
    """Return options for web servers: a file may take hours to read, if something comes every minute."""
    if not address.startswith(_WEB):
        return {}
    try:
        from aiohttp import ClientTimeout
    except ImportError:
        return {}  # fsspec will name it
    return {"client_kwargs": {"timeout": ClientTimeout(total=None, sock_connect=60, sock_read=60)}}


def _entries(place: _Place) -> list[_Entry]:
    about = _about(place)
    if about and about["type"] == "file":
        return [_Entry(_plain(place.path).rpartition("/")[2], place.path, about.get("size"))]
    if about:
        root, found = place.path, place.system.find(place.path, detail=True)
    elif magic := MAGIC.search(_plain(place.path)):
        root, found = place.path[: magic.start()].rpartition("/")[0], _matches(place)
    else:
        raise FileNotFoundError("there is no such file or folder")
    root = f"{root.strip('/')}/".removeprefix("/")
    asked = place.path.strip("/").removeprefix(root)
    entries = [
        _Entry(name.removeprefix(root), path, about.get("size"))
        for path, about in found.items()
        if (name := _plain(path).strip("/")).startswith(root) and _is_wanted(name.removeprefix(root), asked)
    ]
    return sorted(entries, key=lambda entry: order(entry.name))


def _about(place: _Place) -> dict[str, Any] | None:
    """Return what there is at the path as it is written; None if nothing is."""
    try:
        about: dict[str, Any] = place.system.info(place.path)
    except FileNotFoundError:
        return None
    if place.path.startswith(_WEB) and not split(_plain(place.path)).kind:
        about["type"] = "directory"  # which a web server cannot tell
    return about


def _matches(place: _Place) -> dict[str, dict[str, Any]]:
    """Return the files that match a pattern, and those in the folders that do."""
    found: dict[str, dict[str, Any]] = {}
    for path, about in place.system.glob(place.path, detail=True).items():
        found |= place.system.find(path, detail=True) if about["type"] == "directory" else {path: about}
    return found


def _is_wanted(name: str, asked: str) -> bool:
    """Tell whether a file below a folder can be read and is not hidden; ``asked`` is the pattern."""
    hidden = "/." in f"/{name}" and "/." not in f"/{asked}"
    return bool(split(name).kind) and not hidden


def _plain(path: str) -> str:
    """Return a path without the query of a web address."""
    return re.split(r"[?#]", path, maxsplit=1)[0] if path.startswith(_WEB) else path


def _inside(place: _Place, path: str, out: Path) -> bool:
    from fsspec.implementations.local import LocalFileSystem

    return isinstance(place.system, LocalFileSystem) and Path(path).resolve().is_relative_to(out.resolve())


def _address(place: _Place, path: str) -> str:
    """Return a file's address in the form that the user chose."""
    links, named = place.address.split("::"), place.path.rstrip("/")
    for i, link in enumerate(links):
        link = link if link.endswith("://") else link.rstrip("/")
        if link.endswith(named):
            links[i] = link.removesuffix(named) + path
            return "::".join(links)
    return str(place.system.unstrip_protocol(path))


def _open(system: Any, path: str) -> BinaryIO:
    # most backends' own lines cannot be read up to a limit
    return cast(BinaryIO, io.BufferedReader(system.open(path, "rb"), _BUFFER))


def _why(error: Exception) -> str:
    return str(error) or type(error).__name__
