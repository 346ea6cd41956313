"""The MP3 edition: a file a section and one of the whole book, each with chapters. Pure but for the fonts of a cover.

The frames come encoded and are not touched: a file is a tag, an Info frame and frames. The chapters and lines of
the whole book are those of its sections, from where each begins in the joined frames.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.audio.encode import Stream, join
from pipeline.audio.tags import ChapterMark, Cover, TimedLine, TrackTags, id3_tag
from pipeline.edition import Artifact, Audio, Edition
from pipeline.timeline import Timeline, Track
from pipeline.writers.cover import audio_cover


@dataclass(frozen=True, slots=True)
class Mp3:
    """A file: what stands before its sound, and its sound."""

    tag: bytes
    stream: Stream

    def chunks(self) -> Iterator[bytes]:
        """Its bytes, piece by piece."""
        yield self.tag
        yield from self.stream.chunks()


def write_mp3(edition: Edition) -> Iterator[Artifact]:
    """Write `audio/NN-<section>.mp3` for each section and `audio/<slug>.mp3` for the whole.

    Raises ValueError for an edition without sound.
    """
    audio = edition.audio
    if audio is None:
        raise ValueError("an edition without sound has no MP3")
    tracks = audio.timeline.tracks
    cover = Cover(*audio_cover(edition.manuscript))
    digits = max(2, len(str(len(tracks))))
    for number, (track, sound) in enumerate(zip(tracks, audio.sections, strict=True), 1):
        place = (number, len(tracks))
        tags = track_tags(edition, audio, cover, [track], (0,), track.title, place)
        yield Artifact(f"audio/{number:0{digits}d}-{track.id}.mp3", Mp3(id3_tag(tags), join([sound])))
    metadata = edition.manuscript.metadata
    stream = join(audio.sections)
    tags = track_tags(edition, audio, cover, tracks, stream.starts, metadata.title)
    yield Artifact(f"audio/{metadata.slug}.mp3", Mp3(id3_tag(tags), stream))


def track_tags(
    edition: Edition,
    audio: Audio,
    cover: Cover,
    tracks: Sequence[Track],
    starts: Sequence[int],
    title: str,
    number: tuple[int, int] | None = None,
) -> TrackTags:
    """What a file of tracks tells that begin at `starts`, in samples. `number` is its place in the album, if any."""
    metadata = edition.manuscript.metadata
    chapters = _chapters(audio.timeline, tracks, starts)
    return TrackTags(
        title=title,
        language=tracks[0].language if number else metadata.language,
        artists=metadata.creator,
        album=metadata.title,
        number=number,
        date=metadata.date,
        publisher=metadata.publisher,
        rights=metadata.rights,
        comment=metadata.description,
        duration_ms=chapters[-1].end_ms,
        lyrics="\n".join(span.line.text for track in tracks for span in track.spans),
        timed_lines=_lines(audio.timeline, tracks, starts),
        cover=cover,
        chapters=chapters,
    )


def _chapters(timeline: Timeline, tracks: Sequence[Track], starts: Sequence[int]) -> tuple[ChapterMark, ...]:
    """The chapters of tracks that begin at these samples; the last of a track ends where the next track begins."""
    ends = [*starts[1:], starts[-1] + tracks[-1].length]
    found: list[ChapterMark] = []
    for track, start, end in zip(tracks, starts, ends, strict=True):
        for chapter in track.chapters:
            last = chapter is track.chapters[-1]
            stop = end if last else start + chapter.end
            found.append(
                ChapterMark(
                    chapter.id, chapter.title, timeline.milliseconds(start + chapter.start), timeline.milliseconds(stop)
                )
            )
    return tuple(found)


def _lines(timeline: Timeline, tracks: Sequence[Track], starts: Sequence[int]) -> tuple[TimedLine, ...]:
    return tuple(
        TimedLine(span.line.text, timeline.milliseconds(start + span.start))
        for track, start in zip(tracks, starts, strict=True)
        for span in track.spans
    )
