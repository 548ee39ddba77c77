"""Choice among options: the one whose clues weigh most."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from stancekit.speakers.entities import AUTHOR, CRITICS, NEW, NOBODY, OBSERVERS, Cast, Option

__all__ = ["Picker", "Watch", "Weights"]

Weights = Mapping[str, Mapping[str, float]]
Watch = Callable[[int, str, Sequence[Option], Callable[[int], str]], int]


class Picker:
    """Picks for a token row and a kind of choice (a "model") the option whose clues weigh most.

    Parameters
    ----------
    weights : mapping of str to mapping of str to float
        For each model the weight of each clue.
    cast : Cast
        The entities that options mean.
    watch : callable, optional
        Asked instead of the weights: ``watch(row, model, options, name_of)`` returns the entity of one of the
        options. Training listens in this way.
    """

    def __init__(self, weights: Weights, cast: Cast, watch: Watch | None = None) -> None:
        self.weights, self.cast, self.watch = weights, cast, watch
        self.new_name = ""

    def __call__(self, row: int, model: str, options: Sequence[Option]) -> int:
        """Return the entity of the best option, `NOBODY` without options."""
        if not options:
            return NOBODY
        if self.watch is not None:
            return self.watch(row, model, options, self._name_of)
        weights = self.weights.get(model, {})
        best, best_score = NOBODY, float("-inf")
        for entity, clues, _ in options:
            score = sum([weights[clue] for clue in clues if clue in weights])
            if score > best_score:
                best, best_score = entity, score
        return best

    def _name_of(self, entity: int) -> str:
        """Return the name that an option would give the speaker."""
        if entity >= 0:
            return self.cast.entities[entity].name
        return {NEW: self.new_name, AUTHOR: "AUTHOR", OBSERVERS: "observers", CRITICS: "critics"}.get(
            entity, ""
        )
