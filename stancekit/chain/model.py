"""A trained linear-chain model: scores by gather and sum, Viterbi and marginals over all sequences at once.

References
----------
Lafferty, McCallum and Pereira (2001), Conditional random fields. ICML.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import prod
from operator import mul
from pathlib import Path

import numpy as np
import numpy.typing as npt

from stancekit.chain.coded import Coded, CodedColumns, distinct
from stancekit.chain.columns import Column, Rows, Sequences
from stancekit.chain.features import key_of, keys, parse
from stancekit.chain.lookup import FeatureWeights
from stancekit.chain.paths import marginals, viterbi
from stancekit.chain.plan import Family, Place, plan
from stancekit.errors import ModelError
from stancekit.persistence import read_array, read_config, write_array, write_config

__all__ = ["ChainModel"]

Scores = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int8]
Codes = npt.NDArray[np.int32]

_CHUNK = 4096  # tokens scored at a time, so that what is gathered stays in the processor's cache


class ChainModel:
    """Weights of a linear-chain conditional random field over hashed features.

    Parameters
    ----------
    labels : sequence of str
    templates : str
        The templates in the notation of `stancekit.chain.features.parse`.
    key : array of shape (n_features,), sorted
        The feature keys that have a weight.
    weight : array of shape (n_features, n_labels)
    transition : array of shape (n_labels, n_labels)
        Score of going from one label (row) to the next (column).

    Raises
    ------
    ModelError
        If the arrays do not fit one another, the keys are not in order or the templates cannot be read.
    """

    def __init__(
        self,
        labels: Sequence[str],
        templates: str,
        key: Column,
        weight: npt.NDArray[np.floating],
        transition: npt.NDArray[np.floating],
    ) -> None:
        _check(len(labels), key, weight, transition)
        self.labels = tuple(labels)
        self.templates = templates
        self.key, self.weight, self.transition = key, weight, np.asarray(transition, np.float32)
        self._parsed = parse(templates)
        self._weights = FeatureWeights(np.asarray(key), weight)

    def scores(self, columns: Mapping[str, Column], sequences: Sequences) -> Scores:
        """Return the score of every label at every token, of shape (n_tokens, n_labels).

        Of `CodedColumns`, templates that look at few codes are scored once for each combination that occurs.
        """
        inside = sequences.inside
        coded = columns.coded if isinstance(columns, CodedColumns) else ()
        families, others = plan(self._parsed, columns.kinds if isinstance(columns, CodedColumns) else ())
        tables = self._score_combinations(families, coded, inside)
        wide = {name: columns[name] for name in {name for template in others for name, _ in template}}
        out = np.zeros((len(inside), self._weights.width), np.float32)
        for a in range(0, len(inside), _CHUNK):
            part, place = out[a : a + _CHUNK], inside[a : a + _CHUNK]
            for table, row in tables:
                part += table.take(row[a : a + _CHUNK], axis=0)
            if others:
                rows = self._weights.find(np.concatenate(list(keys(others, wide, place))))
                part += self._weights.sum(rows.reshape(len(others), -1))
        return np.ascontiguousarray(out[:, : len(self.labels)])

    def _score_combinations(
        self, families: Sequence[Family], coded: Sequence[Coded], inside: Rows
    ) -> list[tuple[Scores, npt.NDArray[np.integer]]]:
        """Return for each family the scores of the combinations that occur, and which is at each token."""
        if not families:
            return []
        places = {place for family in families for place in family.places}
        code = {(part, offset): coded[part].code.take(inside + offset) for part, offset in places}
        key: list[Column] = []
        index, shape = [], []
        for family in families:
            n, columns, at = _combinations(family, coded, code)
            index.append(at)
            key.extend(key_of(template, columns) for template in family.templates)
            shape.append((len(family.templates), n))
        bound = np.cumsum([k * n for k, n in shape])[:-1]
        rows = np.split(self._weights.find(np.concatenate(key)), bound)
        return [
            (self._weights.sum(row.reshape(size)), at)
            for row, size, at in zip(rows, shape, index, strict=True)
        ]

    def decode(self, scores: Scores, sequences: Sequences) -> Labels:
        """Return the best label sequence (Viterbi), of shape (n_tokens,), decoding all sequences together."""
        return viterbi(scores, self.transition, sequences.length)

    def marginals(self, scores: Scores, sequences: Sequences) -> Scores:
        """Return the probability of every label at every token, of shape (n_tokens, n_labels)."""
        return marginals(scores, self.transition, sequences.length)

    def save(self, folder: Path) -> None:
        """Write the model to ``folder``: weights as float16, keys and transitions as they are."""
        write_config(folder, {"labels": list(self.labels), "templates": self.templates}, "chain")
        write_array(folder, "key", np.asarray(self.key, np.uint32))
        write_array(folder, "weight", np.asarray(self.weight, np.float16))
        write_array(folder, "transition", self.transition)

    @classmethod
    def load(cls, folder: Path) -> ChainModel:
        """Read a model that `save` wrote; a `ModelError` names what is missing or broken."""
        config = read_config(folder, "chain")
        labels, templates = config.get("labels"), config.get("templates")
        if not isinstance(labels, list) or not isinstance(templates, str):
            raise ModelError(
                f"model file {folder / 'chain.json'} must hold a list of labels and a string of templates"
            )
        key, weight, transition = (read_array(folder, name) for name in ("key", "weight", "transition"))
        try:
            return cls(labels, templates, key, weight, transition)
        except ModelError as error:
            raise ModelError(f"model in {folder}: {error}") from error


def _combinations(
    family: Family, coded: Sequence[Coded], code: Mapping[Place, Codes]
) -> tuple[int, dict[tuple[str, int], Column], npt.NDArray[np.integer]]:
    """Return how many combinations of codes occur, their columns, and which of them is at each token."""
    sizes = [coded[part].n for part, _ in family.places]
    most = prod(sizes)
    number: npt.NDArray[np.integer] = np.zeros(1, np.int32 if most < 1 << 31 else np.int64)
    for place, step in zip(family.places, accumulate(sizes, mul, initial=1), strict=False):
        number = number + code[place] * np.asarray(step, number.dtype)
    one = len(sizes) == 1  # its codes are all in use
    combination, index = (np.arange(most), number) if one else distinct(number, most)
    wanted = {part for template in family.templates for part in template}
    columns: dict[tuple[str, int], Column] = {}
    for (part, offset), size in zip(family.places, sizes, strict=True):
        combination, of_part = np.divmod(combination, size)
        for name, value in coded[part].values.items():
            if (name, offset) in wanted:
                columns[name, offset] = value.take(of_part)
    return len(of_part), columns, index


def _check(
    n: int, key: Column, weight: npt.NDArray[np.floating], transition: npt.NDArray[np.floating]
) -> None:
    """Raise a `ModelError` unless the arrays are those of a model with ``n`` labels."""
    if not 0 < n < 128:
        raise ModelError(f"{n} labels; a model has 1 to 127")
    for name, array, shape in (("weight", weight, (key.size, n)), ("transition", transition, (n, n))):
        if array.shape != shape or not np.issubdtype(array.dtype, np.floating):
            raise ModelError(
                f"{name} of shape {array.shape}, {array.dtype} does not fit {key.size} keys, {n} labels"
            )
    if key.ndim != 1 or key.dtype != np.uint32:
        raise ModelError(f"keys must be a row of 32-bit unsigned integers, not {key.shape}, {key.dtype}")
