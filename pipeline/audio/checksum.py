"""CRC-16/ARC, with which an MP3's Info frame vouches for the frames after it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

_POLYNOMIAL, _ONE = 0xA001, 0x8000
"""x^16 + x^15 + x^2 + 1 without its highest power, and 1; as in a checksum, the highest bit is the lowest power."""
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
    return _times(first, _after(second_bytes)) ^ second


def _after(count: int) -> int:
    """What to multiply a checksum with for so many bytes of zero after it: x to the power of their bits."""
    power, square = _ONE, _ONE >> 8
    while count:
        if count & 1:
            power = _times(power, square)
        square = _times(square, square)
        count >>= 1
    return power


def _times(first: int, second: int) -> int:
    """The product of two polynomials, less multiples of the checksum's."""
    product = 0
    while second:
        if second & _ONE:
            product ^= first
        first = first >> 1 ^ _POLYNOMIAL if first & 1 else first >> 1
        second = second << 1 & 0xFFFF
    return product


@lru_cache(maxsize=1)
def _table() -> Sequence[int]:
    """What each byte adds to a checksum."""
    table = []
    for crc in range(256):
        for _ in range(8):
            crc = crc >> 1 ^ _POLYNOMIAL if crc & 1 else crc >> 1  # noqa: PLW2901 - a register that is shifted
        table.append(crc)
    return tuple(table)
