"""MP3 frames and streams, as FFmpeg, mutagen and PyAV read them."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import asdict, replace
from mutagen.mp3 import MP3

from pipeline.audio.checksum import crc16
from pipeline.audio.encode import encode, encoder_gain
from pipeline.audio.encoded import Encoded, join
from pipeline.audio.errors import AudioError
from pipeline.audio.pcm import Samples, Wave, fade_edges
from tests.audio.ffprobe import probe
from tests.audio.sound import RATE_HZ, played, sine, speech, whole

FRAME = 576


def encoded_speech(folder: Path, length: int, bitrate_kbps: int = 64) -> Encoded:
    samples = np.concatenate(speech(times=2))[:length]
    assert len(samples) == length
    return encode([samples], folder / f"{length}-{bitrate_kbps}", RATE_HZ, bitrate_kbps)


def alike(wave: Wave, samples: Samples) -> float:
    """How much two sounds are one, from 0 to 1."""
    return float(np.corrcoef(wave, samples)[0, 1])


@pytest.mark.parametrize("length", [*range(20000, 20000 + FRAME, 36), 600, 1000, 100001])
def test_stream_plays_to_the_sample(tmp_path: Path, length: int) -> None:
    assert len(played(whole(join([encoded_speech(tmp_path, length)])))) == length


@pytest.mark.parametrize(("rate_hz", "bitrate_kbps"), [(8000, 16), (16000, 48), (24000, 64), (44100, 128), (48000, 64)])
def test_stream_of_any_rate_plays_to_the_sample(tmp_path: Path, rate_hz: int, bitrate_kbps: int) -> None:
    part = encode([sine(440, -6, 2.0001, rate_hz)], tmp_path / "frames", rate_hz, bitrate_kbps)
    assert len(played(whole(join([part])))) == part.samples == round(2.0001 * rate_hz)


@pytest.mark.parametrize("bitrate_kbps", [8, 32, 64, 160])
def test_all_readers_agree_on_the_length(tmp_path: Path, bitrate_kbps: int) -> None:
    part = encoded_speech(tmp_path, 66151, bitrate_kbps=bitrate_kbps)
    data = whole(join([part]))
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


def test_played_sound_is_where_it_was(tmp_path: Path) -> None:
    samples = np.concatenate(speech())[:60000]
    wave = played(whole(join([encode([samples], tmp_path / "frames", RATE_HZ)])))
    assert alike(wave, samples) > 0.98
    assert alike(wave[1:], samples[:-1]) < alike(wave, samples) > alike(wave[:-1], samples[1:])


def test_without_its_info_frame_a_stream_is_late_and_long(tmp_path: Path) -> None:
    part = encoded_speech(tmp_path, 66151)
    assert len(played(whole(part))) != 66151


def test_parts_begin_where_the_stream_says(tmp_path: Path) -> None:
    lengths = (40000, 25001, 31337)
    said = np.concatenate(speech(times=2))
    sounds = [fade_edges(said[start : start + length], RATE_HZ) for start, length in enumerate(lengths)]
    stream = join([encode([sound], tmp_path / f"frames-{len(sound)}", RATE_HZ) for sound in sounds])
    path = tmp_path / "book.mp3"
    path.write_bytes(whole(stream))
    wave = played(whole(stream))
    assert probe(path).warnings == ""
    assert len(wave) == stream.samples == probe(path).samples
    assert stream.starts == (0, stream.parts[0].length, stream.parts[0].length + stream.parts[1].length)
    for start, sound in zip(stream.starts, sounds, strict=True):
        assert alike(wave[start : start + len(sound)], sound) > 0.98
    for start, part in zip(stream.starts[1:], stream.parts, strict=False):
        gap = wave[start - (part.length - part.samples) + 200 : start - 50]
        assert np.abs(gap).max(initial=0) < 500


def test_join_of_one_is_that_one_and_size_is_told(tmp_path: Path) -> None:
    part = encoded_speech(tmp_path, 30000)
    stream = join([part])
    assert whole(stream) == stream.info + part.path.read_bytes()
    assert stream.size == len(whole(stream)) == len(stream.info) + part.size
    assert stream.samples == part.samples


def test_joined_stream_has_the_checksum_of_all_its_frames(tmp_path: Path) -> None:
    stream = join([encoded_speech(tmp_path, length) for length in (20000, 21000, 22000)])
    place = stream.info.index(b"LAME") + 32
    frames = b"".join(map(whole, stream.parts))
    assert int.from_bytes(stream.info[place : place + 2], "big") == crc16(frames)


def test_same_samples_are_the_same_bytes_however_cut(tmp_path: Path) -> None:
    samples = np.concatenate(speech())
    one = encode([samples], tmp_path / "one", RATE_HZ)
    cut = encode([*np.array_split(samples, 33), np.zeros(0, dtype=np.int16)], tmp_path / "cut", RATE_HZ)
    assert replace(cut, path=one.path) == one
    assert whole(cut) == whole(one)
    assert one.delay + one.samples + one.padding == one.length == one.frame_count * FRAME


@pytest.mark.parametrize(
    ("rate_hz", "bitrate_kbps"), [(22050, 32), (22050, 64), (22050, 160), (44100, 192), (44100, 224), (44100, 256)]
)
def test_encoder_gain_is_what_comes_back(tmp_path: Path, rate_hz: int, bitrate_kbps: int) -> None:
    samples = sine(440, -10, 2, rate_hz)
    middle = slice(rate_hz // 2, rate_hz)
    part = encode([samples], tmp_path / "frames", rate_hz, bitrate_kbps)
    wave = played(whole(join([part])))[middle]
    gain = float(np.sqrt(np.mean(np.square(wave)) / np.mean(np.square(samples[middle], dtype=np.float64))))
    assert gain == pytest.approx(encoder_gain(bitrate_kbps), abs=0.002)


def test_faster_quality_is_other_bytes_of_the_same_length(tmp_path: Path) -> None:
    samples = np.concatenate(speech())
    slow, fast = (encode([samples], tmp_path / str(quality), RATE_HZ, quality=quality) for quality in (2, 7))
    assert whole(slow) != whole(fast)
    assert slow.length == fast.length


def test_what_cannot_be_encoded_is_refused_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="529 or more"):
        encode([np.zeros(100, dtype=np.int16)], tmp_path / "frames", RATE_HZ)
    with pytest.raises(AudioError, match="has no quality 10"):
        encode([], tmp_path / "frames", RATE_HZ, quality=10)
    with pytest.raises(AudioError, match="choose one of"):
        encode([], tmp_path / "frames", RATE_HZ, 65)


def test_parts_that_differ_are_not_joined(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="22050 Hz with 32 kbit/s, 22050 Hz with 64 kbit/s"):
        join([encoded_speech(tmp_path, 20000), encoded_speech(tmp_path, 20000, bitrate_kbps=32)])
    with pytest.raises(AudioError, match="at least one section"):
        join([])


def test_an_encoded_section_is_plain_values_beside_its_file(tmp_path: Path) -> None:
    part = encoded_speech(tmp_path, 20000)
    values = json.loads(json.dumps(asdict(part) | {"path": "elsewhere"}))
    path = tmp_path / values.pop("path")
    part.path.rename(path)
    moved = Encoded(path, **values)
    assert moved == replace(part, path=path)
    assert len(whole(moved)) == moved.size


def test_frames_come_in_pieces(tmp_path: Path) -> None:
    part = encode([sine(440, -6, 30)], tmp_path / "frames", RATE_HZ, 160)
    assert part.size > 1 << 19
    assert max(map(len, part.chunks())) <= 1 << 16


def test_file_that_is_not_what_was_written_is_an_error_that_names_it(tmp_path: Path) -> None:
    part = encoded_speech(tmp_path, 20000)
    part.path.write_bytes(whole(part)[:-1])
    with pytest.raises(AudioError, match=f"{part.path.name} has {part.size - 1} bytes instead of {part.size}"):
        whole(join([part]))
    part.path.unlink()
    with pytest.raises(AudioError, match=f"{part.path.name} can't be read"):
        whole(part)


def test_place_that_cannot_be_written_to_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match=r"missing .*: make room there, or choose a folder that has some"):
        encode([sine(440, -6, 1)], tmp_path / "missing" / "frames", RATE_HZ)


def test_disk_that_is_full_is_an_error(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        full = tmp_path  # a folder can't be written to either
    with pytest.raises(AudioError, match="can't be written"):
        encode([sine(440, -6, 1)], full, RATE_HZ)


def test_an_hour_takes_no_more_memory_than_minutes(tmp_path: Path) -> None:
    def most_bytes(minutes: int) -> int:
        tracemalloc.start()
        encode(hum(minutes), tmp_path / "frames", 8000, 64, quality=9)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    assert most_bytes(60) < most_bytes(6) + (1 << 16)  # an hour of frames is 28 MB


def hum(minutes: int) -> Iterator[Samples]:
    """One second of sound, over and over."""
    second = sine(440, -6, 1, 8000)
    return (second for _ in range(60 * minutes))
