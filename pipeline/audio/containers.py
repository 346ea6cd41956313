"""The same sound as M4B (AAC in MP4) and as Opus in Ogg, with chapters. Wraps PyAV. Writes the one file it is told to.

PyAV encodes and packs while samples come; then the file is played, for encoding raises peaks. Nothing in the files
tells when they were made: the same samples and tags give the same bytes from the same build of FFmpeg on the same kind
of processor.
"""

from __future__ import annotations

import io
import struct
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.stream import Disposition
from msgspec import Struct

from pipeline.audio.errors import AudioError
from pipeline.audio.pcm import Samples, amplify, decibels
from pipeline.audio.peaks import METERS_DIFFER_DB, true_peak
from pipeline.audio.playback import play_file
from pipeline.audio.spool import CHUNK
from pipeline.audio.tags import ChapterMark, Cover, TrackTags
from pipeline.languages import language_code

if TYPE_CHECKING:  # a type that PyAV has in its stubs alone
    from av.container.core import Chapter

ContainerName = Literal["m4b", "opus"]


class _Container(Struct, frozen=True):
    """One kind of file, in FFmpeg's words. `coded_hz` is the one rate of its codec, None for the sound's own.

    `options` are those of the file, `coding` those of the codec.
    """

    format: str
    codec: str
    coded_hz: int | None
    bitrate_kbps: int
    options: Mapping[str, str]
    coding: Mapping[str, str]


_CONTAINERS: Mapping[ContainerName, _Container] = MappingProxyType(
    {
        # With 48 kbit/s this encoder raises the peaks of speech by up to 3 dB, with 96 it takes half of the time.
        "m4b": _Container(
            "mp4", "aac", None, 96, {"brand": "M4B ", "movflags": "+faststart", "fflags": "+bitexact"}, {}
        ),
        # It thinks a third as long as it would, to the same effect on speech.
        "opus": _Container("ogg", "libopus", 48000, 48, {"fflags": "+bitexact"}, {"compression_level": "5"}),
    }
)
_MILLISECOND = Fraction(1, 1000)
_AUDIOBOOK = "2"
_FRONT_COVER = 3
_ATTEMPTS = 6
_MORE_HEADROOM_DB = 0.15


def write_container(
    path: Path,
    name: ContainerName,
    chunks: Callable[[], Iterable[Samples]],
    rate_hz: int,
    tags: TrackTags,
    true_peak_dbtp: float = -1.0,
) -> int:
    """Encode samples of one channel to a new file, and give back how many there were.

    What is played of it has no peak over `true_peak_dbtp`: where one is, the samples are asked for again, and encoded
    softer by as much. Raises AudioError where the file can't be written or the encoder refuses the settings.
    """
    gain_db, peak_dbtp = 0.0, 0.0
    for _ in range(_ATTEMPTS):
        length = _write(path, name, (amplify(chunk, gain_db) for chunk in chunks()), rate_hz, tags)
        peak_dbtp = decibels(true_peak(play_file(path)))
        if peak_dbtp <= true_peak_dbtp - METERS_DIFFER_DB:
            return length
        gain_db -= peak_dbtp - true_peak_dbtp + _MORE_HEADROOM_DB
    raise AudioError(
        f"encoding {path.name} raises peaks to {peak_dbtp:.1f} dBTP, over the {true_peak_dbtp:.1f} that are allowed: "
        "choose a softer loudness"
    )


def _write(path: Path, name: ContainerName, chunks: Iterable[Samples], rate_hz: int, tags: TrackTags) -> int:
    kind = _CONTAINERS[name]
    try:
        with av.open(str(path), "w", format=kind.format, options=dict(kind.options)) as container:
            stream = container.add_stream(
                kind.codec, rate=kind.coded_hz or rate_hz, options=dict(kind.coding), layout="mono"
            )
            assert isinstance(stream, AudioStream)
            stream.bit_rate = kind.bitrate_kbps * 1000
            _describe(container, stream, name, tags)
            return _encode(container, stream, chunks, rate_hz)
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise AudioError(
            f"{path.name} can't be written as {name} of {rate_hz} Hz: {error}; make room on the disk, or choose "
            "another rate"
        ) from error


