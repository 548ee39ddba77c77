"""Pronouns: whom "he", "they" or "I" mean."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from stancekit.speakers import clues, nearby
from stancekit.speakers.choice import Picker
from stancekit.speakers.entities import NEW, NOBODY, Entity, Mention, Option
from stancekit.speakers.scene import Scene
from stancekit.speakers.sources import Source

__all__ = ["Pronouns"]

_MODELS = {"m": "person", "f": "person", "p": "plural", "n": "thing"}
_QUANTIFIERS = {"others": "other", "other": "other"} | {
    w: w for w in ["some", "many", "most", "several", "few", "all", "both"]
}
_MOST = 10  # candidates
_SENTENCES = 15  # how far back they may have been met
_MENTIONS = 300
_AHEAD = 4  # mentions after the pronoun in its sentence: "As he spoke, Smith …"


class Pronouns:
    """Finds whom pronouns mean, in the scene of one article."""

    def __init__(self, scene: Scene, pick: Picker) -> None:
        self.scene, self.pick = scene, pick

    def resolve(self, source: Source) -> int | None:
        """Return the entity behind a source that is a pronoun, relative ones left out."""
        kind, row = source.pronoun, source.first
        if kind in ("A", "Q"):  # an interview's answers are the main person's
            return self.scene.main if kind == "A" and self.scene.main >= 0 else None
        if kind in ("1", "1p"):
            return self._first_person(row)
        if kind == "2":
            return None
        if kind == "d":
            return self._quantified(row)
        nearby.take_in(self.scene, row)
        return self.antecedent(row, kind)

    def antecedent(self, row: int, kind: str) -> int | None:
        """Return whom a pronoun of the third person at ``row`` means."""
        candidates = self._candidates(row, kind)
        if len(candidates) == 1 and self.pick.watch is None:
            return candidates[0].entity
        options = [
            Option(m.entity, clues.of_pronoun(self.scene, m.entity, m, row, rank, kind))
            for rank, m in enumerate(candidates)
        ]
        found = self.pick(row, _MODELS[kind], options)
        return None if found == NOBODY else found

    def _candidates(self, row: int, kind: str) -> list[Mention]:
        """Return who agrees with the pronoun, each at the last mention, the last one met first."""
        entities, words = self.scene.cast.entities, self.scene.document.words
        is_both = words[row].lower() in ("both", "neither")
        found: dict[int, Mention] = {}
        for mention in self._mentions(row):
            if mention.entity not in found and (
                _agrees(entities[mention.entity], kind)
                or (kind == "p" and (is_both or _is_pair(words, mention)))
            ):
                found[mention.entity] = mention
                if len(found) == _MOST:
                    break
        return list(found.values())

    def _mentions(self, row: int) -> Iterator[Mention]:
        """Yield the mentions before ``row``, the last one first, then those ahead in its sentence."""
        trail, sentences = self.scene.cast.trail, self.scene.document.sentences
        at = bisect_left(trail, (row,))
        for i in range(at - 1, max(-1, at - 1 - _MENTIONS), -1):
            if sentences[row] - sentences[trail[i].first] > _SENTENCES:
                break
            yield trail[i]
        for mention in trail[at : at + _AHEAD]:
            if mention.first > row and sentences[mention.first] == sentences[row]:
                yield mention

    def _first_person(self, row: int) -> int | None:
        """Return who says "I": the speaker around it, of the turn, of the quotation; else the author."""
        scene = self.scene
        if scene.outer is not None:
            return scene.outer
        turn = self._turn(row)
        if turn is not None:
            return turn
        if scene.document.quotes[row]:
            last = scene.spoke_before(row, 1)
            return last[0][1] if last else None
        return scene.author()

    def _turn(self, row: int) -> int | None:
        """Return whose turn a paragraph is that begins with a name and a colon, as in a transcript."""
        words, paragraphs = self.scene.document.words, self.scene.document.paragraphs
        first = bisect_left(paragraphs, paragraphs[row])
        for i in range(first, min(first + 8, row)):
            if words[i] == ":" and words[i - 1] == "A" and self.scene.main >= 0:
                return self.scene.main
            if words[i] == ":":
                mention = self.scene.cast.ending.get(i - 1)
                return mention.entity if mention is not None else None
        return None

    def _quantified(self, row: int) -> int | None:
        """Return who "others", "many" or "one" are: some spoken of before, or nobody known."""
        scene = self.scene
        nearby.take_in(scene, row)
        word = scene.document.words[row].lower()
        options = [
            Option(m.entity, [f"{word}-{c}" for c in own[:3]] + own)
            for rank, m in enumerate(self._candidates(row, "p"))
            for own in [clues.of_pronoun(scene, m.entity, m, row, rank, "p")]
        ]
        following = scene.document.words[row + 1].lower() if row + 1 < len(scene.document) else ""
        options.append(Option(NEW, ["new", f"new={word}", f"new-{following}"]))
        self.pick.new_name = word
        found = self.pick(row, "some", options)
        if found == NEW:
            return scene.described(Entity("group", word, plural=True, head=word))
        return None if found == NOBODY else self._part(found, word)

    def _part(self, number: int, word: str) -> int:
        """Return the group that "others" or "many" makes of one spoken of before: "other protesters"."""
        whole = self.scene.cast.entities[number]
        if word not in _QUANTIFIERS or not whole.plural:
            return number
        noun = whole.name.split(" ", 1)
        rest = noun[1] if len(noun) > 1 and noun[0].lower() in _QUANTIFIERS else whole.name
        name = f"{_QUANTIFIERS[word]} {rest}"
        return self.scene.described(Entity("group", name, plural=True, head=whole.head, owner=whole.owner))


def _is_pair(words: list[str], mention: Mention) -> bool:
    """Tell whether somebody is named with others: "Johnson and Weld … they"."""
    return not mention.source and words[mention.last + 1 : mention.last + 2] == ["and"]


def _agrees(entity: Entity, kind: str) -> bool:
    """Tell whether number, gender and kind of an entity fit a pronoun."""
    if kind in "mf":
        return entity.kind in ("person", "unnamed") and not entity.plural and entity.gender in ("", kind)
    if kind == "p":
        return entity.plural or entity.kind in ("organization", "group")
    return entity.kind in ("organization", "document") and not entity.plural
