"""Clues: what speaks for an entity as the one that a pronoun, a description or an empty source means.

Every clue is a word (``"d0"``: met in the same sentence); the learned weights of an option's clues add up
to its score. The clues are the classical ones: recency, grammatical role, parallelism, agreement, salience,
and whose turn it was to speak.

References
----------
Lappin and Leass (1994), An algorithm for pronominal anaphora resolution. Computational Linguistics 20.
Denis and Baldridge (2008), Specialized models and ranking for coreference resolution. EMNLP.
"""

from __future__ import annotations

from stancekit.speakers.beside import Phrase
from stancekit.speakers.entities import Entity, Mention
from stancekit.speakers.lexicon import CLITICS, PEOPLE, PRONOUNS, word_set
from stancekit.speakers.likeness import compare
from stancekit.speakers.scene import Scene
from stancekit.speakers.sources import Source

__all__ = ["of_beside", "of_cue", "of_description", "of_implicit", "of_new", "of_pronoun"]

_BE = word_set("is are was were been be being has had have")
_AFTER_NOUN = word_set("of that for to about on over")
_NOMINAL = frozenset(("ADJ", "NOUN", "MISC", "DET", "ORG", "PLACE"))
_VERBAL = ("VERB", "AUX")


def of_pronoun(scene: Scene, number: int, mention: Mention, row: int, rank: int, pronoun: str) -> list[str]:
    """Return the clues for entity ``number``, last met at ``mention``, behind the pronoun at ``row``."""
    entity = scene.cast.entities[number]
    document = scene.document
    distance = _distance(document.sentences, mention.first, row)
    place = _place(scene, mention)
    clues = [f"d{distance}", f"r{min(rank, 5)}", place, f"d{distance}{place}", f"n{_size(entity.n_mentions)}"]
    clues.append(f"kind={entity.kind}")
    if entity.gender:
        clues.append("gender")
    if mention.source:
        clues.append(f"source{min(distance, 2)}")
    if document.paragraphs[mention.first] == document.paragraphs[row]:
        clues.append("paragraph")
    if number == scene.main:
        clues.append("main")
    inside, outside = document.quotes[mention.first], document.quotes[row]
    if inside != outside:
        clues.append("in-quote" if inside else "out-quote")
    opens = "opening" if scene.opens_sentence(row) else "inner"
    clues += [
        f"{opens}-d{distance}{place}",
        f"{opens}-r{min(rank, 3)}",
        f"{opens}-d{distance}-r{min(rank, 2)}",
    ]
    if outside:
        clues += [f"quoted-d{distance}", f"quoted-r{min(rank, 2)}"]
    clues += _nature(entity)
    if pronoun == "p" and entity.kind == "person":
        clues += ["pair", f"pair-d{distance}"]
    clues.extend(_turns(scene, number, row))
    clues.append(f"spoke{min(entity.n_spoken, 3)}")
    return clues


def _nature(entity: Entity) -> list[str]:
    """Say what an entity is: people or things, named or described, a place."""
    clues = []
    if entity.plural:
        named = "named" if entity.forms else "other"
        clues.append("plural-people" if entity.head in PEOPLE else f"plural-{named}")
    if entity.is_place:
        clues.append("place")
    elif entity.head:
        clues.append("described")
    return clues


def _turns(scene: Scene, number: int, row: int) -> list[str]:
    """Say whether the entity spoke last, and whether the pronoun stands inside its words."""
    clues = []
    last = scene.spoke_before(row, 2)
    if last and last[0][1] == number:
        gap = _distance(scene.document.sentences, last[0][0], row)
        clues += ["last", f"last{min(gap, 3)}"]
        if scene.opens_sentence(row):
            clues.append("last-opens")
    if len(last) > 1 and last[1][1] == number:
        clues.append("last-but-one")
    if scene.outer is not None and scene.outer == number:
        clues.append("outer-quoted" if scene.document.quotes[row] else "outer")
    elif scene.outer is not None:
        clues.append("other-than-outer")
    return clues


