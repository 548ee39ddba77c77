"""Turns: utterance by utterance, each one's speaker from its source and from those settled before it."""

from __future__ import annotations

from stancekit.records import Span
from stancekit.speakers import nearby
from stancekit.speakers.choice import Picker
from stancekit.speakers.descriptions import Descriptions
from stancekit.speakers.entities import Entity
from stancekit.speakers.implicit import Implicit
from stancekit.speakers.lexicon import pronoun_form
from stancekit.speakers.phrase import read_phrase
from stancekit.speakers.pronouns import Pronouns
from stancekit.speakers.scene import Scene
from stancekit.speakers.sources import Source

__all__ = ["settle"]

_RELATIVE = frozenset(("who", "which"))
_SELF = (("self",), ("self-described",))  # "self-described": the one so described
_ARTICLES = frozenset(("a", "an", "the"))
_REACH = 25  # tokens between a relative pronoun and its head
_DEPTH = 40  # utterances within utterances


def settle(scene: Scene, pick: Picker) -> list[int | None]:
    """Return for each utterance of a scene the entity that speaks, or None."""
    turns = _Turns(scene, pick)
    for i in range(len(scene.utterances)):
        turns.settle(i)
    return [turns.speakers[i] for i in range(len(scene.utterances))]


class _Turns:
    def __init__(self, scene: Scene, pick: Picker) -> None:
        self.scene, self.pick = scene, pick
        self.pronouns = Pronouns(scene, pick)
        self.descriptions = Descriptions(scene, pick, self.pronouns)
        self.implicit = Implicit(scene, pick)
        self.speakers: dict[int, int | None] = {}
        self.told: dict[tuple[Span, ...], int] = {}  # who is meant by a source already read

    def settle(self, i: int, depth: int = 0) -> None:
        """Find the speaker of utterance ``i``, after that of the utterance around it."""
        if i in self.speakers:
            return
        self.speakers[i] = None  # ends a circle of utterances that enclose one another
        outer = self.scene.enclosing[i]
        if outer is not None and depth < _DEPTH:
            self.settle(outer, depth + 1)
        self.scene.outer = None if outer is None else self.speakers.get(outer)
        spans = self.scene.utterances[i].source
        speaker = self.told[spans] if spans in self.told else self._speaker(i)
        self.speakers[i] = speaker
        if speaker is not None:
            if spans:
                self.told[spans] = speaker
            self.scene.note(i, speaker)

    def _speaker(self, i: int) -> int | None:
        source = self.scene.sources[i]
        if source.form == "empty" or source.words in _SELF:
            return self.implicit.resolve(i, self._meant)
        return self._meant(source)

    def _meant(self, source: Source) -> int | None:
        """Return whom a name, a pronoun or a description means."""
        if source.form == "name" and source.mention is not None:
            return source.mention.entity
        if source.form == "description":
            if len(source.words) == 1 and pronoun_form(source.words[0]):  # "his —": nothing is described
                return None
            return self._described(source, source.first)
        return self._relative(source) if source.pronoun in _RELATIVE else self.pronouns.resolve(source)

    def _described(self, source: Source, row: int) -> int:
        if source.possessive == "who":  # "whose lawyers"
            source.owner = self._head(source.first, "who")
        return self.descriptions.resolve(source, row)

    def _relative(self, source: Source) -> int | None:
        found = self._head(source.first, source.pronoun)
        if found is not None:
            return found
        return self.pronouns.antecedent(source.first, "p" if source.pronoun == "who" else "n")

    def _head(self, row: int, kind: str) -> int | None:
        """Find the head that "who" or "which" follows: a name, or a description that is then resolved."""
        scene = self.scene
        words, sentences = scene.document.words, scene.document.sentences
        nearest = row - 2 if row and words[row - 1] == "," else row - 1
        for at in range(row - 1, max(-1, row - _REACH), -1):
            if sentences[at] != sentences[row]:
                break
            if kind == "who" and words[at].lower() == "those":  # "those who fear it"
                name = " ".join(words[at : row + 2]).lower()
                return scene.described(Entity("group", name, plural=True, head="those"))
            if at in scene.told:  # "Jane Doe, the mayor of X, who"
                return scene.told[at]
            mention = scene.cast.ending.get(at)
            if mention is not None and not mention.source:
                is_thing = scene.cast.entities[mention.entity].kind in ("organization", "document")
                if is_thing == (kind == "which"):
                    return mention.entity
            elif (at == nearest and scene.classes[at] == "NOUN") or nearby.is_head(words, scene.classes, at):
                return self._described_before(at, row)
        return None

    def _described_before(self, last: int, row: int) -> int | None:
        """Resolve the description whose noun phrase ends at row ``last``."""
        scene = self.scene
        first = nearby.start(scene.document, scene.classes, last)
        bearer = self._apposed_to(first)
        if bearer is not None:
            return bearer
        source = read_phrase(scene.document, scene.classes, scene.cast, list(range(first, last + 1)))
        if source.mention is not None and source.form == "name":
            return source.mention.entity
        return self.descriptions.resolve(source, row)

    def _apposed_to(self, first: int) -> int | None:
        """Return whom an apposition from row ``first`` on tells of: "Acme, a company that"."""
        words = self.scene.document.words
        at = first - 2
        if at < 0 or words[first - 1] != "," or words[first].lower() not in _ARTICLES:
            return None
        if words[at] == ")":
            at = next((i - 1 for i in range(at, max(-1, at - 8), -1) if words[i] == "("), -1)
        mention = self.scene.cast.ending.get(at)
        return mention.entity if mention is not None and not mention.source else None
