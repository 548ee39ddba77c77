"""Utterances without a source: who spoke before, who is met beside the cue, the author, people at large."""

from __future__ import annotations

from collections.abc import Callable

from stancekit.speakers import beside, clues
from stancekit.speakers.beside import Phrase
from stancekit.speakers.choice import Picker
from stancekit.speakers.entities import AUTHOR, CRITICS, NOBODY, OBSERVERS, PART, Entity, Option
from stancekit.speakers.reading import read_rows
from stancekit.speakers.scene import Scene
from stancekit.speakers.sources import Source

__all__ = ["Implicit"]

_AT_LARGE = {OBSERVERS: "observers", CRITICS: "critics"}
_OTHERS = {AUTHOR: "author", **_AT_LARGE, NOBODY: "nobody"}


class Implicit:
    """Chooses the speakers of utterances without a source."""

    def __init__(self, scene: Scene, pick: Picker) -> None:
        self.scene, self.pick = scene, pick

    def resolve(self, i: int, read: Callable[[Source], int | None]) -> int | None:
        """Return who speaks in utterance ``i``; ``read`` returns whom a source means."""
        scene = self.scene
        anchor = scene.cues[i] or scene.contents[i]
        if not anchor:
            return None
        phrases = beside.find(scene, i)
        sources = [read_rows(scene.document, scene.classes, scene.cast, list(p.rows)) for p in phrases]
        found = self.pick(anchor[0], "implicit", self._options(i, phrases, sources))
        if found == AUTHOR:
            return scene.author()
        if found in _AT_LARGE:
            name = _AT_LARGE[found]
            return scene.described(Entity("group", name, plural=True, head=name[:-1]))
        if found <= PART:
            return read(sources[PART - found])
        return None if found == NOBODY else found

    def _options(self, i: int, phrases: list[Phrase], sources: list[Source]) -> list[Option]:
        scene, row = self.scene, self.scene.place[i]
        cue, content = clues.of_cue(scene, i), frozenset(scene.contents[i])
        known = {number: clues.of_implicit(scene, number, row, cue) for number in self._known(row)}
        named: set[int] = set()
        options = []
        for k, (phrase, source) in enumerate(zip(phrases, sources, strict=True)):
            own = clues.of_beside(scene, phrase, phrase.rows[-1] in content, cue)
            if source.mention is None or source.form != "name":
                options.append(Option(PART - k, ["beside", *own], (source.chunk_last,)))
                continue
            number = source.mention.entity
            if number in named:
                continue
            named.add(number)
            if number in known:
                known[number] += own
            else:
                own += ["beside", *clues.of_implicit(scene, number, row, cue)]
                options.append(Option(number, own))
        options = [Option(number, own) for number, own in known.items()] + options
        return options + [Option(code, [f"{name}-{c}" for c in cue]) for code, name in _OTHERS.items()]

    def _known(self, row: int) -> dict[int, None]:
        """Return who spoke before, who speaks next, who speaks around, and who is met most often."""
        scene = self.scene
        near = [number for _, number in scene.spoke_before(row, 2)]
        near += [n for n in (scene.next_source(row), scene.outer) if n is not None]
        return dict.fromkeys([*near, scene.main] if scene.main >= 0 else near)
