"""MP3 frames in a file, and streams of them. Reads the files it is told to; knows nothing of how frames are made.

Frames are in a file, never in memory whole: a book's are as long as it takes to read it aloud.
An encoder's first frame refers to none before it, and its frames end with silence longer than any delay: the
frames of sections can be put end to end as they are, each section beginning at the sum of the samples in the
frames before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from msgspec import Struct

from pipeline.audio.checksum import join_crc16
from pipeline.audio.errors import AudioError
from pipeline.audio.infoframe import ENCODER_DELAY, frame_format, info_frame

_READ_BYTES = 1 << 16


class Encoded(Struct, frozen=True):
    """MP3 frames of one channel and constant bit rate, without a header of the stream. Built by encode().

    `path` holds the frames and nothing else, `size` bytes; `samples` went in; `crc` is crc16() of the frames.
    """

    path: Path
    size: int
    frame_count: int
    samples: int
    rate_hz: int
    bitrate_kbps: int
    crc: int

    @property
    def delay(self) -> int:
        """How many samples of silence the encoder put before the first."""
        return ENCODER_DELAY

    @property
    def padding(self) -> int:
        """How many samples of silence the encoder put after the last."""
        return self.length - ENCODER_DELAY - self.samples

    @property
    def length(self) -> int:
        """How many samples the frames take in a stream: where the frames after them begin."""
        return self.frame_count * frame_format(self.rate_hz).samples

    def chunks(self, most_bytes: int = _READ_BYTES) -> Iterator[bytes]:
        """The frames, piece by piece. Raises AudioError where the file can't be read, or is not as long as it was."""
        size = 0
        try:
            with self.path.open("rb") as file:
                while piece := file.read(most_bytes):
                    size += len(piece)
                    yield piece
        except OSError as error:
            raise AudioError(f"{self.path} can't be read ({error.strerror or error}): build again") from error
        if size != self.size:
            raise AudioError(f"{self.path} has {size} bytes instead of {self.size}: build again")


class Stream(Struct, frozen=True):
    """One MP3 of some parts: an Info frame and all frames. `starts` are the sample at which each part begins.

    A decoder plays `samples` samples: between two parts there are at most 80 ms more than were put in.
    """

    info: bytes
    parts: tuple[Encoded, ...]
    starts: tuple[int, ...]
    samples: int

    @property
    def size(self) -> int:
        """How many bytes the stream has."""
        return len(self.info) + sum(part.size for part in self.parts)

    def chunks(self) -> Iterator[bytes]:
        """The stream's bytes, piece by piece. Raises AudioError where a part's file is not what it was."""
        yield self.info
        for part in self.parts:
            yield from part.chunks()


def join(parts: Sequence[Encoded]) -> Stream:
    """One stream of all parts, none of them encoded again; of one part, that part.

    Raises AudioError where there are none, or their rates or bit rates differ.
    """
    if not parts:
        raise AudioError("there is nothing to join: an MP3 needs at least one section")
    formats = {(part.rate_hz, part.bitrate_kbps) for part in parts}
    if len(formats) > 1:
        named = ", ".join(f"{rate} Hz with {bitrate} kbit/s" for rate, bitrate in sorted(formats))
        raise AudioError(f"sections can't be joined to one MP3, they differ: {named}; make all with one setting")
    ends = list(accumulate(part.length for part in parts))
    samples = ends[-1] - parts[-1].length + parts[-1].samples
    crc = 0
    for part in parts:
        crc = join_crc16(crc, part.crc, part.size)
    size = sum(part.size for part in parts)
    frame_count = sum(part.frame_count for part in parts)
    info = info_frame(parts[0].rate_hz, parts[0].bitrate_kbps, frame_count, size, samples, crc)
    return Stream(info, tuple(parts), (0, *ends[:-1]), samples)