def of_description(scene: Scene, source: Source, mention: Mention, rank: int) -> list[str]:
    """Return the clues that the entity last met at ``mention`` is described by ``source``."""
    number, row = mention.entity, source.first
    entity = scene.cast.entities[number]
    document = scene.document
    distance = _distance(document.sentences, mention.first, row)
    clues = [f"d{distance}", f"r{min(rank, 5)}", f"n{_size(entity.n_mentions)}"]
    form = source.determiner
    clues += [form, f"{form}-{entity.kind}-{source.kind}"]
    if source.pair:
        clues += [f"pair-{entity.kind}", f"pair-{entity.kind}-r{min(rank, 2)}"]
    alike = compare(entity, source)
    head = alike[0]
    clues += [*alike, f"{head}-d{distance}", f"{head}-{form}-{source.kind}"]
    if entity.is_place:
        clues.append("place")
    clues += _ownership(entity, number, source, head)
    if form == "definite":
        noun = source.head
        clues += [f"{noun}-r{min(rank, 1)}", f"{noun}-{entity.kind}", f"{source.kind}-d{distance}-{head}"]
    if source.gender and entity.gender:
        clues.append("gender")
    if number == scene.main:
        clues += ["main", f"{form}-main", f"main={source.head}"]
    if document.paragraphs[mention.first] == document.paragraphs[row]:
        clues.append("paragraph")
    clues.extend(_turns(scene, number, row))
    return clues


def _ownership(entity: Entity, number: int, source: Source, head: str) -> list[str]:
    """Say whose the entity is, where the description tells: "Trump's lawyers", "his lawyers"."""
    if source.owner is None:
        return []
    owned = "it" if source.owner == number else "same" if source.owner == entity.owner else "other"
    how = source.possessive or "named"
    return [f"owner-{owned}", f"owner-{owned}-{head}", f"owner-{owned}-{how}"]


def of_new(source: Source) -> list[str]:
    """Return the clues that a description is of somebody not spoken of before."""
    form = source.determiner
    clues = ["new", f"new-{form}", f"new-{form}-{source.kind}", f"new={source.head}"]
    clues += ["new-names" if source.names else "new-plain", f"new-words{min(len(source.words), 4)}"]
    if source.owner is not None:
        clues += ["new-owned", f"new-owned={source.head}"]
    clues.append(f"new-{form}-words{min(len(source.words), 4)}")
    if source.pair:
        clues.append("new-pair")
    return clues


def of_cue(scene: Scene, i: int) -> list[str]:
    """Describe the cue of utterance ``i``: form ("was asked" is passive), words, whether quoted."""
    words = [scene.document.words[row].lower() for row in scene.cues[i]]
    if not words:
        form = "no-cue"
    elif words[0] in _BE:
        form = "passive" if words[-1].endswith(("ed", "en", "n", "t")) else "copula"
    else:
        form = "noun" if words[-1] in _AFTER_NOUN else "verb"
    quoted = "quoted" if scene.document.quotes[scene.place[i]] else "plain"
    return ["any", form, quoted, f"{quoted}-{form}", *[f"cue={w}" for w in words]]


def of_implicit(scene: Scene, number: int, row: int, cue: list[str]) -> list[str]:
    """Return the clues for entity ``number`` behind an utterance without a source, at ``row``."""
    document = scene.document
    entity = scene.cast.entities[number]
    clues = [f"kind={entity.kind}", *_turns(scene, number, row)]
    last = scene.spoke_before(row, 1)
    if last and last[0][1] == number:
        gap = _distance(document.sentences, last[0][0], row)
        same = "p" if document.paragraphs[last[0][0]] == document.paragraphs[row] else "q"
        quoted = "quoted" if document.quotes[row] else "plain"
        clues += [f"{quoted}{gap}{same}", *[f"last-{c}" for c in cue]]
    after = scene.next_source(row)
    if after == number:
        clues += ["next", *[f"next-{c}" for c in cue]]
    if number == scene.main:
        clues.append("main")
    clues += [f"any-{c}" for c in cue]
    near = scene.last_mention(number, row)
    if near is not None:
        distance = _distance(document.sentences, near.first, row)
        clues += [f"met{distance}", f"met{distance}{_place(scene, near)}"]
        if distance == 0:
            clues.append(f"met-{cue[1]}-{_place(scene, near)}")
    return clues


