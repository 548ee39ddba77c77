"""Compressed files, unpacked as they are read."""

from __future__ import annotations

import io
from typing import Any, BinaryIO, cast

from stancekit.inputs.endings import need

__all__ = ["unpack"]

_STEP = 2**10  # bytes unpacked at a time: Zstandard makes at most 32 MB of them


def unpack(raw: BinaryIO, packing: str) -> BinaryIO:
    """Return a file unpacked, by the ending that says how it is compressed.

    Raises
    ------
    EOFError
        While it is read, where it stops before its end.
    """
    if not packing:
        return raw
    if packing == ".zst":
        return cast(BinaryIO, io.BufferedReader(_Zstandard(raw), 2**17))
    import bz2
    import gzip
    import lzma

    openers: dict[str, Any] = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
    return cast(BinaryIO, openers[packing](raw))


class _Zstandard(io.RawIOBase):
    """A file of Zstandard frames; the package's own reader takes a truncated one for whole."""

    def __init__(self, raw: BinaryIO) -> None:
        self._raw = raw
        self._frames = need(".zst", "reading .zst")
        self._frame = self._begin()
        self._packed = b""
        self._ready = memoryview(b"")

    def _begin(self) -> Any:
        return self._frames.ZstdDecompressor().decompressobj()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            self._packed = self._packed or self._raw.read(_STEP)
            if not self._packed:
                break
            self._advance()
        if not self._ready and self._frame is not None:
            raise EOFError("the archive stops before its end")
        n = min(len(buffer), len(self._ready))
        buffer[:n] = self._ready[:n]
        self._ready = self._ready[n:]
        return n

    def _advance(self) -> None:
        self._frame = self._frame or self._begin()
        self._ready = memoryview(self._frame.decompress(self._packed))
        self._packed = self._frame.unused_data if self._frame.eof else b""
        if self._frame.eof:
            self._frame = None
