"""Transcripts: all that is said, with its times, for each section and for the whole book. Pure.

Edition --transcripts--> Transcript --a format--> pieces of a text
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from pipeline.audio.encoded import join
from pipeline.edition import Artifact, Edition
from pipeline.writers.names import TrackPath, album_path, whole_path
from pipeline.writers.transcripts.cues import Transcript
from pipeline.writers.transcripts.page import page
from pipeline.writers.transcripts.segments import segments
from pipeline.writers.transcripts.subrip import subrip
from pipeline.writers.transcripts.webvtt import webvtt

Format = Callable[[Transcript], Iterator[str]]

FORMATS: dict[str, Format] = {"vtt": webvtt, "srt": subrip, "html": page, "json": segments}
"""Each format by the ending of its files."""


class Written(Struct, frozen=True):
    """A transcript in one format, made when it is read: a long book's are never in memory whole."""

    transcript: Transcript
    format: Format

    def chunks(self) -> Iterator[bytes]:
        """Its bytes, piece by piece, in UTF-8."""
        return (piece.encode() for piece in self.format(self.transcript))


def write_transcripts(edition: Edition, path: TrackPath = album_path) -> Iterator[Artifact]:
    """Write a transcript in each format for each section, where `path` says, and for the whole, beside the MP3s.

    Raises ValueError for an edition without sound.
    """
    for transcript in transcripts(edition, path):
        yield from write_transcript(transcript)


def write_transcript(transcript: Transcript) -> Iterator[Artifact]:
    """Write a transcript in each format."""
    for ending, form in FORMATS.items():
        yield Artifact(f"{transcript.path}.{ending}", Written(transcript, form))


def transcripts(edition: Edition, path: TrackPath = album_path) -> Iterator[Transcript]:
    """The transcript of each section, then that of the whole, timed as its MP3 plays."""
    audio, manuscript = edition.audio, edition.manuscript
    if audio is None:
        raise ValueError("an edition without sound has no transcript")
    timeline, metadata = audio.timeline, manuscript.metadata
    for number, track in enumerate(timeline.tracks, 1):
        place = path(number, len(timeline.tracks), track.id)
        yield Transcript(place, track.title, track.language, manuscript, timeline, (track,), (0,))
    starts = join(audio.sections).starts
    yield Transcript(
        whole_path(metadata.slug),
        metadata.title,
        metadata.language,
        manuscript,
        timeline,
        timeline.tracks,
        starts,
        is_whole=True,
    )
