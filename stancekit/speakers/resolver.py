"""Speaker resolution: every utterance gets the person, body, group or document behind it, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from stancekit.persistence import read_config, write_config
from stancekit.records import Span, Speaker, Utterance
from stancekit.speakers import guess, names
from stancekit.speakers.aliases import merge
from stancekit.speakers.choice import Picker, Watch, Weights
from stancekit.speakers.entities import Cast
from stancekit.speakers.mend import mend
from stancekit.speakers.scene import Scene
from stancekit.speakers.turns import settle
from stancekit.text import Document

__all__ = ["SpeakerResolver", "resolve"]


class SpeakerResolver:
    """Finds the speaker of every utterance of an article.

    Names are gathered and merged first (`stancekit.speakers.aliases`). Then every source is read: a name is
    looked up; for a pronoun, a description or an empty source all who may be meant are weighed by clues such
    as distance, agreement and whose turn it is.

    Parameters
    ----------
    weights : mapping of str to mapping of str to float, optional
        For each kind of choice (``"person"``, ``"plural"``, ``"thing"``, ``"description"``, ``"implicit"``,
        ``"surname"``) the weight of each clue.
    known : mapping of str to sequence of str, optional
        What people are known for, by "First Last": gender (``"m"``, ``"f"`` or ``""``), then role words.
    watch : callable, optional
        See `stancekit.speakers.choice.Picker`.

    Examples
    --------
    >>> from stancekit.records import Article
    >>> from stancekit.text import SentenceSplitter, tokenize
    >>> text = "Mayor Ann Lee spoke on Monday. “We won,” Lee said."
    >>> said = Utterance("u1", "direct", (Span(31, 40),), (Span(45, 49),), (Span(41, 44),))
    >>> document = tokenize([Article(text)], SentenceSplitter()).document(0)
    >>> speakers, utterances = SpeakerResolver().resolve(document, [said])
    >>> speakers[0].name, speakers[0].role, utterances[0].speaker
    ('Ann Lee', 'Mayor', 's1')
    """

    def __init__(
        self,
        weights: Weights | None = None,
        known: Mapping[str, Sequence[str]] | None = None,
        *,
        watch: Watch | None = None,
    ) -> None:
        self.weights = weights or {}
        self.known = known or {}
        self.watch = watch
        self._bearer = _bearers(self.known)

    def resolve(
        self, document: Document, utterances: Sequence[Utterance]
    ) -> tuple[tuple[Speaker, ...], tuple[Utterance, ...]]:
        """Return the speakers of an article and its utterances, in order, with ``speaker`` set.

        Parameters
        ----------
        document : Document
            The article; without ``tags`` names are guessed from capital letters.
        utterances : sequence of Utterance

        Returns
        -------
        speakers : tuple of Speaker
            Ids are ``"s1"``, ``"s2"``, … in the order of the utterances.
        utterances : tuple of Utterance
        """
        if not utterances or not document.words:
            return (), tuple(replace(u, speaker=None) for u in utterances)
        classes = mend(document, utterances) if document.tags else guess.classes(document)
        cast = Cast()
        pick = Picker(self.weights, cast, self.watch)
        found = names.spot(document, classes)
        merge(document, found, cast, pick)
        self._recall(cast)
        scene = Scene(document, classes, cast, utterances, found)
        return _records(scene, settle(scene, pick))

    def _recall(self, cast: Cast) -> None:
        """Add what is known of people by their full names beyond the article."""
        for entity in cast.entities:
            if entity.kind != "person":
                continue
            words = entity.name.split()
            if len(words) > 1:
                facts = self.known.get(f"{words[0]} {words[-1]}")
            else:
                facts = self._bearer.get(words[0])
            if facts:
                entity.known = frozenset(facts[1:])
                if not entity.gender and facts[0] in ("m", "f"):
                    entity.gender = "m" if facts[0] == "m" else "f"

    def save(self, folder: Path) -> None:
        """Write the weights and what is known of people to ``folder``."""
        write_config(folder, {model: dict(w) for model, w in self.weights.items()}, "weights")
        write_config(folder, {name: list(facts) for name, facts in self.known.items()}, "people")

    @classmethod
    def load(cls, folder: Path) -> SpeakerResolver:
        """Read a resolver that `save` wrote."""
        return cls(read_config(folder, "weights"), read_config(folder, "people"))


def _bearers(known: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """Return the facts by surname of those who alone bear theirs."""
    found: dict[str, Sequence[str]] = {}
    shared = set()
    for name, facts in known.items():
        surname = name.split()[-1]
        if surname in found:
            shared.add(surname)
        found[surname] = facts
    return {surname: facts for surname, facts in found.items() if surname not in shared}


def resolve(
    document: Document, utterances: Sequence[Utterance]
) -> tuple[tuple[Speaker, ...], tuple[Utterance, ...]]:
    """Resolve without learned weights: names and aliases in full, pronouns by recency alone.

    See Also
    --------
    SpeakerResolver.resolve
    """
    return SpeakerResolver().resolve(document, utterances)


def _records(
    scene: Scene, speakers: Sequence[int | None]
) -> tuple[tuple[Speaker, ...], tuple[Utterance, ...]]:
    ids: dict[int, str] = {}
    spans: dict[int, set[Span]] = {}
    utterances = []
    for utterance, number in zip(scene.utterances, speakers, strict=True):
        if number is not None:
            ids.setdefault(number, f"s{len(ids) + 1}")
            spans.setdefault(number, set()).update(s for s in utterance.source if s.start < s.end)
        utterances.append(replace(utterance, speaker=None if number is None else ids[number]))
    starts, ends = scene.document.starts, scene.document.ends
    for mention in scene.cast.trail:
        if mention.entity in spans and not mention.source:
            spans[mention.entity].add(Span(starts[mention.first], ends[mention.last]))
    entities = scene.cast.entities
    return tuple(
        Speaker(key, entities[n].name, entities[n].kind, entities[n].role, tuple(sorted(spans[n])))
        for n, key in ids.items()
    ), tuple(utterances)
