"""Descriptions: whether "the senator" is somebody spoken of before, or somebody new."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from stancekit.speakers import clues
from stancekit.speakers.choice import Picker
from stancekit.speakers.entities import NEW, Entity, Mention, Option
from stancekit.speakers.lexicon import word_set
from stancekit.speakers.pronouns import Pronouns
from stancekit.speakers.scene import Scene
from stancekit.speakers.sources import Source

__all__ = ["Descriptions"]

_OWNERS = {"his": "m", "her": "f", "their": "p", "its": "n", "him": "m", "them": "p"}
_OBJECTS = frozenset(("him", "them"))
_HONORIFICS = word_set("Mr Mrs Ms Miss Dr Sen Rep Gov Adm Gen President Senator Secretary Governor")
# what a country or city is called when it speaks
_SEATED = word_set("government country nation state city administration side regime kingdom town republic")
_MOST = 10  # candidates
_MENTIONS = 400


class Descriptions:
    """Finds whom descriptions mean, in the scene of one article."""

    def __init__(self, scene: Scene, pick: Picker, pronouns: Pronouns) -> None:
        self.scene, self.pick, self.pronouns = scene, pick, pronouns

    def resolve(self, source: Source, row: int) -> int:
        """Return the entity that a description means; ``row`` is where the utterance's source stands."""
        if source.possessive in ("m", "f", "n", "p"):
            source.owner = self.pronouns.antecedent(source.first, source.possessive)
        options = [
            Option(m.entity, clues.of_description(self.scene, source, m, rank))
            for rank, m in enumerate(self._candidates(source))
        ]
        options.append(Option(NEW, clues.of_new(source)))
        name = self.pick.new_name = self._name(source)
        found = self.pick(row, "description", options)
        return found if found >= 0 else self._new(source, name)

    def _candidates(self, source: Source) -> list[Mention]:
        """Return who may be described so, each at the last mention, the last one met first."""
        entities = self.scene.cast.entities
        found: dict[int, Mention] = {}
        for mention in self._mentions(source):
            if mention.entity in found or (mention.entity == source.owner and source.kind != "document"):
                continue
            if _could_be(entities[mention.entity], source):
                found[mention.entity] = mention
                if len(found) == _MOST:
                    break
        return list(found.values())

    def _mentions(self, source: Source) -> Iterator[Mention]:
        """Yield the mentions before a description; for a headline's bare noun those after it as well."""
        trail = self.scene.cast.trail
        at = bisect_left(trail, (source.first,))
        for i in range(at - 1, max(-1, at - 1 - _MENTIONS), -1):
            yield trail[i]
        if source.determiner == "bare" and self.scene.document.paragraphs[source.first] == 0:
            ahead = bisect_left(trail, (source.last + 1,))
            yield from trail[ahead : ahead + 12]

    def _new(self, source: Source, name: str) -> int:
        entity = Entity(source.kind, name, source.gender, source.plural, head=source.head, owner=source.owner)
        # "an official" and "an official" are two; "the officials" stay the same
        return self.scene.described(
            entity, again=source.determiner != "indefinite" or source.kind != "unnamed"
        )

    def _name(self, source: Source) -> str:
        """Return a description with the full names of those that pronouns and surnames in it mean."""
        document = self.scene.document
        text, (first, last) = document.article.text, source.phrase
        pieces, at = [], document.starts[first]
        for row in range(first, last + 1):
            meant = self._meant(source, row)
            if meant is not None:
                name, begin = meant
                while begin > first and _is_honorific(document.words, begin - 1):
                    begin -= 1
                pieces += [text[at : document.starts[begin]], name]
                at = document.ends[row]
        return " ".join("".join([*pieces, text[at : document.ends[last]]]).split())

    def _meant(self, source: Source, row: int) -> tuple[str, int] | None:
        """Return the name that a pronoun or a person's name at ``row`` means, and its first row."""
        cast = self.scene.cast
        mention = cast.ending.get(row)
        if mention is not None:
            is_name = cast.entities[mention.entity].kind == "person" and not mention.source
            return (cast.entities[mention.entity].name, mention.first) if is_name else None
        word = self.scene.document.words[row].lower()
        if word not in _OWNERS and word != "whose":
            return None
        owner = source.owner if row == source.first else None
        if owner is None and word in _OWNERS:
            owner = self.pronouns.antecedent(row, _OWNERS[word])
        if owner is None:
            return None
        return cast.entities[owner].name + ("" if word in _OBJECTS else "’s"), row


def _is_honorific(words: list[str], row: int) -> bool:
    return words[row] in _HONORIFICS or (words[row] == "." and row > 0 and words[row - 1] in _HONORIFICS)


def _could_be(entity: Entity, source: Source) -> bool:
    """Tell whether number, gender and kind of an entity fit a description."""
    if source.pair and entity.kind == "person":  # of two people the first one stands for both
        return True
    if source.plural != entity.plural or entity.kind == "author":
        return False
    if source.gender and entity.gender and source.gender != entity.gender:
        return False
    if entity.is_place and source.head not in _SEATED:
        return False
    if source.kind == "unnamed":
        return entity.kind in ("person", "unnamed") or source.head == entity.head
    if source.kind == "organization":
        return entity.kind == "organization" or source.head == entity.head
    return entity.kind == source.kind
