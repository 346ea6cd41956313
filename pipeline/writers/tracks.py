"""What a player is told of tracks in one file: names, chapters, words with their times. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.audio.tags import ChapterMark, Cover, TimedLine, TrackTags
from pipeline.edition import Audio, Edition
from pipeline.timeline import Timeline, Track


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
