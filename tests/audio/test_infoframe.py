"""Headers, checksums and the Info frame as bytes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.audio.infoframe import check_bitrate, count_frames, crc16, frame_format, info_frame, join_crc16
from pipeline.audio.pcm import AudioError


def bit_by_bit(data: bytes) -> int:
    """CRC-16/ARC as it is defined."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return crc


def test_checksum_is_the_published_one() -> None:
    assert crc16(b"123456789") == 0xBB3D


@pytest.mark.parametrize("length", [0, 1, 4095, 4096, 4097, 20001])
def test_checksum_in_rows_is_that_bit_by_bit(length: int) -> None:
    data = bytes(place * place % 251 for place in range(length))
    assert crc16(data) == bit_by_bit(data)


@settings(max_examples=30)
@given(st.binary(max_size=20), st.binary(max_size=40))
def test_checksums_join(first: bytes, second: bytes) -> None:
    assert join_crc16(crc16(first), crc16(second), len(second)) == crc16(first + second)


def test_info_frame_tells_what_lame_tells() -> None:
    """The Xing header and the LAME tag, field by field: 22,050 Hz, 64 kbit/s, 100 frames."""
    frame = info_frame(22050, 64, 100, 20900, 56000, 0x1234)
    assert len(frame) == 208
    assert frame[:4] == bytes.fromhex("fff380c4")
    xing = frame[4 + 9 :]
    assert xing[:8] == b"Info" + (0b1111).to_bytes(4, "big")
    assert int.from_bytes(xing[8:12], "big") == 100
    assert int.from_bytes(xing[12:16], "big") == 20900 + 208
    table = list(xing[16:116])
    assert table == sorted(table)
    assert table[0] == 256 * 208 // 21108
    assert abs(table[50] - 128) <= 2
    lame = xing[120:]
    assert lame[:9] == b"LAME3.100"
    assert lame[9] == 1
    assert lame[20] == 64
    assert int.from_bytes(lame[21:24], "big") == 576 << 12 | (100 * 576 - 576 - 56000)
    assert int.from_bytes(lame[28:32], "big") == 20900 + 208
    assert int.from_bytes(lame[32:34], "big") == 0x1234
    assert int.from_bytes(lame[34:36], "big") == bit_by_bit(frame[: 13 + 120 + 34])


@pytest.mark.parametrize(("rate_hz", "bitrate_kbps"), [(22050, 8), (22050, 160), (44100, 32), (8000, 8), (48000, 320)])
def test_info_frame_is_one_whole_frame_at_any_bit_rate(rate_hz: int, bitrate_kbps: int) -> None:
    per_frame = frame_format(rate_hz).samples
    frame = info_frame(rate_hz, bitrate_kbps, 10, 1000, 8 * per_frame, 0)
    assert count_frames(frame, rate_hz) == 1


@pytest.mark.parametrize("samples", [100 * 576, 100 * 576 - 576 - 4096])
def test_samples_that_frames_cannot_stand_for_are_refused(samples: int) -> None:
    with pytest.raises(AudioError, match="can't stand for"):
        info_frame(22050, 64, 100, 20900, samples, 0)


@pytest.mark.parametrize("data", [b"RIFF0000", b"\xff\xf3\x80\xc4", b"\xff\xf3\x80\xc4" + bytes(204) + b"\xff"])
def test_what_is_not_whole_frames_is_refused(data: bytes) -> None:
    with pytest.raises(AudioError):
        count_frames(data, 22050)


def test_unknown_rate_and_bit_rate_name_those_there_are() -> None:
    with pytest.raises(AudioError, match=r"choose one of 8000, 11025, .*48000"):
        frame_format(22000)
    with pytest.raises(AudioError, match=r"choose one of 8, 16, .*160"):
        check_bitrate(22050, 192)
