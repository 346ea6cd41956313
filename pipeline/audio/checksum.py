"""CRC-16/ARC, with which an MP3's Info frame vouches for the frames after it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_LARGEST_BLOCK = 1 << 12


def crc16(data: bytes, before: int = 0) -> int:
    """The checksum of bytes that follow those whose checksum is `before`.

    It is the remainder by x^16 + x^15 + x^2 + 1, and so is that of x^15N + x^2N + 1 for x^16N, N any power of two:
    what holds for bits holds for blocks of them, and those are added in one go.
    """
    if len(data) > 16:
        rest = np.frombuffer(data, dtype=np.uint8).copy()
        rest[:2] ^= np.array([before & 0xFF, before >> 8], dtype=np.uint8)
        data, before = _folded(rest), 0
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


def _folded(rest: NDArray[np.uint8]) -> bytes:
    """Sixteen bytes or fewer of the same checksum."""
    block = _LARGEST_BLOCK
    while block:
        rows = -(-len(rest) // block)
        if rows > 16:
            table = np.zeros((rows, block), dtype=np.uint8)
            table.reshape(-1)[-len(rest) :] = rest  # zeros before the first byte change nothing
            for row in range(rows - 16):
                table[row + 1] ^= table[row]
                table[row + 14] ^= table[row]
                table[row + 16] ^= table[row]
            rest = table[-16:].reshape(-1)
        block //= 2
    return rest.tobytes()


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
