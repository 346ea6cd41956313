"""MP3 frames as bytes: their headers, the Xing/LAME frame that tells an exact length, and checksums. Pure.

ISO/IEC 11172-3 and 13818-3 (headers); the Xing header and the "MP3 Info Tag rev 1" (the frame before the sound,
which plays as silence for those that don't know it).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pipeline.audio.pcm import AudioError

ENCODER_DELAY = 576
"""Samples that LAME puts before the first; decoders add 529 of their own, and know that they do."""
DECODER_DELAY = 529

# For each version of MPEG: its bits in the header, rates, samples a frame, bytes of side information, bit rates.
_VERSIONS = (
    (3, (44100, 48000, 32000), 1152, 17, (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)),
    (2, (22050, 24000, 16000), 576, 9, (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)),
    (0, (11025, 12000, 8000), 576, 9, (8, 16, 24, 32, 40, 48, 56, 64)),
)
_XING_BYTES = 120
_LAME_BYTES = 36
_CRC_ROW = 4096


@dataclass(frozen=True, slots=True)
class FrameFormat:
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


def count_frames(frames: bytes, rate_hz: int) -> int:
    """How many frames there are. Raises AudioError where they are not whole frames, end to end."""
    bitrates, per_frame = (0, *frame_format(rate_hz).bitrates_kbps), frame_format(rate_hz).samples
    place = count = 0
    while place < len(frames):
        header = frames[place : place + 4]
        if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
            raise AudioError(f"the MP3 encoder wrote something that is no frame, at byte {place}: report this")
        place += per_frame // 8 * 1000 * bitrates[header[2] >> 4] // rate_hz + (header[2] >> 1 & 1)
        count += 1
    if place != len(frames):
        raise AudioError("the MP3 encoder left its last frame unfinished: report this")
    return count


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
    start = _header(shape, bitrate_kbps)
    size = _frame_bytes(shape, start)
    total = size + frame_bytes
    before_crc = (
        start
        + bytes(shape.side_bytes)
        + _xing(frame_count, total, size)
        + _lame(rate_hz, bitrate_kbps, padding, total, music_crc)
    )
    return (before_crc + struct.pack(">H", crc16(before_crc))).ljust(size, b"\0")


def _header(shape: FrameFormat, bitrate_kbps: int) -> bytes:
    """Four bytes: the stream's own bit rate, or the least above it whose frame has room for all that is told."""
    for bitrate in shape.bitrates_kbps:
        index = shape.bitrates_kbps.index(bitrate) + 1
        header = bytes((0xFF, 0xE3 | shape.version_bits << 3, index << 4 | shape.rate_index << 2, 0xC4))
        if bitrate >= bitrate_kbps and _frame_bytes(shape, header) >= 4 + shape.side_bytes + _XING_BYTES + _LAME_BYTES:
            return header
    raise AudioError(f"no MP3 frame at {shape.rate_hz} Hz has room for the stream's length: report this")


def _frame_bytes(shape: FrameFormat, header: bytes) -> int:
    return shape.samples // 8 * 1000 * shape.bitrates_kbps[(header[2] >> 4) - 1] // shape.rate_hz


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


def crc16(data: bytes) -> int:
    """CRC-16/ARC, which the LAME tag uses.

    A checksum is linear: rows of the data are done side by side, a column at a time, and then joined.
    """
    rows = len(data) // _CRC_ROW
    table = _crc_table()
    whole = np.frombuffer(data, dtype=np.uint8, count=rows * _CRC_ROW).reshape(rows, _CRC_ROW)
    crcs = np.zeros(rows, dtype=np.uint16)
    for column in np.ascontiguousarray(whole.T):
        crcs = table[(crcs ^ column) & 0xFF] ^ (crcs >> 8)
    crc = 0
    for row in crcs:
        crc = join_crc16(crc, int(row), _CRC_ROW)
    for byte in data[rows * _CRC_ROW :]:
        crc = int(table[(crc ^ byte) & 0xFF]) ^ crc >> 8
    return crc


def join_crc16(first: int, second: int, second_bytes: int) -> int:
    """The checksum of two pieces end to end, from those of each and the length of the second."""
    bits = _zeros_after(second_bytes)
    for place in range(16):
        if first >> place & 1:
            second ^= bits[place]
    return second


@lru_cache(maxsize=64)
def _zeros_after(count: int) -> Sequence[int]:
    """What each bit of a checksum becomes by so many bytes of zero: a matrix of bits, squared and multiplied."""
    table = _crc_table()
    power = [int(table[(1 << place) & 0xFF]) ^ (1 << place) >> 8 for place in range(16)]
    result = [1 << place for place in range(16)]
    while count:
        if count & 1:
            result = [_times(power, bit) for bit in result]
        power = [_times(power, bit) for bit in power]
        count >>= 1
    return tuple(result)


def _times(matrix: Sequence[int], vector: int) -> int:
    product = 0
    for place in range(16):
        if vector >> place & 1:
            product ^= matrix[place]
    return product


@lru_cache(maxsize=1)
def _crc_table() -> NDArray[np.uint16]:
    table = np.arange(256, dtype=np.uint16)
    for _ in range(8):
        table = np.where(table & 1, table >> 1 ^ 0xA001, table >> 1).astype(np.uint16)
    return table
