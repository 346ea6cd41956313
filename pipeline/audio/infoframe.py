"""MP3 frames as bytes: their headers, and the Xing/LAME frame that tells an exact length. Pure.

ISO/IEC 11172-3 and 13818-3 (headers); the Xing header and the "MP3 Info Tag rev 1" (the frame before the sound,
which plays as silence for those that don't know it).
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator

from msgspec import Struct

from pipeline.audio.checksum import crc16
from pipeline.audio.errors import AudioError

ENCODER_DELAY = 576
"""Samples that LAME puts before the first; decoders add 529 of their own, and know that they do."""
DECODER_DELAY = 529

# For each version of MPEG: its bits in the header, rates, samples a frame, bytes of side information, bit rates.
_VERSIONS = (
    (3, (44100, 48000, 32000), 1152, 17, (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)),
    (2, (22050, 24000, 16000), 576, 9, (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)),
    (0, (11025, 12000, 8000), 576, 9, (8, 16, 24, 32, 40, 48, 56, 64)),
)
_HEADER_BYTES = 4
_GRANULE = 576
_XING_BYTES = 120
_LAME_BYTES = 36


class FrameFormat(Struct, frozen=True):
    """What all frames of one stream of one channel have in common."""

    version_bits: int
    rate_index: int
    rate_hz: int
    samples: int
    side_bytes: int
    bitrates_kbps: tuple[int, ...]


def frame_format(rate_hz: int) -> FrameFormat:
    """The format of frames at a rate. Raises AudioError for a rate that MP3 doesn't have."""
    for bits, rates, samples, side_bytes, bitrates in _VERSIONS:
        if rate_hz in rates:
            return FrameFormat(bits, rates.index(rate_hz), rate_hz, samples, side_bytes, bitrates)
    known = ", ".join(str(rate) for rate in sorted(rate for version in _VERSIONS for rate in version[1]))
    raise AudioError(f"MP3 has no rate of {rate_hz} Hz: choose one of {known}")


def check_bitrate(rate_hz: int, bitrate_kbps: int) -> None:
    """Raises AudioError where MP3 has no such bit rate at this rate."""
    known = frame_format(rate_hz).bitrates_kbps
    if bitrate_kbps not in known:
        names = ", ".join(map(str, known))
        raise AudioError(f"MP3 at {rate_hz} Hz has no bit rate of {bitrate_kbps} kbit/s: choose one of {names}")


class Tally:
    """Counts MP3 frames of one rate and bit rate and takes their checksum as bytes come, wherever these are cut."""

    def __init__(self, rate_hz: int, bitrate_kbps: int) -> None:
        self.size = 0
        self.frame_count = 0
        self.crc = 0
        self._cut = b""
        self._longest = _frame_bytes(frame_format(rate_hz), bitrate_kbps) + 1
        self._frame, self._frames = _patterns(rate_hz, bitrate_kbps)

    def add(self, data: bytes) -> None:
        """Take the next bytes. Raises AudioError where they are not whole frames, end to end."""
        self.crc = crc16(data, self.crc)
        self.size += len(data)
        data = self._cut + data
        whole = self._frames.match(data)
        assert whole
        self.frame_count += len(self._frame.findall(data, 0, whole.end()))
        self._cut = data[whole.end() :]
        if len(self._cut) >= self._longest:
            place = self.size - len(self._cut)
            raise AudioError(f"the MP3 encoder wrote something that is no frame, at byte {place}: report this")

    def finish(self) -> None:
        """Raises AudioError where the last frame is not all there."""
        if self._cut:
            raise AudioError("the MP3 encoder left its last frame unfinished: report this")


def cut_to_frames(pieces: Iterable[bytes], rate_hz: int, bitrate_kbps: int) -> Iterator[list[bytes]]:
    """The same bytes frame by frame, those of each piece at once; what is no frame at the end comes last."""
    frame, frames = _patterns(rate_hz, bitrate_kbps)
    cut = b""
    for piece in pieces:
        data = cut + piece
        whole = frames.match(data)
        assert whole
        cut = data[whole.end() :]
        yield frame.findall(data, 0, whole.end())
    if cut:
        yield [cut]


