"""JSON lines: an object a line, an article an object."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from stancekit.errors import InputError
from stancekit.inputs import texts
from stancekit.inputs.rows import Columns, Layouts, article
from stancekit.records import Article, Failure

__all__ = ["read"]


def read(data: BinaryIO, stem: str, file: str, names: Columns) -> Iterator[Article | Failure]:
    """Yield what each line holds that is not blank."""
    layouts = Layouts(names)
    number = 0
    while line := data.readline(texts.LONGEST):
        number += 1
        if len(line) == texts.LONGEST and line[-1:] != b"\n":
            _skip(data)
            why = f"{stem}:{number}: a line of more than {texts.LONGEST} bytes; allowed are at most as many"
            yield Failure(f"{stem}:{number}", "read", why)
        elif not line.isspace():
            yield _read(line, f"{stem}:{number}", names, layouts)


def _skip(data: BinaryIO) -> None:
    """Pass over the rest of a line."""
    while (line := data.readline(texts.LONGEST)) and line[-1:] != b"\n":
        pass


def _read(line: bytes, name: str, names: Columns, layouts: Layouts) -> Article | Failure:
    try:
        row = json.loads(texts.decode(line, name))
        if not isinstance(row, dict):
            raise InputError(f"{name}: a line must hold a JSON object, not {type(row).__name__}")
        return article(row, name, layouts.of(row), names)
    except InputError as error:
        return Failure(name, "read", str(error))
    except (ValueError, RecursionError) as error:
        return Failure(name, "read", f"{name}: not a line of JSON: {error}")
