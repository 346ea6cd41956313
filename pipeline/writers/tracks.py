"""The files that are heard, and what a player is told of each: names, chapters, words with their times.

Pure but for the fonts of a cover.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from pipeline.audio.encoded import Stream, join
from pipeline.audio.tags import ChapterMark, Cover, TimedLine, TrackTags
from pipeline.edition import Audio, Edition
from pipeline.timeline import Timeline, Track
from pipeline.writers.cover import audio_cover
from pipeline.writers.names import TrackPath, album_path, whole_path


class Recording(Struct, frozen=True):
    """A file that is heard: where it is without its suffix, what stands before its sound, and its sound.

    `tracks` begin at `stream.starts`; of a section there is one, of the whole book there are all.
    """

    path: str
    tracks: Sequence[Track]
    tags: TrackTags
    stream: Stream


def recordings(edition: Edition, path: TrackPath = album_path) -> Iterator[Recording]:
    """The recording of each section, in order, then that of the whole book.

    Raises ValueError for an edition without sound.
    """
    audio, metadata = edition.audio, edition.manuscript.metadata
    if audio is None:
        raise ValueError("an edition without sound has no recordings")
    tracks = audio.timeline.tracks
    cover = Cover(*audio_cover(edition.manuscript))
    for number, (track, sound) in enumerate(zip(tracks, audio.sections, strict=True), 1):
        place = (number, len(tracks))
        tags = track_tags(edition, audio, cover, [track], (0,), track.title, place)
        yield Recording(path(*place, track.id), (track,), tags, join([sound]))
    stream = join(audio.sections)
    tags = track_tags(edition, audio, cover, tracks, stream.starts, metadata.title)
    yield Recording(whole_path(metadata.slug), tracks, tags, stream)


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
