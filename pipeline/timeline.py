"""When everything is heard: the one source of everything timed. Pure.

Positions are whole samples at the timeline's rate. A span keeps the silence after it; the end of one is the
start of the next, and the last ends where the track does. Only writers turn samples into clock values.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct


class WordStart(NamedTuple):
    """Where a word begins: after `place` characters of its text and `sample` samples of its sound.

    White space is no character here: so places stay the same however pieces of a text are joined and trimmed.
    """

    place: int
    sample: int


class Line(Struct, frozen=True):
    """What one speaker says in one breath, as written: its words in pieces, each with its language (a BCP 47 tag).

    `id` is its own, `shown` that of the element that is read meanwhile: neighbours may share one. `words` are in order,
    and the last is where all of them end; empty where their times aren't known, or aren't wanted.
    """

    id: str
    shown: str
    speaker: str
    pieces: tuple[tuple[str, str], ...]
    words: tuple[WordStart, ...] = ()

    @property
    def text(self) -> str:
        """All of its words."""
        return "".join(text for text, _ in self.pieces)


class Span(Struct, frozen=True):
    """A line and when it is heard: from `start` to `end`, in samples."""

    line: Line
    start: int
    end: int

    @property
    def id(self) -> str:
        """That of what is spoken."""
        return self.line.id


class ChapterSpan(Struct, frozen=True):
    """A chapter of a track to go to or to skip: its kind and title, from `start` to `end` in samples."""

    id: str
    title: str
    kind: str
    start: int
    end: int


class Track(Struct, frozen=True):
    """One section's sound: spans and chapters, both of which tile it without a gap. `length` is in samples."""

    id: str
    title: str
    language: str
    spans: tuple[Span, ...]
    chapters: tuple[ChapterSpan, ...]
    length: int


class Timeline(Struct, frozen=True):
    """The tracks in order, at one rate. Some may have yet to be made: whoever looks at one waits for it."""

    rate_hz: int
    tracks: Sequence[Track]

    def milliseconds(self, samples: int) -> int:
        """A position as the nearest millisecond: the only rounding there is."""
        return (samples * 1000 + self.rate_hz // 2) // self.rate_hz


class Mark(Struct, frozen=True):
    """A chapter that begins with the utterance of index `first`."""

    id: str
    title: str
    kind: str
    first: int


def schedule(
    section: str, title: str, language: str, lines: Sequence[Line], lengths: Sequence[int], marks: Sequence[Mark]
) -> Track:
    """A track from what is said in it: as many lines as lengths in samples, each length with the silence after it."""
    spans: list[Span] = []
    position = 0
    for line, length in zip(lines, lengths, strict=True):
        spans.append(Span(line, position, position + length))
        position += length
    ends = [*(spans[mark.first].start for mark in marks[1:]), position]
    chapters = tuple(
        ChapterSpan(mark.id, mark.title, mark.kind, spans[mark.first].start, end)
        for mark, end in zip(marks, ends, strict=True)
    )
    return Track(section, title, language, tuple(spans), chapters, position)
