"""A case in a few hundred numbers: lexicon classes counted by part and negation, and the case's shape."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from stancekit.features.lexicon import CLASSES
from stancekit.features.tokens import Tokens

__all__ = ["WIDTH", "read"]

_PLACE_OF_PART = np.array([0, 1, 2, 3, 3, 3, 3])  # by `Part`: content, cue, source, all that is around
_PLACES = 4
_N_COUNTS = len(CLASSES) * _PLACES * 2
_SHAPES = np.array([4, 10, 5, 7, 7])  # values that each column of `Tokens.shape` can take
_SHAPE_OFFSETS = np.cumsum(_SHAPES) - _SHAPES
WIDTH = _N_COUNTS + int(_SHAPES.sum())


def read(tokens: Tokens) -> npt.NDArray[np.float32]:
    """Return an array of shape (n_cases, WIDTH): log counts of lexicon classes, then the shape one-hot."""
    at, group, _ = tokens.classes
    place = (group * _PLACES + _PLACE_OF_PART[tokens.part[at]]) * 2 + tokens.negated[at]
    counts = np.bincount(tokens.row[at] * _N_COUNTS + place, minlength=tokens.n_rows * _N_COUNTS)
    found = np.zeros((tokens.n_rows, WIDTH), np.float32)
    found[:, :_N_COUNTS] = np.log1p(counts.reshape(tokens.n_rows, _N_COUNTS))
    np.put_along_axis(found, _N_COUNTS + _SHAPE_OFFSETS + tokens.shape, 1, axis=1)
    return found
