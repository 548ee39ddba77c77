"""The text around a possible cue and how its tokens stand to the cue: the columns of the second chain."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from stancekit.chain import CodedColumns, Sequences
from stancekit.chain.columns import Column
from stancekit.text import TokenTable
from stancekit.utterances import codes
from stancekit.utterances.codes import Codes
from stancekit.utterances.columns import TokenColumns, bucket
from stancekit.utterances.cues import Roles

__all__ = ["LABELS", "TEMPLATES", "Windows", "layout", "seeds", "windows"]

Rows = npt.NDArray[np.int64]

LABELS = ("O", "B-content", "I-content", "source", "cue")
CONTENT, SOURCE, CUE = (1, 2), 3, 4

TEMPLATES = (
    "lower lower-1 lower+1 lower-2 lower+2 tag tag-1 tag+1 tag-1|tag tag|tag+1 tag-1|tag|tag+1"
    " tag-2|tag-1|tag tag|tag+1|tag+2 lower-1|lower lower|lower+1 suffix shape"
    " quote quote-1|quote quote|quote+1"
    " far far|tag far|lower far|quote far|tag-1|tag far|tag|tag+1 far|cue_word far|cue_tag|tag side|cue_word"
    " side|cue_word|tag side|cue_word|quote far|cue_next far|cue_before side|cue_next|tag"
    " far|cue_next|cue_word side|sentence side|sentence|tag side|sentence|quote"
    " side|commas_between side|commas_between|tag side|commas_between|cue_word side|commas_between|quote"
    " side|marks_between side|marks_between|quote side|marks_between|quote|cue_quoted side|verbs_between|tag"
    " side|cues_between side|cues_between|tag side|marks_between|commas_between|verbs_between|cues_between"
    " roles roles|side roles|far roles-1|roles roles|roles+1 roles|tag roles|quote roles|side|cues_between"
    " content_role source_role|side content_role-1|content_role|content_role+1"
    " source_role-1|source_role|source_role+1"
    " cue_role cue_role|cue_sure cue_sure|side cue_word cue_word|cue_before cue_sure|roles"
    " to_end|side from_start|side quoted_start|side|quote sentence|roles marks_between|roles|side"
    " right_far|tag left_far|tag level|side level|far"
    " fine coarse-1|coarse coarse|coarse+1 far|fine far|cue_class side|cue_class|tag side|cue_class|quote"
    " side|cue_class|fine cue_class|cue_next|far cue_class|cue_before|side side|commas_between|cue_class"
    " side|sentence|cue_class"
    " side|source_role|sources_between side|source_role|sources_between|cue_before"
    " side|roles|contents_between"
    " side|source_role|sources_between|cues_between"
    " side|contents_between|tag"
    " side|source_role|contents_between|sources_between"
)
_REACH = 110  # tokens a window may reach to either side of its cue


class Windows(NamedTuple):
    """Ranges of token rows ``[begin, end)`` around cues at rows ``seed``; all of shape (n_windows,)."""

    seed: Rows
    begin: Rows
    end: Rows


def seeds(table: TokenTable, roles: Roles, threshold: float) -> Rows:
    """Return the likeliest token of every run of tokens whose probability of being a cue is high enough."""
    likely = roles.cue > threshold
    row = np.flatnonzero(likely)
    if not len(row):
        return row
    new = np.ones(len(row), bool)
    new[1:] = (np.diff(row) > 1) | (np.diff(table.sentence[row]) > 0)
    run = np.cumsum(new) - 1
    order = np.lexsort((row, -roles.cue[row], run))
    _, firsts = np.unique(run[order], return_index=True)
    out: Rows = row[order][firsts]
    return out


def windows(table: TokenTable, seed: Rows) -> Windows:
    """Choose the window of every seed.

    It holds the cue's sentence, the one before where it ends in a quotation, the one after where it opens
    with one, and whatever sentences these quotations run through; never more than the cue's paragraph.
    """
    first = np.flatnonzero(np.diff(table.sentence, prepend=-1))
    paragraph = table.paragraph[first]
    # a sentence that begins inside a quotation that began before it
    runs_on = np.zeros(len(first) + 1, bool)
    runs_on[1:-1] = (
        (table.quote[first[1:]] > 0) & (table.quote[first[1:] - 1] > 0) & (np.diff(paragraph) == 0)
    )
    opens = np.append(table.quote[first] > 0, False)
    bounds = np.append(first, len(table))
    ends_quoted = table.quote[bounds[1:] - 1] > 0
    begin, end = [], []
    for row in seed.tolist():
        s = int(table.sentence[row])
        a = s - 1 if s and paragraph[s - 1] == paragraph[s] and ends_quoted[s - 1] else s
        while runs_on[a] and row - bounds[a] < _REACH:
            a -= 1
        b = s + 1
        if b < len(first) and paragraph[b] == paragraph[s] and opens[b]:
            b += 1
        while runs_on[b] and bounds[b] - row < _REACH:
            b += 1
        begin.append(max(int(bounds[a]), row - _REACH))
        end.append(min(int(bounds[b]), row + _REACH))
    return Windows(seed, np.array(begin, np.int64), np.array(end, np.int64))


def layout(
    table: TokenTable, columns: TokenColumns, tokens: Iterable[Codes], roles: Roles, found: Windows
) -> tuple[CodedColumns, Sequences]:
    """Lay out the windows one after another, with the columns that relate each token to its cue.

    Parameters
    ----------
    table, columns, roles
        The batch, as the first chain sees and labels it.
    tokens : iterable of Codes
        What `codes.of_tokens` returned for the batch.
    found : Windows
    """
    sequences = Sequences.ranges(found.begin, found.end)
    row = sequences.rows[sequences.inside]
    window = np.repeat(np.arange(len(found.seed)), sequences.length)
    seed = found.seed[window]
    end = np.cumsum(sequences.length)
    running = Sequences.ranges(end - sequences.length, end)  # the same layout, of the windows' own columns
    parts = (
        *(part.lay_out(sequences) for part in (*tokens, *codes.small(_role_levels(roles)))),
        *(part.lay_out(running) for part in codes.small(_relative(table, columns, roles, row, seed))),
        *(part.lay_out(running, window) for part in _cue(table, columns, roles, found.seed)),
    )
    return CodedColumns(parts, {}), sequences


def _relative(
    table: TokenTable, columns: TokenColumns, roles: Roles, row: Rows, seed: Rows
) -> dict[str, Column]:
    side = (np.sign(row - seed) + 1).astype(np.uint32)
    marks = columns.quote % 4 > 0
    between = {
        "commas": columns.comma,
        "marks": marks,
        "verbs": columns.verb,
        "cues": columns.likely,
        "sources": _ends_of_runs(roles.source),
        "contents": _ends_of_runs(roles.content),
    }
    return {
        "side": side,
        "far": side * np.uint32(16) + bucket(row - seed),
        "sentence": (np.clip(table.sentence[row] - table.sentence[seed], -2, 2) + 2).astype(np.uint32),
        **{f"{name}_between": _count_between(flag, row, seed) for name, flag in between.items()},
    }


def _ends_of_runs(probability: npt.NDArray[np.float32]) -> npt.NDArray[np.bool_]:
    """Flag the last token of every run of tokens that probably have a role."""
    likely = np.append(probability > 0.4, False)
    out: npt.NDArray[np.bool_] = likely[:-1] & ~likely[1:]
    return out


def _count_between(flag: npt.NDArray[np.bool_], row: Rows, seed: Rows) -> Column:
    """Count flagged tokens strictly between two rows, 3 standing for more."""
    before = np.concatenate([[0], np.cumsum(flag)])  # before[i]: flagged rows < i
    low, high = np.minimum(row, seed), np.maximum(row, seed)
    out: Column = np.clip(before[high] - before[np.minimum(low + 1, high)], 0, 3).astype(np.uint32)
    return out


def _cue(table: TokenTable, columns: TokenColumns, roles: Roles, seed: Rows) -> tuple[Codes, ...]:
    """Code what is the same all over a window: its cue, and the words beside it."""
    lower, n = columns.features["lower"], len(table.words)
    article = np.searchsorted(table.first, seed, side="right")
    before = np.maximum(seed - 1, table.first[article - 1])  # never a word of another article
    after = np.minimum(seed + 1, table.first[article] - 1)
    features = {
        "cue_word": lower[seed],
        "cue_class": columns.features["fine"][seed],
        "cue_tag": columns.features["tag"][seed],
        "cue_before": lower[before],
        "cue_next": lower[after],
        "cue_quoted": np.minimum(table.quote[seed], 1).astype(np.uint32),
        "cue_sure": _level(roles.cue[seed]),
    }
    wordy = ((("cue_word", "cue_class"), seed), (("cue_before",), before), (("cue_next",), after))
    together = ("cue_word", "cue_class", "cue_before", "cue_next")
    small = {name: features[name] for name in ("cue_tag", "cue_quoted", "cue_sure")}
    return (
        *(codes.code(features, names, table.word[row], n, codes.CUES) for names, row in wordy),
        codes.code(features, together, np.arange(len(seed)), len(seed), codes.WINDOWS),
        *codes.small(small),
    )


def _role_levels(roles: Roles) -> dict[str, Column]:
    content, cue, source = _level(roles.content), _level(roles.cue), _level(roles.source)
    best = np.argmax(np.stack([roles.content, roles.cue, roles.source]), axis=0).astype(np.uint32)
    top = np.maximum(np.maximum(roles.content, roles.cue), roles.source)
    return {
        "content_role": content,
        "cue_role": cue,
        "source_role": source,
        "roles": best * np.uint32(8) + _level(top),
    }


def _level(probability: npt.NDArray[np.float32]) -> Column:
    level = np.zeros(len(probability), np.uint8)
    for bound in _LEVELS:
        level += probability >= bound
    return level.astype(np.uint32)


_LEVELS = np.array([0.03, 0.15, 0.4, 0.7, 0.93], np.float32)
