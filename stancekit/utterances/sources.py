"""Sources for attributions that the chains left without: the one of a joined cue, or a likely one nearby."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from stancekit.text import TokenTable
from stancekit.utterances.attribution import Attribution
from stancekit.utterances.cues import Roles

__all__ = ["find_sources", "nearest_run", "share_sources"]

_JOINERS = frozenset(("and", "but", "or", "then", "also", ","))
_LIKELY = 0.2  # probability, by the first chain, from which a word may be a source


def share_sources(table: TokenTable, found: Sequence[Attribution]) -> list[Attribution]:
    """Give a cue without a source that of the cue before it where the two are joined: "she smiled and said".

    Both must stand in one sentence, and the second right after a conjunction or comma.
    """
    out: list[Attribution] = []
    for a in sorted(found, key=lambda a: (a.cue or a.content)[0]):
        before = out[-1].source if out else ()
        if before and a.cue and not a.source and _is_joined(table, before[0], a.cue[0]):
            a = a._replace(source=before)
        out.append(a)
    return out


def _is_joined(table: TokenTable, source: int, cue: int) -> bool:
    same = cue > 0 and table.sentence[source] == table.sentence[cue]
    return bool(same) and table.words[table.word[cue - 1]].lower() in _JOINERS


def find_sources(table: TokenTable, roles: Roles, found: Sequence[Attribution]) -> list[Attribution]:
    """Give a cue without a source the words of its sentence that are likely one, those nearest to the cue."""
    return [a if a.source or not a.cue else a._replace(source=_likely(table, roles, a)) for a in found]


def _likely(table: TokenTable, roles: Roles, a: Attribution) -> tuple[int, ...]:
    sentence = table.sentence[a.cue[0]]
    low = int(np.searchsorted(table.sentence, sentence, side="left"))
    high = int(np.searchsorted(table.sentence, sentence, side="right"))
    rows = low + np.flatnonzero(roles.source[low:high] > _LIKELY)
    own = {*a.content, *a.cue}
    return nearest_run([r for r in rows.tolist() if r not in own], a.cue[0], a.cue[-1])


def nearest_run(rows: Sequence[int], begin: int, end: int) -> tuple[int, ...]:
    """Return, of the runs of neighbouring numbers in ``rows``, the one nearest to ``begin``–``end``.

    Examples
    --------
    >>> nearest_run([3, 4, 9], 6, 7)
    (3, 4)
    """
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][-1] + 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    if not runs:
        return ()
    distance = [min(abs(run[-1] - begin), abs(run[0] - end)) for run in runs]
    return tuple(runs[distance.index(min(distance))])
