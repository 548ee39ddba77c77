"""Web pages: the article that a page shows, without what stands around it."""

from __future__ import annotations

import codecs
import contextlib
import logging
import re
import warnings
from collections.abc import Iterator
from typing import BinaryIO

from stancekit.errors import InputError
from stancekit.inputs import texts
from stancekit.inputs.endings import need
from stancekit.inputs.rows import Columns
from stancekit.records import Article

__all__ = ["read"]

_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.IGNORECASE)
_LONGEST = 2**23  # bytes of a page: one takes a second for every few hundred thousand
# as the page itself tells it, and the same whenever it is asked
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2999-12-31"}
_HEAD = 2048  # bytes in which a page may declare its encoding
_ENCODINGS = re.compile(r"iso8859-|cp125|cp874|cp932|cp949|koi8-|gb|big5|shift_jis|euc_|mac-")
_LATIN = ("iso8859-1", "ascii")  # which browsers read as Windows-1252
_LOGGERS = ("trafilatura", "htmldate", "courlan", "charset_normalizer", "justext")


def read(data: BinaryIO, stem: str, file: str, names: Columns) -> Iterator[Article]:
    """Yield the article of a page, with the title, date and site that it tells of itself.

    The page is taken apart as it stands: nothing that it refers to is fetched.

    Raises
    ------
    InputError
        If the page shows no article.
    """
    with _quiet():
        trafilatura = need(".html", f"reading {file}")
        page = trafilatura.bare_extraction(
            _decode(texts.whole(data, file, _LONGEST), file),
            include_comments=False,
            with_metadata=True,
            date_extraction_params=_DATES,
        )
    text = (page and page.text) or ""
    if not text.strip():
        raise InputError(f"{file}: a page without the text of an article")
    yield Article(text, id=stem, title=page.title or "", date=page.date or "", source=page.sitename or "")


def _decode(data: bytes, file: str) -> str:
    """Return a page as text, by the encoding that it declares where it is not UTF-8."""
    try:
        return texts.decode(data, file)
    except InputError:
        declared = _DECLARED.search(data, 0, _HEAD)
        if declared is None or 0 in data:
            raise
    name = declared.group(1).decode("ascii", "replace")
    try:
        known = codecs.lookup(name).name
        known = "cp1252" if known in _LATIN else known
        if not _ENCODINGS.match(known):
            raise LookupError
        return data.decode(known)
    except (LookupError, UnicodeDecodeError):
        raise InputError(f"{file}: the page is not in the encoding {name!r} that it declares") from None


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep what a package has to say about a page from the reader's logs, and leave those as they were."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    levels = [logger.level for logger in loggers]
    try:
        for logger in loggers:
            logger.setLevel(logging.CRITICAL + 1)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
