"""Many bytes to a few of the same checksum. Pure.

CRC-16/ARC is the remainder by x^16 + x^15 + x^2 + 1, and so is that of x^15N + x^2N + 1 for x^16N, N any power of two:
what holds for bits holds for blocks of them, and those are added in one go.
"""

from __future__ import annotations

import numpy as np

_LARGEST_BLOCK = 1 << 12


def folded(data: bytes, before: int) -> bytes:
    """Sixteen bytes or fewer whose CRC-16/ARC is that of `data` after bytes whose checksum is `before`.

    `data` is two bytes or more.
    """
    rest = np.frombuffer(data, dtype=np.uint8).copy()
    rest[:2] ^= np.array([before & 0xFF, before >> 8], dtype=np.uint8)
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
