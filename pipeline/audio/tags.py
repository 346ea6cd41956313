"""What a player shows: ID3v2.3 tags with chapters, cover and words. Wraps mutagen. Pure.

id3.org's ID3v2.3.0 and "ID3v2 Chapter Frame Addendum". The tag is built here, frame by frame, because mutagen sorts
frames by size, and readers list chapters in the order of the file.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct
from mutagen import id3

from pipeline.audio.errors import AudioError
from pipeline.languages import language_code

_NO_OFFSET = 0xFFFFFFFF
_TOP_LEVEL, _ORDERED = id3.CTOCFlags.TOP_LEVEL, id3.CTOCFlags.ORDERED
_MILLISECONDS, _LYRICS, _FRONT_COVER = 2, 1, 3
_UTF16, _LATIN1 = id3.Encoding.UTF16, id3.Encoding.LATIN1
_LARGEST = 1 << 28
_MOST_LINES = 255
"""A table of contents counts its lines in one byte."""


class ChapterMark(Struct, frozen=True):
    """A chapter of a track, in milliseconds from its start. `url` leads to its text, None when there is none."""

    id: str
    title: str
    start_ms: int
    end_ms: int
    url: str | None = None


class TimedLine(Struct, frozen=True):
    """A line of words and the millisecond at which it begins to be spoken."""

    text: str
    start_ms: int


class Cover(Struct, frozen=True):
    """An image that all players can show: JPEG or PNG."""

    data: bytes
    media_type: str


class TrackTags(Struct, frozen=True):
    """What is told of one track. `language` is a BCP 47 tag; None and empty are not written.

    `number` is the track's place in the album and of how many.
    """

    title: str
    language: str
    artists: tuple[str, ...] = ()
    album: str | None = None
    number: tuple[int, int] | None = None
    date: date | None = None
    genre: str = "Audiobook"
    publisher: str | None = None
    rights: str | None = None
    comment: str | None = None
    duration_ms: int | None = None
    lyrics: str | None = None
    timed_lines: tuple[TimedLine, ...] = ()
    cover: Cover | None = None
    chapters: tuple[ChapterMark, ...] = ()


def id3_tag(tags: TrackTags) -> bytes:
    """The tag to put before the first frame of an MP3. The same tags give the same bytes.

    Raises AudioError for chapters that are not in the order of time, and for a tag of over 256 MB.
    """
    _check_chapters(tags.chapters)
    texts = list(_texts(tags, language_code(tags.language)))
    frames = b"".join([_written(*texts), *map(_written, _frames(tags))])
    if len(frames) >= _LARGEST:
        raise AudioError(f"the tag of {tags.title!r} is larger than ID3 allows: choose a smaller cover")
    return b"ID3\x03\x00\x00" + _synchsafe(len(frames)) + frames


def _check_chapters(chapters: Sequence[ChapterMark]) -> None:
    end_ms, seen = 0, set[str]()
    for chapter in chapters:
        if chapter.id in seen:
            raise AudioError(f"two chapters of one track have the id {chapter.id!r}: each needs its own")
        if not end_ms <= chapter.start_ms <= chapter.end_ms < _NO_OFFSET:
            raise AudioError(
                f"chapter {chapter.id!r} ({chapter.start_ms} to {chapter.end_ms} ms) is not after the one before it, "
                f"which ends at {end_ms} ms: give chapters in the order of time"
            )
        end_ms = chapter.end_ms
        seen.add(chapter.id)


def _frames(tags: TrackTags) -> Iterator[id3.Frame]:
    """The frames after the texts, in their order: the cover last, so that what is small is read at once."""
    language = language_code(tags.language)
    yield from _table_of_contents(tags.chapters)
    if tags.comment:
        yield id3.COMM(encoding=_UTF16, lang=language, desc="", text=[tags.comment])
    if tags.lyrics:
        yield id3.USLT(encoding=_UTF16, lang=language, desc="", text=tags.lyrics)
    if tags.timed_lines:
        lines = [(line.text, line.start_ms) for line in tags.timed_lines]
        yield id3.SYLT(encoding=_UTF16, lang=language, format=_MILLISECONDS, type=_LYRICS, desc="", text=lines)
    if tags.cover:
        cover = tags.cover
        yield id3.APIC(encoding=_LATIN1, mime=cover.media_type, type=_FRONT_COVER, desc="", data=cover.data)


def _texts(tags: TrackTags, language: str) -> Iterator[id3.Frame]:
    artists = "/".join(tags.artists)  # as ID3v2.3 separates them
    day = tags.date
    texts: tuple[tuple[type[id3.TextFrame], str | None], ...] = (
        (id3.TIT2, tags.title),
        (id3.TPE1, artists),
        (id3.TPE2, artists),
        (id3.TALB, tags.album),
        (id3.TRCK, f"{tags.number[0]}/{tags.number[1]}" if tags.number else None),
        (id3.TCON, tags.genre),
        (id3.TYER, f"{day:%Y}" if day else None),
        (id3.TDAT, f"{day:%d%m}" if day else None),
        (id3.TLAN, language),
        (id3.TPUB, tags.publisher),
        (id3.TCOP, tags.rights),
        (id3.TLEN, str(tags.duration_ms) if tags.duration_ms is not None else None),
    )
    for kind, text in texts:
        if text:
            yield _text(kind, text)


def _table_of_contents(chapters: Sequence[ChapterMark]) -> Iterator[id3.Frame]:
    if not chapters:
        return
    yield from _contents("toc", [chapter.id for chapter in chapters], _TOP_LEVEL | _ORDERED)
    for chapter in chapters:
        links = [id3.WXXX(encoding=_LATIN1, desc="", url=chapter.url)] if chapter.url else []
        yield id3.CHAP(
            element_id=chapter.id,
            start_time=chapter.start_ms,
            end_time=chapter.end_ms,
            start_offset=_NO_OFFSET,
            end_offset=_NO_OFFSET,
            sub_frames=[_text(id3.TIT2, chapter.title), *links],
        )


def _contents(name: str, children: Sequence[str], flags: int) -> Iterator[id3.Frame]:
    """A table of contents; where it would have more lines than one can hold, its lines are tables themselves."""
    parts = [children[start : start + _MOST_LINES] for start in range(0, len(children), _MOST_LINES)]
    if len(parts) > 1:
        lines = [f"{name}/{number}" for number in range(1, len(parts) + 1)]
        yield from _contents(name, lines, flags)
        for line, part in zip(lines, parts, strict=True):
            yield from _contents(line, part, _ORDERED)
    else:
        yield id3.CTOC(element_id=name, flags=flags, child_element_ids=list(children), sub_frames=[])


def _text(kind: type[id3.TextFrame], text: str) -> id3.Frame:
    """A text in Latin-1 where it fits, which every player reads, or else in UTF-16."""
    return kind(encoding=_LATIN1 if text.isascii() else _UTF16, text=[text])


def _written(*frames: id3.Frame) -> bytes:
    """The bytes of frames, in mutagen's order: a tag of them alone, without the tag's own header."""
    tag = id3.ID3()
    for frame in frames:
        tag.add(frame)
    file = io.BytesIO()
    tag.save(file, v1=id3.ID3v1SaveOptions.REMOVE, v2_version=3, padding=lambda info: 0)
    return file.getvalue()[10:]


def _synchsafe(size: int) -> bytes:
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
