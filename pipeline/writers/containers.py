"""The whole book as M4B or Opus, where it is asked for. Packed when it is read, by way of a temporary file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from pipeline.audio.containers import ContainerName, write_container
from pipeline.audio.pcm import Samples
from pipeline.audio.spool import Spool
from pipeline.audio.tags import Cover, TrackTags
from pipeline.edition import Artifact, Edition
from pipeline.writers.cover import audio_cover
from pipeline.writers.tracks import track_tags

_PIECE_BYTES = 1 << 18


class Packed(Struct, frozen=True):
    """A file of all sections' samples, one after the other."""

    name: ContainerName
    samples: tuple[Spool, ...]
    rate_hz: int
    tags: TrackTags
    true_peak_dbtp: float

    def chunks(self) -> Iterator[bytes]:
        """Its bytes, piece by piece; encoded each time. Raises AudioError."""
        with TemporaryDirectory(prefix="vorlesen-") as folder:
            path = Path(folder) / f"book.{self.name}"
            write_container(path, self.name, self._pieces, self.rate_hz, self.tags, self.true_peak_dbtp)
            with path.open("rb") as file:
                while piece := file.read(_PIECE_BYTES):
                    yield piece

    def _pieces(self) -> Iterator[Samples]:
        for spool in self.samples:
            yield from spool.chunks()


def write_containers(edition: Edition) -> Iterator[Artifact]:
    """Write `audio/<slug>.m4b` and `audio/<slug>.opus`, those of them that the edition's sound is wanted in."""
    audio = edition.audio
    if audio is None or not audio.formats:
        return
    tracks = audio.timeline.tracks
    starts = tuple(accumulate((track.length for track in tracks[:-1]), initial=0))
    metadata = edition.manuscript.metadata
    tags = track_tags(edition, audio, Cover(*audio_cover(edition.manuscript)), tracks, starts, metadata.title)
    for name in audio.formats:
        packed = Packed(name, audio.samples, audio.timeline.rate_hz, tags, audio.true_peak_dbtp)
        yield Artifact(f"audio/{metadata.slug}.{name}", packed)
