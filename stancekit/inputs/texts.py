"""Texts: what is UTF-8, and no longer than an article can be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from stancekit.errors import InputError
from stancekit.inputs.rows import Columns
from stancekit.records import Article

__all__ = ["LONGEST", "decode", "read", "read_text", "whole"]

LONGEST = 2**26  # bytes of an article, or of a table's row: what unpacks to more would fill the memory


def read(data: BinaryIO, stem: str, file: str, names: Columns) -> Iterator[Article]:
    """Yield the article of a ``.txt`` file; ``names`` are of no use here."""
    yield Article(decode(whole(data, file), file), id=stem)


def whole(data: BinaryIO, file: str, most: int | None = None) -> bytes:
    """Return all that a file holds.

    Raises
    ------
    InputError
        If it is longer than ``most`` bytes, by default than an article can be.
    """
    most = LONGEST if most is None else most
    found = bytearray()
    while chunk := data.read(most + 1 - len(found)):  # archives give less than they are asked for
        found += chunk
        if len(found) > most:
            raise InputError(f"{file}: an article of more than {most} bytes; allowed are at most as many")
    return bytes(found)


def read_text(path: Path) -> str:
    """Read a file as UTF-8; see `decode`."""
    return decode(path.read_bytes(), str(path))


def decode(data: bytes, name: str) -> str:
    r"""Return UTF-8 ``data`` as text, without a byte order mark and with its line ends as they are.

    Raises
    ------
    InputError
        If the bytes are not UTF-8 or hold a NUL, as binary files do; ``name`` says which input it was.

    Examples
    --------
    >>> decode(b"\xef\xbb\xbfNo.\r\n", "a.txt")
    'No.\r\n'
    """
    if (nul := data.find(0)) >= 0:
        raise InputError(
            f"{name}: a NUL byte at offset {nul}: binary data, or not UTF-8; allowed is UTF-8 text"
        )
    bom = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    try:
        return data[bom:].decode("utf-8")
    except UnicodeDecodeError as error:
        at = bom + error.start
        raise InputError(
            f"{name}: byte 0x{data[at]:02x} at offset {at} is not UTF-8; allowed is UTF-8 text"
        ) from None
