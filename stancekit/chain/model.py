"""A trained linear-chain model: scores by gather and sum, Viterbi and marginals over all sequences at once.

References
----------
Lafferty, McCallum and Pereira (2001), Conditional random fields. ICML.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from stancekit.chain.columns import Column, Sequences
from stancekit.chain.features import keys, parse
from stancekit.errors import ModelError
from stancekit.persistence import read_array, read_config, write_array, write_config

__all__ = ["ChainModel"]

Scores = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int8]

_CHUNK = 16384  # tokens scored at a time, so that what is gathered stays in the processor's cache


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
    """

    def __init__(
        self,
        labels: Sequence[str],
        templates: str,
        key: Column,
        weight: npt.NDArray[np.floating],
        transition: npt.NDArray[np.floating],
    ) -> None:
        if weight.shape != (len(key), len(labels)) or transition.shape != (len(labels), len(labels)):
            raise ModelError(f"weights of shape {weight.shape} do not fit {len(key)} keys, {len(labels)} labels")
        self.labels = tuple(labels)
        self.templates = templates
        self.key, self.weight, self.transition = key, weight, np.asarray(transition, np.float32)
        self._parsed = parse(templates)
        # one extra row of zeros, for features that were never seen
        self._weight = np.vstack([weight, np.zeros((1, len(labels)))]).astype(np.float32)
        self._bits = max(12, int(np.ceil(np.log2(max(2, len(key))))) + 2)
        self._slot_key, self._slot_row = _hash_table(np.asarray(key), self._bits)

    def scores(self, columns: Mapping[str, Column], sequences: Sequences) -> Scores:
        """Return the score of every label at every token, of shape (n_tokens, n_labels)."""
        inside = sequences.inside
        out = np.zeros((len(inside), len(self.labels)), np.float32)
        for a in range(0, len(inside), _CHUNK):
            part = out[a : a + _CHUNK]
            for key in keys(self._parsed, columns, inside[a : a + _CHUNK]):
                part += self._weight[self._find(key)]
        return out

    def _find(self, key: Column) -> npt.NDArray[np.int32]:
        """Return the weight row of every key: two places are tried in an open-addressed table."""
        slot = key >> np.uint32(32 - self._bits)
        row = np.where(self._slot_key[slot] == key, self._slot_row[slot], np.int32(-1))
        missing = np.flatnonzero((self._slot_key[slot] != key) & (self._slot_row[slot] >= 0))
        for step in range(1, _PROBES):
            if not len(missing):
                break
            slot = ((key[missing] >> np.uint32(32 - self._bits)) + np.uint32(step)) & np.uint32(
                (1 << self._bits) - 1
            )
            hit = self._slot_key[slot] == key[missing]
            row[missing[hit]] = self._slot_row[slot[hit]]
            missing = missing[~hit & (self._slot_row[slot] >= 0)]
        return row

    def decode(self, scores: Scores, sequences: Sequences) -> Labels:
        """Return the best label sequence (Viterbi), of shape (n_tokens,), decoding all sequences together."""
        order, first, active = _by_position(sequences)
        n, m = len(scores), len(self.labels)
        best = np.zeros((len(order), m), np.float32)
        back = np.zeros((n, m), np.int8)
        for t, k in enumerate(active):
            place = first[:k] + t
            if t == 0:
                best[:k] = scores[place]
                continue
            paths = best[:k, :, None] + self.transition[None]
            back[place] = paths.argmax(axis=1)
            best[:k] = paths.max(axis=1) + scores[place]
        out = np.zeros(n, np.int8)
        label = best.argmax(axis=1).astype(np.int8)
        length = sequences.length[order]
        for t in range(len(active) - 1, -1, -1):
            k = active[t]
            place = first[:k] + t
            going_on = length[:k] > t + 1
            label[:k][going_on] = back[place[going_on] + 1, label[:k][going_on]]
            out[place] = label[:k]
        return out

    def marginals(self, scores: Scores, sequences: Sequences) -> Scores:
        """Return the probability of every label at every token, of shape (n_tokens, n_labels)."""
        order, first, active = _by_position(sequences)
        step = np.exp(self.transition - self.transition.max())
        local = np.exp(scores - scores.max(axis=1, keepdims=True))
        forward = np.empty_like(local)
        backward = np.empty_like(local)
        for t, k in enumerate(active):
            place = first[:k] + t
            value = local[place] if t == 0 else (forward[place - 1] @ step) * local[place]
            forward[place] = value / value.sum(axis=1, keepdims=True)
        length = sequences.length[order]
        for t in range(len(active) - 1, -1, -1):
            k = active[t]
            place = first[:k] + t
            value = np.ones((k, len(self.labels)), np.float32)
            going_on = length[:k] > t + 1
            after = place[going_on] + 1
            value[going_on] = (backward[after] * local[after]) @ step.T
            backward[place] = value / value.sum(axis=1, keepdims=True)
        product = forward * backward
        out: Scores = product / product.sum(axis=1, keepdims=True)
        return out

    def save(self, folder: Path) -> None:
        """Write the model to ``folder``: weights as float16, keys and transitions as they are."""
        write_config(folder, {"labels": list(self.labels), "templates": self.templates}, "chain")
        write_array(folder, "key", np.asarray(self.key, np.uint32))
        write_array(folder, "weight", np.asarray(self.weight, np.float16))
        write_array(folder, "transition", self.transition)

    @classmethod
    def load(cls, folder: Path) -> ChainModel:
        """Read a model that `save` wrote."""
        config = read_config(folder, "chain")
        try:
            labels, templates = config["labels"], config["templates"]
        except KeyError as error:
            raise ModelError(f"model file {folder / 'chain.json'} lacks {error}") from error
        arrays = (read_array(folder, name) for name in ("key", "weight", "transition"))
        return cls(labels, templates, *arrays)


_PROBES = 64


def _hash_table(key: Column, bits: int) -> tuple[Column, npt.NDArray[np.int32]]:
    """Place the keys in an open-addressed table of ``2**bits`` slots, by their high bits, linear probing."""
    slot_key = np.zeros(1 << bits, np.uint32)
    slot_row = np.full(1 << bits, -1, np.int32)
    left = np.arange(len(key), dtype=np.int32)
    for step in range(_PROBES):
        slot = ((key[left] >> np.uint32(32 - bits)) + np.uint32(step)) & np.uint32((1 << bits) - 1)
        free = slot_row[slot] < 0
        slot_row[slot[free][::-1]] = left[free][::-1]  # where several want one slot, the first gets it
        placed = slot_row[slot] == left
        slot_key[slot[placed]] = key[left[placed]]
        left = left[~placed]
        if not len(left):
            return slot_key, slot_row
    raise ModelError(f"{len(left)} feature keys do not fit a table of {1 << bits} slots")


def _by_position(
    sequences: Sequences,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], list[int]]:
    """Order sequences from long to short: at position ``t`` the first ``active[t]`` of them have a token.

    The second result is where each sequence begins among the tokens of all sequences end to end.
    """
    order = np.argsort(-sequences.length, kind="stable")
    begin = np.cumsum(sequences.length) - sequences.length
    length = sequences.length[order]
    longest = int(length[0]) if len(length) else 0
    active = np.searchsorted(-length, -np.arange(longest), side="left").tolist()
    return order, begin[order], active
