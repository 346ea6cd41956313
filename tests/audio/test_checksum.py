"""Checksums as bytes, however they are cut."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.audio.checksum import crc16, join_crc16


def bit_by_bit(data: bytes) -> int:
    """CRC-16/ARC as it is defined."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return crc


def noise(length: int) -> bytes:
    return bytes(place * place % 251 for place in range(1, length + 1))


def test_checksum_is_the_published_one() -> None:
    assert crc16(b"123456789") == 0xBB3D


@pytest.mark.parametrize("length", [0, 1, 16, 17, 4095, 4096, 20001, 65536, 65537, 150001])
def test_checksum_in_blocks_is_that_bit_by_bit(length: int) -> None:
    assert crc16(noise(length)) == bit_by_bit(noise(length))


@pytest.mark.parametrize("cut", [0, 1, 20, 9000])
def test_checksum_goes_on_from_the_one_before(cut: int) -> None:
    data = noise(20001)
    assert crc16(data[cut:], crc16(data[:cut])) == bit_by_bit(data)


@settings(max_examples=30)
@given(st.binary(max_size=20), st.binary(max_size=40))
def test_checksums_join(first: bytes, second: bytes) -> None:
    assert join_crc16(crc16(first), crc16(second), len(second)) == crc16(first + second)
