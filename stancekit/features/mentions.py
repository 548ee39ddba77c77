"""Where a target is named in a content, and where each word of the content stands to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from stancekit.features.words import surface

__all__ = ["FAR", "Places", "codes", "focus", "read"]

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

FAR = 1 << 20  # distance of a word from a target that is not named
_CODE_BITS = 28
_WORD = re.compile(r"\w[\w'’-]*")
_MOST_WORDS = 12  # read of a target's phrase
_FUNCTION_WORDS = frozenset(
    """a about after all an and any are as at be been being but by for from had has have he her his how i if
    in into is it its more most no not of on or our over she so such than that the their them there these they
    this those to under us was we were what when where which who whose why will with would you your mr mrs ms
    dr s""".split()  # noqa: SIM905
)


class Places(NamedTuple):
    """Where each token stands to the nearest naming of its case's target.

    Attributes
    ----------
    distance : array of shape (n_tokens,)
        In tokens, below 0 before the naming, 0 in it, `FAR` where the target is not named in the span's case.
    clause : array of shape (n_tokens,)
        0 in the same clause, 1 in the same sentence without a strong break between, 2 elsewhere.
    """

    distance: Ints
    clause: Ints


@lru_cache(1 << 14)
def codes(phrase: str) -> tuple[int, ...]:
    """Return codes of the words of a target's phrase, without those of the grammar.

    Examples
    --------
    >>> codes("the plans of the mayor") == codes("Mayor's plan")
    False
    >>> set(codes("the plans of the mayor")) == set(codes("mayor plan"))
    True
    """
    words = [word.lower() for word in _WORD.findall(phrase)[:_MOST_WORDS]]
    return tuple(dict.fromkeys(surface(word) for word in words if word not in _FUNCTION_WORDS))


def read(
    row: Ints,
    within: Bools,
    surfaces: Ints,
    breaks: Bools,
    divides: Bools,
    targets: Iterable[tuple[int, ...]],
) -> Places:
    """Find for each token the nearest word of its case's target.

    Parameters
    ----------
    row : array of shape (n_tokens,)
        Case of each token, rising.
    within : array of bool, shape (n_tokens,)
        Whether the token is in the content, where alone a target is looked for.
    surfaces : array of shape (n_tokens,)
        Code of each token's surface.
    breaks, divides : arrays of bool, shape (n_tokens,)
        Whether a clause ends at the token, and whether another statement begins there.
    targets : iterable of tuple of int
        The `codes` of each case's target.
    """
    n = len(row)
    wanted = np.array([(i << _CODE_BITS) | c for i, phrase in enumerate(targets) for c in phrase], np.int64)
    here = np.flatnonzero(within)
    weak, strong = np.zeros(n, np.int32), np.zeros(n, np.int32)
    weak[here], strong[here] = np.cumsum(breaks[here]), np.cumsum(divides[here])
    distance, clause = np.full(n, FAR, np.int64), np.full(n, 2, np.int64)
    named = here[_among((row[here] << _CODE_BITS) | surfaces[here], wanted)]
    if not len(named):
        return Places(distance, clause)
    after = np.searchsorted(named, here)  # the first naming at or after each token
    right, left = named[np.minimum(after, len(named) - 1)], named[np.maximum(after - 1, 0)]
    to_right = np.where((after < len(named)) & (row[right] == row[here]), right - here, FAR)
    to_left = np.where((after > 0) & (row[left] == row[here]), here - left, FAR)
    near = np.minimum(to_right, to_left)
    naming = np.where(to_right <= to_left, right, left)
    found = near < FAR
    here, naming, near = here[found], naming[found], near[found]
    distance[here] = np.where(naming > here, -near, near)
    clause[here] = np.where(weak[here] == weak[naming], 0, np.where(strong[here] == strong[naming], 1, 2))
    return Places(distance, clause)


def _among(keys: Ints, wanted: Ints) -> Bools:
    """Tell which keys are wanted."""
    wanted = np.append(np.sort(wanted), -1)
    found: Bools = wanted[np.searchsorted(wanted[:-1], keys)] == keys
    return found


def focus(row: Ints, content: Bools, named: Bools, telling: Bools, borders: Iterable[Bools]) -> Bools:
    """Choose the tokens that speak of the target: the smallest unit around each naming that takes a position.

    Parameters
    ----------
    row : array of shape (n_tokens,)
        Case of each token, rising.
    content : array of bool, shape (n_tokens,)
        Whether the token is in the content of a case that is to be narrowed; all others are kept.
    named : array of bool, shape (n_tokens,)
        Whether the token names the target.
    telling : array of bool, shape (n_tokens,)
        Whether the token takes a position or guards one.
    borders : iterable of arrays of bool, shape (n_tokens,)
        Whether a unit begins at the token, for each kind of unit, small ones first.

    Returns
    -------
    array of bool, shape (n_tokens,)
        All tokens are kept of a case where no unit with a naming takes a position.
    """
    kept = ~content
    n_rows = int(row[-1]) + 1 if len(row) else 0
    open_ = np.bincount(row[content & named], minlength=n_rows) > 0  # cases still to be narrowed
    whole = ~open_
    for border in borders:
        unit = np.cumsum(border | (np.diff(row, prepend=-1) > 0))
        names, tells = (np.bincount(unit[content & x], minlength=unit[-1] + 1) > 0 for x in (named, telling))
        chosen = names & tells
        inside = content & open_[row] & chosen[unit]
        kept |= inside
        open_ &= np.bincount(row[inside], minlength=n_rows) == 0
    return kept | (whole | open_)[row]
