"""Analyses and annotations to and from other programs: annotation tools, spaCy, tables, discourse networks.

A module a format, with ``write`` and, where it makes sense, ``read``; analyses are what all of them write
and most read. `write` writes any format by name, `read` reads any annotation: it finds out what a file is.

============== ===================== ============== ====== ======================================
format         module                texts          reads  offsets count
============== ===================== ============== ====== ======================================
brat           `brat`                held           yes    code points
label-studio   `labelstudio`         held           yes    UTF-16 units, or code points if asked
doccano        `doccano`             held           yes    code points
spacy          `docbin`              held           yes    code points
gold           `jsonl` (write_gold)  beside         yes    code points
jsonl          `jsonl`               needed         yes    code points
csv            `csvtable`            needed         yes    code points
parquet        `folder`              needed         yes    code points
dna            `dna`                 without        yes    code points
graphml, edges `graphs`, `networks`  without        graphs none
============== ===================== ============== ====== ======================================

Where texts are *needed*, analyses take them from a folder of ``ID.txt`` when they are read; *without*: these
are statements alone, which can become tables and networks again but no analyses.

What a stance is in each, where the tools have a word of their own (JSON has null for none, and for abstained
null beside ``"abstained": true``):

============ ============= ================ ================= ================== ====================
stance       CSV           brat event       Label Studio      doccano label      DNA agreement
============ ============= ================ ================= ================== ====================
supportive   supportive    Stance, the word choice, the word  content:supportive 1
cautious     cautious      Stance, the word choice, the word  content:cautious   0; binary: left out
condemning   condemning    Stance, the word choice, the word  content:condemning -1; binary: 0
none         none          Stance, the word choice, the word  content:none       left out, or empty
abstained    abstained     Stance, the word choice, the word  content:abstained  left out
unclassified empty         no attribute     no choice         content            left out
============ ============= ================ ================= ================== ====================

In networks supportive, cautious and condemning stand at 1, 0 and -1; see `networks`.

Text and names are taken to be hostile. JSON formats and brat's texts carry them exactly, with what could act
on a terminal as escapes; tables and GraphML, which people open in programs that act on them, have them
without control characters and bidirectional overrides, on one line, and never as a formula. A lone surrogate,
where UTF-8 text must hold it, becomes U+FFFD, so that offsets stay.
"""

from stancekit.exchange.formats import FORMATS, write
from stancekit.exchange.marked import given
from stancekit.exchange.sources import KINDS, read, read_statements
from stancekit.exchange.statements import Statement

__all__ = ["FORMATS", "KINDS", "Statement", "given", "read", "read_statements", "write"]
