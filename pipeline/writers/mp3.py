"""The MP3 edition: a file a section and one of the whole book, each with chapters. Pure but for the fonts of a cover.

The frames come encoded and are not touched: a file is a tag, an Info frame and frames. The chapters and lines of
the whole book are those of its sections, from where each begins in the joined frames.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.audio.encode import Stream, join
from pipeline.audio.tags import Cover, id3_tag
from pipeline.edition import Artifact, Edition
from pipeline.writers.cover import audio_cover
from pipeline.writers.names import track_stem
from pipeline.writers.tracks import track_tags


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
    for number, (track, sound) in enumerate(zip(tracks, audio.sections, strict=True), 1):
        place = (number, len(tracks))
        tags = track_tags(edition, audio, cover, [track], (0,), track.title, place)
        yield Artifact(f"audio/{track_stem(*place, track.id)}.mp3", Mp3(id3_tag(tags), join([sound])))
    metadata = edition.manuscript.metadata
    stream = join(audio.sections)
    tags = track_tags(edition, audio, cover, tracks, stream.starts, metadata.title)
    yield Artifact(f"audio/{metadata.slug}.mp3", Mp3(id3_tag(tags), stream))
