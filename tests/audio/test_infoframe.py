"""Headers, frames and the Info frame as bytes."""

from __future__ import annotations

import pytest

from pipeline.audio.checksum import crc16
from pipeline.audio.errors import AudioError
from pipeline.audio.infoframe import Tally, check_bitrate, cut_to_frames, frame_format, info_frame
from tests.audio.test_checksum import bit_by_bit


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
    tally = Tally(rate_hz, frame_format(rate_hz).bitrates_kbps[(frame[2] >> 4) - 1])
    tally.add(frame)
    tally.finish()
    assert tally.frame_count == 1


@pytest.mark.parametrize("samples", [100 * 576, 100 * 576 - 576 - 4096])
def test_samples_that_frames_cannot_stand_for_are_refused(samples: int) -> None:
    with pytest.raises(AudioError, match="can't stand for"):
        info_frame(22050, 64, 100, 20900, samples, 0)


@pytest.mark.parametrize("length", [1, 2, 3, 70, 209, 10000])
def test_frames_are_counted_wherever_they_are_cut(length: int) -> None:
    plain = info_frame(22050, 64, 9, 999, 4000, 7)
    padded = plain[:2] + bytes([plain[2] | 2]) + plain[3:] + b"\xff"
    frames = plain + padded + padded + plain
    tally = Tally(22050, 64)
    for start in range(0, len(frames), length):
        tally.add(frames[start : start + length])
    tally.finish()
    assert (tally.frame_count, tally.size, tally.crc) == (4, len(frames), crc16(frames))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"RIFF0000", id="another format"),
        pytest.param(b"\xff\xf3\x80\xc4", id="a header alone"),
        pytest.param(b"\xff\xf3\x80\xc4" + bytes(204) + b"\xff", id="a byte too many"),
        pytest.param(b"\xff\xf3\x84\xc4" + bytes(204), id="another rate"),
        pytest.param(b"\xff\xf3\x00\xc4" + bytes(204), id="no bit rate"),
        pytest.param(b"\xff\xf3\x70\xc4" + bytes(204), id="another bit rate"),
        pytest.param(b"\xff\xf3\x80\xc4" + bytes(204) + bytes(209), id="nothing after the first"),
    ],
)
def test_what_is_not_whole_frames_is_refused(data: bytes) -> None:
    tally = Tally(22050, 64)
    with pytest.raises(AudioError, match="report this"):  # noqa: PT012  # one or the other finds it
        tally.add(data)
        tally.finish()


@pytest.mark.parametrize("length", [1, 3, 209, 500, 10000])
def test_frames_are_cut_apart_however_their_bytes_come(length: int) -> None:
    plain = info_frame(22050, 64, 9, 999, 4000, 7)
    padded = plain[:2] + bytes([plain[2] | 2]) + plain[3:] + b"\xff"
    frames, rest = [plain, padded, padded, plain, plain], plain[:50]
    data = b"".join(frames) + rest
    found = cut_to_frames((data[at : at + length] for at in range(0, len(data), length)), 22050, 64)
    assert [frame for piece in found for frame in piece] == [*frames, rest]


def test_unknown_rate_and_bit_rate_name_those_there_are() -> None:
    with pytest.raises(AudioError, match=r"choose one of 8000, 11025, .*48000"):
        frame_format(22000)
    with pytest.raises(AudioError, match=r"choose one of 8, 16, .*160"):
        check_bitrate(22050, 192)