def of_beside(scene: Scene, phrase: Phrase, inside: bool, cue: list[str]) -> list[str]:
    """Return the clues that a phrase beside the cue is who speaks; ``inside`` tells that it is content."""
    document, classes, words = scene.document, scene.classes, scene.document.words
    first, last = phrase.rows[0], phrase.rows[-1]
    where = f"{phrase.side}{phrase.rank}" + ("in" if inside else "")
    form, place = _form(scene, phrase), _place(scene, Mention(first, last, 0))
    quoted = "quoted" if document.quotes[first] else "plain"
    clues = [where, f"beside-{form}", f"{where}-{form}", f"{where}-{cue[1]}", f"{where}-{cue[1]}-{form}"]
    clues += [f"{where}-{place}", f"{where}-{place}-{cue[1]}-{form}", f"{where}-{quoted}-{cue[2]}"]
    clues.append(f"{phrase.side}-gap{_steps(phrase.gap)}")
    if last + 1 < len(words):
        tag = classes[last + 1]
        clues += [f"then={words[last + 1].lower()}", f"then-{tag}", f"then-{tag}-{phrase.side}"]
    if first:
        clues += [f"after={words[first - 1].lower()}", f"after-{classes[first - 1]}"]
    return clues + [f"{where}-{c}" for c in cue[4:]]


def _form(scene: Scene, phrase: Phrase) -> str:
    first, last = phrase.rows[0], phrase.rows[-1]
    mention = scene.cast.ending.get(last)
    if mention is not None and not mention.source:
        entity = scene.cast.entities[mention.entity]
        return "name-place" if entity.is_place else f"name-{entity.kind}"
    return "pronoun" if first == last and scene.document.words[first].lower() in PRONOUNS else "described"


def _steps(gap: int) -> int:
    """Return a number of tokens in steps: 0, 1, 2 for up to 4, 3 for up to 11, 4 beyond."""
    return gap if gap < 2 else 2 if gap < 5 else 3 if gap < 12 else 4


def _distance(sentences: list[int], mention: int, row: int) -> int:
    """Return sentences between two rows, in steps: 0 to 3, 4 for up to 6, 5 beyond; 6 for a mention ahead."""
    if mention > row:
        return 6
    gap = sentences[row] - sentences[mention]
    return gap if gap < 4 else 4 if gap < 7 else 5


def _size(n: int) -> int:
    return 1 if n < 2 else 2 if n < 4 else 3 if n < 8 else 4


def _place(scene: Scene, mention: Mention) -> str:
    """Say where in its clause a mention stands: subject, possessor, after a preposition, else object."""
    document, classes = scene.document, scene.classes
    after = mention.last + 1
    if after < len(document) and document.words[after] in CLITICS:
        return "possessor"
    following = [tag for tag in classes[after : after + 3] if tag != "ADV"]
    if following and following[0] in _VERBAL:
        return "subject"
    return _before(scene, mention)


def _before(scene: Scene, mention: Mention) -> str:
    """Say what stands before the noun phrase of a mention: a preposition, a verb, the sentence's start."""
    sentences, classes = scene.document.sentences, scene.classes
    before = mention.first - 1
    while before >= 0 and classes[before] in _NOMINAL and mention.first - before < 6:
        before -= 1
    if before >= 0 and classes[before] == "ADP":
        return "prepositional"
    if before >= 0 and classes[before] in _VERBAL:
        return "object"
    opens = before < 0 or sentences[before] != sentences[mention.first]
    return "opening" if opens else "other"
