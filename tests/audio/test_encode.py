"""MP3 frames and streams, as FFmpeg, mutagen and PyAV read them."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from mutagen.mp3 import MP3

from pipeline.audio.encode import Encoded, encode, encoder_gain, join
from pipeline.audio.infoframe import crc16
from pipeline.audio.pcm import AudioError, Samples, Wave
from tests.audio.ffprobe import probe
from tests.audio.sound import RATE_HZ, played, sine, speech

FRAME = 576


def encoded_speech(length: int, start: int = 0, bitrate_kbps: int = 64) -> Encoded:
    samples = np.concatenate(speech(times=2))[start : start + length]
    assert len(samples) == length
    return encode([samples], RATE_HZ, bitrate_kbps)


def alike(wave: Wave, samples: Samples) -> float:
    """How much two sounds are one, from 0 to 1."""
    return float(np.corrcoef(wave, samples)[0, 1])


@pytest.mark.parametrize("length", [*range(20000, 20000 + FRAME, 36), 600, 1000, 100001])
def test_stream_plays_to_the_sample(length: int) -> None:
    assert len(played(join([encoded_speech(length)]).data())) == length


@pytest.mark.parametrize(("rate_hz", "bitrate_kbps"), [(8000, 16), (16000, 48), (24000, 64), (44100, 128), (48000, 64)])
def test_stream_of_any_rate_plays_to_the_sample(rate_hz: int, bitrate_kbps: int) -> None:
    part = encode([sine(440, -6, 2.0001, rate_hz)], rate_hz, bitrate_kbps)
    assert len(played(join([part]).data())) == part.samples == round(2.0001 * rate_hz)


@pytest.mark.parametrize("bitrate_kbps", [8, 32, 64, 160])
def test_all_readers_agree_on_the_length(tmp_path: Path, bitrate_kbps: int) -> None:
    part = encoded_speech(66151, bitrate_kbps=bitrate_kbps)
    data = join([part]).data()
    path = tmp_path / "section.mp3"
    path.write_bytes(data)
    probed = probe(path)
    info = vars(MP3(io.BytesIO(data)))["info"]
    assert probed.warnings == ""
    assert probed.samples == len(played(data)) == 66151
    assert round(info.length * RATE_HZ) == 66151
    assert not info.sketchy
    assert info.encoder_info.startswith("LAME 3.100")
    # FFmpeg tells the length of the frames as the stream's; the padding is left out in playing.
    assert probed.duration == pytest.approx(Fraction(part.length, RATE_HZ), abs=1e-6)


def test_played_sound_is_where_it_was() -> None:
    samples = np.concatenate(speech())[:60000]
    wave = played(join([encode([samples], RATE_HZ)]).data())
    assert alike(wave, samples) > 0.98
    assert alike(wave[1:], samples[:-1]) < alike(wave, samples) > alike(wave[:-1], samples[1:])


def test_without_its_info_frame_a_stream_is_late_and_long() -> None:
    part = encoded_speech(66151)
    assert len(played(part.frames)) != 66151


def test_parts_begin_where_the_stream_says(tmp_path: Path) -> None:
    lengths = (40000, 25001, 31337)
    sounds = [np.concatenate(speech(times=2))[start : start + length] for start, length in enumerate(lengths)]
    stream = join([encode([sound], RATE_HZ) for sound in sounds])
    path = tmp_path / "book.mp3"
    path.write_bytes(stream.data())
    wave = played(stream.data())
    assert probe(path).warnings == ""
    assert len(wave) == stream.samples == probe(path).samples
    assert stream.starts == (0, stream.parts[0].length, stream.parts[0].length + stream.parts[1].length)
    for start, sound in zip(stream.starts, sounds, strict=True):
        assert alike(wave[start : start + len(sound)], sound) > 0.98
    for start, part in zip(stream.starts[1:], stream.parts, strict=False):
        gap = wave[start - (part.length - part.samples) + 200 : start - 50]
        assert np.abs(gap).max(initial=0) < 500


def test_join_of_one_is_that_one_and_size_is_told() -> None:
    part = encoded_speech(30000)
    stream = join([part])
    assert stream.data() == stream.info + part.frames
    assert stream.size == len(stream.data()) == sum(map(len, stream.chunks()))
    assert stream.samples == part.samples


def test_joined_stream_has_the_checksum_of_all_its_frames() -> None:
    stream = join([encoded_speech(length) for length in (20000, 21000, 22000)])
    place = stream.info.index(b"LAME") + 32
    frames = b"".join(part.frames for part in stream.parts)
    assert int.from_bytes(stream.info[place : place + 2], "big") == crc16(frames)


def test_same_samples_are_the_same_bytes_however_cut() -> None:
    samples = np.concatenate(speech())
    whole = encode([samples], RATE_HZ)
    cut = encode([*np.array_split(samples, 33), np.zeros(0, dtype=np.int16)], RATE_HZ)
    assert whole == cut
    assert whole.delay + whole.samples + whole.padding == whole.length == whole.frame_count * FRAME


@pytest.mark.parametrize(
    ("rate_hz", "bitrate_kbps"), [(22050, 32), (22050, 64), (22050, 160), (44100, 192), (44100, 224), (44100, 256)]
)
def test_encoder_gain_is_what_comes_back(rate_hz: int, bitrate_kbps: int) -> None:
    samples = sine(440, -10, 2, rate_hz)
    middle = slice(rate_hz // 2, rate_hz)
    wave = played(join([encode([samples], rate_hz, bitrate_kbps)]).data())[middle]
    gain = float(np.sqrt(np.mean(np.square(wave)) / np.mean(np.square(samples[middle], dtype=np.float64))))
    assert gain == pytest.approx(encoder_gain(bitrate_kbps), abs=0.002)


def test_faster_quality_is_other_bytes_of_the_same_length() -> None:
    samples = np.concatenate(speech())
    slow, fast = encode([samples], RATE_HZ, quality=2), encode([samples], RATE_HZ, quality=7)
    assert slow.frames != fast.frames
    assert slow.length == fast.length


def test_what_cannot_be_encoded_is_refused_with_a_way_out() -> None:
    with pytest.raises(AudioError, match="529 or more"):
        encode([np.zeros(100, dtype=np.int16)], RATE_HZ)
    with pytest.raises(AudioError, match="has no quality 10"):
        encode([], RATE_HZ, quality=10)
    with pytest.raises(AudioError, match="choose one of"):
        encode([], RATE_HZ, 65)


def test_parts_that_differ_are_not_joined() -> None:
    with pytest.raises(AudioError, match="22050 Hz with 32 kbit/s, 22050 Hz with 64 kbit/s"):
        join([encoded_speech(20000), encoded_speech(20000, bitrate_kbps=32)])
    with pytest.raises(AudioError, match="at least one section"):
        join([])
