"""A timeline's lines as cues: who says what in which language, and when in a file. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import PurePosixPath

from msgspec import Struct

from pipeline.locales import Words, words
from pipeline.model import Manuscript
from pipeline.timeline import ChapterSpan, Span, Timeline, Track

# White space, but for blanks that hold words together and have no other beside them.
_BLANKS = re.compile(r"\s*[^\S\u00a0\u2007\u202f]\s*")

Pieces = tuple[tuple[str, str], ...]
"""Words, each piece with its language."""


class Transcript(Struct, frozen=True):
    """What is said in `<path>.mp3`: some tracks of a timeline, which begin at `starts`, in samples.

    `language` is that of the file; `is_whole` tells the book's from a section's.
    """

    path: str
    title: str
    language: str
    manuscript: Manuscript
    timeline: Timeline
    tracks: Sequence[Track]
    starts: tuple[int, ...]
    is_whole: bool = False

    @property
    def stem(self) -> str:
        """What its files are called, without their suffix."""
        return PurePosixPath(self.path).name

    @property
    def words(self) -> Words:
        """What the pipeline itself writes in this file."""
        return words(self.language)

    @property
    def length_ms(self) -> int:
        """How long it is, as its MP3 plays."""
        return self.timeline.milliseconds(self.starts[-1] + self.tracks[-1].length)


class Cue(Struct, frozen=True):
    """What somebody says from `start_ms` to `end_ms`: neither the words nor the speaker's name break a line.

    Blanks are single, but for those that hold words together, and none is at an end.
    """

    id: str
    speaker: str
    pieces: Pieces
    start_ms: int
    end_ms: int

    @property
    def text(self) -> str:
        """All of its words."""
        return "".join(text for text, _ in self.pieces)


class Part(Struct, frozen=True):
    """A chapter of a track with what is said in it."""

    chapter: ChapterSpan
    cues: tuple[Cue, ...]


def cues(transcript: Transcript) -> Iterator[Cue]:
    """Everything that is said, in order. A line without words is none."""
    for track, start in zip(transcript.tracks, transcript.starts, strict=True):
        yield from _cues(transcript, track.spans, start)


def parts(transcript: Transcript, track: Track, start: int) -> Iterator[Part]:
    """The chapters of a track that begins at `start`, in samples."""
    for chapter in track.chapters:
        spans = (span for span in track.spans if chapter.start <= span.start < chapter.end)
        yield Part(chapter, tuple(_cues(transcript, spans, start)))


def _cues(transcript: Transcript, spans: Iterable[Span], start: int) -> Iterator[Cue]:
    clock, own = transcript.timeline.milliseconds, transcript.words
    for span in spans:
        if pieces := tidy(span.line.pieces):
            speaker = _speaker(span.line.speaker, own)
            yield Cue(span.id, speaker, pieces, clock(start + span.start), clock(start + span.end))


def _speaker(role: str, own: Words) -> str:
    """A speaker as the reader sees the name; who has none is the narrator."""
    name = _single_blanks(role).strip()
    return {"": own.narrator, "narrator": own.narrator, "answer": own.answer}.get(name, name)


# ------------------------------------------------------------------ words


@lru_cache(maxsize=1024)  # most sections have fewer lines, and are written in four formats one by one
def tidy(pieces: Pieces) -> Pieces:
    """Words in one line with single blanks; a blank between two pieces belongs to the first."""
    found: list[tuple[str, str]] = []
    for words_in, language in pieces:
        text = _single_blanks(words_in)
        if not found or found[-1][0].endswith(" "):
            text = text.lstrip()
        if text:
            found.append((text, language))
    while found and not found[-1][0].strip():
        found.pop()
    return (*found[:-1], *((text.rstrip(), language) for text, language in found[-1:]))


def _single_blanks(text: str) -> str:
    """Words with one blank for each white space that parts them; most have no other, which is found out at once."""
    return text if " ".join(text.split()) == text else _BLANKS.sub(" ", text)


def folded(pieces: Pieces, width: int) -> Pieces:
    """Tidy words in lines of at most `width` characters, but for a longer word: lines end where blanks were."""
    lines = "\n".join(_lines("".join(text for text, _ in pieces), width))
    ends = [0, *accumulate(len(text) for text, _ in pieces)]
    return tuple((lines[ends[n] : ends[n + 1]], language) for n, (_, language) in enumerate(pieces))


def _lines(text: str, width: int) -> Iterator[str]:
    """As many words as fit in each line. textwrap, made for any white space, takes ten times as long."""
    start = 0
    while len(text) - start > width:
        end = text.rfind(" ", start, start + width + 1)
        if end < 0:
            end = text.find(" ", start)
        if end < 0:
            break
        yield text[start:end]
        start = end + 1
    yield text[start:]


def is_foreign(language: str, around: str) -> bool:
    """Whether words in a language are to be marked among others: "de" is no other language than "de-AT"."""
    return not f"{around}-".lower().startswith(f"{language}-".lower())


def clock(milliseconds: int, mark: str) -> str:
    """A time with hours, `mark` before its milliseconds."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{mark}{rest:03d}"