def _describe(container: OutputContainer, stream: AudioStream, name: ContainerName, tags: TrackTags) -> None:
    """Metadata, chapters and cover, in the place where each kind of file keeps them."""
    stream.metadata["language"] = language_code(tags.language)
    if name == "opus":
        stream.metadata.update(_words(tags) | _chapter_comments(tags.chapters))
        if tags.cover:
            stream.metadata["METADATA_BLOCK_PICTURE"] = _picture_block(tags.cover)
        return
    chapters: list[Chapter] = [
        {
            "id": place,
            "start": mark.start_ms,
            "end": mark.end_ms,
            "time_base": _MILLISECOND,
            "metadata": {"title": mark.title},
        }
        for place, mark in enumerate(tags.chapters)
    ]
    container.set_chapters(chapters)
    container.metadata.update(_words(tags), media_type=_AUDIOBOOK)
    if tags.cover:
        _attach(container, tags.cover)


def _chapter_comments(chapters: Sequence[ChapterMark]) -> dict[str, str]:
    """Chapters as Ogg keeps them, which have a start alone.

    FFmpeg could write them, but rounds seconds up: it puts 1.9 s for 0.9.
    """
    comments: dict[str, str] = {}
    for place, mark in enumerate(chapters):
        seconds, milliseconds = divmod(mark.start_ms, 1000)
        clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{milliseconds:03}"
        comments |= {f"CHAPTER{place:03}": clock, f"CHAPTER{place:03}NAME": mark.title}
    return comments


def _words(tags: TrackTags) -> dict[str, str]:
    words = {
        "title": tags.title,
        "artist": ", ".join(tags.artists),
        "album": tags.album,
        "genre": tags.genre,
        "date": tags.date.isoformat() if tags.date else None,
        "publisher": tags.publisher,
        "copyright": tags.rights,
        "track": f"{tags.number[0]}/{tags.number[1]}" if tags.number else None,
        "comment": tags.comment,
        "lyrics": tags.lyrics,
    }
    return {key: word for key, word in words.items() if word}


def _attach(container: OutputContainer, cover: Cover) -> None:
    """The cover as the picture that belongs to the file, its bytes as they are."""
    with av.open(io.BytesIO(cover.data), "r") as image:
        source = image.streams.video[0]
        stream = container.add_stream_from_template(source)
        stream.disposition = Disposition.attached_pic
        packet = next(packet for packet in image.demux(source) if packet.size)
        packet.stream, packet.pts, packet.dts = stream, 0, 0
        container.mux(packet)


def _picture_block(cover: Cover) -> str:
    """A cover as Ogg keeps it: FLAC's picture block (RFC 9639, section 8.8), of a size that is not told, in Base64."""
    media_type = cover.media_type.encode("ascii")
    head = struct.pack(">II", _FRONT_COVER, len(media_type)) + media_type + struct.pack(">I", 0)
    return b64encode(head + struct.pack(">5I", 0, 0, 0, 0, len(cover.data)) + cover.data).decode("ascii")


def _encode(container: OutputContainer, stream: AudioStream, chunks: Iterable[Samples], rate_hz: int) -> int:
    length = 0
    for samples in _cut(chunks):
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples).reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = rate_hz, length, Fraction(1, rate_hz)
        length += len(samples)
        container.mux(stream.encode(frame))
    if not length:
        raise ValueError("there are no samples")
    container.mux(stream.encode(None))
    return length


def _cut(chunks: Iterable[Samples]) -> Iterator[Samples]:
    """Chunks that are neither empty nor so long that a copy of one would weigh."""
    for chunk in chunks:
        for start in range(0, len(chunk), CHUNK):
            yield chunk[start : start + CHUNK]
