"""The MP3 edition: a file a section and one of the whole book, each with chapters. Pure.

The frames come encoded and are not touched: a file is a tag, an Info frame and frames. The chapters of the
whole book are those of its sections, where each begins in the joined frames.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.audio.encode import Encoded, join
from pipeline.audio.tags import ChapterMark, TrackTags, id3_tag
from pipeline.edition import Artifact, Audio, Edition
from pipeline.timeline import Timeline, Track


def write_mp3(edition: Edition) -> Iterator[Artifact]:
    """Write `audio/NN-<section>.mp3` for each section and `audio/<slug>.mp3` for the whole.

    Raises ValueError for an edition without sound.
    """
    audio = edition.audio
    if audio is None:
        raise ValueError("an edition without sound has no MP3")
    tracks = audio.timeline.tracks
    digits = max(2, len(str(len(tracks))))
    for number, (track, sound) in enumerate(zip(tracks, audio.sections, strict=True), 1):
        tags = _tags(edition, audio, track.title, _chapters(audio.timeline, [track], (0,)), (number, len(tracks)))
        yield _file(f"audio/{number:0{digits}d}-{track.id}.mp3", tags, [sound])
    stream = join(audio.sections)
    metadata = edition.manuscript.metadata
    tags = _tags(edition, audio, metadata.title, _chapters(audio.timeline, tracks, stream.starts), None)
    yield _file(f"audio/{metadata.slug}.mp3", tags, audio.sections)


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


def _tags(
    edition: Edition, audio: Audio, title: str, chapters: tuple[ChapterMark, ...], number: tuple[int, int] | None
) -> TrackTags:
    metadata = edition.manuscript.metadata
    return TrackTags(
        title=title,
        language=metadata.language,
        artists=metadata.creator,
        album=metadata.title,
        number=number,
        date=metadata.date,
        publisher=metadata.publisher,
        rights=metadata.rights,
        duration_ms=chapters[-1].end_ms,
        cover=audio.cover,
        chapters=chapters,
    )


def _file(path: str, tags: TrackTags, sounds: Sequence[Encoded]) -> Artifact:
    return Artifact(path, id3_tag(tags) + join(sounds).data())
