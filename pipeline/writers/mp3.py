"""The MP3 edition: a file a section and one of the whole book, each with chapters. Pure but for the fonts of a cover.

The frames come encoded and are not touched: a file is a tag, an Info frame and frames. The chapters and lines of
the whole book are those of its sections, from where each begins in the joined frames.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from pipeline.audio.encoded import Stream
from pipeline.audio.tags import id3_tag
from pipeline.edition import Artifact, Edition
from pipeline.writers.names import TrackPath, album_path
from pipeline.writers.tracks import recordings


class Mp3(Struct, frozen=True):
    """A file: what stands before its sound, and its sound."""

    tag: bytes
    stream: Stream

    def chunks(self) -> Iterator[bytes]:
        """Its bytes, piece by piece."""
        yield self.tag
        yield from self.stream.chunks()


def write_mp3(edition: Edition, path: TrackPath = album_path) -> Iterator[Artifact]:
    """Write an MP3 for each section, where `path` says, and `audio/<slug>.mp3` for the whole.

    Raises ValueError for an edition without sound.
    """
    for recording in recordings(edition, path):
        yield Artifact(f"{recording.path}.mp3", Mp3(id3_tag(recording.tags), recording.stream))
