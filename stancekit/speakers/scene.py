"""The scene: an article's cast, who has spoken so far, and the source under consideration."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence

from stancekit.records import Utterance
from stancekit.speakers.entities import Cast, Entity, Mention
from stancekit.speakers.names import Name
from stancekit.speakers.reading import read
from stancekit.speakers.sources import rows_of
from stancekit.text import Document

__all__ = ["Scene"]


class Scene:
    """What is known of an article while its utterances are given their speakers.

    Attributes
    ----------
    place : list of int
        For each utterance the row that stands for it: of its source, else its cue, else its content.
    enclosing : list of int or None
        For each utterance the one whose content it lies in.
    outer : int or None
        Speaker of the utterance that encloses the one under consideration.
    main : int
        The person met most often; -1 where there is none.
    told : dict of int to int
        Entity by the rows of appositions that tell of it: "the mayor of X" in "Jane Doe, the mayor of X,".
    taken : set of int
        Rows in which no further description is looked for.
    """

    def __init__(
        self,
        document: Document,
        classes: list[str],
        cast: Cast,
        utterances: Sequence[Utterance],
        names: Sequence[Name] = (),
    ) -> None:
        self.document, self.classes, self.cast, self.utterances = document, classes, cast, utterances
        self.cues = [rows_of(document, u.cue) for u in utterances]
        self.contents = [rows_of(document, u.content) for u in utterances]
        self.sources = [
            read(document, classes, cast, u.source, {*cue, *content})
            for u, cue, content in zip(utterances, self.cues, self.contents, strict=True)
        ]
        self.place = [self._place(i) for i in range(len(utterances))]
        self.enclosing = self._enclosing()
        self.main = self._main()
        self.spoken: list[tuple[int, int]] = []  # (place, entity), in the order of the text
        self.named = sorted(
            (s.first, s.mention.entity) for s in self.sources if s.form == "name" and s.mention
        )
        self.outer: int | None = None
        self.told: dict[int, int] = {}
        self.taken: set[int] = set()
        self._take(names)
        self._described: dict[tuple[str, int | None], int] = {}
        self._author: int | None = None

    def _take(self, names: Sequence[Name]) -> None:
        for name in names:
            self.taken.update(range(name.title_first, name.last + 1))
            if name.apposition is not None:
                rows = range(name.apposition[0], name.apposition[1] + 1)
                self.taken.update(rows)
                if rows.start > name.last:
                    self.told.update(dict.fromkeys(rows, self.cast.ending[name.last].entity))

    def _place(self, i: int) -> int:
        if self.sources[i].first >= 0:
            return self.sources[i].first
        for rows in (self.cues[i], self.contents[i]):
            if rows:
                return rows[0]
        return 0

    def _enclosing(self) -> list[int | None]:
        """Find for each utterance the innermost other one whose content holds its place."""
        order = sorted(range(len(self.place)), key=self.place.__getitem__)
        ranges = sorted((rows[0], -rows[-1], i) for i, rows in enumerate(self.contents) if rows)
        found: list[int | None] = [None] * len(order)
        stack: list[tuple[int, int]] = []
        at = 0
        for i in order:
            while at < len(ranges) and ranges[at][0] <= self.place[i]:
                stack.append((-ranges[at][1], ranges[at][2]))
                at += 1
            while stack and stack[-1][0] < self.place[i]:
                stack.pop()
            for last, other in reversed(stack[-4:]):
                if other != i and last >= self.place[i]:
                    found[i] = other
                    break
        return found

    def _main(self) -> int:
        """Return the person met most often; -1 where there is none."""
        people = [(e.n_mentions, -i) for i, e in enumerate(self.cast.entities) if e.kind == "person"]
        return -max(people)[1] if people else -1

    def author(self) -> int:
        """Return the entity that is the article's author."""
        if self._author is None:
            self._author = self.cast.add(Entity("author", "AUTHOR"))
        return self._author

    def described(self, entity: Entity, *, again: bool = True) -> int:
        """Take in an entity known by a description; the same one ``again`` for the same words."""
        key = (entity.name.lower(), entity.owner)
        if again and key in self._described:
            return self._described[key]
        self._described[key] = self.cast.add(entity)
        return self._described[key]

    def note(self, i: int, entity: int) -> None:
        """Take note that utterance ``i`` is spoken by ``entity``."""
        source = self.sources[i]
        insort(self.spoken, (self.place[i], entity))
        self.cast.entities[entity].n_spoken += 1
        if source.form in ("pronoun", "description"):
            self.cast.mention(Mention(source.first, max(source.chunk_last, source.first), entity, True))

    def spoke_before(self, row: int, n: int) -> list[tuple[int, int]]:
        """Return up to ``n`` (place, entity) of the utterances before ``row``, the last one first."""
        at = bisect_left(self.spoken, (row, -1))
        return self.spoken[max(0, at - n) : at][::-1]

    def next_source(self, row: int) -> int | None:
        """Return the entity named as the next source after ``row``."""
        at = bisect_left(self.named, (row, -1))
        return self.named[at][1] if at < len(self.named) else None

    def last_mention(self, entity: int, row: int) -> Mention | None:
        """Return the last mention of an entity before ``row``, at most 400 mentions back."""
        trail = self.cast.trail
        at = bisect_left(trail, (row,))
        for i in range(at - 1, max(-1, at - 400), -1):
            if trail[i].entity == entity:
                return trail[i]
        return None

    def opens_sentence(self, row: int) -> bool:
        """Tell whether a row is a sentence's first word, quotation marks aside."""
        words, sentences = self.document.words, self.document.sentences
        before = row - 1
        while before >= 0 and sentences[before] == sentences[row] and not words[before][0].isalnum():
            before -= 1
        return before < 0 or sentences[before] != sentences[row]
