"""CRC-16/ARC, with which an MP3's Info frame vouches for the frames after it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

_SHORT = 256
"""So many bytes are taken one by one, as those of a frame are: they need no numpy."""


def crc16(data: bytes, before: int = 0) -> int:
    """The checksum of bytes that follow those whose checksum is `before`."""
    if len(data) > _SHORT:
        from pipeline.audio.folding import folded  # noqa: PLC0415  # as above

        data, before = folded(data, before), 0
    table, crc = _table(), before
    for byte in data:
        crc = table[(crc ^ byte) & 0xFF] ^ crc >> 8
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
    table = _table()
    power = [table[1 << place & 0xFF] ^ 1 << place >> 8 for place in range(16)]
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
def _table() -> Sequence[int]:
    """What each byte adds to a checksum."""
    table = []
    for crc in range(256):
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1  # noqa: PLW2901 - a register that is shifted
        table.append(crc)
    return tuple(table)
