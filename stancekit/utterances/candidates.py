"""Tell cues from words that only look like one: a linear classifier of the candidates of the first chain.

It sees what the chain sees at the candidate, and besides, as numbers, the probabilities of the three roles
around it: a cue with a likely source before and a likely content behind it is one.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt

from stancekit.chain import Sequences, keys
from stancekit.chain.columns import Column
from stancekit.chain.features import parse
from stancekit.chain.lookup import KeyIndex, sum_rows
from stancekit.persistence import read_array, write_array
from stancekit.text import TokenTable
from stancekit.utterances.columns import TokenColumns
from stancekit.utterances.cues import TEMPLATES, Roles

__all__ = ["CueClassifier", "candidate_keys", "surroundings"]

Rows = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float32]

_BEFORE, _AFTER = 6, 8  # tokens around the candidate whose roles are looked at


class CueClassifier:
    """Gives candidates the probability of being a cue.

    Parameters
    ----------
    key : array of shape (n_features,), sorted
    weight : array of shape (n_features,)
        Weights of the keys of `candidate_keys`.
    context : array of shape (n_numbers + 1,)
        Weights of the numbers of `surroundings`, then the intercept.
    """

    def __init__(
        self, key: Column, weight: npt.NDArray[np.floating], context: npt.NDArray[np.floating]
    ) -> None:
        self.key, self.weight, self.context = key, weight, context
        self._index = KeyIndex(np.asarray(key))
        self._weight = np.asarray(weight, np.float32)[:, None]

    def confidence(
        self,
        table: TokenTable,
        columns: TokenColumns,
        roles: Roles,
        candidate: Rows,
        layout: tuple[Mapping[str, Column], Sequences],
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
        found = [self._index.find(key) for key in candidate_keys(candidate, layout)]
        score = sum_rows(self._weight, found, len(candidate))[:, 0]
        numbers = surroundings(table, columns, roles, candidate)
        score = score + (numbers * self.context[:-1]).sum(axis=1) + self.context[-1]
        return np.asarray(1 / (1 + np.exp(-score)), np.float32)

    def save(self, folder: Path) -> None:
        """Write the weights to ``folder``."""
        write_array(folder, "key", np.asarray(self.key, np.uint32))
        write_array(folder, "weight", np.asarray(self.weight, np.float16))
        write_array(folder, "context", np.asarray(self.context, np.float32))

    @classmethod
    def load(cls, folder: Path) -> CueClassifier:
        """Read what `save` wrote."""
        return cls(*(read_array(folder, name) for name in ("key", "weight", "context")))


def candidate_keys(candidate: Rows, layout: tuple[Mapping[str, Column], Sequences]) -> list[Column]:
    """Return, for each template of the first chain, its keys at the candidates."""
    columns, sequences = layout
    templates = parse(TEMPLATES)
    wide = {name: columns[name] for name in {name for template in templates for name, _ in template}}
    return list(keys(templates, wide, sequences.inside[candidate]))


def surroundings(table: TokenTable, columns: TokenColumns, roles: Roles, candidate: Rows) -> Numbers:
    """Return what is likely around each candidate, shape (n_candidates, n_numbers).

    Probabilities of content, cue and source at each place from six before to eight behind it (-1 beyond its
    sentence), their maximum and sum over the sentence, the number of likely cues there, the log odds of the
    candidate, its cue level, quotation state and place in the sentence.
    """
    if not len(candidate):
        return np.empty((0, 3 * (_BEFORE + _AFTER + 1) + 12), np.float32)
    probability = np.stack(roles, axis=1)
    near = [_at(table, probability, candidate, offset) for offset in range(-_BEFORE, _AFTER + 1)]
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
    return np.concatenate([*near, *whole, np.stack(single, axis=1)], axis=1).astype(np.float32)


def _at(table: TokenTable, probability: Numbers, candidate: Rows, offset: int) -> Numbers:
    place = np.clip(candidate + offset, 0, len(table) - 1)
    same = table.sentence[place] == table.sentence[candidate]
    return np.where(same[:, None], probability[place], np.float32(-1))
