"""Tell cues from words that only look like one: a linear classifier of the candidates of the first chain.

It sees what the chain sees at the candidate, and besides, as numbers, the probabilities of the three roles
around it: a cue with a likely source before and a likely content behind it is one.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from stancekit.chain import CodedColumns, Sequences, keys
from stancekit.chain.columns import PADDING, Column
from stancekit.chain.features import parse
from stancekit.chain.lookup import FeatureWeights
from stancekit.errors import ModelError
from stancekit.persistence import read_array, write_array
from stancekit.text import TokenTable
from stancekit.utterances.columns import TokenColumns
from stancekit.utterances.cues import TEMPLATES, Roles

__all__ = ["CueClassifier", "candidate_keys", "surroundings"]

Rows = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float32]

_BEFORE, _AFTER = 6, 8  # tokens around the candidate whose roles are looked at
_LEAST_SCORE = -80.0  # beneath it the exponential overflows
_N_NUMBERS = 3 * (_BEFORE + _AFTER + 1) + 12


class CueClassifier:
    """Gives candidates the probability of being a cue or, once `rescaled`, of making a right attribution.

    Parameters
    ----------
    key : array of shape (n_features,), sorted
    weight : array of shape (n_features,)
        Weights of the keys of `candidate_keys`.
    context : array of shape (n_numbers + 1,)
        Weights of the numbers of `surroundings`, then the intercept.

    Raises
    ------
    ModelError
        If the arrays do not fit one another or the keys are not in order.
    """

    def __init__(
        self, key: Column, weight: npt.NDArray[np.floating], context: npt.NDArray[np.floating]
    ) -> None:
        if key.shape != weight.shape or context.shape != (_N_NUMBERS + 1,):
            raise ModelError(
                f"weights of shape {weight.shape} and {context.shape} do not fit {key.size} keys"
                f" and {_N_NUMBERS} numbers with an intercept"
            )
        self.key, self.weight, self.context = key, weight, context
        self._weights = FeatureWeights(np.asarray(key), np.asarray(weight)[:, None])

    def confidence(
        self,
        table: TokenTable,
        columns: TokenColumns,
        roles: Roles,
        candidate: Rows,
        layout: tuple[CodedColumns, Sequences],
    ) -> Numbers:
        """Return the probability of each candidate, shape (n_candidates,).

        Parameters
        ----------
        table, columns, roles
            The batch, as the first chain sees and labels it.
        candidate : array of shape (n_candidates,)
            Token rows.
        layout
            What `stancekit.utterances.cues.layout` returned for the batch.
        """
        keys = candidate_keys(candidate, layout)
        row = self._weights.find(np.concatenate(keys)).reshape(len(keys), -1)
        score = self._weights.sum(row)[:, 0]
        numbers = surroundings(table, columns, roles, candidate)
        score = score + (numbers * self.context[:-1]).sum(axis=1) + self.context[-1]
        return np.asarray(1 / (1 + np.exp(-np.maximum(score, _LEAST_SCORE))), np.float32)

    def rescaled(self, slope: float, intercept: float) -> CueClassifier:
        """Return a classifier whose log odds are ``slope`` times these, plus ``intercept``."""
        context = np.asarray(self.context, np.float32) * np.float32(slope)
        context[-1] += np.float32(intercept)
        return CueClassifier(self.key, np.asarray(self.weight, np.float32) * np.float32(slope), context)

    def save(self, folder: Path) -> None:
        """Write the weights to ``folder``."""
        write_array(folder, "key", np.asarray(self.key, np.uint32))
        write_array(folder, "weight", np.asarray(self.weight, np.float16))
        write_array(folder, "context", np.asarray(self.context, np.float32))

    @classmethod
    def load(cls, folder: Path) -> CueClassifier:
        """Read what `save` wrote."""
        return cls(*(read_array(folder, name) for name in ("key", "weight", "context")))


def candidate_keys(candidate: Rows, layout: tuple[CodedColumns, Sequences]) -> list[Column]:
    """Return, for each template of the first chain, its keys at the candidates."""
    columns, sequences = layout
    place = sequences.inside[candidate][:, None] + np.arange(-PADDING, PADDING + 1)
    near = {
        name: value.take(code)
        for part in columns.coded
        for code in (part.code.take(place.ravel()),)
        for name, value in part.values.items()
    }
    return list(keys(parse(TEMPLATES), near, PADDING + place.shape[1] * np.arange(len(candidate))))


def surroundings(table: TokenTable, columns: TokenColumns, roles: Roles, candidate: Rows) -> Numbers:
    """Return what is likely around each candidate, shape (n_candidates, n_numbers).

    Probabilities of content, cue and source at each place from six before to eight behind it (-1 beyond its
    sentence), their maximum and sum over the sentence, the number of likely cues there, the log odds of the
    candidate, its cue level, quotation state and place in the sentence.
    """
    if not len(candidate):
        return np.empty((0, _N_NUMBERS), np.float32)
    probability = np.stack(roles, axis=1)
    first = np.flatnonzero(np.diff(table.sentence, prepend=-1))
    sentence = table.sentence[candidate]
    cue = roles.cue[candidate]
    features = columns.features
    single = (
        np.add.reduceat(roles.cue > 0.3, first, dtype=np.float32)[sentence],
        np.log((cue + 1e-6) / (1 - cue + 1e-6)),
        columns.level[candidate],
        columns.quote[candidate],
        features["from_start"][candidate],
        features["to_end"][candidate],
    )
    whole = (np.maximum.reduceat(probability, first)[sentence], np.add.reduceat(probability, first)[sentence])
    near = _near(table, probability, candidate)
    return np.concatenate([near, *whole, np.stack(single, axis=1)], axis=1).astype(np.float32)


def _near(table: TokenTable, probability: Numbers, candidate: Rows) -> Numbers:
    """Return the probabilities at the places around each candidate, one place after another."""
    place = candidate[:, None] + np.arange(-_BEFORE, _AFTER + 1)
    within = np.clip(place, 0, len(table) - 1)
    same = (place == within) & (table.sentence[within] == table.sentence[candidate][:, None])
    near = np.where(same[:, :, None], probability[within], np.float32(-1))
    return near.reshape(len(candidate), -1)
