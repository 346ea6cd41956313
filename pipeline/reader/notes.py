"""The marks of notes: which note each leads to, and what it is called. Pure."""

from __future__ import annotations

from msgspec import Struct, field

from pipeline.model import NoteReference
from pipeline.reader.blocks import Counts


class Notes(Struct):
    """Hands out the marks of one chapter's notes, numbered through the book in order of their first mark.

    `numbers` and `order` count a note in the book and in its chapter, `marks` has the ids of its marks.
    """

    chapter: str
    names: frozenset[str]
    counts: Counts
    numbers: dict[str, int] = field(default_factory=dict)
    marks: dict[str, list[str]] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)

    def mark(self, name: str) -> NoteReference | None:
        if name not in self.names:
            return None
        if name not in self.numbers:
            self.counts.notes += 1
            self.numbers[name] = self.counts.notes
            self.order[name] = len(self.numbers)
            self.marks[name] = []
        reference = f"{self.id_of(name)}-r{len(self.marks[name]) + 1}"
        self.marks[name].append(reference)
        return NoteReference(reference, self.id_of(name), self.numbers[name])

    def id_of(self, name: str) -> str:
        return f"{self.chapter}-n{self.order[name]}"