def lead_in(rate_hz: int, bitrate_kbps: int) -> int:
    """How many frames before one a decoder needs to play it as if it had played all.

    A frame's bits may begin in those before it, as far back as main_data_begin can tell (ISO/IEC 13818-3, 2.4.1.7).
    What they say sounds together with the granule before, by the overlap of the transform, and what that was with the
    one before it, by the memory of the filter bank.
    """
    shape = frame_format(rate_hz)
    granules = shape.samples // _GRANULE
    furthest = 511 if granules == 2 else 255
    own_bytes = _frame_bytes(shape, bitrate_kbps) - _HEADER_BYTES - shape.side_bytes
    return -(-furthest // own_bytes) + 2 // granules


def _patterns(rate_hz: int, bitrate_kbps: int) -> tuple[re.Pattern[bytes], re.Pattern[bytes]]:
    """What one frame looks like, with or without a byte of padding, and what as many do as there are."""
    shape = frame_format(rate_hz)
    size, third = _frame_bytes(shape, bitrate_kbps), _third(shape, bitrate_kbps)
    kinds = (
        rb"[%b%b].{%d}" % (re.escape(bytes([third | padded])), re.escape(bytes([third | padded | 1])), rest)
        for padded, rest in ((0, size - 3), (2, size - 2))  # the lowest bit is private: anybody's
    )
    frame = rb"\xff[\xe0-\xff](?:%b)" % b"|".join(kinds)
    return re.compile(frame, re.DOTALL), re.compile(rb"(?:%b)*+" % frame, re.DOTALL)


def _third(shape: FrameFormat, bitrate_kbps: int) -> int:
    """The third byte of a header: bit rate and rate, without padding."""
    return shape.bitrates_kbps.index(bitrate_kbps) + 1 << 4 | shape.rate_index << 2


def info_frame(
    rate_hz: int, bitrate_kbps: int, frame_count: int, frame_bytes: int, samples: int, music_crc: int
) -> bytes:
    """The frame to put before `frame_count` frames of constant bit rate, so that decoders play just `samples` samples.

    `music_crc` is crc16() of the frames. Raises AudioError where the frames can't hold the samples.
    """
    shape = frame_format(rate_hz)
    padding = frame_count * shape.samples - ENCODER_DELAY - samples
    if not 0 <= padding < 1 << 12:
        raise AudioError(f"{frame_count} MP3 frames can't stand for {samples} samples: report this")
    start, size = _header(shape, bitrate_kbps)
    total = size + frame_bytes
    before_crc = (
        start
        + bytes(shape.side_bytes)
        + _xing(frame_count, total, size)
        + _lame(rate_hz, bitrate_kbps, padding, total, music_crc)
    )
    return (before_crc + struct.pack(">H", crc16(before_crc))).ljust(size, b"\0")


def _header(shape: FrameFormat, bitrate_kbps: int) -> tuple[bytes, int]:
    """Four bytes, and the size of their frame: of the stream's own bit rate, or the least above it with enough room."""
    for bitrate in shape.bitrates_kbps:
        size = _frame_bytes(shape, bitrate)
        if bitrate >= bitrate_kbps and size >= 4 + shape.side_bytes + _XING_BYTES + _LAME_BYTES:
            return bytes((0xFF, 0xE3 | shape.version_bits << 3, _third(shape, bitrate), 0xC4)), size
    raise AudioError(f"no MP3 frame at {shape.rate_hz} Hz has room for the stream's length: report this")


def _frame_bytes(shape: FrameFormat, bitrate_kbps: int) -> int:
    """How many bytes a frame has without padding."""
    return shape.samples // 8 * 1000 * bitrate_kbps // shape.rate_hz


def _xing(frame_count: int, total: int, first: int) -> bytes:
    """ "Info": constant bit rate. Its table says in 256ths of the bytes where each hundredth of the time begins."""
    table = bytes(min(255, 256 * (first + (total - first) * percent // 100) // total) for percent in range(100))
    return b"Info" + struct.pack(">III", 0b1111, frame_count, total) + table + struct.pack(">I", 0)


def _lame(rate_hz: int, bitrate_kbps: int, padding: int, total: int, music_crc: int) -> bytes:
    """What LAME tells of a stream, but its last two bytes: the checksum of all before it."""
    constant_bit_rate = 1
    source_rate = 0 if rate_hz <= 32000 else 1 if rate_hz == 44100 else 2
    return (
        b"LAME3.100"
        + bytes((constant_bit_rate, rate_hz // 200))
        + bytes(8)  # no peak and no gain: the sound is at its level
        + bytes((0, min(bitrate_kbps, 255)))
        + (ENCODER_DELAY << 12 | padding).to_bytes(3, "big")
        + bytes((source_rate << 6, 0, 0, 0))
        + struct.pack(">IH", total, music_crc)
    )
