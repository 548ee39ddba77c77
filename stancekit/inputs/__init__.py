"""Collections of articles, read as a stream: files, folders, patterns and remote addresses.

The data's way::

    sources ─ files, remote ─ unpack ─ texts, lines, tables, columnar, pages ─ rows ─ reading
    inputs    what there is   bytes    articles of one file                   columns  ids, digests

A file's kind is its ending (`endings`): ``.txt`` and ``.html`` hold an article each, whose id is the name
without it; ``.jsonl`` or ``.ndjson`` a JSON object a line; ``.csv`` or ``.tsv`` a row an article, where the
first names the columns; ``.parquet`` a row an article. All but the last may be compressed, with a further
``.gz``, ``.bz2``, ``.xz`` or ``.zst``. What cannot be read is a failure of its own, and the stream goes on.
Memory stays the same whatever comes, but for the hashes of what was met (`seen`).
"""

from stancekit.inputs.reading import Read, read
from stancekit.inputs.rows import COLUMNS, columns
from stancekit.inputs.seen import digest
from stancekit.inputs.sources import check
from stancekit.inputs.texts import decode, read_text

__all__ = ["COLUMNS", "Read", "check", "columns", "decode", "digest", "read", "read_text"]
